import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Empty, Skeleton, Table, Tag } from 'antd'
import { useState } from 'react'
import {
  type Measure,
  measureMark,
  measures,
  recordedWords,
  type Score,
  type ScoreBoard,
  ScoreFilter,
  type ScoreLight,
  type ScoreRow,
  scoreLights,
  scoresApi,
} from '#contract/coordination-scores'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useAddress } from '../kit/address.ts'
import { download } from '../kit/client.ts'
import { ListFilters } from '../kit/ListFilters.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { useIsPhone } from '../kit/screen.ts'
import './coordination.css'

const names = Object.keys(measures) as Measure[] // the keys of a const object
const tones: Record<ScoreLight, string> = { good: 'green', fair: 'gold', poor: 'red', none: 'default' }

/** 协作评价: five published measures of each unit that was asked; every number opens its requests. */
export function ScorePage() {
  const [filter, setFilter, raw] = useAddress(ScoreFilter)
  const found = useQuery(ask(scoresApi.board, { query: filter }))
  const isPhone = useIsPhone()
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">协作评价</h1>
        <div className="actions">
          <SaveButton title="导出 Excel" save={() => download(scoresApi.export, { query: filter }, '协作评价.xlsx')} />
          <Button onClick={() => window.print()}>打印</Button>
          {found.data?.mayChange && <Settings board={found.data} />}
        </div>
      </div>
      <ListFilters filters={[{ kind: 'days', from: 'from', to: 'to', label: '期间' }]} values={raw} onApply={setFilter} />
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <section className="panel" aria-label="协作评价">
          <p className="hint gap-bottom">
            {found.data.from} 至 {found.data.to}，截至 {found.data.asOf}。被请求单位的评价；只列本职务管辖范围内的单位。不足{' '}
            {found.data.settings.minimum} 件的不排名，同率同名次。
          </p>
          {found.data.rows.length === 0 && (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description="这一期间没有可以评价的请求。管辖范围内的单位收到协作请求后，这里自动计算，不用填报。"
            />
          )}
          {found.data.rows.length > 0 && (isPhone ? <Cards board={found.data} /> : <Wide board={found.data} />)}
        </section>
      )}
      {found.data && found.data.outside.length > 0 && <Outside board={found.data} />}
      {found.data && <Formulas board={found.data} />}
    </div>
  )
}

function Cell({ board, row, score }: { board: ScoreBoard; row: ScoreRow; score: Score }) {
  const search = { measure: score.measure, orgId: row.orgId, from: board.from, to: board.to }
  if (score.cases === 0) return <span className="hint">—</span>
  const { measure, numerator, denominator, cases, met, rate, light, rank } = score
  return (
    <span className="score-cell">
      <Tag color={tones[light]}>{scoreLights[light]}</Tag>
      <strong>{rate}%</strong>
      <br />
      <Link
        to={'/requests/scores/list' as never}
        search={{ ...search, part: 'met' } as never}
        aria-label={`${row.org}${measures[measure].title}达到的 ${met} 件`}
      >
        {met}
      </Link>
      {' / '}
      <Link
        to={'/requests/scores/list' as never}
        search={search as never}
        aria-label={`${row.org}${measures[measure].title}统计的 ${cases} 件`}
      >
        {cases}
      </Link>{' '}
      件
      <span className="hint">
        {measure === 'satisfied' ? `　${numerator}/${denominator} 分` : ''}　{rank === null ? '件数不足，不排名' : `第 ${rank}`}
      </span>
    </span>
  ) // `never`: the router is not told each page's path
}

/** Of 受理及时率: how many of the responses were 不予受理. */
function Declined({ board, row }: { board: ScoreBoard; row: ScoreRow }) {
  if (row.declined === 0) return null
  const search = { measure: 'accepted', orgId: row.orgId, from: board.from, to: board.to, part: 'declined' }
  return (
    <p className="hint">
      其中
      <Link to={'/requests/scores/list' as never} search={search as never} aria-label={`${row.org}不予受理的 ${row.declined} 件`}>
        不予受理 {row.declined} 件
      </Link>
    </p>
  ) // `never`: as above
}

