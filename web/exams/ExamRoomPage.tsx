import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Result, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { MatterId } from '#contract/common'
import { examRoomApi, type Sitting } from '#contract/exams-room'
import { send } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { useKeys } from '../kit/keys.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { asProblem } from '../kit/problem-error.ts'
import { keyOf, refresh } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { ExamItem } from './ExamItem.tsx'
import { clockWords, isAnswered, isSaved } from './queue.ts'
import { type Line, type SittingPage, useLeft, useSitting } from './sitting.ts'
import './exams.css'

/** 作答: the same on every device; what is written is saved by itself, and the time is the server's. */
export function ExamRoomPage() {
  const examId = useParam('examId', MatterId)
  const start = useQuery({
    queryKey: keyOf(examRoomApi.start, { params: { examId } }),
    queryFn: () => send(examRoomApi.start, { params: { examId } }),
    // The page itself keeps on from here; asked again it would only say what it knows.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  })
  usePageTitle(start.data?.title)
  if (start.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (start.isError)
    return (
      <div className="page narrow">
        <ProblemAlert problem={start.error} retry={() => start.refetch()} />
        <Link to={`/my-exams/${examId}`}>返回考试说明</Link>
      </div>
    )
  return <Room sitting={start.data} />
}

function Room({ sitting }: { sitting: Sitting }) {
  const me = useMe()
  const page = useSitting(me.person.id, sitting)
  const [at, setAt] = useState(0)
  const { items } = sitting
  const current = items[Math.min(at, items.length - 1)]
  const go = (to: number) => setAt(Math.max(0, Math.min(items.length - 1, to)))
  useKeys([
    { key: 'arrowleft', title: '上一题', run: () => go(at - 1) },
    { key: 'arrowright', title: '下一题', run: () => go(at + 1) },
    { key: 'm', title: '标记本题', run: () => current && page.flag(current.item) },
  ])
  if (page.receipt) return <HandedIn sitting={sitting} page={page} />
  return (
    <div className="page exam-room">
      <Top sitting={sitting} page={page} />
      {page.over && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title={page.over}
          action={<Link to={`/my-exams/${sitting.examId}`}>查看交卷情况</Link>}
        />
      )}
      <div className="exam-body">
        <section className="panel exam-question" aria-label={`第 ${at + 1} 题`}>
          {current && <ExamItem key={current.item} item={current} at={at} page={page} />}
          <div className="actions exam-turn">
            <Button disabled={at === 0} onClick={() => go(at - 1)}>
              上一题
            </Button>
            <Button type="primary" disabled={at === items.length - 1} onClick={() => go(at + 1)}>
              下一题
            </Button>
            {current && (
              <Button aria-pressed={page.written.answers[current.item]?.flagged ?? false} onClick={() => page.flag(current.item)}>
                {page.written.answers[current.item]?.flagged ? '取消标记' : '标记，稍后再看'}
              </Button>
            )}
          </div>
        </section>
        <Card sitting={sitting} page={page} at={at} go={go} />
      </div>
    </div>
  )
}

const lineWords: Record<Line, string> = {
  saved: '全部已保存',
  saving: '正在保存……',
  waiting: '稍后自动保存',
  cut: '网络中断，已存在本机，恢复后自动补传',
}

function Top({ sitting, page }: { sitting: Sitting; page: SittingPage }) {
  const left = useLeft(page.clock)
  const isShort = left < 5 * 60_000
  return (
    <header className="panel exam-top">
      <div>
        <h1 className="page-title">{sitting.title}</h1>
        <span className={page.line === 'cut' ? 'warn' : 'hint'} role="status">
          {lineWords[page.line]}
        </span>
      </div>
      <div className="exam-clock">
        <span className="hint">剩余时间</span>
        <strong className={`number ${isShort ? 'warn' : ''}`} role="timer">
          {clockWords(left)}
        </strong>
      </div>
      <HandIn sitting={sitting} page={page} isTimeUp={left <= 0} />
    </header>
  )
}

function HandIn({ sitting, page, isTimeUp }: { sitting: Sitting; page: SittingPage; isTimeUp: boolean }) {
  const { modal, message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const tried = useRef(0)
  const open = sitting.items.filter(({ item }) => !isAnswered(page.written.answers[item])).length
  const flagged = sitting.items.filter(({ item }) => page.written.answers[item]?.flagged).length
  const run = async () => {
    setBusy(true)
    try {
      await page.handIn()
      await refresh(examRoomApi.mine, examRoomApi.read)
    } catch (thrown) {
      message.error(asProblem(thrown).sentence)
    } finally {
      setBusy(false)
    }
  }
  // Time is up: handed in by the page, and again every few seconds while the line is cut; the server does it besides.
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!isTimeUp) return
    const turn = () => {
      if (tried.current < 20) void latest.current()
      tried.current += 1
    }
    turn()
    const timer = setInterval(turn, 3_000)
    return () => clearInterval(timer)
  }, [isTimeUp])
  const ask = () =>
    modal.confirm({
      title: '现在交卷？交卷后不能再修改。',
      content: `${open > 0 ? `还有 ${open} 题没有作答。` : '全部试题已作答。'}${flagged > 0 ? `有 ${flagged} 题标记了稍后再看。` : ''}`,
      okText: '交卷',
      cancelText: '继续作答',
      onOk: run,
    })
  return (
    <Button type="primary" loading={busy} onClick={ask}>
      交卷
    </Button>
  )
}

