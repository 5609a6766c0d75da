import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton } from 'antd'
import type { MatterId } from '#contract/common'
import { type CollectionView, tracksApi } from '#contract/tracks'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { yuanText } from '../kit/yuan.ts'
import { Facts } from './parts.tsx'

/** 缴纳情况: what is still owed today, and the arithmetic of the surcharge (加处罚款). */
export function CollectionTab({ matterId }: { matterId: MatterId }) {
  const collection = useQuery(ask(tracksApi.collection, { params: { matterId }, query: {} }))
  if (collection.isPending) return <Skeleton active paragraph={{ rows: 4 }} />
  if (collection.isError) return <ProblemAlert problem={collection.error} retry={() => collection.refetch()} />
  const { data } = collection
  const { remaining, surcharge } = data
  return (
    <>
      <Facts
        facts={[
          ['罚款', yuanText(data.fine)],
          ['没收款', yuanText(data.confiscated)],
          ['缴纳期限', data.dueOn],
          ['准予延期至', data.deferredTo],
          ['尚未缴纳罚款', yuanText(remaining.fine)],
          ['尚未缴纳没收款', yuanText(remaining.confiscated)],
          ['加处罚款', `${yuanText(surcharge.amount)}${surcharge.isCapped ? '（已达上限）' : ''}`],
          ['今天合计应缴', <strong key="total">{yuanText(remaining.total)}</strong>],
          ['加处罚款计算', surcharge.formula],
          ['加处罚款依据', surcharge.article],
        ]}
      />
      {surcharge.marks.map((words) => (
        <Alert key={words} className="gap-top" type="warning" showIcon title={words} />
      ))}
      <Payments payments={data.payments} />
    </>
  )
}

function Payments({ payments }: Pick<CollectionView, 'payments'>) {
  return (
    <section className="gap-top" aria-label="缴款记录">
      <h3>缴款记录</h3>
      {payments.length === 0 && <p className="hint">还没有缴款。</p>}
      <ul className="plain-list links">
        {payments.map(({ day, fine, confiscated, surcharge, receipt }) => (
          <li key={day + receipt}>
            <span className="number">{day}</span>　合计 {yuanText(fine + confiscated + surcharge)}
            <span className="hint">
              　罚款 {yuanText(fine)}，没收款 {yuanText(confiscated)}，加处罚款 {yuanText(surcharge)}　凭证：{receipt}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
