import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Segmented, Tag } from 'antd'
import { matterApi } from '#contract/matter'
import { supervisionApi, TaskQuery, type TaskRow, taskScopes } from '#contract/supervision'
import { supervisedTaskStates, taskLightNames, taskSources } from '#contract/supervision-steps'
import { useAddress } from '../kit/address.ts'
import { send } from '../kit/client.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { freshKey } from '../kit/key.ts'
import { type BatchAction, type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, refresh } from '../kit/query.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { DueWords, LightTag, ProgressBar, readsOfTasks } from './parts.tsx'

const columns: ListColumn<TaskRow>[] = [
  {
    key: 'title',
    title: '任务',
    card: 'title',
    render: ({ title, number, parentTitle }) => (
      <span>
        {title}
        <br />
        <span className="hint">{[number, parentTitle && `上级任务：${parentTitle}`].filter(Boolean).join('　')}</span>
      </span>
    ),
  },
  { key: 'light', title: '亮灯', width: 100, card: 'tag', render: (row) => <LightTag of={row} /> },
  { key: 'state', title: '状态', width: 100, card: 'tag', render: ({ state }) => <Tag>{supervisedTaskStates[state]}</Tag> },
  { key: 'lead', title: '责任单位', width: 150, render: ({ lead }) => lead.name },
  { key: 'supports', title: '配合单位', width: 150, render: ({ supports }) => supports.join('、'), optional: true },
  { key: 'due', title: '办理期限', width: 210, render: (row) => <DueWords of={row} /> },
  { key: 'progress', title: '进度', width: 150, render: (row) => <ProgressBar of={row} /> },
  { key: 'stands', title: '现由', width: 150, render: ({ standsOn }) => (standsOn ? `${standsOn.unit}${standsOn.what}` : '') },
  { key: 'issuer', title: '交办单位', width: 120, render: ({ issuer }) => issuer.name, optional: true },
  { key: 'source', title: '来源', width: 120, render: ({ source }) => taskSources[source], optional: true },
  { key: 'keyTask', title: '重点任务', render: ({ keyTask }) => keyTask, optional: true },
  { key: 'measure', title: '细化措施', render: ({ measure }) => measure, optional: true },
]

const filters: ListFilter[] = [
  { kind: 'text', name: 'text', label: '任务', placeholder: '名称、编号或重点任务' },
  { kind: 'choice', name: 'light', label: '亮灯', options: options(taskLightNames), many: true },
  { kind: 'choice', name: 'state', label: '状态', options: options(supervisedTaskStates), many: true },
  { kind: 'choice', name: 'source', label: '来源', options: options(taskSources), many: true },
  { kind: 'org', name: 'lead', label: '责任单位（含下级）' },
  { kind: 'days', from: 'dueFrom', to: 'dueTo', label: '办理期限' },
]

/** 批量交办: drafts by their planned days, one by one. */
const issueAll = (today: string): BatchAction<TaskRow> => ({
  title: '交办',
  question: '按立项时的办理期限交办选中的 {n} 项任务？',
  fits: ({ state }) => state === 'draft',
  run: async (rows) => {
    const { signBy } = await send(supervisionApi.choices, {})
    const refused: { row: TaskRow; sentence: string }[] = []
    for (const row of rows) {
      const by = row.dueOn !== null && row.dueOn < signBy ? row.dueOn : signBy
      const call = {
        params: { matterId: row.id, step: 'issue' },
        body: {
          happenedOn: today,
          input: { dueOn: row.dueOn, signBy: by, reportOn: row.reportOn },
        },
        version: row.version,
      }
      await send(matterApi.take, call, { key: freshKey() }).catch((thrown: unknown) =>
        refused.push({ row, sentence: asProblem(thrown).sentence }),
      )
    }
    await refresh(...readsOfTasks)
    return refused
  },
})

export function TasksPage() {
  const me = useMe()
  const [filter, setFilter] = useAddress(TaskQuery)
  const choices = useQuery(ask(supervisionApi.choices, {}))
  const mayIssue = choices.data?.mayIssue === true && mayDo(me, 'task.manage')
  return (
    <ListPage
      title="督办任务"
      name="supervisedTasks"
      source={supervisionApi.list}
      columns={columns}
      filters={filters}
      rowKey={({ id }) => id}
      rowTitle={({ title }) => title}
      opens={({ id }) => `/supervision/${id}`}
      batch={mayIssue ? [issueAll(me.today)] : []}
      actions={
        <>
          {mayIssue && (
            <>
              <Link to={'/supervision/new' as never}>
                <Button type="primary">立项</Button>
              </Link>
              <Link to={'/supervision/import' as never}>
                <Button>导入清单</Button>
              </Link>
            </>
          )}
          <Link to={'/supervision/board' as never}>
            <Button>亮灯板</Button>
          </Link>
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
      exporter={({ page: _, size: __, ...shown }) => <ExportButton source={supervisionApi.export} body={{ filter: shown }} />}
      above={
        <>
          <MyUnit />
          <div className="gap-bottom task-scopes">
            <Segmented
              value={filter.scope ?? 'all'}
              onChange={(scope) => setFilter({ scope: scope === 'all' ? undefined : scope })}
              options={options(taskScopes)}
            />
          </div>
          {filter.clause && (
            <Alert
              className="gap-bottom"
              type="info"
              showIcon
              title="只显示来自所选条款的任务。"
              action={<Button onClick={() => setFilter({ clause: undefined })}>显示全部</Button>}
            />
          )}
        </>
      }
      empty="没有符合条件的督办任务。可以改变上方的范围或者查询条件。"
    />
  ) // `never`: the router is not told each page's path
}

/** What is expected of my unit, before everything else. */
function MyUnit() {
  const me = useMe()
  const unit = activeDuty(me)?.org.name ?? '本单位'
  const expected = useQuery(ask(supervisionApi.lights, { query: { scope: 'expected' } }))
  const unsigned = useQuery(ask(supervisionApi.list, { query: { scope: 'expected', state: 'issued', size: 1 } }))
  const support = useQuery(ask(supervisionApi.lights, { query: { scope: 'support' } }))
  const claimed = useQuery(ask(supervisionApi.list, { query: { scope: 'issued', state: ['claimed', 'accepted', 'extending'], size: 1 } }))
  const of = (light: string) => expected.data?.find((one) => one.light === light)?.count ?? 0
  const running = (support.data ?? []).filter(({ light }) => light !== 'grey').reduce((sum, { count }) => sum + count, 0)
  const cards = [
    { title: '待签收', count: unsigned.data?.total ?? 0, search: { scope: 'expected', state: 'issued' } },
    { title: '已超期（红灯）', count: of('red'), search: { scope: 'expected', light: 'red' } },
    { title: '临期（黄灯）', count: of('yellow'), search: { scope: 'expected', light: 'yellow' } },
    { title: '正常（绿灯）', count: of('green'), search: { scope: 'expected', light: 'green' } },
    { title: '配合其他单位', count: running, search: { scope: 'support' } },
    {
      title: '待本单位核验、销号、批延期',
      count: claimed.data?.total ?? 0,
      search: { scope: 'issued', state: ['claimed', 'accepted', 'extending'] },
    },
  ]
  return (
    <nav className="no-print" aria-label={`${unit}的督办任务`}>
      <h2 className="card-title">本单位的任务</h2>
      <div className="task-mine">
        {cards.map(({ title, count, search }) => (
          <Link key={title} to={'/supervision' as never} search={search as never}>
            <strong className="number">{count}</strong>
            <span>{title}</span>
          </Link>
        ))}
      </div>
    </nav>
  ) // `never`: as above
}
