import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FileId, MatterId, OrgId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { supervisionApi } from '#contract/supervision'
import { TaskTarget } from '#contract/supervision-steps'
import type { Ctx } from '#kernel/house'
import { countFacts } from '#kernel/indicator'
import { onePixel, uploadFile } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { measure } from './measure.ts'
import { walkTasks } from './task.jobs.ts'
import { Telling, writeTelling } from './telling.ts'

const aTask = {
  title: '开展地理标志保护检查',
  keyTask: '加强地理标志保护',
  measure: '对辖区地理标志专用标志使用人开展一次检查，形成检查报告',
  source: 'instruction',
  sourceText: '局主要负责人批示',
  target: { kind: 'reported' },
  dueOn: '2026-06-30',
} as const

describe('a supervised task', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-02', { office: true })
  })
  after(() => world.close())

  const org = (key: string) => world.orgs.get(key) as OrgId
  const task = (who: PersonKey) => world.as(who, supervisionApi)
  const read = (who: PersonKey, matterId: MatterId) => task(who).read({ params: { matterId } })
  const matter = (who: PersonKey, matterId: MatterId) => world.as(who, matterApi).read({ params: { matterId } })
  const take = async (who: PersonKey, matterId: MatterId, step: string, input: Record<string, unknown> = {}, happenedOn?: string) => {
    const { version } = await matter(who, matterId)
    return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: happenedOn ?? today, input }, version })
  }
  let today = '2026-03-02'
  const setDay = (day: string) => {
    today = day
    world.setDay(day)
  }
  const create = async (lead: string, more: Record<string, unknown> = {}, who: PersonKey = 'office') =>
    (await task(who).create({ body: { ...aTask, leadOrgId: org(lead), ...more } as never })).id // the fields of the form, changed by each test
  const stepsOf = async (who: PersonKey, id: MatterId) => (await matter(who, id)).steps.filter(({ open }) => open).map(({ name }) => name)
  /** What waits to be told is told, as the worker does. */
  const deliver = async () => {
    const { rows } = await world.sql.query(
      "delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'supervision.tell' returning j.payload",
    )
    for (const { payload } of rows) await world.inService((ctx) => writeTelling(ctx, Telling.parse(payload)))
  }
  const heard = async (who: PersonKey) => {
    await deliver()
    return (await world.as(who, inboxApi).messages({ query: { size: 100 } })).rows.map(({ title }) => title)
  }
  const upload = (who: PersonKey, matterId: MatterId) =>
    uploadFile<{ id: FileId }>(world, who, { name: '照片.png', content: onePixel, purpose: 'document', matterId })

  test('is issued by a bureau to what is below it, with a number and the days that were agreed', async () => {
    const id = await create('protection', { reportOn: ['2026-04-15', '2026-06-15'], signBy: '2026-03-05' })
    const seen = await read('protectionOfficer', id)
    assert.deepEqual(
      [seen.number, seen.state, seen.issuer.name, seen.lead.name, seen.dueOn, seen.firstDueOn, seen.light, seen.standsOn],
      ['督办〔2026〕1号', 'issued', '省局', '保护处', '2026-06-30', null, 'green', { unit: '保护处', what: '签收' }],
    )
    assert.deepEqual(
      (await matter('protectionOfficer', id)).deadlines.map(({ title, due, limitId }) => [title, due, limitId]),
      [
        ['签收', '2026-03-05', 'AGREED'],
        ['办理期限', '2026-06-30', 'AGREED'],
        ['报送节点（2026-04-15）', '2026-04-15', 'AGREED'],
        ['报送节点（2026-06-15）', '2026-06-15', 'AGREED'],
      ],
    )
    assert.deepEqual((await world.as('protectionOfficer', inboxApi).todo({ query: {} })).rows.find((row) => row.id === id)?.steps, ['签收'])
    assert.ok((await heard('protectionOfficer')).includes('新的督办任务：开展地理标志保护检查'))
  })

  test('is not issued by a department, a unit’s own officer, a reader, or to a unit beside or above', async () => {
    for (const who of ['protectionHead', 'protectionOfficer', 'stationHead'] as const)
      await assert.rejects(create('county', {}, who), { code: 'notAllowed' }, who)
    for (const who of ['officer', 'citySupervisor', 'trainer', 'systemAdmin'] as const)
      await assert.rejects(create('county', {}, who), { code: 'notAllowed' }, who)
    for (const lead of ['cityA', 'cityB', 'countyB', 'province'])
      await assert.rejects(create(lead, {}, 'cityCoordinator'), { code: 'invalid' }, lead)
  })

  test('has a supporting unit that is not its lead and lies below who issues it; fields that do not fit are named', async () => {
    await assert.rejects(create('county', { supportOrgIds: [org('county')] }, 'cityCoordinator'), { code: 'invalid' })
    await assert.rejects(create('county', { supportOrgIds: [org('countyB')] }, 'cityCoordinator'), { code: 'invalid' })
    await assert.rejects(create('cityA', { source: 'clause', sourceText: undefined }), { code: 'invalid' })
    await assert.rejects(create('cityA', { reportOn: ['2026-07-15'] }), { code: 'invalid' })
    await assert.rejects(create('cityA', { dueOn: '2026-02-27' }), { code: 'invalid' })
    await assert.rejects(create('cityA', { target: { kind: 'figure', indicator: 'no.such', value: 3, from: '2026-03', to: '2026-06' } }), {
      code: 'invalid',
    })
  })

  test('is seen above and below, and not from the side', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    for (const who of ['countyCoordinator', 'cityCoordinator', 'office', 'principalHead', 'provinceSupervisor'] as const)
      assert.equal((await read(who, id)).id, id, who)
    for (const who of ['countyCoordinatorElsewhere', 'cityCoordinatorB', 'protectionOfficer', 'stationHead'] as const)
      await assert.rejects(read(who, id), { code: 'notFound' }, who)
    await assert.rejects(read('trainer', id), { code: 'notAllowed' })
    assert.equal(
      (await task('countyCoordinatorElsewhere').list({ query: {} })).rows.some((row) => row.id === id),
      false,
    )
    assert.equal(
      (await task('countyCoordinator').list({ query: { scope: 'expected' } })).rows.some((row) => row.id === id),
      true,
    )
  })

  test('goes from receipt to claim, is returned with a reason, claimed again, verified and closed', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    assert.deepEqual(await stepsOf('countyCoordinator', id), ['sign'])
    await assert.rejects(take('countyCoordinator', id, 'claim', { summary: '已经完成' }), { code: 'closed' })
    await assert.rejects(take('cityCoordinator', id, 'sign'), { code: 'notAllowed' })
    await take('countyCoordinator', id, 'sign')
    assert.deepEqual(await stepsOf('countyCoordinator', id), ['claim', 'progress', 'assign', 'propose', 'askExtension'])
    await take('countyCoordinator', id, 'progress', { text: '已检查三家', percent: 40 })
    assert.equal((await read('office', id)).progress, 40)
    await take('countyCoordinator', id, 'claim', { summary: '全部检查完毕' })
    assert.deepEqual((await read('cityCoordinator', id)).standsOn, { unit: '甲市局', what: '核验' })
    await assert.rejects(take('countyCoordinator', id, 'accept', { opinion: '自己核验' }), { code: 'notAllowed' })
    await assert.rejects(take('office', id, 'accept', { opinion: '省局核验' }), { code: 'notAllowed' })
    await assert.rejects(take('cityCoordinator', id, 'sendBack', { reason: '' }), { code: 'invalid' })
    await take('cityCoordinator', id, 'sendBack', { reason: '缺少检查报告' })
    assert.ok((await heard('countyCoordinator')).some((title) => title.startsWith('办结申请被退回')))
    await take('countyCoordinator', id, 'claim', { summary: '已补充报告' })
    await take('cityCoordinator', id, 'accept', { opinion: '符合要求' })
    assert.equal((await take('cityCoordinator', id, 'close')).closed, true)
    assert.deepEqual([(await read('countyCoordinator', id)).light, (await read('countyCoordinator', id)).standsOn], ['grey', null])
    await assert.rejects(take('cityCoordinator', id, 'urge', { text: '催办' }), { code: 'closed' })
  })

  test('is put off only by who issued it, never earlier, and keeps its first date', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    await take('countyCoordinator', id, 'sign')
    await assert.rejects(take('countyCoordinator', id, 'askExtension', { dueOn: '2026-06-30', reason: '来不及' }), { code: 'invalid' })
    await take('countyCoordinator', id, 'askExtension', { dueOn: '2026-08-31', reason: '企业停产检修' })
    await assert.rejects(take('countyCoordinator', id, 'grantExtension', { dueOn: '2026-08-31' }), { code: 'notAllowed' })
    await assert.rejects(take('cityDeputy', id, 'grantExtension', { dueOn: '2026-06-15' }), { code: 'closed' })
    await take('countyCoordinator', id, 'progress', { text: '继续办理' }) // it goes on meanwhile
    await take('cityDeputy', id, 'grantExtension', { dueOn: '2026-07-31' })
    const seen = await read('countyCoordinator', id)
    assert.deepEqual([seen.state, seen.dueOn, seen.firstDueOn, seen.dues.length], ['handling', '2026-07-31', '2026-06-30', 2])
    const due = (await matter('countyCoordinator', id)).deadlines.find(({ name }) => name === 'due')
    assert.deepEqual([due?.due, due?.firstDue], ['2026-07-31', '2026-06-30'])
    await take('countyCoordinator', id, 'askExtension', { dueOn: '2026-09-30', reason: '再次申请' })
    await take('cityCoordinator', id, 'refuseExtension', { reason: '不再延期' })
    assert.equal((await read('countyCoordinator', id)).dueOn, '2026-07-31')
    await assert.rejects(world.sql.query('update supervised_task_due set due_on = $1 where matter_id = $2', ['2027-01-01', id]))
  })

  test('has several report days, each of them reported once', async () => {
    const id = await create('cityA', { reportOn: ['2026-03-31', '2026-06-15'] })
    await take('cityCoordinator', id, 'sign')
    await assert.rejects(take('cityCoordinator', id, 'report', { reportDay: '2026-05-01', text: '进展情况' }), { code: 'invalid' })
    await take('cityCoordinator', id, 'report', { reportDay: '2026-03-31', text: '第一阶段成效' })
    await assert.rejects(take('cityCoordinator', id, 'report', { reportDay: '2026-03-31', text: '又报一次' }), { code: 'invalid' })
    assert.deepEqual((await read('cityCoordinator', id)).reports, [
      { day: '2026-03-31', reportedOn: '2026-03-02' },
      { day: '2026-06-15', reportedOn: null },
    ])
    assert.deepEqual(
      (await matter('cityCoordinator', id)).deadlines.map(({ due }) => due),
      ['2026-06-30', '2026-06-15'],
    )
    await take('cityCoordinator', id, 'report', { reportDay: '2026-06-15', text: '第二阶段成效' })
    assert.ok(!(await stepsOf('cityCoordinator', id)).includes('report'))
  })

  test('is decomposed by a city to its counties, and closes when its mandatory parts are closed or waived', async () => {
    const id = await create('cityA')
    const parts = { title: '辖区地理标志检查', measure: '检查并上报', target: { kind: 'reported' }, dueOn: '2026-05-31' } as const
    const split = (who: PersonKey, units: string[], more = {}) =>
      task(who).decompose({ params: { matterId: id }, body: { ...parts, units: units.map(org), ...more } })
    await assert.rejects(split('cityCoordinator', ['county']), { code: 'closed' }) // not yet received
    await take('cityCoordinator', id, 'sign')
    await assert.rejects(split('cityCoordinatorB', ['countyB']), { code: 'notFound' })
    await assert.rejects(split('cityCoordinator', ['countyB']), { code: 'invalid' })
    await assert.rejects(split('cityCoordinator', ['county'], { dueOn: '2026-07-31' }), { code: 'invalid' }) // later than the whole
    const [one, other] = await split('cityCoordinator', ['county', 'neighbour'])
    const [extra] = await split('cityCoordinator', ['neighbour'], { mandatory: false, title: '经验材料' })
    assert.ok(one && other && extra)
    assert.equal((await read('countyCoordinator', one.id)).parentTitle, aTask.title)
    await assert.rejects(read('countyCoordinator', id), { code: 'notFound' })
    assert.deepEqual((await read('office', id)).subTasks.map(({ lead, mandatory, light }) => [lead, mandatory, light]).sort(), [
      ['丑县局', false, 'green'],
      ['丑县局', true, 'green'],
      ['子县局', true, 'green'],
    ])
    await assert.rejects(take('cityCoordinator', id, 'claim', { summary: '已经完成' }), /辖区地理标志检查”等 2 项尚未销号/u)
    await take('countyCoordinator', one.id, 'sign')
    await take('countyCoordinator', one.id, 'claim', { summary: '已检查完毕' })
    await take('cityCoordinator', one.id, 'accept', { opinion: '属实' })
    await take('cityCoordinator', one.id, 'close')
    await assert.rejects(take('countyCoordinatorElsewhere', other.id, 'waive', { reason: '自行终止' }), { code: 'notAllowed' })
    await assert.rejects(take('cityCoordinator', other.id, 'waive', { reason: '' }), { code: 'invalid' })
    await assert.rejects(take('cityCoordinator', id, 'claim', { summary: '已经完成' }), { code: 'closed' })
    await take('cityCoordinator', other.id, 'waive', { reason: '辖区没有专用标志使用人' })
    await take('cityCoordinator', id, 'claim', { summary: '已经完成' }) // the one that is not mandatory is still open
    await take('office', id, 'accept', { opinion: '同意' })
    assert.equal((await take('office', id, 'close')).closed, true)
  })

  test('of a department: it proposes sub-tasks, and the office issues them or says why not', async () => {
    const id = await create('protection')
    await take('protectionOfficer', id, 'sign')
    await assert.rejects(
      task('protectionOfficer').decompose({
        params: { matterId: id },
        body: { units: [org('cityA')], title: '检查', measure: '检查', target: { kind: 'reported' }, dueOn: '2026-05-31' },
      }),
      { code: 'notAllowed' },
    )
    const proposed = { title: '甲市地理标志检查', measure: '检查并上报', dueOn: '2026-05-31' }
    await take('protectionOfficer', id, 'propose', { leadOrgId: org('cityA'), ...proposed })
    await take('protectionOfficer', id, 'propose', { leadOrgId: org('cityB'), ...proposed })
    await assert.rejects(take('protectionOfficer', id, 'claim', { summary: '完成情况' }), /分解建议没有答复/u)
    assert.ok((await heard('office')).some((title) => title.startsWith('分解建议待交办')))
    const [first, second] = (await read('office', id)).proposalList
    assert.ok(first && second)
    const terms = { dueOn: '2026-05-31', signBy: '2026-03-06' }
    await assert.rejects(take('protectionOfficer', id, 'issueProposed', { proposalId: first.id, ...terms }), { code: 'notAllowed' })
    await take('office', id, 'issueProposed', { proposalId: first.id, ...terms })
    await assert.rejects(take('office', id, 'issueProposed', { proposalId: first.id, ...terms }), { code: 'notFound' })
    await take('office', id, 'refuseProposed', { proposalId: second.id, reason: '乙市已有同类任务' })
    const { subTasks, proposalList } = await read('protectionOfficer', id)
    assert.deepEqual(
      proposalList.map(({ state }) => state),
      ['issued', 'refused'],
    )
    assert.deepEqual(
      subTasks.map(({ lead, state }) => [lead, state]),
      [['甲市局', 'issued']],
    )
    const child = proposalList[0]?.childId
    assert.ok(child)
    assert.equal((await read('protectionOfficer', child)).title, '甲市地理标志检查') // the department reads what is part of its task
    assert.deepEqual(await stepsOf('protectionOfficer', child), [])
    await assert.rejects(take('protectionOfficer', id, 'claim', { summary: '完成情况' }), /甲市地理标志检查”尚未销号/u)
    await assert.rejects(take('protectionOfficer', child, 'waive', { reason: '处室终止' }), { code: 'notAllowed' })
  })

  test('is supported by a unit that acts there by its grant alone, with files of its own', async () => {
    const id = await create('protection', { supportOrgIds: [org('promotion')] })
    assert.deepEqual(
      (await task('promotionOfficer').list({ query: { scope: 'support' } })).rows.map((row) => row.id),
      [id],
    )
    await assert.rejects(take('promotionOfficer', id, 'contribute', { text: '配合情况' }), { code: 'closed' }) // not yet received
    await take('protectionOfficer', id, 'sign')
    assert.deepEqual(await stepsOf('promotionOfficer', id), ['contribute'])
    const { id: fileId } = await upload('promotionOfficer', id)
    await take('promotionOfficer', id, 'contribute', { text: '提供企业名单', files: [fileId] })
    assert.deepEqual(
      (await read('protectionOfficer', id)).supportUnits.map(({ org: { name }, contributedOn }) => [name, contributedOn]),
      [['运用促进处', '2026-03-02']],
    )
    await assert.rejects(take('promotionOfficer', id, 'claim', { summary: '替牵头单位办结' }), { code: 'notAllowed' })
    await assert.rejects(take('promotionOfficer', id, 'sign'), { code: 'closed' })
    const elsewhere = await create('cityA')
    await take('cityCoordinator', elsewhere, 'sign')
    await assert.rejects(take('cityCoordinator', elsewhere, 'progress', { text: '别处的文件', files: [fileId] }), { code: 'invalid' })
    await assert.rejects(read('promotionOfficer', elsewhere), { code: 'notFound' })
  })

  test('of a station is received by its head, who puts officers of his own on it', async () => {
    const id = await create('station', {}, 'countyCoordinator')
    await assert.rejects(take('stationOfficer', id, 'sign'), { code: 'notAllowed' })
    await take('stationHead', id, 'sign')
    assert.deepEqual(await stepsOf('stationOfficer', id), [])
    await assert.rejects(take('stationHead', id, 'assign', { people: [world.people.officer.id] }), { code: 'invalid' })
    await take('stationHead', id, 'assign', { people: [world.people.stationOfficer.id] })
    assert.deepEqual(await stepsOf('stationOfficer', id), ['claim', 'progress', 'propose', 'askExtension'])
    assert.deepEqual(await stepsOf('stationOfficer2', id), [])
  })

  test('with a deliverable is claimed with a file, and with a figure is measured by the records and never typed', async () => {
    const paper = await create('cityA', { target: { kind: 'deliverable', deliverable: '检查报告' } })
    await take('cityCoordinator', paper, 'sign')
    await assert.rejects(take('cityCoordinator', paper, 'claim', { summary: '已经完成' }), { code: 'invalid' })
    const { id: fileId } = await upload('cityCoordinator', paper)
    await take('cityCoordinator', paper, 'claim', { summary: '已经完成', files: [fileId] })
    const figure = await create('cityA', {
      target: { kind: 'figure', indicator: 'leads.registered', value: 4, from: '2026-03', to: '2026-06' },
    })
    await take('cityCoordinator', figure, 'sign')
    await assert.rejects(take('cityCoordinator', figure, 'progress', { text: '填报进度', percent: 90 }), { code: 'invalid' })
    assert.equal((await read('cityCoordinator', figure)).progress, null) // nothing is known yet, which is not none
    await world.sql.query(
      "insert into indicator_fact (indicator, org_id, org_at, day, value, record) select 'leads.registered', $1, 0, '2026-03-02', 1, g::text from generate_series(1, 3) g",
      [org('county')],
    )
    const seen = await read('cityCoordinator', figure)
    assert.deepEqual([seen.figure, seen.progress], [{ value: 3, records: 3, percent: 75 }, null])
    await walkTasks(world.inService)
    const [noted] = (await read('cityCoordinator', figure)).progressLog
    assert.deepEqual([noted?.day, noted?.percent, noted?.figure], ['2026-03-02', 75, 3])
    await assert.rejects(take('cityCoordinator', figure, 'claim', { summary: '已经完成' }), { code: 'invalid' })
    await take('cityCoordinator', figure, 'claim', { summary: '已经完成', shortfall: '第四条线索已移送公安' })
  })

  test('with a ratio of what stands is measured at the end, and never by the sum of its months', async () => {
    const facts = (ctx: Ctx) =>
      countFacts(ctx, [
        ...['a', 'b', 'c', 'd'].map((record) => ({ indicator: 'training.toTrain', orgId: org('county'), day: '2026-01-10', record })),
        { indicator: 'training.trained', orgId: org('county'), day: '2026-01-20', record: 'a' },
        ...['b', 'c'].map((record) => ({ indicator: 'training.trained', orgId: org('county'), day: '2026-02-20', record })),
      ])
    const bound = {
      targetOrgId: null,
      leadId: org('county'),
      targetValue: 90,
      direction: 'atLeast',
      fromMonth: '2026-01',
      toMonth: '2026-02',
    } as const
    const measured = await world.inService(async (ctx) => {
      await facts(ctx)
      return measure(ctx, { ...bound, indicator: 'training.coverageRate' })
    })
    assert.deepEqual(measured, { value: 75, records: 4, percent: 83 })
  })

  test('is drafted, amended, dropped; a draft is nobody’s below', async () => {
    const id = await create('cityA', { issue: false })
    assert.equal((await read('office', id)).state, 'draft')
    await assert.rejects(take('cityCoordinator', id, 'sign'), { code: 'closed' })
    assert.equal(
      (await task('cityCoordinator').list({ query: { scope: 'expected' } })).rows.some((row) => row.id === id),
      false,
    )
    const { draft } = await read('office', id)
    await take('office', id, 'amend', { ...draft, title: '改名以后', leadOrgId: org('cityB') })
    assert.deepEqual([(await read('office', id)).title, (await read('office', id)).lead.name], ['改名以后', '乙市局'])
    await assert.rejects(take('office', id, 'amend', { ...draft, leadOrgId: org('province') }), { code: 'invalid' })
    await assert.rejects(take('office', id, 'issue', { dueOn: '2026-06-30', signBy: '2026-07-01', reportOn: [] }), { code: 'invalid' })
    await take('office', id, 'drop', { reason: '重复立项' })
    assert.equal((await read('office', id)).state, 'dropped')
  })

  test('reminds before yellow, at yellow and at red, each once, and those whose step it is', async () => {
    const id = await create('county', { title: '提醒的任务', dueOn: '2026-04-30', supportOrgIds: [org('neighbour')] }, 'cityCoordinator')
    await take('countyCoordinator', id, 'sign')
    await deliver()
    const walk = async (day: string) => {
      setDay(day)
      await walkTasks(world.inService)
      await walkTasks(world.inService)
    }
    const said = async (who: PersonKey) => (await heard(who)).filter((title) => title.endsWith('提醒的任务') && !title.includes('：提醒'))
    await walk('2026-04-14')
    assert.deepEqual(await said('countyCoordinator'), [])
    await walk('2026-04-17') // of 40 working days eight are a fifth: yellow from the 20th
    assert.deepEqual(await said('countyCoordinator'), ['即将临期　提醒的任务'])
    await walk('2026-04-20')
    await walk('2026-04-21')
    assert.deepEqual(await said('countyCoordinator'), ['黄灯：临期　提醒的任务', '即将临期　提醒的任务'])
    assert.deepEqual([await said('countyCoordinatorElsewhere'), await said('cityCoordinator')], [['黄灯：临期　提醒的任务'], []])
    await walk('2026-05-01')
    await walk('2026-05-06')
    assert.deepEqual((await said('countyCoordinator'))[0], '红灯：已超期　提醒的任务')
    assert.deepEqual(await said('cityCoordinator'), ['红灯：已超期　提醒的任务'])
    assert.equal((await read('countyCoordinator', id)).light, 'red')
  })

  test('is published as late only when a person has confirmed it', async () => {
    const early = await create('cityB')
    await assert.rejects(take('office', early, 'notice', { text: '逾期通报' }), { code: 'closed' })
    const { rows } = await task('cityCoordinator').list({ query: { light: 'red', scope: 'issued' } })
    const late = rows.find(({ title }) => title === '提醒的任务')
    assert.ok(late)
    assert.equal(late.noticedOn, null)
    await assert.rejects(take('countyCoordinator', late.id, 'notice', { text: '自己通报' }), { code: 'notAllowed' })
    await take('cityCoordinator', late.id, 'notice', { text: '逾期未办结，予以通报' })
    assert.equal((await read('countyCoordinator', late.id)).noticedOn, today)
    await assert.rejects(take('cityCoordinator', late.id, 'notice', { text: '再次通报' }), { code: 'closed' })
  })

  test('is hinted at when the same unit has nearly the same already', async () => {
    const found = await task('cityCoordinator').similar({ query: { lead: org('county'), title: '提醒的任务（续）' } })
    assert.deepEqual(
      found.map(({ title, why }) => [title, why]),
      [['提醒的任务', '名称相近']],
    )
    assert.deepEqual(await task('cityCoordinator').similar({ query: { lead: org('county'), title: '专利转化对接活动' } }), [])
    assert.deepEqual(await task('cityCoordinatorB').similar({ query: { lead: org('county'), title: '提醒的任务' } }), [])
  })

  test('is lit by the rule of who issued it, which a coordinator of a city sets for his own tasks alone', async () => {
    const { settings, mayChange } = await task('cityCoordinator').settings({})
    assert.deepEqual([settings.share, settings.workingDays, mayChange], [0.2, 5, true])
    const save = (who: PersonKey, version = 0) =>
      task(who).saveSettings({ body: { settings: { ...settings, palette: 'blueOrangeRed', share: 1 }, reason: '按本市做法' }, version })
    await assert.rejects(save('countyCoordinator'), { code: 'notAllowed' })
    await assert.rejects(save('cityHead'), { code: 'notAllowed' })
    await save('cityCoordinator')
    await assert.rejects(save('cityCoordinator'), { code: 'stale' })
    const mine = await create('county', { title: '全程预警', dueOn: '2026-08-31' }, 'cityCoordinator')
    const theirs = await create('county', { title: '省局直接交办', dueOn: '2026-08-31' })
    const [one, other] = [await read('countyCoordinator', mine), await read('countyCoordinator', theirs)]
    assert.deepEqual([one.light, one.palette, other.light, other.palette], ['yellow', 'blueOrangeRed', 'green', 'greenYellowRed'])
  })

  test('counts: what the lights say opens to as many, for every filter', async () => {
    for (const who of ['office', 'cityCoordinator', 'countyCoordinator'] as const) {
      for (const { light, count } of await task(who).lights({ query: {} })) {
        const { rows, total } = await task(who).list({ query: { light, size: 100 } })
        assert.deepEqual([total, rows.length], [count, count], `${who} ${light}`)
        assert.ok(rows.every((row) => row.light === light))
      }
    }
  })
})

test('a figure is a target for sixty months at most', () => {
  const target = (to: string) =>
    TaskTarget.safeParse({ kind: 'figure', indicator: 'x.y', direction: 'atLeast', value: 1, from: '2022-01', to })
  assert.ok(target('2026-12').success)
  assert.match(target('2027-01').error?.message ?? '', /最长 60 个月/)
})
