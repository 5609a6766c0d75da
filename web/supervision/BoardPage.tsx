import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { supervisionApi, TaskFilter, type TaskRow, taskScopes } from '#contract/supervision'
import { supervisedTaskStates, type TaskLight, taskLightNames } from '#contract/supervision-steps'
import { useAddress } from '../kit/address.ts'
import { ask } from '../kit/query.ts'
import { DueWords, LightTag, ProgressBar, standsWords } from './parts.tsx'

const boardFilter = TaskFilter.pick({ scope: true })
const lights = ['red', 'yellow', 'green', 'grey'] as const
const most = 20

/** 亮灯板: one column for each colour; the head of a column opens all of it in the list. */
export function BoardPage() {
  const [filter, setFilter] = useAddress(boardFilter)
  const scope = filter.scope ?? 'all'
  const counts = useQuery(ask(supervisionApi.lights, { query: filter.scope ? { scope: filter.scope } : {} }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">督办任务亮灯板</h1>
        <div className="actions">
          <Link to={'/supervision' as never}>
            <Button>列表</Button>
          </Link>
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <div className="gap-bottom task-scopes">
        <Segmented
          value={scope}
          onChange={(value) => setFilter({ scope: value === 'all' ? undefined : value })}
          options={Object.entries(taskScopes).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div className="task-board">
        {lights.map((light) => (
          <Column key={light} light={light} scope={filter.scope} count={counts.data?.find((one) => one.light === light)?.count ?? 0} />
        ))}
      </div>
    </div>
  ) // `never`: the router is not told each page's path
}

function Column({ light, scope, count }: { light: TaskLight; scope: TaskFilter['scope']; count: number }) {
  const query = { light, size: most, ...(scope ? { scope } : {}) }
  const rows = useQuery(ask(supervisionApi.list, { query })).data?.rows ?? []
  const search = { light, ...(scope ? { scope } : {}) }
  return (
    <section className="panel" aria-label={taskLightNames[light]}>
      <h2>
        <LightTag of={{ light, palette: rows[0]?.palette ?? 'greenYellowRed' }} />
        <Link to={'/supervision' as never} search={search as never}>
          {count} 项
        </Link>
      </h2>
      {rows.length === 0 && <p className="hint">没有任务。</p>}
      {rows.map((row) => (
        <Card key={row.id} row={row} />
      ))}
      {count > rows.length && rows.length > 0 && <p className="hint">其余 {count - rows.length} 项见列表。</p>}
    </section>
  ) // `never`: as above
}

const Card = ({ row }: { row: TaskRow }) => (
  <article className="task-card">
    <Link to={`/supervision/${row.id}` as never}>{row.title}</Link>
    <p>
      {row.lead.name}　<span className="hint">{supervisedTaskStates[row.state]}</span>
    </p>
    <p>
      <DueWords of={row} />
    </p>
    <p className="hint">{standsWords(row)}</p>
    <ProgressBar of={row} />
  </article>
) // `never`: as above
