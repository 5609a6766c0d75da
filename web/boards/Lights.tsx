import type { Board, Light } from '#contract/boards'
import { OpeningLink } from '../kit/chart/FigureLink.tsx'

/** How clauses and tasks stand, in words beside the colours. */
export function Lights({ board }: { board: Board }) {
  return (
    <div className="board-lights">
      <Lamps title="意见条款" lights={board.clauses} />
      <Lamps title="督办任务" lights={board.tasks} />
    </div>
  )
}

function Lamps({ title, lights }: { title: string; lights: readonly Light[] }) {
  if (lights.length === 0) return null
  return (
    <section className="panel" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      <ul className="lamps">
        {lights.map(({ state, title: words, count, path }) => {
          const [to = path, search = ''] = path.split('?')
          return (
            <li key={state}>
              <span className={`lamp lamp-${state}`} aria-hidden="true" />
              <OpeningLink
                opens={{ to, search: Object.fromEntries(new URLSearchParams(search)) }}
                label={`${title}${words} ${count} 项，查看`}
              >
                {words} {count} 项
              </OpeningLink>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
