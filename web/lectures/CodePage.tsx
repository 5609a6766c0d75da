import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { QRCode, Skeleton } from 'antd'
import { z } from 'zod'
import { lecturesApi } from '#contract/lectures'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import './lectures.css'

/** 签到码 for the screen of the hall: digits to type, a picture to scan; both change every half minute. */
export function CodePage() {
  const lectureId = useParam('lectureId', z.uuid())
  const params = { lectureId }
  const lecture = useQuery(ask(lecturesApi.read, { params }))
  const code = useQuery({ ...ask(lecturesApi.code, { params }), refetchInterval: 5_000, staleTime: 0 })
  usePageTitle(lecture.data ? `${lecture.data.title}签到码` : undefined)
  const digits = code.data?.code
  return (
    <div className="page narrow">
      <h1 className="page-title">{lecture.data?.title ?? '签到码'}</h1>
      {code.isPending && <Skeleton active />}
      {code.isError && <ProblemAlert problem={code.error} retry={() => code.refetch()} />}
      {digits && (
        <section className="panel code-panel" aria-label="签到码">
          <p className="code-digits">{`${digits.slice(0, 4)} ${digits.slice(4)}`}</p>
          <QRCode value={`${window.location.origin}/lectures/${lectureId}?code=${digits}`} size={240} aria-label="签到二维码" />
          <p className="hint">用手机扫码，或者在“大讲堂”打开本场讲座填写数字。每半分钟更换一次。</p>
        </section>
      )}
      <p className="gap-top">
        <Link to="/lectures/$lectureId" params={params as never}>
          返回讲座
        </Link>
      </p>
    </div>
  ) // `never`: the router is not told each page's path
}
