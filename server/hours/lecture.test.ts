import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { z } from 'zod'
import type { OrgId, PersonId } from '#contract/common'
import { hoursApi } from '#contract/hours-people'
import type { ImportBatch } from '#contract/import'
import { attendanceImportsApi, type Lecture, type LectureDraft, lecturesApi } from '#contract/lectures'
import { asRuntime } from '#test/administrators'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { creditLecture } from './lecture.service.ts'

describe('a lecture', () => {
  let world: World
  let seriesId: string
  before(async () => {
    world = await openWorld('2026-03-10')
    seriesId = (await world.as('officer', lecturesApi).series({})).find(({ name }) => name === '知创大讲堂')?.id ?? ''
  })
  after(() => world.close())
  const lectures = (who: PersonKey) => world.as(who, lecturesApi)
  const person = (who: PersonKey) => world.people[who].id as PersonId
  const draft = (more: Partial<z.input<typeof LectureDraft>> = {}) => ({
    seriesId,
    title: '商标行政保护实务',
    plannedOn: '2026-03-10',
    startsAt: '09:00',
    minutes: 100,
    liveUrl: 'https://live.example.cn/1',
    insideSpeakers: [person('unitHead')],
    outsideSpeakers: [{ name: '外请专家', unit: '某大学' }],
    subject: 'professional',
    ...more,
  })
  const call = ({ id, version }: Lecture) => ({ params: { lectureId: id }, version })
  const earned = async (who: PersonKey) =>
    (await world.as(who, hoursApi).mine({ query: {} })).entries.map(({ hours, form, subject, earnedOn, source }) => [
      hours,
      form,
      subject,
      earnedOn,
      source.room,
    ])

  test('is announced to everybody, with speakers from inside and outside, and kept by its host and who is above', async () => {
    const made = await lectures('trainer').create({ body: draft() })
    assert.deepEqual(
      made.speakers.map(({ personId, name, unit }) => [personId !== null, name, unit]),
      [
        [true, '大队长甲', '子县局'],
        [false, '外请专家', '某大学'],
      ],
    )
    for (const who of ['officer', 'trainerElsewhere', 'officerB', 'auditAdmin'] as const) {
      const seen = await lectures(who).read({ params: { lectureId: made.id } })
      assert.deepEqual([seen.liveUrl, seen.mayManage], ['https://live.example.cn/1', false], who)
    }
    const changed = { ...call(made), body: draft({ title: '改了题目' }) }
    for (const who of ['trainerElsewhere', 'officer', 'principalHead'] as const)
      await assert.rejects(lectures(who).edit(changed), { code: 'notAllowed' }, who)
    await assert.rejects(lectures('officer').create({ body: draft() }), { code: 'notAllowed' })
    assert.equal((await lectures('cityTrainer').edit(changed)).title, '改了题目')
    await assert.rejects(lectures('trainer').edit(changed), { code: 'stale' })
    await asRuntime(world, world.people.trainerElsewhere.token, async (query) => {
      const took = `update lecture set org_id = '${world.orgs.get('neighbour')}', title = '抢来的' where id = '${made.id}' returning id`
      assert.deepEqual((await query(took)).rows, [])
      await assert.rejects(query(`insert into lecture_speaker (lecture_id, position, name, unit) values ('${made.id}', 9, 'x', 'x')`), {
        code: '42501',
      })
      assert.deepEqual((await query(`delete from lecture_speaker where lecture_id = '${made.id}' returning position`)).rows, [])
    })
  })

  test('takes whoever shows the code of this half minute, on its day, once', async () => {
    const made = await lectures('trainer').create({ body: draft({ title: '签到' }) })
    const { code } = await lectures('trainer').code({ params: { lectureId: made.id } })
    assert.match(code, /^\d{8}$/)
    for (const who of ['officer', 'principalHead'] as const)
      await assert.rejects(lectures(who).code({ params: { lectureId: made.id } }), { code: 'notAllowed' }, who)
    await assert.rejects(lectures('trainerElsewhere').code({ params: { lectureId: made.id } }), { code: 'notAllowed' })
    const sign = (who: PersonKey, given: string) =>
      lectures(who).signIn({ params: { lectureId: made.id }, body: { code: given, mode: 'onsite' } })
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0')
    await assert.rejects(sign('officerB', wrong), { code: 'invalid' })
    assert.deepEqual([(await sign('officerB', code)).mine, (await sign('officerB', code)).mine], ['onsite', 'onsite'])
    await asRuntime(world, world.people.officer2.token, (query) =>
      assert.rejects(
        query(
          `insert into lecture_attendance (lecture_id, person_id, mode, how) values ('${made.id}', '${person('officer2')}', 'onsite', 'list')`,
        ),
        {
          code: '42501',
        },
      ),
    )
    await asRuntime(world, world.people.officer2.token, (query) =>
      assert.rejects(query(`select authority.lecture_digits('${made.id}', 0)`), { code: '42501' }),
    )
    world.setDay('2026-03-11')
    await assert.rejects(sign('officer', code), { code: 'closed' })
    await assert.rejects(lectures('trainer').code({ params: { lectureId: made.id } }), { code: 'closed' })
    world.setDay('2026-03-10')
  })

  test('gives its hours by the rule when it was held, each person once, by how he was there', async () => {
    const made = await lectures('trainer').create({ body: draft({ title: '计学时', qualifies: true }) })
    const attend = (people: PersonKey[], mode: 'onsite' | 'online') =>
      lectures('trainer').attend({ params: { lectureId: made.id }, body: { people: people.map(person), mode } })
    await attend(['officer', 'officer2', 'officer3'], 'onsite')
    await attend(['stationOfficer', 'officer'], 'online') // 县办案甲 stays as he is
    await assert.rejects(attend(['officerElsewhere'], 'onsite'), { code: 'notFound' })
    assert.deepEqual(await lectures('trainer').drop({ params: { lectureId: made.id, personId: person('officer3') } }), { done: true })
    const held = await lectures('trainer').hold({ ...call(made), body: { heldOn: '2026-03-10', minutes: 100 } })
    assert.deepEqual([held.state, held.hours, held.attended], ['held', 2, 3]) // 100 minutes at 45 are 2.2: two
    for (let twice = 0; twice < 2; twice += 1) await world.inService((ctx) => creditLecture(ctx, made.id))
    assert.deepEqual(await earned('officer'), [[2, 'class', 'professional', '2026-03-10', 'lecture']])
    assert.deepEqual(await earned('stationOfficer'), [[2, 'online', 'professional', '2026-03-10', 'lecture']])
    assert.deepEqual(await earned('officer3'), [])
    await attend(['officer3'], 'onsite')
    await world.inService((ctx) => creditLecture(ctx, made.id))
    assert.equal((await earned('officer3')).length, 1)
    await assert.rejects(lectures('trainer').drop({ params: { lectureId: made.id, personId: person('officer') } }), { code: 'closed' })
    await assert.rejects(lectures('trainer').edit({ ...call(held), body: draft() }), { code: 'closed' })
    await assert.rejects(lectures('trainer').cancel({ ...call(held), body: { reason: '不能取消' } }), { code: 'closed' })
    assert.equal(
      (await lectures('trainer').setRecording({ ...call(held), body: { recordingUrl: 'https://v.example.cn/1' } })).recordingUrl,
      'https://v.example.cn/1',
    )
    assert.deepEqual(
      (await lectures('officer').list({ query: { mine: 'yes' } })).rows.map(({ title, mine }) => [title, mine]),
      [['计学时', 'onsite']],
    )
    const seen = async (who: PersonKey) => (await lectures(who).attendance({ params: { lectureId: made.id }, query: {} })).total
    assert.deepEqual([await seen('trainer'), await seen('stationHead'), await seen('trainerElsewhere')], [4, 1, 0])
    await assert.rejects(seen('officer'), { code: 'notAllowed' })
  })

  test('that was put off keeps its days, and one that was called off says why', async () => {
    const made = await lectures('trainer').create({ body: draft({ title: '延期', plannedOn: '2026-04-01', countsMonthly: true }) })
    const later = await lectures('trainer').edit({
      ...call(made),
      body: draft({ title: '延期', plannedOn: '2026-05-06', countsMonthly: true }),
    })
    assert.deepEqual(later.postponedFrom, ['2026-04-01'])
    await assert.rejects(
      lectures('trainer').attend({ params: { lectureId: made.id }, body: { people: [person('officer')], mode: 'onsite' } }),
      { code: 'closed' },
    )
    await assert.rejects(lectures('trainer').hold({ ...call(later), body: { heldOn: '2026-05-06', minutes: 60 } }), { code: 'invalid' })
    const off = await lectures('trainer').cancel({ ...call(later), body: { reason: '主讲人出差' } })
    assert.deepEqual([off.state, off.reason], ['cancelled', '主讲人出差'])
    const { rows } = await world.sql.query(
      "select j.payload->>'kind' as kind, j.payload->>'cancelled' as cancelled, j.payload->>'plannedOn' as planned, j.payload->'postponedFrom' as put_off from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'hours.session' and j.payload->>'id' = $1",
      [made.id],
    )
    assert.deepEqual(rows, [{ kind: 'businessTraining', cancelled: 'true', planned: '2026-05-06', put_off: ['2026-04-01'] }])
  })

  test('is hosted by a unit below, such as the platform, and by none beyond the reach of who announces it', async () => {
    const [county, countyB] = [world.orgs.get('station') as OrgId, world.orgs.get('countyB') as OrgId] // the world's own keys
    const made = await lectures('trainer').create({ body: draft({ hostOrgId: county }) })
    assert.equal(made.hostId, county)
    const kept = await lectures('trainer').edit({ ...call(made), body: draft({ title: '不写主办单位' }) })
    assert.equal(kept.hostId, county, 'who does not say it does not change it')
    for (const hostOrgId of [countyB, world.orgs.get('province') as OrgId, crypto.randomUUID() as OrgId]) {
      await assert.rejects(lectures('trainer').create({ body: draft({ hostOrgId }) }), { code: 'invalid' })
      await assert.rejects(lectures('trainer').edit({ ...call(kept), body: draft({ hostOrgId }) }), { code: 'invalid' })
    }
    assert.equal((await lectures('provinceTrainer').create({ body: draft({ hostOrgId: countyB }) })).hostId, countyB)
  })

  test('has links of the web alone and a series that exists', async () => {
    for (const wrong of [
      { liveUrl: 'javascript:alert(1)' },
      { liveUrl: 'live' },
      { seriesId: crypto.randomUUID() },
      { subject: 'unknown' },
      { startsAt: '25:00' },
    ])
      await assert.rejects(lectures('trainer').create({ body: draft(wrong) }), { code: 'invalid' }, JSON.stringify(wrong))
    await assert.rejects(lectures('trainer').keepSeries({ body: { name: '县级讲堂' } }), { code: 'notAllowed' })
    assert.deepEqual(
      (await lectures('provinceTrainer').keepSeries({ body: { name: '海丝讲堂' } })).map(({ name }) => name).sort(),
      ['市场监管大讲堂', '海丝讲堂', '知创大讲堂'].sort(),
    )
  })

  test('has its list from a table too, taken back while nothing is credited', async () => {
    const made = await lectures('trainer').create({ body: draft({ title: '表格名单' }) })
    const { content } = await getBytes(world, 'trainer', '/lecture-attendance-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const [account, name, lecture] of [
      ['officer', '县办案甲', '2026-03-10 表格名单'],
      ['officer', '县办案甲', '2026-03-10 别人的讲座'],
      ['officerb', '乙市县办案甲', '2026-03-10 表格名单'],
    ])
      workbook.worksheets[0]!.addRow([lecture, account, name, '线上'])
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    const batch = (await postBytes(
      world,
      'trainer',
      '/lecture-attendance-imports',
      multipart({}, '名单.xlsx', file),
    )) as unknown as ImportBatch // serialised by the endpoint's own schema
    assert.deepEqual(
      batch.faults.map(({ row, column }) => `${row}${column}`),
      ['4A', '5B'],
    )
    const imports = world.as('trainer', attendanceImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    assert.equal((await lectures('officer').read({ params: { lectureId: made.id } })).mine, 'online')
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual(
      [undone.state, undone.kept, (await lectures('officer').read({ params: { lectureId: made.id } })).mine],
      ['undone', 0, null],
    )
  })
})
