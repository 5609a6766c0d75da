import type { LegalDay } from '#contract/common'
import type { Paper } from '#kernel/paper'
import { appraisalCommission, appraisalPeriod, appraisalResult } from './appraisal.ts'
import { archiveContents, archiveCover, archiveNote } from './archive.ts'
import { assistanceLetter, identificationNotice } from './assistance.ts'
import { closingApproval, goodsDisposal } from './closing.ts'
import { coerciveExtension, coerciveMeasure, coerciveRelease } from './coercion.ts'
import { custodyAppointment, detentionAssistance, seal } from './custody.ts'
import { noPenaltyDecision, penaltyDecision } from './decision.ts'
import { collectiveDiscussion, decisionApproval } from './discussion.ts'
import { earlyDisposalConsent, earlyDisposalNotice } from './early-disposal.ts'
import { electronicDataRecord, evidenceExtraction, propertyList } from './evidence.ts'
import { demandLetter, enforcementApplication, instalmentNotice } from './execution.ts'
import type { CaseFacts } from './facts.ts'
import { filingApproval, mattersApproval } from './filing.ts'
import { assignmentNotice, goodsTransferNotice } from './handover.ts'
import { hearingNotice, hearingRecord, hearingReport } from './hearing.ts'
import { inquiryNotice, inquiryRecord, materialsNotice } from './inquiry.ts'
import { priorNotice, statementRecord } from './notice.ts'
import { onSpotDecision } from './on-spot.ts'
import { preservationNotice, preservationRelease } from './preservation.ts'
import { refundOrder } from './refund.ts'
import { correctionOrder, investigationReport, reviewForm } from './report.ts'
import { samplingRecord } from './sampling.ts'
import { sceneRecord, serviceAddress } from './scene.ts'
import { serviceAnnouncement, serviceReceipt } from './service.ts'
import { caseSourceRegistration, criminalTransfer, designationNotice, transferLetter } from './source.ts'

export type { CaseFacts, IssuedPaper } from './facts.ts'
export type { Evidence, Goods, Officer, Party } from './fields.ts'

/** The papers of a penalty case, in the order in which the ministry's table of forms has them. */
export const casePapers = {
  caseSourceRegistration,
  designationNotice,
  assignmentNotice,
  transferLetter,
  criminalTransfer,
  goodsTransferNotice,
  filingApproval,
  mattersApproval,
  sceneRecord,
  serviceAddress,
  evidenceExtraction,
  electronicDataRecord,
  inquiryNotice,
  inquiryRecord,
  materialsNotice,
  identificationNotice,
  assistanceLetter,
  detentionAssistance,
  preservationNotice,
  preservationRelease,
  coerciveMeasure,
  coerciveExtension,
  coerciveRelease,
  propertyList,
  seal,
  custodyAppointment,
  earlyDisposalConsent,
  earlyDisposalNotice,
  samplingRecord,
  appraisalCommission,
  appraisalPeriod,
  appraisalResult,
  correctionOrder,
  refundOrder,
  investigationReport,
  reviewForm,
  priorNotice,
  statementRecord,
  hearingNotice,
  hearingRecord,
  hearingReport,
  collectiveDiscussion,
  decisionApproval,
  onSpotDecision,
  penaltyDecision,
  noPenaltyDecision,
  instalmentNotice,
  demandLetter,
  enforcementApplication,
  serviceReceipt,
  serviceAnnouncement,
  goodsDisposal,
  closingApproval,
  archiveCover,
  archiveContents,
  archiveNote,
} satisfies Record<string, Paper<string, CaseFacts>>

export type CasePaper = keyof typeof casePapers

/** Every kind is treated alike; this is the table without the exact kinds. */
export const casePaper = (kind: CasePaper): Paper<CasePaper, CaseFacts> => casePapers[kind]
export const isCasePaper = (kind: string): kind is CasePaper => Object.hasOwn(casePapers, kind)

/** A paper in the file; a receipt names the paper that it proves the service of. */
export type Filed = { id: string; kind: CasePaper; day: LegalDay; serves?: string }

/**
 * 一案一卷: the order of both volumes (procedure art. 78). Main: filing, decision, other papers to the outside (each with
 * its receipts), evidence, hearing record, disposal, others. Secondary: source, report, review, hearing report, closing, others.
 */
export function archiveOrder<P extends Filed>(papers: readonly P[]): { main: P[]; secondary: P[] } {
  const byId = new Map(papers.map((each) => [each.id, each]))
  // A receipt stands where its paper stands. A paper that serves itself or is not in the file stands alone.
  const leader = (each: P): P => (each.serves === undefined ? each : (byId.get(each.serves) ?? each))
  const key = (each: P): readonly [number, string, number, string, number, string] => {
    const first = leader(each)
    const kinds = Object.keys(casePapers)
    return [casePaper(first.kind).archive.place, first.day, kinds.indexOf(first.kind), first.id, each === first ? 0 : 1, each.day]
  }
  const compare = (a: P, b: P): number => {
    const [left, right] = [key(a), key(b)]
    const at = left.findIndex((part, index) => part !== right[index])
    return at === -1 ? 0 : left[at]! < right[at]! ? -1 : 1
  }
  const volume = (name: 'main' | 'secondary') => papers.filter((each) => casePaper(leader(each).kind).archive.volume === name).sort(compare)
  return { main: volume('main'), secondary: volume('secondary') }
}
