import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { CaseFilter, type ComplaintRow } from '#contract/case-lists'
import { complaintStates } from '#contract/case-states'
import { casesApi } from '#contract/cases'
import { MatterId } from '#contract/common'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { commonColumns, commonFilters } from './columns.tsx'
import { Facts, Parties, Related } from './parts.tsx'
import { placeText } from './places.ts'
import { SavedViews } from './SavedViews.tsx'
import { stepWords } from './step-words.tsx'
import { watchBatches } from './watch.ts'

const columns: ListColumn<ComplaintRow>[] = commonColumns<ComplaintRow>('投诉号')

export function ComplaintListPage() {
  const me = useMe()
  return (
    <ListPage
      title="投诉"
      name="complaints"
      source={casesApi.complaints}
      columns={columns}
      filters={commonFilters(complaintStates)}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/complaints/${row.id}`}
      above={<SavedViews list="complaints" filter={CaseFilter} />}
      batch={watchBatches}
      actions={
        mayDo(me, 'lead.register') && (
          <Link to="/complaints/new">
            <Button type="primary" icon={<PlusOutlined />}>
              登记投诉
            </Button>
          </Link>
        )
      }
      empty="还没有投诉。对外的投诉入口是全国 12315 平台，这里登记分派给本单位办理的投诉。"
    />
  )
}

export function ComplaintPage() {
  const matterId = useParam('matterId', MatterId)
  const complaint = useQuery(ask(casesApi.complaint, { params: { matterId } }))
  if (complaint.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (complaint.isError) return <ProblemAlert problem={complaint.error} retry={() => complaint.refetch()} />
  const { data } = complaint
  return (
    <MatterPage
      matterId={matterId}
      detail={stepWords}
      refreshes={[casesApi.complaint, casesApi.complaints]}
      tabs={[
        {
          key: 'facts',
          title: '办理',
          content: () => (
            <Facts
              facts={[
                ['收到投诉之日', data.receivedOn],
                ['投诉人', [data.complainant, data.complainantPhone].filter(Boolean).join('，')],
                ['行为发生地', placeText(data)],
                ['投诉请求', data.demand],
                ['投诉内容', data.content],
              ]}
            />
          ),
        },
        { key: 'parties', title: '被投诉人', content: () => <Parties parties={data.parties} /> },
        { key: 'related', title: '关联', content: () => <Related related={data.related} /> },
      ]}
    />
  )
}
