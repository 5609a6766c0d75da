import type { MatterId, OrgId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { supervisionApi } from '#contract/supervision'
import { addDays } from '#kernel/calendar'
import type { InService } from '#kernel/jobs'
import type { Actor, Stage } from './stage.ts'
import { Curtain } from './story.ts'

interface Cast {
  office: Actor
  department: Actor
  supporter: Actor
  city: Actor
  counties: readonly Actor[]
}

/** 督办: the office gives out four tasks; one is closed, one put off, one decomposed with a county that is late, one waits for its receipt. */
export async function walkTasks(stage: Stage, inService: InService, today: string): Promise<void> {
  const cast = await castOf(stage, inService)
  if (!cast) return
  const known = await stage.as(cast.office, supervisionApi).list({ query: { scope: 'issued', source: about.source, size: 1 } })
  // A start that goes on where a stop left it gives out nothing twice. The decisions of a meeting are tasks of the office as well, from another source.
  if (known.total > 0) return
  try {
    await walk(stage, cast, today)
  } catch (error) {
    if (!(error instanceof Curtain)) throw error
  }
}

async function castOf(stage: Stage, inService: InService): Promise<Cast | null> {
  const rows = await inService((ctx) =>
    ctx.tx.selectFrom('org').select(['id', 'kind', 'parent_id', 'name']).where('active', '=', true).orderBy('lo').execute(),
  )
  const at = (id: string | undefined) => (id === undefined ? undefined : stage.at(id, 'coordinator')[0])
  const staffed = (kind: string) => rows.filter((row) => row.kind === kind && at(row.id) !== undefined)
  const city = staffed('city').find(({ id }) => staffed('county').some(({ parent_id }) => parent_id === id))
  const [office, department, supporter] = [
    at(staffed('province')[0]?.id),
    at(staffed('department')[0]?.id),
    at(staffed('department')[1]?.id),
  ]
  const [head, counties] = [at(city?.id), staffed('county').flatMap(({ id, parent_id }) => (parent_id === city?.id ? (at(id) ?? []) : []))]
  if (!office || !department || !supporter || !head || counties.length < 2) return null
  return { office, department, supporter, city: head, counties: counties.slice(0, 2) }
}

const about = { source: 'instruction', sourceText: '年度重点工作安排（演示）', target: { kind: 'reported' } } as const

async function walk(stage: Stage, { office, department, supporter, city, counties }: Cast, today: string): Promise<void> {
  const give = async (from: Actor, to: Actor, on: string, title: string, dueOn: string, more = {}) => {
    stage.day = on
    const body = {
      ...about,
      title,
      keyTask: title,
      measure: `${title}，按期报送成效。（演示）`,
      leadOrgId: to.orgId as OrgId,
      dueOn,
      ...more,
    } // the stage's own ids
    return (await stage.as(from, supervisionApi).create({ body })).id
  }
  const take = async (who: Actor, matterId: MatterId, step: string, on: string, input: Record<string, unknown> = {}) => {
    stage.day = on
    const { version } = await stage.as(who, matterApi).read({ params: { matterId } })
    await stage.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: on, input }, version })
  }
  const ago = (days: number) => addDays(today, -days)

  const done = await give(office, department, ago(75), '梳理知识产权业务培训需求', ago(20), { supportOrgIds: [supporter.orgId] })
  await take(department, done, 'sign', ago(74))
  await take(supporter, done, 'contribute', ago(60), { text: '提供近两年培训清单。（演示）' })
  await take(department, done, 'claim', ago(30), { summary: '已完成梳理。（演示）' })
  await take(office, done, 'accept', ago(28), { opinion: '符合要求。（演示）' })
  await take(office, done, 'close', ago(28))

  const late = await give(office, department, ago(50), '完善典型案例报送机制', addDays(today, 25), { reportOn: [addDays(today, 5)] })
  await take(department, late, 'sign', ago(49))
  await take(department, late, 'progress', ago(20), { text: '已起草办法。（演示）', percent: 60 })
  await take(department, late, 'askExtension', ago(10), { dueOn: addDays(today, 55), reason: '需要征求各市意见。（演示）' })
  await take(office, late, 'grantExtension', ago(9), { dueOn: addDays(today, 55) })

  const whole = await give(office, city, ago(40), '地理标志专用标志使用检查', addDays(today, 40))
  await take(city, whole, 'sign', ago(39))
  stage.day = ago(38)
  const parts = { title: '辖区专用标志使用检查', measure: '检查辖区全部使用人并上报。（演示）', target: about.target, dueOn: ago(3) }
  const [one, other] = await stage
    .as(city, supervisionApi)
    .decompose({ params: { matterId: whole }, body: { ...parts, units: counties.map(({ orgId }) => orgId as OrgId) } }) // likewise
  const [first, second] = counties
  if (!one || !other || !first || !second) return
  await take(first, one.id, 'sign', ago(37))
  await take(first, one.id, 'claim', ago(12), { summary: '检查完毕。（演示）' })
  await take(city, one.id, 'accept', ago(11), { opinion: '属实。（演示）' })
  await take(city, one.id, 'close', ago(11))
  await take(second, other.id, 'sign', ago(36))
  await take(city, other.id, 'urge', today, { text: '已超过期限，请抓紧办理。（演示）' })

  await give(office, city, today, '上报知识产权质押融资对接活动安排', addDays(today, 20))
}
