import { sql } from 'kysely'
import type { z } from 'zod'
import type { MatterId } from '#contract/common'
import { exchangeApi, type FormDraft } from '#contract/exchange'
import { reportsApi } from '#contract/exchange-reports'
import { openAll } from '#exchange'
import { addDays } from '#kernel/calendar'
import { enqueue, type InService } from '#kernel/jobs'
import { callForItems, type ExchangeCast, scoreAndAdopt } from './items-story.ts'
import type { Actor, Stage } from './stage.ts'
import { Curtain, takeAs } from './story.ts'

/**
 * 交换: a monthly return of the cities whose day was last week, in time, late, sent back and owed; a weekly one of the counties of the first city, which is
 * open; items on their way up, adopted and scored by a table of the demonstration; the report of the year.
 */
export async function walkExchange(stage: Stage, inService: InService, today: string): Promise<void> {
  const cast = await castOf(stage, inService)
  if (!cast) return
  try {
    stage.day = addDays(today, -25)
    // A start that goes on where a stop left it tells no part twice.
    const asked = (await stage.as(cast.office, exchangeApi).forms({})).map(({ form }) => form.kind)
    if (!asked.includes('monthly')) await askCities(stage, inService, cast, today)
    if (!asked.includes('weekly')) await askCounties(stage, inService, cast, today)
    await scoreAndAdopt(stage, cast, today)
    await callForItems(stage, cast, today)
    stage.day = today
    const reports = stage.as(cast.office, reportsApi)
    if ((await reports.list({})).length === 0) await reports.draft({ body: { year: Number(today.slice(0, 4)) } })
    // The count of the first night: what was due and given in time.
    await inService((ctx) => enqueue(ctx.tx, 'exchange.walk', {}, { key: 'demonstration:exchange.walk' }))
  } catch (error) {
    if (!(error instanceof Curtain)) throw error
  }
}

async function castOf(stage: Stage, inService: InService): Promise<ExchangeCast | null> {
  const rows = await inService((ctx) =>
    ctx.tx
      .selectFrom('org')
      .select(['id', 'kind', 'parent_id as parentId'])
      .where('kind', 'in', ['province', 'city', 'county'])
      .where('active', '=', true)
      .orderBy('code')
      .execute(),
  )
  const of = (kind: string, parentId?: string) =>
    rows
      .filter((row) => row.kind === kind && (parentId === undefined || row.parentId === parentId))
      .flatMap(({ id }) => stage.at(id, 'coordinator')[0] ?? [])
  const [office] = of('province')
  const cities = of('city')
  const counties = of('county', cities[0]?.orgId)
  return office && cities.length >= 2 && counties.length > 0 ? { office, cities, counties } : null
}

/** The worker's turn on the stage's day: the database of a demonstration hears another clock, and no other does. */
const onDay =
  (inService: InService, day: string): InService =>
  (work) =>
    inService(async (ctx) => {
      const now = new Date(`${day}T08:00:00+08:00`)
      await sql`select set_config('app.now', ${now.toISOString()}, true)`.execute(ctx.tx)
      return work({ ...ctx, today: day, now })
    })

const monthly = (due: string, from: string): z.input<typeof FormDraft> => ({
  kind: 'monthly',
  title: '知识产权综合管理月报（演示）',
  basis: '演示假定：依231号文三（六）“信息定期交换机制”，周期和内容未见文件规定',
  mark: 'assumption',
  guide: '指标由系统取数，只填写做法和困难。',
  givers: ['city'],
  indicators: ['cases.filed', 'supervision.due', 'supervision.onTimeRate'],
  asks: [{ ask: '本期主要做法' }, { ask: '困难和建议', required: false }],
  dueDay: Number(due.slice(8)),
  openBefore: 10,
  from,
})

const stages: z.input<typeof FormDraft> = {
  kind: 'dated',
  title: '知识产权行政保护工作成效',
  basis: '国知发保字〔2024〕13号、省局细化措施（2024-05-19）：6月15日、11月15日前分阶段报送成效',
  mark: 'verified',
  givers: ['city'],
  indicators: ['cases.filed'],
  asks: [{ ask: '阶段成效' }, { ask: '佐证材料', kind: 'file', required: false }],
  dueDates: ['06-15', '11-15'],
  from: '',
}

/** How each city stands, in their order; who comes after has handed in and waits for its receipt. */
const turns = ['accepted', 'accepted', 'late', 'sentBack', 'owed'] as const

async function askCities(stage: Stage, inService: InService, { office, cities }: ExchangeCast, today: string): Promise<void> {
  const due = addDays(today, -8)
  await stage.as(office, exchangeApi).addForm({ body: monthly(due, stage.day) })
  stage.day = addDays(due, -9)
  await openAll(onDay(inService, stage.day))
  for (const [at, city] of cities.entries()) await give(stage, office, city, { due, turn: turns[at] ?? 'waits' })
  stage.day = today
  await stage.as(office, exchangeApi).addForm({ body: { ...stages, from: today } })
}

async function give(
  stage: Stage,
  office: Actor,
  city: Actor,
  { due, turn }: { due: string; turn: (typeof turns)[number] | 'waits' },
): Promise<void> {
  const id = turn === 'owed' ? undefined : await openOf(stage, city)
  if (!id) return
  stage.day = addDays(due, turn === 'late' ? 2 : -2)
  await handIn(stage, city, id, '按月调度重点案件，开展跨县协作。（演示）')
  if (turn === 'waits') return
  stage.day = addDays(due, 3)
  await takeAs(stage, office, id, 'receive')
  stage.day = addDays(due, 4)
  if (turn === 'sentBack')
    await takeAs(stage, office, id, 'sendBack', { reason: '请补充具体做法和成效。（演示）', dueOn: addDays(due, 12) })
  else await takeAs(stage, office, id, 'accept')
}

async function openOf(stage: Stage, giver: Actor): Promise<MatterId | undefined> {
  const { rows } = await stage.as(giver, exchangeApi).returns({ query: { box: 'owe', open: 'open' } })
  return rows[0]?.id
}

async function handIn(stage: Stage, giver: Actor, id: MatterId, answer: string): Promise<void> {
  await takeAs(stage, giver, id, 'fill', { answers: [{ position: 1, answer }] })
  await takeAs(stage, giver, id, 'submit')
}

/** 周简报 of the first city: due in two days, handed in by one county. */
async function askCounties(stage: Stage, inService: InService, { cities, counties }: ExchangeCast, today: string): Promise<void> {
  const [city] = cities
  const [county] = counties
  if (!city || !county) return
  stage.day = today
  const due = new Date(`${addDays(today, 2)}T00:00:00Z`).getUTCDay() || 7
  await stage.as(city, exchangeApi).addForm({
    body: {
      kind: 'weekly',
      title: '知识产权工作周简报（演示）',
      basis: '演示假定：市局工作需要',
      mark: 'assumption',
      givers: ['county'],
      indicators: ['leads.registered', 'cases.filed'],
      asks: [{ ask: '本周主要工作' }],
      dueDay: due,
      openBefore: 6,
      from: today,
    },
  })
  await openAll(inService)
  const id = await openOf(stage, county)
  if (id) await handIn(stage, county, id, '核查商标侵权线索，开展专用标志检查。（演示）')
}
