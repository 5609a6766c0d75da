import { Link } from '@tanstack/react-router'
import type { Flow } from '#contract/flow'
import './flow.css'

type Span = Flow['total']['days']
const count = (days: number | null) => (days === null ? '—' : `${days} 天`)
/** 中位数；九成以内. */
export const spanWords = ({ median, p90 }: Span) => (median === null ? '—' : `中位 ${count(median)}，九成 ${count(p90)} 以内`)

interface OpensProps {
  flow: Pick<Flow, 'process' | 'from' | 'to' | 'unit'>
  cell: string
  title: string
  count: number
}

/** A number that opens to its matters. */
export function Opens({ flow: { process, from, to, unit }, cell, title, count: matters }: OpensProps) {
  if (matters === 0) return <>0</>
  return (
    <Link
      to="/flow/matters"
      search={{ process, from, to, orgId: unit.id, cell } as never} // `never`: the router is not told each page's search
      aria-label={`${title} ${matters} 件`}
    >
      {matters}
    </Link>
  )
}

interface Column<R> {
  title: string
  of: (row: R) => React.ReactNode
}
interface TableProps<R> {
  title: string
  hint?: React.ReactNode
  head: string
  rows: readonly R[]
  keyOf: (row: R) => string
  name: (row: R) => React.ReactNode
  columns: readonly Column<R>[]
  empty: string
}

export function FlowTable<R>({ title, hint, head, rows, keyOf, name, columns, empty }: TableProps<R>) {
  return (
    <section className="panel gap-top" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      {hint && <p className="hint gap-bottom">{hint}</p>}
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <div className="flow-scroll">
          <table className="flow-table">
            <thead>
              <tr>
                <th scope="col">{head}</th>
                {columns.map((column) => (
                  <th key={column.title} scope="col">
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  <th scope="row">{name(row)}</th>
                  {columns.map((column) => (
                    <td key={column.title} data-title={column.title}>
                      <span>{column.of(row)}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** Beside a name, how much it is of the largest: the number stands in its column. */
export const Bar = ({ part, of }: { part: number; of: number }) => (
  <span className="flow-bar" aria-hidden="true" style={{ width: `${of > 0 ? Math.max(1, (part / of) * 100) : 0}%` }} />
)
