import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { inboxApi, type Scope } from '#contract/inbox'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import './calendar.css'

const daysAhead = 14
const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** The next two weeks: of my own deadlines, or of all below for who supervises. */
export function CalendarStrip({ scope }: { scope: Scope }) {
  const { today } = useMe()
  const days = Array.from({ length: daysAhead }, (_, ahead) => dayjs(today).add(ahead, 'day').format('YYYY-MM-DD'))
  const months = [...new Set(days.map((day) => day.slice(0, 7)))]
  const asked = useQueries({ queries: months.map((month) => ask(inboxApi.calendar, { query: { month, scope } })) })
  const counts = new Map(asked.flatMap(({ data }) => (data?.days ?? []).map((one) => [one.day, one.count] as const)))
  const off = asked.flatMap(({ data }) => data?.daysOff ?? [])
  return (
    <section className="panel" aria-label="近两周到期">
      <div className="page-head">
        <h2>近两周到期</h2>
        <Link to="/calendar" search={{ scope } as never}>
          期限日历
        </Link>
      </div>
      <ul className="strip">
        {days.map((day) => {
          const count = counts.get(day) ?? 0
          const weekday = weekdays[dayjs(day).day()]
          return (
            <li key={day} className={off.indexOf(day) >= 0 ? 'off' : undefined}>
              <Link
                to="/calendar"
                search={{ month: day.slice(0, 7), day, scope } as never}
                aria-current={day === today ? 'date' : undefined}
              >
                <span className="hint">
                  <span className="unseen">周</span>
                  {weekday}
                </span>
                <span className="number">
                  {Number(day.slice(8))}
                  <span className="unseen">日，</span>
                </span>
                {count > 0 && <strong className="strip-count">{count}</strong>}
                <span className="unseen">{count > 0 ? '项到期' : '没有到期'}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
