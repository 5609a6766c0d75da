import { Link } from '@tanstack/react-router'
import { Checkbox, Table, type TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import { type Density, sortOf, sortText } from './list-state.ts'
import type { ListColumn } from './list-types.ts'

export interface ListBodyProps<R> {
  rows: readonly R[]
  columns: readonly ListColumn<R>[]
  rowKey: (row: R) => string
  rowTitle: (row: R) => string
  opens: ((row: R) => string | undefined) | undefined
  /** Null: rows cannot be chosen, there is nothing to do with them. */
  chosen: readonly string[] | null
  onChosen: (keys: readonly string[]) => void
}

/** The first column opens the row: a link, so that it can be opened in a new tab as well. */
function Opened<R>({ row, opens, children }: Pick<ListBodyProps<R>, 'opens'> & { row: R; children: ReactNode }) {
  const to = opens?.(row)
  return to ? <Link to={to}>{children}</Link> : children
}

/** Two lines of a long name; all of it under the mouse, and while the keyboard is in the row. */
const clamped = (cell: ReactNode) =>
  typeof cell === 'string' && cell.length > 12 ? (
    <span className="two-lines" title={cell}>
      {cell}
    </span>
  ) : (
    cell
  )

interface ListTableProps<R> extends ListBodyProps<R> {
  density: Density
  busy: boolean
  sort: unknown
  onSort: (sort: string | undefined) => void
}

export function ListTable<R>({ rows, columns, rowKey, rowTitle, opens, chosen, onChosen, density, busy, sort, onSort }: ListTableProps<R>) {
  const sorted = sortOf(sort)
  const drawn = columns.map((column, at): TableColumnType<R> => {
    const order = sorted?.column === column.key ? sorted.order : null
    return {
      key: column.key,
      title: column.title,
      render: (_, row) =>
        at === 0 ? (
          <Opened row={row} opens={opens}>
            {column.render(row)}
          </Opened>
        ) : (
          clamped(column.render(row))
        ),
      ...(column.width ? { width: column.width } : {}),
      ...(column.align ? { align: column.align } : {}),
      ...(column.sortable ? { sorter: true, sortOrder: order } : {}),
    }
  })
  // Not antd's own `scroll`: it measures with a hidden copy of the heads (checkbox and all) that a screen reader still meets.
  return (
    <Table<R>
      className="list-table"
      columns={drawn}
      dataSource={rows}
      rowKey={rowKey}
      size={density}
      pagination={false}
      loading={busy}
      onRow={(_, at) => ({ tabIndex: -1, 'data-row': at })}
      onChange={(_page, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        onSort(one?.columnKey === undefined ? undefined : sortText(String(one.columnKey), one.order))
      }}
      {...(chosen
        ? {
            rowSelection: {
              selectedRowKeys: [...chosen],
              onChange: (keys: readonly React.Key[]) => onChosen(keys.map(String)),
              getCheckboxProps: (row: R) => ({ 'aria-label': `选择 ${rowTitle(row)}` }),
              getTitleCheckboxProps: () => ({ 'aria-label': '选择本页全部' }),
            },
          }
        : {})}
    />
  )
}

/** On a phone each row is a card: nothing lies beyond the right edge. */
export function ListCards<R>({ rows, columns, rowKey, rowTitle, opens, chosen, onChosen }: ListBodyProps<R>) {
  const title = columns.find(({ card }) => card === 'title') ?? columns[0]
  const tags = columns.filter(({ card }) => card === 'tag')
  const lines = columns.filter((column) => column !== title && (column.card ?? 'line') === 'line')
  return (
    <ul className="cards">
      {rows.map((row, at) => {
        const key = rowKey(row)
        return (
          <li key={key} className="row-card" tabIndex={-1} data-row={at}>
            <p className="card-head">
              {chosen && (
                <Checkbox
                  checked={chosen.indexOf(key) >= 0}
                  onChange={(event) => onChosen(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))}
                  aria-label={`选择 ${rowTitle(row)}`}
                />
              )}
              <strong className="card-name">
                <Opened row={row} opens={opens}>
                  {title?.render(row)}
                </Opened>
              </strong>
            </p>
            {tags.length > 0 && (
              <p className="card-tags">
                {tags.map((column) => (
                  <span key={column.key}>{column.render(row)}</span>
                ))}
              </p>
            )}
            <dl className="card-lines">
              {lines.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>{column.render(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        )
      })}
    </ul>
  )
}
