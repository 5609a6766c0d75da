import { criminalTransferSteps, transferCriminalForm } from '#contract/track-outcomes'
import { processRoom } from '#kernel/matter'
import { criminalTransferProcess } from './criminal.process.ts'
import { demandEntry, openerOf, trackPaperFacts } from './open.ts'

export const criminalTransferRoom = processRoom({
  process: criminalTransferProcess,
  forms: criminalTransferSteps,
  facts: async () => null,
  apply: {
    // The twenty-four hours run from this minute.
    async approve(ctx, _matter, { happenedOn, input }) {
      demandEntry(input.approvedAt.startsWith(happenedOn), 'approvedAt', '批准的时间应当在办理日期当日')
      demandEntry(new Date(`${input.approvedAt}:00+08:00`) <= ctx.now, 'approvedAt', '批准的时间不能晚于现在')
    },
  },
  paperFacts: trackPaperFacts,
})

export const transferCriminalOpener = openerOf({ form: transferCriminalForm, process: async () => criminalTransferProcess })
