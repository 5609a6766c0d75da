import { Segmented } from 'antd'
import { type InboxRow, inboxApi } from '#contract/inbox'
import { useAddress } from '../kit/address.ts'
import { dayTime } from '../kit/day.ts'
import { useMatterPath } from '../kit/house.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { dueColumn, handlingColumn, matterColumns } from './columns.tsx'
import { InboxTabs } from './InboxTabs.tsx'
import { countWords, useCounts } from './live.ts'

const [title, deadline, ...rest] = matterColumns

const columns: readonly ListColumn<InboxRow>[] = [
  ...(title && deadline ? [title, deadline] : []),
  { key: 'steps', title: '下一步', render: (row) => <strong>{row.steps.join('、')}</strong>, width: 150 },
  { key: 'why', title: '缘由', render: (row) => row.why, width: 190 },
  ...rest,
  { key: 'arrivedAt', title: '到达时间', render: (row) => dayTime(row.arrivedAt), width: 150 },
  { key: 'opensOn', title: '可办理日', render: (row) => row.opensOn ?? '现在', width: 110, optional: true },
  { ...dueColumn, optional: true },
  handlingColumn,
]

const lights = [
  { value: 'red', label: '红灯（已超期）' },
  { value: 'yellow', label: '黄灯（临近到期）' },
  { value: 'green', label: '绿灯' },
  { value: 'paused', label: '暂停计算' },
  { value: 'none', label: '没有期限' },
]

/** 待办: one queue, the least time left first. */
export function TodoPage() {
  const path = useMatterPath()
  const counts = useCounts().data
  const [filter, setFilter] = useAddress(inboxApi.todo.query)
  const filters: ListFilter[] = [
    { kind: 'text', name: 'text', label: '编号或名称', placeholder: '输入编号或名称的一部分' },
    { kind: 'choice', name: 'light', label: '期限', options: lights },
    {
      kind: 'choice',
      name: 'process',
      label: '程序',
      options: (counts?.processes ?? []).map((one) => ({ value: one.name, label: `${one.title}（${one.count}）` })),
    },
    { kind: 'day', name: 'until', label: '截止日不晚于' },
  ]
  return (
    <ListPage
      title="待办"
      name="todo"
      source={inboxApi.todo}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.itemId}
      rowTitle={(row) => row.title}
      opens={path}
      above={
        <>
          <InboxTabs />
          <Segmented
            className="gap-bottom"
            aria-label="何时可办"
            value={filter.when}
            onChange={(when) => setFilter({ when: when === 'now' ? undefined : when })}
            options={[
              { value: 'now', label: `现在可办（${countWords(counts?.todo ?? 0, counts?.atMost ?? 1000)}）` },
              { value: 'later', label: `等待期间届满（${countWords(counts?.later ?? 0, counts?.atMost ?? 1000)}）` },
            ]}
          />
        </>
      }
      empty={
        filter.when === 'later' ? '没有正在等待法定期间届满的事项。' : '当前职务没有待办。别的职务下的待办，请在右上角切换职务后查看。'
      }
    />
  )
}
