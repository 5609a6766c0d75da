import type { z } from 'zod'
import type { MatterId, OrgId } from '#contract/common'
import { bodiesApi } from '#contract/coordination-bodies'
import { meetingsApi } from '#contract/coordination-meetings'
import { type RequestDraft, requestsApi } from '#contract/coordination-requests'
import { addDays } from '#kernel/calendar'
import type { InService } from '#kernel/jobs'
import type { Actor, Stage } from './stage.ts'
import { Curtain, takeAs } from './story.ts'

interface Cast {
  office: Actor
  /** Departments with a coordinator; the first is the one that the sign-in page offers. */
  departments: readonly Actor[]
  /** Of counties in different cities; the first is the one that the sign-in page offers. */
  counties: readonly Actor[]
}

/**
 * 协调: the leading group as it is known, its list of members not obtained; a working group of the demonstration that met and will meet; requests between
 * counties of different cities, one answered and rated, one that waits, one to a partner outside. Walked once.
 */
export async function walkCoordination(stage: Stage, inService: InService, today: string): Promise<void> {
  const cast = await castOf(stage, inService)
  if (!cast) return
  try {
    stage.day = addDays(today, -30)
    if ((await stage.as(cast.office, bodiesApi).bodies()).length > 0) return
    const bodyId = await foundBodies(stage, cast)
    await meet(stage, cast, bodyId, today)
    await request(stage, cast, today)
  } catch (error) {
    if (!(error instanceof Curtain)) throw error
  }
}

async function castOf(stage: Stage, inService: InService): Promise<Cast | null> {
  const rows = await inService((ctx) =>
    ctx.tx
      .selectFrom('org')
      .select(['id', 'kind', 'code', 'parent_id as parentId'])
      .where('kind', 'in', ['province', 'department', 'county'])
      .where('active', '=', true)
      .orderBy('code')
      .execute(),
  )
  const coordinator = (id: string | undefined) => stage.at(id ?? '', 'coordinator')[0]
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const office = coordinator(of('province')[0]?.id)
  const departments = of('department')
    .toSorted((a) => (a.code === 'FJ-DEPT-PROTECTION' ? -1 : 1))
    .flatMap(({ id }) => coordinator(id) ?? [])
  const seen = new Set<string | null>()
  const counties = of('county').flatMap(({ id, parentId }) => {
    const actor = seen.has(parentId) ? undefined : coordinator(id)
    if (actor) seen.add(parentId)
    return actor ?? []
  })
  return office && departments.length > 1 && counties.length > 2 ? { office, departments, counties } : null
}

/** As somebody of the asked unit, by its grant. */
const idOf = (actor: Actor) => actor.orgId as OrgId // the stage's ids are those of the database

async function foundBodies(stage: Stage, { office, departments }: Cast): Promise<string> {
  const room = stage.as(office, bodiesApi)
  await room.addBody({
    body: {
      form: 'leadingGroup',
      name: '中共福建省委加快建设知识产权强省领导小组',
      officeName: '领导小组办公室',
      mark: 'unverified',
      markNote: '名称见闽市监知运〔2024〕231号三（六）；成员单位名单未取得；设立日期未核实，为演示所填',
      from: '2024-04-02',
    },
  })
  const { id } = await room.addBody({
    body: {
      form: 'other',
      name: '知识产权保护协作专班（演示）',
      officeName: '专班办公室（演示）',
      mark: 'assumption',
      markNote: '演示数据',
      from: '2024-09-01',
    },
  })
  for (const actor of departments.slice(0, 3))
    await room.addMember({ params: { bodyId: id }, body: { orgId: idOf(actor), post: '负责同志', from: '2024-09-01' } })
  await room.addMember({ params: { bodyId: id }, body: { name: '某成员单位（演示）', post: '联络员', from: '2024-09-01' } })
  return id
}

