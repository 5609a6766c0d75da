import { inboxApi, type TrailRow } from '#contract/inbox'
import { dayTime } from '../kit/day.ts'
import { useMatterPath } from '../kit/house.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { handlingColumn, matterColumns } from './columns.tsx'
import { InboxTabs } from './InboxTabs.tsx'

const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '编号或名称', placeholder: '输入编号或名称的一部分' },
  {
    kind: 'choice',
    name: 'closed',
    label: '是否办结',
    options: [
      { value: 'no', label: '在办' },
      { value: 'yes', label: '已办结' },
    ],
  },
]

const columnsWith = (act: string, at: string): readonly ListColumn<TrailRow>[] => [
  ...matterColumns,
  ...(act ? [{ key: 'act', title: act, render: (row: TrailRow) => row.act, width: 160 }] : []),
  { key: 'at', title: at, render: (row) => dayTime(row.at), width: 150 },
  handlingColumn,
]

interface TrailProps {
  title: string
  name: string
  source: typeof inboxApi.done | typeof inboxApi.watched | typeof inboxApi.opened
  columns: readonly ListColumn<TrailRow>[]
  empty: string
}

function Trail(props: TrailProps) {
  const path = useMatterPath()
  return <ListPage {...props} filters={filters} rowKey={(row) => row.id} rowTitle={(row) => row.title} opens={path} above={<InboxTabs />} />
}

const done = columnsWith('我最近办理的步骤', '办理时间')
const watched = columnsWith('', '关注时间')
const opened = columnsWith('', '登记时间')

export const DonePage = () => <Trail title="已办" name="done" source={inboxApi.done} columns={done} empty="您还没有办理过事项。" />
export const WatchedPage = () => (
  <Trail
    title="关注"
    name="watched"
    source={inboxApi.watched}
    columns={watched}
    empty="还没有关注的事项。在事项页面点“关注”，它就会出现在这里。"
  />
)
export const OpenedPage = () => (
  <Trail title="我登记的" name="opened" source={inboxApi.opened} columns={opened} empty="您还没有登记过事项。" />
)
