import { Tag } from 'antd'
import type { CaseRow, ComplaintRow, LeadRow } from '#contract/case-lists'
import { Light } from '#contract/deadline'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { listedDeadline } from '../kit/deadline-words.ts'
import type { ListColumn, ListFilter } from '../kit/list-types.ts'

type Row = LeadRow | CaseRow | ComplaintRow

const lightNames: Record<Light, string> = { none: '无期限', green: '正常', yellow: '临近', red: '超期', paused: '中止' }

export const commonColumns = <R extends Row>(numberTitle: string): ListColumn<R>[] => [
  {
    key: 'number',
    title: numberTitle,
    render: (row) => <span className="one-line">{row.number ?? '尚未编号'}</span>,
    sortable: true,
    width: 190,
  },
  { key: 'title', title: '名称', render: (row) => row.title, card: 'title', width: 270 },
  {
    key: 'state',
    title: '状态',
    render: (row) => <Tag color={row.closed ? 'default' : 'blue'}>{row.stateTitle}</Tag>,
    card: 'tag',
    width: 104,
  },
  { key: 'due', title: '最近期限', render: (row) => <DeadlineTag deadlines={listedDeadline(row)} />, sortable: true, width: 180 },
  { key: 'party', title: '当事人', render: (row) => row.party ?? '—', width: 180, optional: true },
  { key: 'violation', title: '违法类型', render: (row) => row.violation ?? '—', optional: true, width: 220 },
  { key: 'officers', title: '承办人', render: (row) => row.officers || '尚未分派', width: 132 },
  {
    key: 'handling',
    title: '承办单位',
    // The short name as people say it; the whole one for who hovers or listens.
    render: ({ handling }) => (
      <abbr className="short-name" title={handling.name}>
        {handling.shortName}
      </abbr>
    ),
    width: 148,
  },
  { key: 'openedOn', title: '登记日', render: (row) => row.openedOn, sortable: true, width: 120 },
]

export const commonFilters = (states: Readonly<Record<string, { title: string }>>): ListFilter[] => [
  { kind: 'text', name: 'text', label: '编号、名称、当事人', placeholder: '两个字以上更准确' },
  {
    kind: 'choice',
    name: 'state',
    label: '状态',
    many: true,
    options: Object.entries(states).map(([value, { title }]) => ({ value, label: title })),
  },
  {
    kind: 'choice',
    name: 'light',
    label: '期限灯',
    many: true,
    options: Light.options.map((value) => ({ value, label: lightNames[value] })),
  },
  { kind: 'org', name: 'org', label: '单位（含下级）' },
  { kind: 'person', name: 'officer', label: '承办人' },
  { kind: 'days', from: 'from', to: 'to', label: '登记日' },
  { kind: 'day', name: 'dueBefore', label: '期限不晚于' },
]
