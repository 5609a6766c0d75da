import { sql } from 'kysely'
import { returnSteps } from '#contract/exchange'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { type MatterRow, processRoom } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { takeFigures } from './return.figures.ts'
import { returnProcess } from './return.process.ts'
import { answersOf, missingOf, type ReturnRecord, recordOf } from './return.store.ts'

async function demandRecord(ctx: Ctx, matter: MatterRow): Promise<ReturnRecord> {
  const record = await recordOf(ctx, matter.id)
  if (!record) throw new Problem('notFound', { what: '该报送件' })
  return record
}

const keep = (ctx: Ctx, matter: MatterRow, columns: Record<string, unknown>) =>
  ctx.tx.updateTable('exchange_return').set(columns).where('matter_id', '=', matter.id).execute()

type Filling = ReturnType<(typeof returnSteps)['fill']['parse']>

/** What is left out stays as it was; what a remark says no more is taken off. */
async function fill(ctx: Ctx, matter: MatterRow, { answers, remarks }: Filling): Promise<void> {
  const { asks } = await demandRecord(ctx, matter)
  for (const { position, answer, files } of answers) {
    if (!asks.asks[position - 1]) throw new Problem('notFound', { what: `第 ${position} 项内容` })
    await bindFiles(ctx, matter.id, files)
    const row = { answer, file_ids: [...files] }
    await ctx.tx
      .insertInto('exchange_answer')
      .values({ matter_id: matter.id, position, ...row })
      .onConflict((conflict) => conflict.columns(['matter_id', 'position']).doUpdateSet(row))
      .execute()
  }
  for (const { indicator, note, claimed } of remarks) {
    if (!asks.indicators.includes(indicator)) throw new Problem('notFound', { what: '该项指标' })
    if (note === '') {
      await ctx.tx.deleteFrom('exchange_remark').where('matter_id', '=', matter.id).where('indicator', '=', indicator).execute()
      continue
    }
    const row = { note, claimed: claimed ?? null }
    await ctx.tx
      .insertInto('exchange_remark')
      .values({ matter_id: matter.id, indicator, ...row })
      .onConflict((conflict) => conflict.columns(['matter_id', 'indicator']).doUpdateSet(row))
      .execute()
  }
}

/** Whether it was in time is judged by the day of recording; the day that was entered stands in the history. */
async function submit(ctx: Ctx, matter: MatterRow, on: string): Promise<void> {
  const { asks, orgId, from, to, rounds } = await demandRecord(ctx, matter)
  await takeFigures(ctx, matter.id, rounds + 1, { indicators: asks.indicators, orgId, from, to })
  await keep(ctx, matter, { rounds: rounds + 1, submitted_on: on, submitted_first: sql`coalesce(submitted_first, ${ctx.today}::date)` })
}

export const returnRoom = processRoom({
  process: returnProcess,
  forms: returnSteps,
  async facts(ctx, matter) {
    const record = await recordOf(ctx, matter.id)
    // While it is being opened, its row is not there yet.
    return { missing: record ? missingOf(await answersOf(ctx, matter.id, record.asks)) : [] }
  },
  apply: {
    fill: (ctx, matter, { input }) => fill(ctx, matter, input),
    submit: (ctx, matter, { happenedOn }) => submit(ctx, matter, happenedOn),
    async receive(ctx, matter, { happenedOn }) {
      await keep(ctx, matter, { received_on: happenedOn })
    },
    async sendBack(ctx, matter, { input }) {
      // Not before today, whatever day the return to its unit is written down for: nobody is late at once.
      if (input.dueOn < ctx.today) throw new Problem('invalid', { issues: [{ path: 'dueOn', message: '补正期限不能早于今天' }] })
      await keep(ctx, matter, { due_on: input.dueOn })
    },
    async accept(ctx, matter, { happenedOn }) {
      await keep(ctx, matter, { accepted_on: happenedOn })
    },
    async waive(ctx, matter) {
      await keep(ctx, matter, { waived_on: ctx.today })
    },
  },
})
