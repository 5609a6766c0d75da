import { appraisalSteps, commissionForm } from '#contract/track-measures'
import { processRoom } from '#kernel/matter'
import { type AppraisalFacts, appraisalProcess } from './appraisal.process.ts'
import { demandEntry, issuedHereOrAbove, openerOf, opening, trackPaperFacts } from './open.ts'

export const appraisalRoom = processRoom({
  process: appraisalProcess,
  forms: appraisalSteps,
  facts: async (ctx, matter, history): Promise<AppraisalFacts> => ({
    byRightHolder: String(opening(history).kind).startsWith('权利人'),
    papers: await issuedHereOrAbove(ctx, matter),
  }),
  apply: {
    // A right holder's word counts only when his standing and its truth were looked into (art. 30); an institution must be qualified (art. 32).
    receiveResult: async (_ctx, _matter, { input }) => demandEntry(input.checked, 'checked', '请先审查资质、主体资格和真实性'),
  },
  paperFacts: trackPaperFacts,
  papers: ['appraisalCommission', 'identificationNotice', 'appraisalPeriod', 'appraisalResult'],
})

export const commissionOpener = openerOf({ form: commissionForm, process: async () => appraisalProcess })
