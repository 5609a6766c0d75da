import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { coercionSteps, type HeldItem, preservationSteps, preserveForm, seizeForm } from '#contract/track-measures'
import type { Ctx } from '#kernel/house'
import { type MatterRow, orgOf, type ProcessRoom, processRoom, type Taken } from '#kernel/matter'
import type { Act } from '#kernel/process'
import type { CasePaper } from '../papers/index.ts'
import { commissionOpener } from './appraisal.room.ts'
import { type CoercionFacts, coercionByCityProcess, coercionFromAboveProcess, coercionProcess } from './coercion.process.ts'
import { demandEntry, openerOf, opening, trackPaperFacts } from './open.ts'
import { preservationProcess } from './preservation.process.ts'
import type { MeasureFacts } from './urgent.ts'

/** The two measures on things: 先行登记保存, 查封、扣押. */

const facts = async (_ctx: Ctx, _matter: MatterRow, history: readonly Act[]): Promise<MeasureFacts> => ({
  urgent: opening(history).urgent === true,
})

async function coercionFacts(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<CoercionFacts> {
  const rows = await ctx.tx
    .selectFrom('paper')
    .select(['kind', 'fields'])
    .where('matter_id', '=', matter.id)
    .where('state', '=', 'issued')
    .where('kind', 'in', ['earlyDisposalConsent', 'earlyDisposalNotice'] satisfies CasePaper[])
    .execute()
  const announcedUntil = rows.flatMap(({ kind, fields }) =>
    kind === 'earlyDisposalNotice' ? [z.looseObject({ until: LegalDay }).parse(fields).until] : [],
  )
  return {
    ...(await facts(ctx, matter, history)),
    ownerAgreed: rows.some(({ kind }) => kind === 'earlyDisposalConsent'),
    announcementOver: announcedUntil.some((until) => until < ctx.today),
  }
}

interface Taking {
  takenAt: string
  items: readonly HeldItem[]
}

async function recordItems(ctx: Ctx, matter: MatterRow, { happenedOn, input }: Taken<Taking>): Promise<void> {
  demandEntry(input.takenAt.startsWith(happenedOn satisfies LegalDay), 'takenAt', '采取措施的时间应当在办理日期当日')
  demandEntry(new Date(`${input.takenAt}:00+08:00`) <= ctx.now, 'takenAt', '采取措施的时间不能晚于现在')
  await ctx.tx
    .insertInto('held_item')
    .values(
      input.items.map((item, index) => ({
        matter_id: matter.id,
        position: index + 1,
        name: item.name,
        model: item.model ?? null,
        unit: item.unit ?? null,
        quantity: item.quantity,
        note: item.note ?? null,
      })),
    )
    .execute()
}

export const preservationRoom = processRoom({
  process: preservationProcess,
  forms: preservationSteps,
  facts,
  apply: { take: recordItems, takeAtOnce: recordItems },
  paperFacts: trackPaperFacts,
})

const coercionRoom = (process: typeof coercionProcess): ProcessRoom =>
  processRoom({
    process,
    forms: coercionSteps,
    facts: coercionFacts,
    apply: {
      take: recordItems,
      takeAtOnce: recordItems,
      // Under the measure, so that its days do not count for it either.
      commission: async (ctx, matter, taken) => {
        await commissionOpener.open(ctx, matter, taken)
      },
    },
    paperFacts: trackPaperFacts,
  })

export const coercionRooms = [coercionProcess, coercionByCityProcess, coercionFromAboveProcess].map(coercionRoom)

export const preserveOpener = openerOf({ form: preserveForm, process: async () => preservationProcess })

/** Of unfair competition decides a principal head at city level or above (反不正当竞争法 art. 16); the kind of the case says so, whatever was ticked. */
export const seizeOpener = openerOf({
  form: seizeForm,
  async process(ctx, parent, { unfairCompetition }) {
    if (!unfairCompetition && !(await isUnfairCompetition(ctx, parent.id))) return coercionProcess
    const { kind } = await orgOf(ctx, parent.ownerOrgId)
    return kind === 'city' || kind === 'province' ? coercionByCityProcess : coercionFromAboveProcess
  },
})

async function isUnfairCompetition(ctx: Ctx, caseId: string): Promise<boolean> {
  const row = await ctx.tx.selectFrom('enforcement_case').select('violation_code').where('matter_id', '=', caseId).executeTakeFirst()
  return row?.violation_code.startsWith('UC-') === true
}
