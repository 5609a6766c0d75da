import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Empty, Pagination, Skeleton } from 'antd'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint'
import { useAddress } from './address.ts'
import type { AddressValues } from './address-text.ts'
import { BatchBar } from './BatchBar.tsx'
import { send } from './client.ts'
import { useKeys } from './keys.ts'
import { ListFilters } from './ListFilters.tsx'
import { ListCards, ListTable } from './ListTable.tsx'
import { ListTools } from './ListTools.tsx'
import { totalWords, useListSettings } from './list-state.ts'
import type { ListEndpoint, ListPageProps, RowOf } from './list-types.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { keyOf } from './query.ts'
import { useIsPhone } from './screen.ts'

export type { BatchAction, ListColumn, ListFilter, ListPageProps } from './list-types.ts'

interface Shown {
  page?: number
  size?: number
  sort?: string
}

/** Reads one page of a list; the rows before stay on the screen until the next are here. */
function useRows<E extends ListEndpoint>(source: E, params: Record<string, string> | undefined, query: Record<string, unknown>) {
  const call = { query, ...(params ? { params } : {}) }
  return useQuery({
    queryKey: keyOf(source, call),
    // The filter came out of the endpoint's own query schema, and every list answers a Page.
    queryFn: ({ signal }) =>
      send(source, call as never, { signal }) as Promise<AnswerOf<E> & { rows: RowOf<E>[]; total: number; totalIsAtLeast: boolean }>,
    placeholderData: keepPreviousData,
  })
}

/** `j` and `k` move between rows, Enter opens: rows carry their place in `data-row`. */
function useRowKeys(count: number, open: (at: number) => void) {
  const current = () => Number(document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? -1)
  const go = (at: number) => document.querySelector<HTMLElement>(`[data-row="${Math.min(count - 1, Math.max(0, at))}"]`)?.focus()
  useKeys([
    { key: 'j', title: '下一行', run: () => go(current() + 1) },
    { key: 'k', title: '上一行', run: () => go(current() - 1) },
    {
      key: 'enter',
      title: '打开所在的行',
      run: (event) => {
        // A link or a button inside the row answers Enter itself.
        if (event.target instanceof HTMLElement && event.target.hasAttribute('data-row')) open(current())
      },
    },
  ])
}

/** 台账: filters in the address, sort, pages, columns, density, choice of rows, export; cards on a phone. */
export function ListPage<E extends ListEndpoint>(props: ListPageProps<E>) {
  const { source, columns, rowKey, opens, batch = [] } = props
  const [filter, setFilter, raw] = useAddress(source.query)
  const query = filter as Record<string, unknown> & Shown // every list's query is an object with page and size
  const list = useRows(source, props.params, query)
  const [settings, change] = useListSettings(props.name)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const navigate = useNavigate()
  const isPhone = useIsPhone()
  const rows: readonly RowOf<E>[] = list.data?.rows ?? []
  useRowKeys(rows.length, (at) => {
    const row = rows[at]
    const to = row === undefined ? undefined : opens?.(row)
    if (to) navigate({ to })
  })
  const apply = (part: AddressValues) => {
    setChosen([])
    setFilter(part)
  }
  const chosenRows = rows.filter((row) => chosen.indexOf(rowKey(row)) >= 0)
  const hidden = settings.hidden
  const shown = columns.filter(({ key, optional }) => (optional ? hidden.indexOf(`+${key}`) >= 0 : hidden.indexOf(key) < 0))
  const body = {
    rows,
    rowKey,
    rowTitle: props.rowTitle,
    opens,
    columns: shown,
    chosen: batch.length > 0 ? chosen : null,
    onChosen: setChosen,
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{props.title}</h1>
        <div className="actions">{props.actions}</div>
      </div>
      {props.above}
      <ListFilters filters={props.filters ?? []} values={raw} onApply={apply} />
      <section className="panel" aria-label={`${props.title}列表`} aria-busy={list.isFetching}>
        <div className="list-head">
          <span role="status">{list.data ? totalWords(list.data.total, list.data.totalIsAtLeast) : '正在读取……'}</span>
          <div className="actions">
            {props.exporter?.(query)}
            {!isPhone && (
              <ListTools
                columns={columns}
                hidden={columns.filter((column) => shown.indexOf(column) < 0).map(({ key }) => key)}
                onHidden={(keys) =>
                  change({ hidden: columns.flatMap(({ key, optional }) => hiddenMark(key, optional === true, keys.indexOf(key) >= 0)) })
                }
                density={settings.density}
                onDensity={(density) => change({ density })}
                onRefresh={() => list.refetch()}
                refreshing={list.isFetching}
              />
            )}
          </div>
        </div>
        {chosen.length > 0 && (
          <BatchBar
            rows={chosenRows}
            rowTitle={props.rowTitle}
            batch={batch}
            tools={props.batchTools?.(chosenRows, query, () => setChosen([]))}
            done={() => setChosen([])}
            refresh={() => list.refetch()}
          />
        )}
        {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
        {list.isPending && <Skeleton active paragraph={{ rows: 8 }} title={false} />}
        {list.data && rows.length === 0 && (
          <Nothing isFiltered={isFiltered(raw)} empty={props.empty} reset={() => navigate({ to: '.', search: {} as never })} />
        )}
        {rows.length > 0 &&
          (isPhone ? (
            <ListCards {...body} />
          ) : (
            <ListTable
              {...body}
              density={settings.density}
              busy={list.isPlaceholderData}
              sort={query.sort}
              onSort={(sort) => setFilter({ sort })}
            />
          ))}
        {list.data && list.data.total > 0 && (
          <nav className="pages" aria-label="分页">
            <Pagination
              current={query.page ?? 1}
              pageSize={query.size ?? 20}
              total={list.data.total}
              showSizeChanger={!isPhone}
              pageSizeOptions={[10, 20, 50, 100]}
              simple={isPhone}
              onChange={(page, size) => {
                setChosen([])
                setFilter({ page: size === query.size ? String(page) : undefined, size: String(size) })
              }}
            />
          </nav>
        )}
      </section>
    </div>
  )
}

/** A usual column is remembered when hidden, an optional one when shown. */
const hiddenMark = (key: string, optional: boolean, isHidden: boolean) => (optional ? (isHidden ? [] : [`+${key}`]) : isHidden ? [key] : [])

const isFiltered = (raw: AddressValues) =>
  Object.keys(raw).some((name) => raw[name] !== undefined && ['page', 'size', 'sort', 'watermark'].indexOf(name) < 0)

function Nothing({ isFiltered, empty, reset }: { isFiltered: boolean; empty: React.ReactNode; reset: () => void }) {
  if (!isFiltered) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有符合条件的记录，可以放宽查询条件。">
      <Button onClick={reset}>清除全部条件</Button>
    </Empty>
  )
}
