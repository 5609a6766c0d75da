import { Tag } from 'antd'
import type { MatterLine } from '#contract/inbox'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import type { ListColumn } from '../kit/list-types.ts'
import './columns.css'

/** What every list of matters shows first. */
export const matterColumns: readonly ListColumn<MatterLine>[] = [
  {
    key: 'title',
    title: '事项',
    card: 'title',
    width: 300,
    render: (row) => (
      <span className="row-name">
        <span className="two-lines" title={row.title}>
          {row.title}
        </span>
        <span className="row-number">{row.number ?? '尚未编号'}</span>
      </span>
    ),
  },
  {
    key: 'deadline',
    title: '剩余时间',
    render: (row) => <DeadlineTag deadlines={row.deadline ? [row.deadline] : []} />,
    card: 'tag',
    width: 160,
  },
  { key: 'process', title: '程序', render: (row) => row.processTitle, width: 130 },
  {
    key: 'state',
    title: '状态',
    render: (row) => <Tag color={row.closed ? 'default' : 'blue'}>{row.stateTitle}</Tag>,
    card: 'tag',
    width: 110,
  },
]

export const handlingColumn: ListColumn<MatterLine> = {
  key: 'handling',
  title: '承办单位',
  render: (row) => row.handling.name,
  width: 140,
  optional: true,
}

export const dueColumn: ListColumn<MatterLine> = {
  key: 'due',
  title: '截止日',
  render: (row) => (row.deadline?.due ? `${row.deadline.due}（${row.deadline.title}）` : <span className="hint">—</span>),
  width: 210,
}