/** Partners outside, by their links: nothing of them is measured or ranked; each number opens its requests. */
function Outside({ board: { outside, from, to } }: { board: ScoreBoard }) {
  const open = (name: string, count: number, what: string, more: object) =>
    count === 0 ? (
      0
    ) : (
      <Link
        to={'/requests' as never}
        search={{ asked: name, channel: 'link', from, to, ...more } as never}
        aria-label={`${name}${what}的 ${count} 件`}
      >
        {count}
      </Link>
    )
  return (
    <section className="panel gap-top" aria-label="平台外合作单位">
      <h2 className="card-title">平台外合作单位</h2>
      <p className="hint">凭链接答复的单位，只列件数，不评价、不排名。</p>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        dataSource={outside}
        columns={[
          { title: '单位', dataIndex: 'name' },
          { title: '请求', width: 90, render: (_, { name, sent }) => open(name, sent, '收到', {}) },
          { title: '已答复', width: 90, render: (_, { name, answered }) => open(name, answered, '已答复', { outcome: 'answered' }) },
          { title: '不予受理', width: 90, render: (_, { name, declined }) => open(name, declined, '不予受理', { outcome: 'declined' }) },
        ]}
      />
    </section>
  ) // `never`: as above
}

const scoreOf = (row: ScoreRow, measure: Measure) => row.scores.find((one) => one.measure === measure)

function Wide({ board }: { board: ScoreBoard }) {
  return (
    <div className="wide-table">
      <Table
        size="small"
        rowKey="orgId"
        pagination={false}
        dataSource={board.rows}
        columns={[
          {
            title: '单位',
            key: 'org',
            width: '20%',
            render: (_: unknown, row: ScoreRow) => (
              <>
                {row.org}
                <Declined board={board} row={row} />
              </>
            ),
          },
          ...names.map((measure) => ({
            title: measures[measure].title,
            key: measure,
            render: (_: unknown, row: ScoreRow) => {
              const score = scoreOf(row, measure)
              return score ? <Cell board={board} row={row} score={score} /> : null
            },
          })),
        ]}
      />
    </div>
  )
}

function Cards({ board }: { board: ScoreBoard }) {
  return (
    <div className="score-cards">
      {board.rows.map((row) => (
        <section key={row.orgId} aria-label={row.org}>
          <h2 className="card-title">{row.org}</h2>
          <Declined board={board} row={row} />
          <ul className="plain-list">
            {names.map((measure) => {
              const score = scoreOf(row, measure)
              return (
                <li key={measure}>
                  <span className="hint">{measures[measure].title}　</span>
                  {score && <Cell board={board} row={row} score={score} />}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Formulas({ board: { settings, changed } }: { board: ScoreBoard }) {
  const numbers = { accepted: `N = ${settings.acceptDays}`, reported: `N = ${settings.reportDays}` } as Partial<Record<Measure, string>>
  return (
    <section className="panel gap-top" aria-label="指标和公式">
      <h2 className="card-title">指标和公式</h2>
      <Alert
        className="gap-bottom"
        type="warning"
        showIcon
        title={`${measureMark}五项指标、公式和阈值没有文件依据，${changed ? '阈值已由省领导小组办公室设置' : '现为系统默认'}；供改进协作参考。`}
      />
      <p className="hint gap-bottom">{recordedWords}</p>
      <dl className="formulas">
        {names.map((measure) => (
          <div key={measure}>
            <dt>
              {measures[measure].title}
              {numbers[measure] ? `（${numbers[measure]}）` : ''}
            </dt>
            <dd>
              {measures[measure].formula}；{measures[measure].day}。{settings.thresholds[measure].good}% 以上达标，
              {settings.thresholds[measure].fair}% 以上接近达标。
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Settings({ board }: { board: ScoreBoard }) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const save = useSend(scoresApi.settings, {
    refreshes: [scoresApi.board, scoresApi.behind],
    done: () => {
      setOpen(false)
      message.success('设置已保存。')
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>设置</Button>
      <ActDrawer
        title="协作评价设置"
        body={scoresApi.settings.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={save.isPending}
        problem={save.error}
        initial={{ settings: board.settings }}
        send={(values) => save.mutate({ body: values as never })} // parsed by the server; faults come back to their fields
      />
    </>
  )
}
