import { LeadDraft } from '#contract/case-drafts'
import { leadImportsApi } from '#contract/import'
import { importRoom } from '#kernel/batch'
import { findMatter, takeStep } from '#kernel/matter'
import { judgeLeads, type LeadLine, leadPlan } from './import.plan.ts'
import { openLead } from './lead.service.ts'

/** 批量导入线索: the leads are the importing unit's, each with its own clock. */
export const leadImport = importRoom<LeadLine>(leadImportsApi, {
  kind: 'lead',
  title: '线索',
  counted: '条线索',
  plan: async () => leadPlan,
  reads: leadPlan,
  judge: async (ctx, read) => judgeLeads(read, ctx.today),
  preview: [
    { title: '发现或者收到之日', of: ({ draft }) => draft.foundOn },
    { title: '当事人', of: ({ draft }) => draft.parties?.[0]?.name },
    { title: '行为发生地', of: ({ draft }) => draft.place },
    { title: '线索内容', of: ({ draft }) => draft.content },
  ],
  make: (ctx, { draft }) => openLead(ctx, LeadDraft.parse(draft)),
  /** Leads that nobody has begun are withdrawn; the others stay. */
  async takeBack(ctx, { fileName }, made) {
    const kept: string[] = []
    for (const matterId of made) {
      const matter = await findMatter(ctx, matterId)
      if (matter?.state === 'registered')
        await takeStep(ctx, { matterId, step: 'withdraw', happenedOn: ctx.today, input: { reason: `撤销批量导入（${fileName}）` } })
      else kept.push(matterId)
    }
    return kept
  },
})
