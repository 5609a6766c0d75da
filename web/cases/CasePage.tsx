import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton, Tag } from 'antd'
import type { CaseDetail } from '#contract/case-details'
import { sourceNames } from '#contract/case-drafts'
import { flagNames, gradeNames } from '#contract/case-steps'
import { casesApi } from '#contract/cases'
import { MatterId } from '#contract/common'
import { documentsApi, type MatterPaper } from '#contract/documents'
import { FilesTab } from '../documents/FilesTab.tsx'
import { PapersTab } from '../documents/PapersTab.tsx'
import { EvidenceTab } from '../evidence/EvidenceTab.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { yuanText } from '../kit/yuan.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { ArchiveButton } from './ArchiveButton.tsx'
import { CaseChanges } from './ChangeButtons.tsx'
import { Facts, OverlapWarning, Parties, Penalties, Related, ViolationName } from './parts.tsx'
import { pathOf } from './paths.ts'
import { placeText } from './places.ts'
import { ReceiveButton } from './ReceiveButton.tsx'
import { ReportForm } from './ReportForm.tsx'
import { SuspicionAlert } from './SuspicionAlert.tsx'
import { stepWords } from './step-words.tsx'
import { useViolations } from './violations.ts'

export function CasePage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(casesApi.case, { params: { matterId } }))
  const violations = useViolations()
  const papers = useQuery(ask(documentsApi.list, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const { data } = found
  const issued = (papers.data ?? []).filter((paper) => paper.matterId === matterId && paper.state === 'issued')
  return (
    <MatterPage
      matterId={matterId}
      choices={{
        alsoViolates: violations,
        partyId: data.parties.map(({ id, name }) => ({ value: id, label: name })),
        paperId: issued.map(({ id, title, number }) => ({ value: id, label: number ? `《${title}》${number}` : `《${title}》` })),
      }}
      initial={(step) => initialOf(step, data, issued)}
      forms={{ report: ReportForm }}
      detail={stepWords}
      refreshes={[casesApi.case, casesApi.cases]}
      opens={(child) => pathOf({ id: child.id, process: '' })}
      head={() => <CaseHead found={data} />}
      actions={(matter) => (
        <>
          <ReceiveButton of={data} at="/cases" />
          <CaseChanges matter={matter} found={data} />
          <ArchiveButton matter={matter} />
        </>
      )}
      tabs={[
        {
          key: 'facts',
          title: '办理',
          content: (matter) => <CaseFacts found={data} isUnderInquiry={inquiry.indexOf(matter.state) >= 0} />,
        },
        { key: 'papers', title: '文书', content: (matter) => <PapersTab matter={matter} /> },
        { key: 'evidence', title: '证据', content: (matter) => <EvidenceTab matter={matter} /> },
        { key: 'files', title: '材料', content: (matter) => <FilesTab matterId={matter.id} /> },
        { key: 'parties', title: '当事人', content: () => <Parties parties={data.parties} /> },
        { key: 'related', title: '关联', content: () => <CaseRelated found={data} /> },
      ]}
    />
  )
}

const CaseHead = ({ found }: { found: CaseDetail }) => (
  <p className="hint">
    案由：
    <ViolationName violation={found.violation} />
    {found.complex && <Tag>疑难复杂</Tag>}
    {found.majorPublicInterest && <Tag>重大公共利益</Tag>}
  </p>
)

const isDecision = ['penaltyDecision', 'noPenaltyDecision']
const ofParty = ['recordStatement', 'waiveStatement', 'requestHearing']

/** What is known already is not asked again: the report takes up the facts, the decision what was told. */
function initialOf(step: string, found: CaseDetail, issued: readonly MatterPaper[]): Record<string, unknown> | undefined {
  if (step === 'report') return reportOf(found)
  if (step === 'decide') return { penalties: (found.noticed.length > 0 ? found.noticed : found.proposed).map(penaltyOf) }
  if (step === 'openSupplierLead')
    return { name: [...found.decided, ...found.proposed].find(({ goodFaith }) => goodFaith?.supplier)?.goodFaith?.supplier }
  if (step === 'serve')
    return { paperId: issued.filter(({ kind }) => isDecision.indexOf(kind) >= 0).slice(-1)[0]?.id, partyId: found.parties[0]?.id }
  // With one party nobody asks whose act it is.
  if (ofParty.indexOf(step) >= 0 && found.parties.length === 1) return { partyId: found.parties[0]?.id }
  return undefined
}

/** Once a report was made, an amount that is null was answered: there is none, or it cannot be told. */
const isKnown = (found: CaseDetail, name: keyof CaseDetail) =>
  found[name] !== null || (found.grade !== null && ['turnover', 'illegalGains', 'goodsValue'].indexOf(name) >= 0)

const reportOf = (found: CaseDetail) => ({
  ...Object.fromEntries(
    (
      [
        'conductFrom',
        'conductTo',
        'turnover',
        'illegalGains',
        'goodsValue',
        'flags',
        'alsoViolates',
        'crime',
        'findings',
        'violated',
        'discretion',
        'grade',
        'keyField',
        'majorPublicInterest',
        'complex',
        'inCatalogue',
      ] as const
    ).flatMap((name) => (isKnown(found, name) ? [[name, found[name]]] : [])),
  ),
  penalties:
    found.proposed.length > 0 ? found.proposed.map(penaltyOf) : found.parties.map((party) => ({ partyId: party.id, target: 'party' })),
})

const penaltyOf = ({
  law: _law,
  article: _article,
  range: _range,
  hearing: _hearing,
  doubts: _doubts,
  marks: _marks,
  ...penalty
}: CaseDetail['proposed'][number]) => penalty

/** While the facts are still looked for, the list of what must be proved lies open. */
const inquiry = ['filed', 'investigating', 'suspended']

function CaseFacts({ found, isUnderInquiry }: { found: CaseDetail; isUnderInquiry: boolean }) {
  return (
    <>
      {found.possibleOverlap && found.decidedOn === null && <OverlapWarning />}
      {found.suspicion && <SuspicionAlert of={found.suspicion} />}
      <EarlierWarning count={found.earlierCount} />
      <Penalties title="处罚决定" penalties={found.decided} parties={found.parties} />
      <Penalties title="已告知的处罚" penalties={found.decided.length > 0 ? [] : found.noticed} parties={found.parties} />
      <Penalties
        title="处罚建议"
        penalties={found.decided.length + found.noticed.length > 0 ? [] : found.proposed}
        parties={found.parties}
      />
      <Facts
        facts={[
          ['来源', sourceNames[found.source]],
          ['发现或者收到之日', found.foundOn],
          ['立案日', found.filedOn],
          ['决定日', found.decidedOn],
          ['决定书文号', found.decisionNumber],
          ['行为发生地', placeText(found)],
          ['违法行为起止', found.conductFrom ? `${found.conductFrom} 至 ${found.conductTo ?? '仍在继续'}` : null],
          ['违法经营额', found.grade === null ? null : yuanText(found.turnover)],
          ['违法所得', found.grade === null ? null : yuanText(found.illegalGains)],
          ['货值金额', found.grade === null ? null : yuanText(found.goodsValue)],
          ['违法所得认定', found.gains ? [found.gains.sentence, ...found.gains.marks].join('；') : null],
          ['情节', found.flags.map((flag) => flagNames[flag]).join('、')],
          ['裁量阶次', found.grade ? gradeNames[found.grade] : null],
          ['违反的条款', found.violated],
          ['线索内容', found.content],
          ['查明的违法事实', found.findings],
          ['裁量情节和理由', found.discretion],
        ]}
      />
      <RequiredFacts facts={found.requiredFacts} isOpen={isUnderInquiry} />
    </>
  )
}

function RequiredFacts({ facts, isOpen }: { facts: readonly string[]; isOpen: boolean }) {
  if (facts.length === 0) return null
  return (
    <details className="needed-facts" open={isOpen}>
      <summary>取证清单（{facts.length} 项）</summary>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </details>
  )
}

/** Beyond one's own reach only the number is known: published decisions and own records. */
function EarlierWarning({ count: { fiveYears, twoYears } }: { count: CaseDetail['earlierCount'] }) {
  const words = [
    ...(fiveYears > 0 ? [`五年内有 ${fiveYears} 次商标侵权处罚，核实后应当从重处罚`] : []),
    ...(twoYears > 0 ? [`二年内有 ${twoYears} 次同类处罚，刑事门槛按再犯计`] : []),
  ]
  if (words.length === 0) return null
  return (
    <Alert
      className="gap-bottom"
      type="warning"
      showIcon
      title={`已公示的处罚和本人可见的记录中，同一当事人${words.join('；')}`}
      description="按统一社会信用代码或者名称查得，同名的请核实身份；不显示是哪个单位作出的。"
    />
  )
}

function CaseRelated({ found }: { found: CaseDetail }) {
  return (
    <>
      {found.earlier.length > 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title={`同一当事人另有 ${found.earlier.length} 件处罚决定（本人可见范围内）`}
          description={
            <ul className="plain-list">
              {found.earlier.map((one) => (
                <li key={one.id}>
                  <Link to={`/cases/${one.id}` as never}>{one.decisionNumber ?? one.number ?? '案件'}</Link>　{one.decidedOn}　
                  {one.violation}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Related related={found.related} />
    </>
  )
}
