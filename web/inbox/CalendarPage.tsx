import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Pagination, Segmented, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { inboxApi, Scope } from '#contract/inbox'
import { useAddress } from '../kit/address.ts'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { dayInWords } from '../kit/day.ts'
import { useMatterPath } from '../kit/house.ts'
import { totalWords } from '../kit/list-state.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { useMe } from '../kit/session.ts'
import { MonthGrid, MonthList } from './Month.tsx'
import './queue.css'

const query = z.object({
  month: inboxApi.calendar.query.shape.month.optional(),
  scope: Scope.default('mine'),
  day: LegalDay.optional(),
  page: z.coerce.number().int().min(1).default(1),
})

const scopes = [
  { value: 'mine', label: '我承办的' },
  { value: 'unit', label: '本单位' },
  { value: 'below', label: '本单位及下级' },
]

/** 期限日历: what ends when. Month, scope and day stand in the address. */
export function CalendarPage() {
  const { today } = useMe()
  const [asked, set] = useAddress(query)
  const isPhone = useIsPhone()
  const { scope, month = today.slice(0, 7) } = asked
  const found = useQuery({ ...ask(inboxApi.calendar, { query: { month, scope } }), placeholderData: keepPreviousData })
  const chosen = asked.day ?? (month === today.slice(0, 7) ? today : undefined)
  const go = (months: number) => set({ month: dayjs(`${month}-01`).add(months, 'month').format('YYYY-MM'), day: undefined })
  const Month = isPhone ? MonthList : MonthGrid
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">期限日历</h1>
        <Segmented aria-label="范围" value={scope} options={scopes} onChange={(next) => set({ scope: next })} />
      </div>
      <section className="panel" aria-label={`${month} 到期的期限`} aria-busy={found.isFetching}>
        <div className="actions gap-bottom">
          <Button onClick={() => go(-1)}>上月</Button>
          <h2 className="month-name">{dayjs(`${month}-01`).format('YYYY 年 M 月')}</h2>
          <Button onClick={() => go(1)}>下月</Button>
          <Button onClick={() => set({ month: undefined, day: undefined })}>今天</Button>
        </div>
        {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
        {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
        {found.data?.provisional && (
          <Alert
            className="gap-bottom"
            type="warning"
            showIcon
            title="暂定：国务院办公厅尚未公布该年度节假日安排，本月的工作日按周一至周五推算，截止日可能变化。"
          />
        )}
        {found.data && <Month {...found.data} today={today} chosen={chosen} onChoose={(day) => set({ month, day })} />}
      </section>
      {chosen && <DayList day={chosen} scope={scope} page={asked.page} onPage={(page) => set({ page, day: chosen, month })} />}
    </div>
  )
}

interface DayListProps {
  day: string
  scope: Scope
  page: number
  onPage: (page: number) => void
}

function DayList({ day, scope, page, onPage }: DayListProps) {
  const list = useQuery(ask(inboxApi.calendarDay, { params: { day }, query: { scope, page } }))
  const path = useMatterPath()
  return (
    <section className="panel" aria-label={`${day} 到期的期限`}>
      <div className="page-head">
        <h2>{dayInWords(day)}到期</h2>
        {list.data && <span role="status">{totalWords(list.data.total, list.data.totalIsAtLeast)}</span>}
      </div>
      {list.isPending && <Skeleton active />}
      {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
      {list.data?.rows.length === 0 && <p className="hint">这一天没有到期的期限。</p>}
      <ol className="queue">
        {list.data?.rows.map((row) => (
          <li key={row.id + row.deadline.title + row.deadline.due}>
            <div className="queue-what">
              <Link to={path(row)} className="queue-title">
                {row.title}
              </Link>
              <DeadlineTag deadlines={[row.deadline]} />
              <p className="hint">
                {row.deadline.title} · {row.number ?? '尚未编号'} · {row.processTitle} · {row.stateTitle} · {row.handling.name}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {list.data && list.data.total > 20 && (
        <nav className="pages" aria-label="分页">
          <Pagination current={page} pageSize={20} total={list.data.total} showSizeChanger={false} simple onChange={onPage} />
        </nav>
      )}
    </section>
  )
}
