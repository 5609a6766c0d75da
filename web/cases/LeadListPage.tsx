import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { sourceNames } from '#contract/case-drafts'
import { LeadFilter, type LeadRow } from '#contract/case-lists'
import { leadStates } from '#contract/case-states'
import { casesApi } from '#contract/cases'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { mayDo, useMe } from '../kit/session.ts'
import { AssignButton } from './AssignButton.tsx'
import { commonColumns, commonFilters } from './columns.tsx'
import { ExportButton } from './ExportButton.tsx'
import { SavedViews } from './SavedViews.tsx'
import { useViolations } from './violations.ts'
import { watchBatches } from './watch.ts'

const columns: ListColumn<LeadRow>[] = [
  ...commonColumns<LeadRow>('线索号'),
  { key: 'source', title: '来源', render: (row) => sourceNames[row.source], width: 110 },
]

export function LeadListPage() {
  const me = useMe()
  const violations = useViolations()
  return (
    <ListPage
      title="线索"
      name="leads"
      source={casesApi.leads}
      columns={columns}
      filters={[
        ...commonFilters(leadStates),
        {
          kind: 'choice',
          name: 'source',
          label: '来源',
          many: true,
          options: Object.entries(sourceNames).map(([value, label]) => ({ value, label })),
        },
        { kind: 'choice', name: 'code', label: '违法类型', many: true, options: violations },
      ]}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/leads/${row.id}`}
      above={<SavedViews list="leads" filter={LeadFilter} />}
      batch={watchBatches}
      batchTools={(rows, filter, done) => (
        <>
          <AssignButton rows={rows} done={done} />
          <ExportButton list="leads" filter={filter} chosen={rows} />
        </>
      )}
      exporter={(filter) => <ExportButton list="leads" filter={filter} />}
      actions={
        mayDo(me, 'lead.register') && (
          <Space wrap>
            <Link to="/leads/new">
              <Button type="primary" icon={<PlusOutlined />}>
                登记线索
              </Button>
            </Link>
            <Link to="/leads/import">
              <Button>从 Excel 导入</Button>
            </Link>
          </Space>
        )
      }
      empty="还没有线索。监督检查、投诉、举报、移送、交办和监测中发现的线索登记后会出现在这里。"
    />
  )
}