/** One that was held, with minutes and tasks; one that is called for next week. */
async function meet(stage: Stage, cast: Cast, bodyId: string, today: string): Promise<void> {
  const room = stage.as(cast.office, meetingsApi)
  const meeting = { bodyId, form: 'special', starts: '09:00', place: '第一会议室（演示）', chair: '专班办公室主任' } as const
  const held = addDays(today, -20)
  stage.day = addDays(held, -5)
  const { id } = await room.open({ body: { ...meeting, title: '专班专题会（演示）', day: held } })
  await callMeeting(stage, cast, id, '研究年度行政保护重点任务')
  stage.day = held
  const { members } = await room.read({ params: { matterId: id } })
  await takeAs(stage, cast.office, id, 'hold', {
    attendance: members.map((member) => ({ meetingMemberId: member.id, presence: 'present' })),
  })
  for (const [at, text] of ['梳理重点商标、地理标志保护名录，印发各地。（演示）', '完成跨区域线索移送情况总结。（演示）'].entries())
    await takeAs(stage, cast.office, id, 'writeDecision', {
      text,
      ownerOrgId: cast.departments[at]?.orgId,
      due: addDays(today, 8 + 20 * at),
    })
  await takeAs(stage, cast.office, id, 'draftMinutes')
  await stage.take(id, 'issueMinutes')
  stage.day = addDays(today, -2)
  const next = await room.open({ body: { ...meeting, title: '专班联络员会议（演示）', form: 'liaison', day: addDays(today, 7) } })
  await callMeeting(stage, cast, next.id, '通报任务进展')
}

async function callMeeting(stage: Stage, { office }: Cast, id: MatterId, item: string): Promise<void> {
  await takeAs(stage, office, id, 'writeItem', { title: `${item}（演示）`, reporter: '知识产权保护处' })
  await takeAs(stage, office, id, 'fixAgenda')
  const { candidates } = await stage.as(office, meetingsApi).read({ params: { matterId: id } })
  await takeAs(stage, office, id, 'sendNotice', { memberIds: candidates.map((one) => one.id) })
}

const aRequest = {
  kind: 'information',
  content: '请协助核对辖区内有关市场主体的商标授权情况。（演示）',
  contact: '知识产权综合岗（演示）',
  questions: [{ ask: '该主体是否在册？', kind: 'yesNo' as const }, { ask: '请说明商标授权情况。' }],
} satisfies Omit<z.input<typeof RequestDraft>, 'title' | 'addressee'>

async function request(stage: Stage, { counties }: Cast, today: string): Promise<void> {
  const [own, other, third] = counties
  if (!own || !other || !third) return
  stage.day = addDays(today, -15)
  const id = await send(stage, own, { title: '商标授权情况核对（演示）', addressee: { channel: 'unit', orgId: idOf(other) } })
  stage.day = addDays(today, -13)
  await takeAs(stage, other, id, 'accept', { agreedOn: addDays(today, -6), contact: '知识产权综合岗（演示）' })
  stage.day = addDays(today, -7)
  const { questions } = await stage.as(other, requestsApi).read({ params: { matterId: id } })
  for (const { id: questionId, kind } of questions)
    await takeAs(stage, other, id, 'answerQuestion', {
      questionId,
      answer: kind === 'yesNo' ? '是' : '已取得商标注册人许可，许可期限内。（演示）',
    })
  await takeAs(stage, other, id, 'answer')
  stage.day = addDays(today, -5)
  await takeAs(stage, own, id, 'rate', { score: '5', words: '答复及时完整。（演示）' })
  stage.day = addDays(today, -3)
  await send(stage, third, {
    kind: 'leadTransfer',
    title: '涉嫌侵犯商标专用权线索移送（演示）',
    addressee: { channel: 'unit', orgId: idOf(own) },
    lead: {
      source: '日常巡查（演示）',
      right: '某注册商标（演示）',
      suspect: '某商行（演示）',
      suspectAddress: '某路（演示）',
      conduct: '涉嫌销售侵犯注册商标专用权的商品。（演示）',
    },
    questions: [{ ask: '是否受理？', kind: 'yesNo' }, { ask: '处理结果是什么？' }],
  })
  await send(stage, own, { title: '会员情况核对（演示）', addressee: { channel: 'link', name: '某行业协会（演示）' } })
}

async function send(
  stage: Stage,
  asker: Actor,
  more: Partial<z.input<typeof RequestDraft>> & Pick<z.input<typeof RequestDraft>, 'title' | 'addressee'>,
): Promise<MatterId> {
  const { id } = await stage.as(asker, requestsApi).open({ body: { ...aRequest, ...more } })
  await takeAs(stage, asker, id, 'send')
  return id
}
