import { Tag } from 'antd'
import { roles } from '#contract/authority'
import { LedgerFilter, type LedgerLine, ledgerActions, ledgerApi, ledgerObjects, ledgerOutcomes } from '#contract/ledger'
import { dayTime } from '../kit/day.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { detailWords } from './detail-words.ts'

const named = (table: Readonly<Record<string, string>>, key: string | null) => (key === null ? '' : (table[key] ?? key))
/** What was refused is named by the act, not by its route. */
const objectOf = ({ object, detail }: LedgerLine) =>
  object in ledgerObjects || typeof detail?.title !== 'string' ? named(ledgerObjects, object) : detail.title

const colours = { done: 'green', refused: 'orange', failed: 'red' } as const

const columns: readonly ListColumn<LedgerLine>[] = [
  { key: 'at', title: '时间', width: 150, render: (row) => dayTime(row.at) },
  { key: 'actor', title: '人员', width: 130, card: 'title', render: (row) => row.actor },
  { key: 'org', title: '单位、职责', width: 250, render: (row) => [row.org, named(roles, row.role)].filter(Boolean).join(' ') },
  { key: 'action', title: '动作', width: 90, render: (row) => named(ledgerActions, row.action) },
  { key: 'object', title: '对象', render: objectOf },
  { key: 'objectId', title: '对象编号', render: (row) => row.objectId ?? '', optional: true },
  {
    key: 'outcome',
    title: '结果',
    width: 90,
    card: 'tag',
    render: (row) => <Tag color={colours[row.outcome]}>{ledgerOutcomes[row.outcome]}</Tag>,
  },
  { key: 'address', title: '地址', width: 140, render: (row) => row.address ?? '' },
  { key: 'request', title: '请求编号', render: (row) => row.request ?? '', optional: true },
  { key: 'after', title: '变更后摘要', render: (row) => row.after?.slice(0, 16) ?? '', optional: true },
  { key: 'detail', title: '说明', render: (row) => detailWords(row.detail) },
]

const filters: readonly ListFilter[] = [
  { kind: 'days', from: 'from', to: 'to', label: '日期' },
  { kind: 'text', name: 'actor', label: '人员' },
  { kind: 'choice', name: 'action', label: '动作', options: options(ledgerActions) },
  { kind: 'choice', name: 'outcome', label: '结果', options: options(ledgerOutcomes) },
  { kind: 'choice', name: 'object', label: '对象', options: options(ledgerObjects) },
  { kind: 'text', name: 'objectId', label: '对象编号' },
  { kind: 'text', name: 'request', label: '请求编号' },
]

/** 审计台账: for the audit administrator alone. Nobody changes it, he neither. */
export function LedgerPage() {
  return (
    <ListPage
      title="审计台账"
      name="ledger"
      source={ledgerApi.list}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      rowTitle={(row) => `${row.actor} ${named(ledgerActions, row.action)} ${objectOf(row)}`}
      above={<p className="hint gap-bottom">台账只增不改。一次最多导出 100,000 条，导出本身也记入台账。</p>}
      exporter={({ page: _page, size: _size, ...filter }) => <ExportButton source={ledgerApi.export} body={LedgerFilter.parse(filter)} />}
      empty="还没有记录。"
    />
  )
}
