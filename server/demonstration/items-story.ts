import type { z } from 'zod'
import type { MatterId, OrgId } from '#contract/common'
import { type ItemDraft, itemsApi, type ScoreTable } from '#contract/exchange-items'
import { addDays } from '#kernel/calendar'
import { pdfOf } from './lesson-files.ts'
import type { Actor, Stage } from './stage.ts'
import { takeAs } from './story.ts'

export interface ExchangeCast {
  office: Actor
  cities: readonly Actor[]
  /** Of the first city. */
  counties: readonly Actor[]
}

/** Invented: the province's own (省局计分办法) was not obtained. */
const table = {
  combine: 'highest',
  base: [
    { level: 'city', channel: 'briefing', form: 'whole', points: 5 },
    { level: 'province', channel: 'briefing', form: 'whole', points: 20 },
    { level: 'province', channel: 'website', form: 'part', points: 10 },
  ],
  instructions: [],
} satisfies ScoreTable

const sources = '演示数据，不是真实稿件'
const linked = {
  kind: 'experience',
  title: '建立商标线索互通机制的做法（演示）',
  text: '与相邻县建立商标侵权线索互通机制，定期会商，集中核查。（演示）',
  sources,
} satisfies z.input<typeof ItemDraft>
const used = {
  kind: 'progress',
  title: '地理标志专用标志使用检查情况（演示）',
  text: '对辖区专用标志使用人逐户检查，督促规范使用。（演示）',
  sources,
} satisfies z.input<typeof ItemDraft>
const asked = {
  kind: 'problem',
  title: '基层线索核查中的困难（演示）',
  text: '网络交易线索的经营主体难以查找，建议统一协调平台协查。（演示）',
  sources,
} satisfies z.input<typeof ItemDraft>

/** 信息: one of a county, adopted by its city and by the province; one of another city, adopted in part; one that waits. Scored by a table of the demonstration. */
export async function scoreAndAdopt(stage: Stage, { office, cities, counties }: ExchangeCast, today: string): Promise<void> {
  const [city, other] = cities
  const [county] = counties
  if (!city || !other || !county) return
  stage.day = addDays(today, -20)
  if ((await stage.as(office, itemsApi).table({})).table !== null) return
  await stage.as(office, itemsApi).setTable({ body: { table, reason: '演示假定：省局计分办法未取得，分值为演示所填' } })
  const whole = await send(stage, county, linked)
  await takeAs(stage, city, whole, 'receive')
  await adopt(stage, city, whole, { level: 'city', channel: 'briefing', form: 'whole', place: '市局《工作简报》（演示）' })
  await takeAs(stage, city, whole, 'passOn')
  stage.day = addDays(today, -16)
  await takeAs(stage, office, whole, 'receive')
  await adopt(stage, office, whole, { level: 'province', channel: 'briefing', form: 'whole', place: '省局《工作简报》（演示）' })
  const part = await send(stage, other, used)
  await takeAs(stage, office, part, 'receive')
  await adopt(stage, office, part, { level: 'province', channel: 'website', form: 'part', place: '“福建知识产权”公众号（演示）' })
  stage.day = addDays(today, -1)
  await send(stage, county, asked)
}

async function send(stage: Stage, writer: Actor, draft: z.input<typeof ItemDraft>): Promise<MatterId> {
  const { id } = await stage.as(writer, itemsApi).write({ body: draft })
  await takeAs(stage, writer, id, 'submit')
  return id
}

async function adopt(stage: Stage, by: Actor, id: MatterId, how: Record<string, string> & { place: string }): Promise<void> {
  const proof = await stage.bring(by, '采用页（演示）.pdf', pdfOf('采用页（演示）', [how.place]))
  await takeAs(stage, by, id, 'adopt', { ...how, files: [proof] })
}

/** 约稿: to two cities, which are told. */
export async function callForItems(stage: Stage, { office, cities }: ExchangeCast, today: string): Promise<void> {
  stage.day = today
  if ((await stage.as(office, itemsApi).calls({})).length > 0) return
  await stage.as(office, itemsApi).addCall({
    body: {
      title: '专利转化运用典型做法（演示）',
      wanted: '结合本地对接活动，报送一篇可推广的做法，附主要数据和来源。（演示）',
      to: cities.slice(0, 2).map(({ orgId }) => orgId as OrgId), // the stage's ids are those of the database
      dueOn: addDays(today, 10),
    },
  })
}
