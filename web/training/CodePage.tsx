import { FullscreenOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useRef } from 'react'
import { z } from 'zod'
import { attendanceApi } from '#contract/training-attendance'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { dayWords } from './parts.tsx'

/** 签到码 for the projector: asked anew as soon as its ten seconds are over. */
export function CodePage() {
  const sessionId = useParam('sessionId', z.uuid())
  const screen = useRef<HTMLDivElement>(null)
  const code = useQuery({
    ...ask(attendanceApi.code, { params: { sessionId } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.secondsLeft ?? 3) * 1000 + 150,
    refetchIntervalInBackground: true,
  })
  if (code.isPending) return <Skeleton active />
  if (code.isError && !code.data) return <ProblemAlert problem={code.error} retry={() => code.refetch()} />
  const { title, subject, day, starts, ends, arrived, enrolled, qr } = code.data
  return (
    <div className="projector" ref={screen}>
      <h1>{title}</h1>
      <p className="turn">
        {subject}　{dayWords(day)} {starts}–{ends}
      </p>
      <svg className="qr" viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`} role="img" aria-label="签到二维码">
        <rect x="-4" y="-4" width={qr.size + 8} height={qr.size + 8} fill="#fff" />
        <path d={qr.path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <p className="turn" role="status">
        已签到 {arrived} / {enrolled} 人　·　请用手机扫码签到，二维码每 10 秒更换
      </p>
      {code.isError && <ProblemAlert problem={code.error} retry={() => code.refetch()} />}
      <Button icon={<FullscreenOutlined />} onClick={() => void screen.current?.requestFullscreen?.()}>
        全屏投影
      </Button>
    </div>
  )
}
