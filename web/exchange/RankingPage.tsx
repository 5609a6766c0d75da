import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Skeleton, Table } from 'antd'
import { useState } from 'react'
import {
  adoptionForms,
  adoptionLevels,
  channels,
  itemsApi,
  type Ranking,
  type ScoreTableView,
  scoreExamples,
} from '#contract/exchange-items'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useAddress } from '../kit/address.ts'
import { FigureLink } from '../kit/chart/FigureLink.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'

/** Months as spans of a year: its months so far and its quarters. */
const spans = (today: string) => {
  const year = today.slice(0, 4)
  const month = today.slice(0, 7)
  const at = Math.floor((Number(month.slice(5)) - 1) / 3)
  const of = (number: number) => `${year}-${String(number).padStart(2, '0')}`
  return [
    { title: '本月', from: month, to: month },
    { title: '本季度', from: of(at * 3 + 1), to: of(at * 3 + 3) },
    { title: '本年', from: of(1), to: month },
  ]
}

/** 信息采用排名: month, quarter, year; each number opens to its items. */
export function RankingPage() {
  const [filter, set] = useAddress(itemsApi.ranking.query)
  const found = useQuery(ask(itemsApi.ranking, { query: filter }))
  const table = useQuery(ask(itemsApi.table, {}))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">信息采用排名</h1>
        <div className="actions">
          {found.data &&
            spans(found.data.to).map(({ title, from, to }) => (
              <Button key={title} onClick={() => set({ from, to })}>
                {title}
              </Button>
            ))}
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && <Board ranking={found.data} />}
      {table.data && <Points view={table.data} />}
    </div>
  )
}

function Board({ ranking: { unit, from, to, configured, rows } }: { ranking: Ranking }) {
  const cell = (what: 'items' | 'adopted' | 'score', words: string, orgId: string, own: boolean, value: number | null) => (
    <FigureLink
      value={value}
      of={words}
      opens={{ to: `/indicators/exchange.${what}/records`, search: { org: orgId, from, to, ...(own ? { own: 'yes' } : {}) } }}
    />
  )
  return (
    <section className="panel" aria-label="排名">
      <p className="hint">
        {unit.name}　{from} 至 {to}。得分相同的名次相同；{configured ? '得分按采用当时的计分表。' : '没有设置计分表，不计分、不排名。'}
      </p>
      <div className="wide-table">
        <Table
          size="small"
          rowKey={({ orgId, own }) => `${orgId}${own}`}
          pagination={false}
          dataSource={rows}
          columns={[
            { title: '名次', width: 80, render: (_, { rank }) => rank ?? '—' },
            { title: '单位', dataIndex: 'orgName' },
            ...(
              [
                ['items', '报送'],
                ['adopted', '采用、批示'],
                ['score', '得分'],
              ] as const
            ).map(([what, title]) => ({
              title,
              key: what,
              align: 'right' as const,
              render: (_: unknown, row: Ranking['rows'][number]) =>
                cell(what, `${row.orgName}${title}`, row.orgId, row.own, row[what].value),
            })),
          ]}
        />
      </div>
    </section>
  )
}

function Points({ view: { table, by, at, reason, mayChange } }: { view: ScoreTableView }) {
  const [isOpen, setOpen] = useState(false)
  const save = useSend(itemsApi.setTable, { refreshes: [itemsApi.table, itemsApi.ranking], done: () => setOpen(false) })
  return (
    <section className="panel gap-top" aria-label="信息计分表">
      <h2 className="card-title">信息计分表</h2>
      {!table && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title="没有设置计分表：省局对市局的信息采用计分办法未取得【未核实】，取得后由省领导小组办公室设置。"
        />
      )}
      {table && (
        <>
          <p className="hint">
            {by} 设置于 {at?.slice(0, 10)}，依据：{reason}。同一稿件多级采用{table.combine === 'highest' ? '取最高' : '累加'}。
          </p>
          <ul className="plain-list">
            {table.base.map(({ level, channel, form, points }) => (
              <li key={level + channel + form}>
                {adoptionLevels[level]}　{channels[channel]}　{adoptionForms[form]}：{points} 分
              </li>
            ))}
            {table.instructions.map(({ level, points }) => (
              <li key={level}>
                {adoptionLevels[level]}批示：加 {points} 分
              </li>
            ))}
          </ul>
        </>
      )}
      {mayChange && <Button onClick={() => setOpen(true)}>设置计分表</Button>}
      <h3 className="gap-top">外地样例（转载，仅供参考，不生效）</h3>
      <ul className="plain-list">
        {scoreExamples.map(({ place, words }) => (
          <li key={place} className="hint">
            {place}：{words}
          </li>
        ))}
      </ul>
      {mayChange && (
        <ActDrawer
          title="设置计分表"
          body={itemsApi.setTable.body}
          open={isOpen}
          close={() => setOpen(false)}
          send={(values) => save.mutate({ body: itemsApi.setTable.body.parse(values) })}
          sending={save.isPending}
          problem={save.error}
          {...(table ? { initial: { table } } : {})}
        />
      )}
    </section>
  )
}
