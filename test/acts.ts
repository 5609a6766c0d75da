import { casesApi } from '#contract/cases'
import { type Claim, claimsApi } from '#contract/hours-claims'
import { lecturesApi } from '#contract/lectures'
import { allJobs } from '#rooms'
import { multipart, onePixel, postBytes } from './bytes.ts'
import { aFiling, caseWalk } from './case-world.ts'
import { coordinationWalk } from './coordination-world.ts'
import { contentOf, filmOf, keepingIn, learningIn } from './courses.ts'
import { idOf } from './planted.ts'
import { openWorld, type PersonKey } from './world.ts'

/** For tests of counting: one world and one day in which acts of many rooms are taken through the front door. What they make is kept by a word of the test's own. */
export async function openActs(today: string) {
  const world = await openWorld(today, { office: true })
  const content = await contentOf(world)
  const cases = caseWalk(world, today)
  const coordination = coordinationWalk(world, today, world.setDay)
  /** What the acts of a table made, by a word of their own. */
  const made: Record<string, string> = {}
  const of = (word: string) => made[word] ?? word
  const keep = (word: string, id: string) => {
    made[word] = id
  }

  const take = (who: PersonKey, word: string, step: string, input = {}) => cases.take(who, of(word), step, input)
  const found = { foundOn: today }
  const register = async (word: string) => keep(word, await cases.register('officer', found))
  const assign = (word: string) => take('unitHead', word, 'assign', { officers: [world.people.officer.id, world.people.officer2.id] })
  const filing = { ...aFiling, conductTo: today }

  const complaint = {
    receivedOn: today,
    ...{ complainant: '消费者甲', divisionCode: '350102', place: '子县东街 1 号', content: '假冒商标', demand: '退货' },
    respondent: { name: '子县某鞋行' },
  } as const
  const complain = async (word: string) => keep(word, (await world.as('officer', casesApi).registerComplaint({ body: complaint })).id)

  async function openOnSpot(violationCode: string, fine: number) {
    const body = {
      ...found,
      ...{ divisionCode: '350102', place: '子县东街 1 号', violationCode, facts: '当场查明', violated: '有关规定' },
      party: { name: '子县某鞋行', kind: 'legal' },
      officers: [world.people.officer.id, world.people.officer2.id],
      factsClear: true,
      penalty: { target: 'party', measures: [fine > 0 ? 'orderStop' : 'warning'], fine, confiscatedGains: 0, confiscatedGoodsValue: 0 },
    }
    const { id } = await world.as('officer', casesApi).openSimple({ body: body as never }) // ids of this world
    keep(violationCode, id)
    await cases.issue(id, 'onSpotDecision')
  }
  const decideOnSpot = (code: string) => take('officer', code, 'decideOnSpot', { statement: '无' })

  const child = async (word: string, of: string, title: string) => keep(word, await cases.child('officer', made[of] ?? '', title))
  const ask = async (word: string, more = {}) => keep(word, await coordination.open('countyCoordinator', more))
  const reply = async (word: string) => {
    for (const { id, kind } of (await coordination.request('countyCoordinatorB', of(word))).questions)
      await coordination.take('countyCoordinatorB', of(word), 'answerQuestion', {
        questionId: id,
        answer: kind === 'yesNo' ? '是' : '情况属实。',
      })
  }
  const accepted = { agreedOn: '2026-05-20', contact: '岗位 0592-00000000' }
  const suspect = { source: '巡查', right: '商标', suspect: '某商行', suspectAddress: '某路', conduct: '销售涉嫌侵权商品' }

  const aTask = () => ({
    ...{ title: '调解成功率', keyTask: '重点任务', measure: '细化措施', source: 'other' as const, dueOn: '2026-08-31' },
    leadOrgId: idOf(world, 'county'),
    target: { kind: 'reported' as const },
  })
  const anItem = { kind: 'experience', title: '协作做法', text: '两县建立线索互通机制。', sources: '本局协作台账' } as const

  const claim = {
    kind: 'manual',
    title: '商标审查实务',
    provider: '某培训机构',
    subject: 'professional',
    hours: '1',
    earnedOn: '2026-04-20',
  }
  const claims: Record<string, Claim> = {}
  async function bring(form: string) {
    const fields = { ...claim, form, fromDay: '2026-04-20', certificateNo: `YC2026-${form}` }
    claims[form] = (await postBytes(world, 'officer', '/hours-claims', multipart(fields, '证书.png', onePixel))) as unknown as Claim // serialised by the endpoint's own schema
  }
  const check = (form: string) => {
    const { id, version } = claims[form]!
    return world.as('trainer', claimsApi).check({ params: { claimId: id }, version, body: { pass: true } })
  }

  const { open, pass, beat } = learningIn(
    () => world,
    () => content,
  )
  async function watchAlmost() {
    const keeping = keepingIn(world)
    const { uploadId } = await keeping.bring('trainer', 'courseVideo', '讲座.mp4', filmOf(20, 100))
    const course = await keeping.offer('trainer', { kind: 'video', share: 0.9, uploadId }, { hours: 1 })
    const { launchId } = await open('officer', course)
    keep('launch', launchId)
    await beat('officer', launchId, 1, 0)
    await pass(10)
    await beat('officer', launchId, 2, 10)
  }
  async function watchToTheEnd() {
    await pass(10)
    await beat('officer', of('launch') as never, 3, 20) // an id of this world
  }

  const lecture = {
    title: '商标实务',
    plannedOn: today,
    startsAt: '09:00',
    minutes: 90,
    subject: 'professional',
    countsMonthly: true,
  } as const
  const outsideSpeakers = [{ name: '外请专家', unit: '某大学' }]
  let version = 0
  async function planLecture() {
    const lectures = world.as('trainer', lecturesApi)
    const seriesId = (await lectures.series({}))[0]?.id ?? ''
    const planned = await lectures.create({ body: { ...lecture, seriesId, outsideSpeakers } })
    keep('lecture', planned.id)
    version = planned.version
  }
  const holdLecture = () =>
    world.as('trainer', lecturesApi).hold({ params: { lectureId: of('lecture') as never }, version, body: { heldOn: today, minutes: 90 } }) // an id of this world

  const night = () => world.inService(async (ctx) => allJobs['people.countOfficers']?.run?.(ctx, {}))
  const leaves = (who: PersonKey) => world.sql.query("update duty set to_day = '2026-05-05' where person_id = $1", [world.people[who].id])
  return {
    world,
    cases,
    coordination,
    of,
    keep,
    take,
    found,
    register,
    assign,
    filing,
    complaint,
    complain,
    openOnSpot,
    decideOnSpot,
    child,
    ask,
    reply,
    accepted,
    suspect,
    aTask,
    anItem,
    bring,
    check,
    watchAlmost,
    watchToTheEnd,
    planLecture,
    holdLecture,
    night,
    leaves,
    async close() {
      await content.close()
      await world.close()
    },
  }
}
export type Acts = Awaited<ReturnType<typeof openActs>>
