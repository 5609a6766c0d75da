import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { z } from 'zod'
import { attendanceApi } from '#contract/training-attendance'
import { learningApi } from '#contract/training-learning'
import { send } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { useSend } from '../kit/query.ts'
import { clockWords, dayWords } from './parts.tsx'

const isGood = (outcome: string) => outcome === 'signedIn' || outcome === 'signedOut' || outcome === 'already'

/** `/s/<code>`: whoever scanned it wants to sign in, and reads what happened. The code is sent once, however often the page is drawn. */
export function ScannedPage() {
  const code = useParam('code', z.string().max(60))
  const signed = useQuery({
    queryKey: ['sign-in', code],
    queryFn: () => send(attendanceApi.signIn, { body: { code, leaving: false } }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const leave = useSend(attendanceApi.signIn, { refreshes: [learningApi.mine] })
  if (signed.isPending) return <Skeleton active />
  if (signed.isError) return <ProblemAlert problem={signed.error} retry={() => signed.refetch()} />
  const shown = leave.data ?? signed.data
  const Icon = isGood(shown.outcome) ? CheckCircleFilled : ExclamationCircleFilled
  return (
    <section className="panel outcome" aria-live="polite">
      <Icon style={{ fontSize: 56, color: isGood(shown.outcome) ? '#237804' : '#ad4e00' }} />
      <h1>{shown.words}</h1>
      {shown.class && (
        <p>
          {shown.class.title}
          <br />
          {shown.subject}　{shown.day && dayWords(shown.day)} {shown.starts}–{shown.ends}
        </p>
      )}
      {shown.arrivedAt && (
        <p>
          到达 {clockWords(shown.arrivedAt)}
          {shown.leftAt ? `　离开 ${clockWords(shown.leftAt)}` : ''}
        </p>
      )}
      {leave.isError && <ProblemAlert problem={leave.error} />}
      {signed.data.outcome === 'already' && shown.leftAt === null && (
        <Button
          className="big-button gap-top"
          block
          loading={leave.isPending}
          onClick={() => leave.mutate({ body: { code, leaving: true } })}
        >
          现在离开，签退
        </Button>
      )}
      <p className="gap-top">
        <Link to={'/training/mine' as never}>我的培训</Link>
      </p>
    </section>
  ) // `never`: the router is not told each page's path
}
