import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { casesApi } from '#contract/cases'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { listedDeadline } from '../kit/deadline-words.ts'
import { useMatterPath } from '../kit/house.ts'
import { totalWords } from '../kit/list-state.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useRowKeys } from './row-keys.ts'
import './queue.css'
import './workbench.css'

const watches = [
  { light: 'red', title: '已超期的案件', hint: '期限已过、尚未办结' },
  { light: 'yellow', title: '临近到期的案件', hint: '需要提醒承办单位' },
  { light: 'paused', title: '中止的案件', hint: '中止、期间扣除尚未结束' },
] as const

/** Who decides or supervises begins with what presses in his reach. */
export function Reach() {
  const counts = useQueries({ queries: watches.map(({ light }) => ask(casesApi.cases, { query: { light, size: 1 } })) })
  return (
    <nav className="panel" aria-label="管辖范围">
      <h2>管辖范围内的案件</h2>
      <ul className="doors">
        {watches.map(({ light, title, hint }, at) => {
          const found = counts[at]?.data
          return (
            <li key={light}>
              <Link to="/cases" search={{ light } as never} className="door">
                <strong className="door-title">
                  {title}
                  {found && <span className="number">{totalWords(found.total, found.totalIsAtLeast)}</span>}
                </strong>
                <span className="hint">{hint}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

const shown = 8

/** A supervisor takes no step: what stands first is what is late or nearly so below him, and whose it is. */
export function Pressing() {
  const list = useQuery(ask(casesApi.cases, { query: { light: ['red', 'yellow'], sort: 'due', size: shown } }))
  const path = useMatterPath()
  const rows = list.data?.rows ?? []
  useRowKeys(rows.map(path))
  return (
    <section className="panel" aria-label="最需要关注的案件">
      <div className="page-head">
        <h2>最需要关注的案件</h2>
        <Link to="/cases" search={{ light: ['red', 'yellow'], sort: 'due' } as never}>
          全部
        </Link>
      </div>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
      {list.data && rows.length === 0 && <p className="hint">管辖范围内没有超期或者临近到期的案件。</p>}
      <ol className="queue">
        {rows.map((row, at) => (
          <li key={row.id} data-row={at} tabIndex={-1}>
            <div className="queue-what">
              <Link to={path(row) as never} className="queue-title">
                {row.title}
              </Link>
              <p className="hint">
                {row.number ?? '尚未编号'} · {row.stateTitle} · {row.handling.shortName}
                {row.officers ? ` · ${row.officers}` : ''}
              </p>
            </div>
            <DeadlineTag deadlines={listedDeadline(row)} />
          </li>
        ))}
      </ol>
    </section>
  )
}
