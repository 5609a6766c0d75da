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
/** A row knows the cell of its matters. */
interface Counted {
  opens: string
  matters: number
}
interface TableProps<R> {
  flow: OpensProps['flow']
  title: string
  hint?: React.ReactNode
  head: string
  rows: readonly R[]
  name: (row: R) => React.ReactNode
  /** What its matters have in common, for who hears the number alone. */
  what: (row: R) => string
  columns: readonly Column<R>[]
  empty: string
}

/** One table of the view: the first number of each row is its matters, and opens them. */
export function FlowTable<R extends Counted>({ flow, title, hint, head, rows, name, what, columns: further, empty }: TableProps<R>) {
  const columns: readonly Column<R>[] = [
    { title: '事项', of: (row) => <Opens flow={flow} cell={row.opens} title={what(row)} count={row.matters} /> },
    ...further,
  ]
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
                <tr key={row.opens}>
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
