import { useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Skeleton, Tag } from 'antd'
import { type FigureCheck, figuresApi } from '#contract/figures'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'

/** 指标复核: every night all figures are counted again; here stands what was found. */
export function FigureChecksPage() {
  const checks = useQuery(ask(figuresApi.checks, {}))
  const { message } = App.useApp()
  const check = useSend(figuresApi.check, {
    refreshes: [figuresApi.checks],
    done: () => message.success('已在后台开始复核，完成后刷新本页查看结果。'),
  })
  return (
    <div className="page narrow">
      <h1 className="page-title">指标复核</h1>
      <p className="hint gap-bottom">
        每晚把各单位各月的合计按计数记录重新计算，再把计数记录与办理记录逐条核对。月度合计不符的可以重算；计数记录不符的不自动改动，请逐条核对。
      </p>
      <p className="gap-bottom">
        <Button loading={check.isPending} onClick={() => check.mutate({ body: { mend: false } })}>
          立即复核
        </Button>{' '}
        <Button loading={check.isPending} onClick={() => check.mutate({ body: { mend: true } })}>
          复核并重算月度合计
        </Button>
      </p>
      {checks.isPending && <Skeleton active />}
      {checks.isError && <ProblemAlert problem={checks.error} retry={() => checks.refetch()} />}
      {checks.data?.length === 0 && <Empty description="还没有复核记录；今晚自动进行，也可以立即复核。" />}
      <ul className="cards">
        {checks.data?.map((one) => (
          <Check key={one.id} check={one} />
        ))}
      </ul>
    </div>
  )
}

function Check({ check: { at, facts, monthsDiffer, factsDiffer, mended, lines } }: { check: FigureCheck }) {
  const found = monthsDiffer + factsDiffer
  return (
    <li className="row-card">
      <h2 className="card-title">
        {new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}{' '}
        {found === 0 ? <Tag color="green">一致</Tag> : <Tag color="red">不符 {found} 处</Tag>}
        {mended && monthsDiffer > 0 && <Tag>月度合计已重算</Tag>}
      </h2>
      <p className="hint">
        计数记录 {facts} 条；月度合计不符 {monthsDiffer} 处，计数记录不符 {factsDiffer} 处。
      </p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </li>
  )
}
