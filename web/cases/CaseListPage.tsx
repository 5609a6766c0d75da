import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { CaseFilter, type CaseRow } from '#contract/case-lists'
import { penaltyStates, simpleStates } from '#contract/case-states'
import { casesApi } from '#contract/cases'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { mayDo, useMe } from '../kit/session.ts'
import { yuanText } from '../kit/yuan.ts'
import { commonColumns, commonFilters } from './columns.tsx'
import { ExportButton } from './ExportButton.tsx'
import { SavedViews } from './SavedViews.tsx'
import { useViolations } from './violations.ts'
import { watchBatches } from './watch.ts'

const columns: ListColumn<CaseRow>[] = [
  ...commonColumns<CaseRow>('案号'),
  { key: 'decidedOn', title: '决定日', render: (row) => row.decidedOn ?? '—', optional: true, width: 120 },
  {
    key: 'fine',
    title: '罚款',
    render: (row) => (row.fine === null ? '—' : yuanText(row.fine)),
    align: 'right',
    optional: true,
    width: 130,
  },
]

export function CaseListPage() {
  const me = useMe()
  const violations = useViolations()
  return (
    <ListPage
      title="案件"
      name="cases"
      source={casesApi.cases}
      columns={columns}
      filters={[
        ...commonFilters({ ...simpleStates, ...penaltyStates }),
        { kind: 'choice', name: 'code', label: '违法类型', many: true, options: violations },
      ]}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/cases/${row.id}`}
      above={<SavedViews list="cases" filter={CaseFilter} />}
      batch={watchBatches}
      batchTools={(rows, filter) => (
        <>
          <ExportButton list="cases" filter={filter} chosen={rows} />
        </>
      )}
      exporter={(filter) => <ExportButton list="cases" filter={filter} />}
      actions={
        mayDo(me, 'lead.register') && (
          <Link to="/cases/on-spot">
            <Button>登记当场处罚</Button>
          </Link>
        )
      }
      empty="还没有案件。线索经批准立案后会出现在这里。"
    />
  )
}
