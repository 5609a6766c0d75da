import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CourseId, coursesApi } from '#contract/courses'
import { courseKeepingApi } from '#contract/courses-keeping'
import { filmOf, keepingIn } from '#test/courses'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a course', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
  })
  after(() => world.close())

  const film = async (who: PersonKey = 'trainer') => (await keeping.bring(who, 'courseVideo', '第一讲.mp4', filmOf(100))).uploadId
  const read = (who: PersonKey, courseId: CourseId) => world.as(who, coursesApi).read({ params: { courseId } })
  const titles = async (who: PersonKey) => (await world.as(who, coursesApi).list({ query: {} })).rows.map(({ title }) => title)

  test('is made at a unit and seen there and below it once it is published, and by nobody beside', async () => {
    const draft = await keeping.addUnit('trainer', await keeping.create('trainer', { title: '子县的课' }), {
      kind: 'video',
      uploadId: await film(),
    })
    assert.deepEqual(await titles('officer'), [])
    await assert.rejects(read('officer', draft.id), { code: 'notFound' })
    const published = await keeping.publish('trainer', draft)
    assert.deepEqual([published.state, published.edition, published.content.length], ['published', 1, 1])
    for (const who of ['officer', 'stationOfficer', 'trainer', 'principalHead'] as const)
      assert.deepEqual(await titles(who), ['子县的课'], who)
    for (const who of ['officerElsewhere', 'cityOfficer', 'officerB', 'trainerElsewhere'] as const) {
      assert.deepEqual(await titles(who), [], who)
      await assert.rejects(read(who, draft.id), { code: 'notFound' }, who)
      await assert.rejects(world.as(who, coursesApi).begin({ params: { courseId: draft.id } }), { code: 'notFound' }, who)
    }
    // Who keeps courses above looks at it, and learns it as little as anybody beside.
    assert.equal((await world.as('cityTrainer', courseKeepingApi).read({ params: { courseId: draft.id } })).mine, false)
  })

  test('of the province is everybody’s', async () => {
    await keeping.offer('provinceTrainer', { kind: 'video', uploadId: await film('provinceTrainer') }, { title: '省局的课' })
    for (const who of ['officer', 'officerB', 'stationOfficer', 'provinceHead', 'systemAdmin'] as const)
      assert.ok((await titles(who)).includes('省局的课'), who)
  })

  test('is kept by its own unit alone, and made by nobody but training officers', async () => {
    const mine = await keeping.create('trainer', { title: '只归子县' })
    const call = { params: { courseId: mine.id }, version: mine.version }
    const aUnit = { title: '第一讲', kind: 'video' as const, uploadId: await film('cityTrainer') }
    await assert.rejects(world.as('cityTrainer', courseKeepingApi).addUnit({ ...call, body: aUnit }), { code: 'notAllowed' })
    await assert.rejects(world.as('trainerElsewhere', courseKeepingApi).publish(call), { code: 'notFound' })
    for (const who of ['officer', 'principalHead', 'examiner', 'systemAdmin'] as const) {
      await assert.rejects(keeping.create(who), { code: 'notAllowed' }, who)
      await assert.rejects(world.as(who, courseKeepingApi).list({ query: {} }), { code: 'notAllowed' }, who)
    }
    await assert.rejects(world.as('trainer', courseKeepingApi).publish(call), { code: 'incomplete' })
    await assert.rejects(world.as('trainer', courseKeepingApi).publish({ ...call, version: 77 }), { code: 'stale' })
  })

  test('takes no content that somebody else brought, or that is of another kind', async () => {
    const mine = await keeping.create('trainer', { title: '借来的内容' })
    await assert.rejects(keeping.addUnit('trainer', mine, { kind: 'video', uploadId: await film('cityTrainer') }), { code: 'notFound' })
    await assert.rejects(keeping.addUnit('trainer', mine, { kind: 'document', uploadId: await film() }), { code: 'invalid' })
    await assert.rejects(keeping.addUnit('trainer', mine, { kind: 'video' }), { code: 'invalid' })
  })

  test('is filed by a theme of the configured list, and by no other word', async () => {
    const draft = { title: '自拟主题', theme: '商业秘密', hours: 1 }
    await assert.rejects(world.as('trainer', courseKeepingApi).create({ body: draft }), { code: 'invalid' })
  })

  test('keeps its edition for who began it; the next one is for who begins after', async () => {
    const { courseId } = await keeping.offer('trainer', { kind: 'video', uploadId: await film() }, { title: '第一版' })
    assert.equal((await world.as('officer', coursesApi).begin({ params: { courseId } })).edition, 1)
    const api = world.as('trainer', courseKeepingApi)
    let course = await api.read({ params: { courseId } })
    await assert.rejects(api.change({ params: { courseId }, version: course.version, body: { title: '偷改', theme: '其他', hours: 9 } }), {
      code: 'closed',
    })
    course = await api.redraft({ params: { courseId }, version: course.version })
    assert.deepEqual([course.edition, course.hasDraft, course.content.length], [2, true, 1])
    course = await api.change({ params: { courseId }, version: course.version, body: { title: '第二版', theme: '商标', hours: 3 } })
    assert.equal((await read('officer2', courseId)).title, '第一版') // a draft is nobody's yet
    course = await keeping.publish('trainer', course)
    assert.deepEqual([(await read('officer', courseId)).title, (await read('officer2', courseId)).title], ['第一版', '第二版'])
    assert.equal((await read('officer', courseId)).editionState, 'replaced')
    assert.deepEqual(
      course.editions.map(({ number, state, learners }) => [number, state, learners]),
      [
        [2, 'published', 0],
        [1, 'replaced', 1],
      ],
    )
    await api.withdraw({ params: { courseId }, version: course.version, body: { reason: '内容过期' } })
    assert.equal((await read('officer', courseId)).title, '第一版')
    await assert.rejects(read('officer2', courseId), { code: 'notFound' })
  })

  test('puts its units in the order that is asked, and loses none', async () => {
    let course = await keeping.create('trainer', { title: '顺序' })
    for (const title of ['一', '二', '三'])
      course = await keeping.addUnit('trainer', course, { title, kind: 'video', uploadId: await film() })
    const api = world.as('trainer', courseKeepingApi)
    const units = course.content.map(({ id }) => id)
    await assert.rejects(api.order({ params: { courseId: course.id }, version: course.version, body: { units: units.slice(1) } }), {
      code: 'stale',
    })
    course = await api.order({ params: { courseId: course.id }, version: course.version, body: { units: units.toReversed() } })
    assert.deepEqual(
      course.content.map(({ title }) => title),
      ['三', '二', '一'],
    )
    course = await api.removeUnit({ params: { courseId: course.id, unitId: course.content[1]!.id }, version: course.version })
    assert.deepEqual(
      course.content.map(({ title }) => title),
      ['三', '一'],
    )
  })

  test('asks for its required units, and for no other', async () => {
    let course = await keeping.create('trainer', { title: '必修和选修' })
    course = await keeping.addUnit('trainer', course, { title: '必修', kind: 'video', uploadId: await film() })
    course = await keeping.addUnit('trainer', course, { title: '选修', kind: 'video', uploadId: await film(), required: false })
    await keeping.publish('trainer', course)
    const { progress, missing, units } = await world.as('officer', coursesApi).begin({ params: { courseId: course.id } })
    assert.deepEqual([progress.required, units, missing], [1, 2, ['必修：还需观看 1 分 30 秒']])
  })

  test('shows its learners to who is over them, and to nobody else', async () => {
    const { courseId } = await keeping.offer(
      'provinceTrainer',
      { kind: 'video', uploadId: await film('provinceTrainer') },
      { title: '谁学了' },
    )
    for (const who of ['officer', 'officerElsewhere'] as const) await world.as(who, coursesApi).begin({ params: { courseId } })
    const names = async (who: PersonKey) =>
      (await world.as(who, courseKeepingApi).learners({ params: { courseId }, query: {} })).rows.map(({ name }) => name).sort()
    assert.deepEqual(await names('trainer'), ['县办案甲'])
    assert.deepEqual(await names('principalHead'), ['县办案甲'])
    assert.deepEqual(await names('cityTrainer'), ['县办案甲', '邻县办案甲'])
    assert.deepEqual(await names('trainerB'), [])
    await assert.rejects(world.as('officer', courseKeepingApi).learners({ params: { courseId }, query: {} }), { code: 'notAllowed' })
  })
})
