import { z } from 'zod'
import { LegalDay, MatterId, Yuan } from './common.ts'
import { get } from './endpoint.ts'
import { askAssistanceForm, commissionForm, disputeJurisdictionForm, preserveForm, seizeForm } from './track-measures.ts'
import { collectForm, publishForm, requestHearingForm, serveForm, transferCriminalForm } from './track-outcomes.ts'

/** What opens a track (关联事项) beside a case: the form of the parent's record step of that name. */
export const trackForms = {
  preserve: preserveForm,
  seize: seizeForm,
  commission: commissionForm,
  askAssistance: askAssistanceForm,
  disputeJurisdiction: disputeJurisdictionForm,
  requestHearing: requestHearingForm,
  serve: serveForm,
  publish: publishForm,
  collect: collectForm,
  transferCriminal: transferCriminalForm,
}
export type TrackOpening = keyof typeof trackForms

/** What a collection stands at on the day of asking, with the arithmetic of its surcharge (加处罚款). */
export const CollectionView = z.strictObject({
  fine: Yuan,
  confiscated: Yuan,
  dueOn: LegalDay.nullable(),
  deferredTo: LegalDay.nullable(),
  payments: z.array(z.strictObject({ day: LegalDay, fine: Yuan, confiscated: Yuan, surcharge: Yuan, receipt: z.string() })),
  remaining: z.strictObject({ fine: Yuan, confiscated: Yuan, surcharge: Yuan, total: Yuan }),
  surcharge: z.strictObject({ amount: Yuan, isCapped: z.boolean(), formula: z.string(), article: z.string(), marks: z.array(z.string()) }),
})
export type CollectionView = z.infer<typeof CollectionView>

export const tracksApi = {
  collection: get('/matters/:matterId/collection', {
    title: '查看罚没款缴纳情况',
    needs: 'case.read',
    params: z.strictObject({ matterId: MatterId }),
    query: z.strictObject({ day: LegalDay.optional() }),
    answer: CollectionView,
  }),
}
