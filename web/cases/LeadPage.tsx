import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import type { LeadDetail } from '#contract/case-details'
import { sourceNames } from '#contract/case-drafts'
import { casesApi } from '#contract/cases'
import { MatterId } from '#contract/common'
import { FilesTab } from '../documents/FilesTab.tsx'
import { PapersTab } from '../documents/PapersTab.tsx'
import { EvidenceTab } from '../evidence/EvidenceTab.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { LeadChanges } from './ChangeButtons.tsx'
import { Facts, OverlapWarning, Parties, Related, ViolationName } from './parts.tsx'
import { pathOf } from './paths.ts'
import { placeText } from './places.ts'
import { ReceiveButton } from './ReceiveButton.tsx'
import { stepWords } from './step-words.tsx'
import { useViolations } from './violations.ts'

export function LeadPage() {
  const matterId = useParam('matterId', MatterId)
  const violationCode = useViolations()
  const lead = useQuery(ask(casesApi.lead, { params: { matterId } }))
  if (lead.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (lead.isError) return <ProblemAlert problem={lead.error} retry={() => lead.refetch()} />
  const { data } = lead
  return (
    <MatterPage
      matterId={matterId}
      choices={{ violationCode }}
      initial={(step) => initialOf(step, data)}
      detail={stepWords}
      refreshes={[casesApi.lead, casesApi.leads]}
      actions={(matter) => (
        <>
          <ReceiveButton of={data} at="/leads" />
          <LeadChanges matter={matter} lead={data} />
        </>
      )}
      opens={(child) => pathOf({ id: child.id, process: '' })}
      tabs={[
        { key: 'facts', title: '办理', content: () => <LeadFacts lead={data} /> },
        { key: 'papers', title: '文书', content: (matter) => <PapersTab matter={matter} /> },
        { key: 'evidence', title: '证据', content: (matter) => <EvidenceTab matter={matter} /> },
        { key: 'files', title: '材料', content: (matter) => <FilesTab matterId={matter.id} /> },
        { key: 'parties', title: '当事人', content: () => <Parties parties={data.parties} /> },
        { key: 'related', title: '关联', content: () => <Related related={data.related} /> },
      ]}
    />
  )
}

/** What is known already is not asked again. */
const initialOf = (step: string, lead: LeadDetail) =>
  step === 'proposeFiling'
    ? {
        ...(lead.violation ? { violationCode: lead.violation.code } : {}),
        ...(lead.conductFrom ? { conductFrom: lead.conductFrom } : {}),
        ...(lead.conductTo ? { conductTo: lead.conductTo } : {}),
        ...(lead.findings ? { findings: lead.findings } : {}),
      }
    : undefined

function LeadFacts({ lead }: { lead: LeadDetail }) {
  return (
    <>
      {lead.possibleOverlap && <OverlapWarning />}
      {lead.caseId && (
        <Alert
          className="gap-bottom"
          type="success"
          showIcon
          title={
            <>
              已经立案，后续在<Link to={`/cases/${lead.caseId}` as never}>案件页面</Link>办理。
            </>
          }
        />
      )}
      <Facts
        facts={[
          ['来源', sourceNames[lead.source]],
          ['来源说明', lead.sourceNote],
          ['发现或者收到之日', lead.foundOn],
          ['涉嫌违法类型', lead.violation ? <ViolationName key="v" violation={lead.violation} /> : null],
          ['行为发生地', placeText(lead)],
          ['违法行为起止', lead.conductFrom ? `${lead.conductFrom} 至 ${lead.conductTo ?? '仍在继续'}` : null],
          ['线索内容', lead.content],
          ['核查情况', lead.findings],
          ['举报人', informantWords(lead)],
        ]}
      />
    </>
  )
}

const informantWords = ({ informant, informantHidden }: LeadDetail) =>
  informantHidden
    ? '依法保密，仅承办人员和负责人可见'
    : informant
      ? [informant.name, informant.phone, informant.note].filter(Boolean).join('，')
      : '没有登记举报人'
