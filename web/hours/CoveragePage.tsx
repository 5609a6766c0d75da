import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, DatePicker, Progress, Skeleton, Tag } from 'antd'
import dayjs from 'dayjs'
import { roles } from '#contract/authority'
import { type Coverage, type CoverageCell, coverageApi } from '#contract/coverage'
import { trainedLevels } from '#contract/hours-rules'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { HoursTabs, MarkTag } from './parts.tsx'

/** 轮训覆盖: by unit, level and post. Every number opens the people whom it counts. */
export function CoveragePage() {
  const me = useMe()
  const [query, set] = useAddress(coverageApi.board.query)
  const board = useQuery(ask(coverageApi.board, { query }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">轮训覆盖</h1>
        <DatePicker
          picker="month"
          aria-label="统计月份"
          allowClear={false}
          value={dayjs(`${query.month ?? me.today.slice(0, 7)}-01`)}
          maxDate={dayjs(me.today)}
          onChange={(month) => set({ month: month?.format('YYYY-MM') })}
        />
      </div>
      <HoursTabs />
      {board.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {board.isError && <ProblemAlert problem={board.error} retry={() => board.refetch()} />}
      {board.data && <Board board={board.data} query={query} />}
    </div>
  )
}

type Query = { orgId?: string | undefined; month?: string | undefined }

function Board({ board, query }: { board: Coverage; query: Query }) {
  const { unit, parentId, asOf, cycle, target, pace, total, units, levels, posts } = board
  const at = { ...query, orgId: unit.id }
  return (
    <>
      <section className="panel" aria-label="总体情况">
        <p>
          {parentId && (
            <Link to="/hours/coverage" search={{ ...query, orgId: parentId } as never}>
              返回上一级
            </Link>
          )}{' '}
          <strong>{unit.name}</strong>
          <span className="hint">　截至 {asOf}</span>
        </p>
        <p className="in-words">
          <span className="big-figure">{total.share === null ? '—' : `${total.share}%`}</span>
          {'　'}
          <PeopleLink query={at}>应训 {total.people} 人</PeopleLink>，
          <PeopleLink query={{ ...at, trained: 'yes' }}>已训 {total.trained} 人</PeopleLink>，
          <PeopleLink query={{ ...at, trained: 'no' }}>未训 {total.people - total.trained} 人</PeopleLink>{' '}
          {total.behind && <Tag color="red">落后于进度</Tag>}
        </p>
        {total.people > 0 && <Progress aria-label="覆盖率" percent={total.share ?? 0} showInfo={false} />}
        <p className="hint">
          轮训周期 {cycle.from} 至 {cycle.to} <MarkTag mark={cycle.mark} />{' '}
          {target === null
            ? '没有设定目标覆盖率，由省局在学时规则中设定后才比较进度。'
            : `目标 ${target}%，按月均匀推进，本月应达 ${pace}%。`}
        </p>
        <p className="hint">
          覆盖率 = 周期内至少完成 1 次合格培训的人数 ÷ 截至日在岗应训人数。调动按截至日所在单位计，一人只计一次；离岗不计。
        </p>
      </section>
      {total.people === 0 && (
        <Alert className="gap-top" type="info" showIcon title="截至这一天没有应训人员。应训单位类型和岗位见“学时规则”。" />
      )}
      <div className="boards">
        <CellTable
          title="按单位"
          rows={units.map(({ id, name, own, opens, cell }) => ({
            key: id,
            head:
              own || !opens ? (
                name
              ) : (
                <Link to="/hours/coverage" search={{ ...query, orgId: id } as never}>
                  {name}
                </Link>
              ), // `never`: the router is not told each page's search
            name,
            cell,
            query: { ...at, childId: id },
          }))}
        />
        <CellTable
          title="按层级"
          rows={levels.map(({ level, target: own, cell }) => ({
            key: level,
            head: `${trainedLevels[level]}${own !== null && own !== target ? `（目标 ${own}%）` : ''}`,
            name: trainedLevels[level],
            cell,
            query: { ...at, level },
          }))}
        />
        <CellTable
          title="按岗位"
          rows={posts.map(({ role, cell }) => ({ key: role, head: roles[role], name: roles[role], cell, query: { ...at, role } }))}
        />
      </div>
    </>
  )
}

interface CellRow {
  key: string
  head: React.ReactNode
  name: string
  cell: CoverageCell
  query: Record<string, string | undefined>
}

function CellTable({ title, rows }: { title: string; rows: readonly CellRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="panel" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{title.slice(1)}</th>
            <th scope="col">应训</th>
            <th scope="col">已训</th>
            <th scope="col">未训</th>
            <th scope="col">覆盖率</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, name, cell, query }) => (
            <tr key={key}>
              <td>{head}</td>
              <td>
                <Figure count={cell.people} query={query} title={`${name}应训人员`} />
              </td>
              <td>
                <Figure count={cell.trained} query={{ ...query, trained: 'yes' }} title={`${name}已训人员`} />
              </td>
              <td>
                <Figure count={cell.people - cell.trained} query={{ ...query, trained: 'no' }} title={`${name}未训人员`} />
              </td>
              <td>
                {cell.share === null ? '—' : `${cell.share}%`} {cell.behind && <Tag color="red">落后</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Figure({ count, query, title }: { count: number; query: CellRow['query']; title: string }) {
  if (count === 0) return <>0</>
  return (
    <PeopleLink query={query} title={`${title} ${count} 人`}>
      {count}
    </PeopleLink>
  )
}

function PeopleLink({ query, title, children }: { query: CellRow['query']; title?: string; children: React.ReactNode }) {
  return (
    <Link to="/hours/coverage/people" search={query as never} {...(title ? { 'aria-label': title } : {})}>
      {children}
    </Link>
  ) // `never`: as above
}
