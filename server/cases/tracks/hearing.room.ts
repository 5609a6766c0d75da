import type { PersonId } from '#contract/common'
import { hearingSteps, requestHearingForm } from '#contract/track-outcomes'
import type { Ctx } from '#kernel/house'
import { assigneesOf, type MatterRow, processRoom, type Taken } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { type HearingFacts, hearingProcess } from './hearing.process.ts'
import { demandEntry, openerOf, trackPaperFacts } from './open.ts'

const rules = '《市场监督管理行政处罚听证办法》'

/** What was told about an earlier date tells nothing about this one. */
function factsOf(history: readonly Act[]): HearingFacts {
  const from = history.findLastIndex((act) => act.step === 'schedule')
  const since = from < 0 ? [] : history.slice(from)
  const taken = (step: string) => since.some((act) => act.step === step)
  return {
    officersTold: taken('notifyOfficers'),
    announced: taken('announceHearing'),
    isOpen: since[0]?.input.openness === 'open',
  }
}

async function namesOf(ctx: Ctx, ids: readonly PersonId[]): Promise<Map<string, string>> {
  const rows = await ctx.tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  if (rows.length !== new Set(ids).size) throw new Problem('notFound', { what: '所选人员' })
  return new Map(rows.map((row) => [row.id, row.name]))
}

type Appointment = { presider: PersonId; members: PersonId[]; recorder: PersonId }

async function appoint(ctx: Ctx, matter: MatterRow, { input }: Taken<Appointment>): Promise<void> {
  const { presider, members, recorder } = input
  // Whoever handled the case once is one of its officers for ever; the hearing began with those who were there when it was asked for.
  const ever = [...(await assigneesOf(ctx, matter.id)), ...(matter.parentId ? await assigneesOf(ctx, matter.parentId) : [])]
  const handlers = ever.map((row) => row.personId)
  const all = [presider, ...members, recorder]
  if (all.some((id) => handlers.includes(id)))
    throw new Problem('closed', { what: '确定听证人员', why: '办案人员不得担任听证主持人、听证员或者记录员', basis: `${rules}第十一条` })
  demandEntry(new Set(all).size === all.length, 'members', '听证主持人、听证员、记录员不能是同一人')
  const names = await namesOf(ctx, all)
  await ctx.tx
    .updateTable('hearing')
    .set({
      presider_id: presider,
      presider_name: names.get(presider) ?? null,
      recorder_name: names.get(recorder) ?? null,
      member_names: members.map((id) => names.get(id) ?? ''),
    })
    .where('matter_id', '=', matter.id)
    .execute()
}

/** Only the presider who was appointed leads; the heads may end a hearing before there is one. */
async function demandPresider(ctx: Ctx, matter: MatterRow, what: string) {
  const hearing = await ctx.tx.selectFrom('hearing').selectAll().where('matter_id', '=', matter.id).executeTakeFirstOrThrow()
  if (ctx.actor.role === 'presider' && hearing.presider_id !== ctx.actor.personId)
    throw new Problem('notAllowed', { what, rule: `${rules}：由确定的听证主持人办理` })
  return hearing
}

const led = (what: string) => async (ctx: Ctx, matter: MatterRow) => void (await demandPresider(ctx, matter, what))

export const hearingRoom = processRoom({
  process: hearingProcess,
  counts: [{ indicator: 'cases.hearings', steps: ['hold'] }],
  forms: hearingSteps,
  facts: async (_ctx, _matter, history) => factsOf(history),
  apply: {
    appointPresider: appoint,
    async schedule(ctx, matter, { happenedOn, input }) {
      await demandPresider(ctx, matter, '确定听证时间、地点')
      demandEntry(input.hearingOn > happenedOn, 'hearingOn', '听证日期应当在今天以后')
      const { hearingOn, at, place, openness } = input
      await ctx.tx
        .updateTable('hearing')
        .set({ hearing_on: hearingOn, starts_at: at, place, openness })
        .where('matter_id', '=', matter.id)
        .execute()
    },
    notifyParty: led('送达听证通知书'),
    notifyOfficers: led('通知办案人员'),
    announceHearing: led('公告公开听证'),
    suspend: led('中止听证'),
    resume: led('恢复听证'),
    async hold(ctx, matter, { happenedOn }) {
      const { hearing_on: day } = await demandPresider(ctx, matter, '举行听证')
      if (day !== happenedOn) throw new Problem('invalid', { what: `听证应当在确定的日期 ${day} 举行；改期的，请重新确定时间并通知。` })
    },
    report: led('提交听证报告'),
    end: led('终止听证'),
  },
  paperFacts: trackPaperFacts,
})

export const requestHearingOpener = openerOf({
  form: requestHearingForm,
  process: async () => hearingProcess,
  write: async (ctx, track) => {
    await ctx.tx.insertInto('hearing').values({ matter_id: track.id }).execute()
  },
})
