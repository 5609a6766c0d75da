import dayjs from 'dayjs'
import type { AnswerOf } from '#contract/endpoint'
import type { inboxApi } from '#contract/inbox'
import './calendar.css'

interface MonthProps extends AnswerOf<typeof inboxApi.calendar> {
  today: string
  chosen: string | undefined
  onChoose: (day: string) => void
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

const countText = (count: number, red: number) => (red > 0 ? `${count} 项，超期 ${red}` : `${count} 项`)

/** Monday first, as calendars here are; empty cells before the first and after the last day. */
function weeksOf(month: string): (string | null)[][] {
  const first = dayjs(`${month}-01`)
  const before = (first.day() + 6) % 7
  const cells: (string | null)[] = [...Array<null>(before).fill(null)]
  for (let day = 0; day < first.daysInMonth(); day += 1) cells.push(first.add(day, 'day').format('YYYY-MM-DD'))
  while (cells.length % 7 > 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

export function MonthGrid({ month, days, daysOff, today, chosen, onChoose }: MonthProps) {
  return (
    <table className="month">
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              周{weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, at) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place
                <td key={at} />
              ) : (
                <td key={day} className={daysOff.indexOf(day) >= 0 ? 'off' : undefined}>
                  <Cell
                    day={day}
                    found={days.find((one) => one.day === day)}
                    {...{ today, chosen, onChoose }}
                    isOff={daysOff.indexOf(day) >= 0}
                  />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps extends Pick<MonthProps, 'today' | 'chosen' | 'onChoose'> {
  day: string
  found: MonthProps['days'][number] | undefined
  isOff: boolean
}

function Cell({ day, found, today, chosen, onChoose, isOff }: CellProps) {
  return (
    <button
      type="button"
      className={found && found.red > 0 ? 'month-day late' : 'month-day'}
      aria-pressed={day === chosen}
      aria-current={day === today ? 'date' : undefined}
      onClick={() => onChoose(day)}
    >
      <span className="number">{Number(day.slice(8))}</span>
      <span className="hint">
        {day === today ? '今天' : ''}
        {isOff ? ' 休' : ''}
      </span>
      {found && <strong>{countText(found.count, found.red)}</strong>}
    </button>
  )
}

/** On a phone: only the days on which something ends. */
export function MonthList({ days, today, chosen, onChoose }: MonthProps) {
  if (days.length === 0) return <p className="hint">本月没有到期的期限。</p>
  return (
    <ul className="plain-list month-list">
      {days.map(({ day, count, red }) => (
        <li key={day}>
          <button
            type="button"
            className={red > 0 ? 'month-day late' : 'month-day'}
            aria-pressed={day === chosen}
            onClick={() => onChoose(day)}
          >
            <span className="number">
              {day}
              {day === today ? '（今天）' : ''}
            </span>
            <strong>{countText(count, red)}</strong>
          </button>
        </li>
      ))}
    </ul>
  )
}