/** 答题卡: where each question stands, in words for a reader of the screen as well. */
function Card({ sitting, page, at, go }: { sitting: Sitting; page: SittingPage; at: number; go: (to: number) => void }) {
  const wordOf = (item: number) => {
    const one = page.written.answers[item]
    const said = isAnswered(one) ? (isSaved(page.written, item) ? '已保存' : '待保存') : '未作答'
    return `${said}${one?.flagged ? '，已标记' : ''}`
  }
  const classOf = (item: number) => {
    const one = page.written.answers[item]
    const is = isAnswered(one) ? (isSaved(page.written, item) ? 'is-saved' : 'is-waiting') : ''
    return `exam-cell ${is} ${one?.flagged ? 'is-flagged' : ''}`
  }
  return (
    <nav className="panel exam-card" aria-label="答题卡">
      <h2>答题卡</h2>
      <div className="exam-cells">
        {sitting.items.map(({ item }, index) => (
          <button
            key={item}
            type="button"
            className={classOf(item)}
            aria-current={index === at ? 'step' : undefined}
            aria-label={`第 ${index + 1} 题，${wordOf(item)}`}
            onClick={() => go(index)}
          >
            {index + 1}
          </button>
        ))}
      </div>
      <p className="hint gap-top">深色实底为已保存，虚线框为待保存，右上角圆点为已标记。离开本页面的次数会被记录，只作记录，不作判定。</p>
      <p className="hint">
        以服务器收到的时间为准：结束后 {sitting.graceSeconds} 秒内收到的作答有效，其后收到的不计。键盘：← → 换题，A、B、C…… 选择，M 标记。
      </p>
    </nav>
  )
}

function HandedIn({ sitting, page }: { sitting: Sitting; page: SittingPage }) {
  const { receipt } = page
  return (
    <div className="page narrow">
      <Result
        status="success"
        title={<h1 className="page-title">{receipt?.closedBy === 'candidate' ? '已交卷' : '考试时间已到，已自动交卷'}</h1>}
        subTitle={`${sitting.title}　${receipt ? dayTime(receipt.handedInAt) : ''}　收到 ${receipt?.answered ?? 0} 题作答`}
        extra={
          <Link to="/my-exams">
            <Button type="primary">返回我的考试</Button>
          </Link>
        }
      >
        <p className="hint">
          交卷回执（全部作答的校验值）：<code className="break">{receipt?.receipt}</code>
        </p>
      </Result>
    </div>
  )
}
