import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId, PersonId } from '#contract/common'
import { coverageApi } from '#contract/coverage'
import type { Credit, HostedSession } from '#contract/hours'
import { type Claim, claimsApi, nationalPlatform } from '#contract/hours-claims'
import { hoursApi } from '#contract/hours-people'
import { hoursRulesApi } from '#contract/hours-rules'
import { type Lecture, lecturesApi } from '#contract/lectures'
import { peopleApi } from '#contract/people'
import { asRuntime } from '#test/administrators'
import { multipart, onePixel, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { settleClaim } from './claim.service.ts'
import { creditJobs } from './credit.ts'

describe('hours that somebody would like to have', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const person = (who: PersonKey) => world.people[who].id as PersonId
  const unit = (key: string) => world.orgs.get(key) as OrgId
  const earned = async (who: PersonKey) => (await world.as(who, hoursApi).mine({ query: {} })).entries.map(({ hours }) => hours).sort()
  const run = (name: 'hours.credit' | 'hours.reverse' | 'hours.session', payload: unknown) =>
    world.inService(async (ctx) => void (await creditJobs[name].run?.(ctx, creditJobs[name].payload.parse(payload))))
  /** Rows of other rooms as they would stand, without all that leads to them. */
  const plant = (rows: string) => world.sql.query(`set session_replication_role = replica; ${rows}; set session_replication_role = origin`)

  const id = crypto.randomUUID()
  const credit = (who: PersonKey, room: Credit['source']['room'], hours = 8): Credit => ({
    personId: person(who),
    form: 'class',
    subject: null,
    theme: null,
    hours,
    days: room === 'training' ? 1 : 0,
    fromDay: '2026-03-02',
    earnedOn: '2026-03-02',
    source: { room, id, title: '商标业务培训班' },
    hostOrgId: unit('county'),
    qualifies: true,
  })

  test('are not credited by a job that somebody put into the queue: only what a certificate, a course or an exam says is', async () => {
    await asRuntime(world, world.people.officer.token, (query) =>
      query(`select graphile_worker.enqueue('hours.credit', '${JSON.stringify(credit('officer', 'training'))}', null, null)`),
    )
    for (const room of ['training', 'courses', 'exams', 'lecture', 'national', 'manual', 'contest', 'teaching'] as const)
      await run('hours.credit', credit('officer', room))
    assert.deepEqual(await earned('officer'), [])
    const { rows } = await world.sql.query(
      "select count(*)::int n from ledger_entry where action = 'refuse' and object = 'hours_entry' and object_id = $1",
      [person('officer')],
    )
    assert.equal(rows[0].n, 8) // seen by who audits
    await plant(`
      insert into class_certificate (class_id, person_id, person_name, org_name, issuer, class_title, number, code, hours, days, starts_on, ends_on, issued_on)
      values ('${id}', '${person('officer')}', 'x', 'x', 'x', 'x', 'x', '0123456789ABCDEFGHJK', 8, 1, '2026-03-02', '2026-03-02', '2026-03-02')`)
    await run('hours.credit', credit('officer', 'training', 80))
    await run('hours.credit', credit('officer2', 'training'))
    assert.deepEqual([await earned('officer'), await earned('officer2')], [[], []])
    // Nor for another day than the certificate's: it would count for another year.
    for (const other of [{ turn: 2 }, { earnedOn: '2025-12-30' }, { fromDay: '2025-12-30' }])
      await run('hours.credit', { ...credit('officer', 'training'), ...other })
    assert.deepEqual(await earned('officer'), [])
    await run('hours.credit', credit('officer', 'training'))
    assert.deepEqual(await earned('officer'), [8])
  })

  test('nor are they taken back by such a job, but with a certificate that was revoked', async () => {
    const said = { credit: credit('officer', 'training'), reason: '他人代签到', byPersonId: null, byName: 'x' }
    await run('hours.reverse', said)
    assert.deepEqual(await earned('officer'), [8])
    await plant(`update class_certificate set revoked_on = '2026-03-09', revoke_reason = 'x' where class_id = '${id}'`)
    await run('hours.reverse', said)
    assert.deepEqual(await earned('officer'), [-8, 8])
  })

  test('an exam is credited by its released pass, once for each time that its hours were taken back, and taken back as its record says', async () => {
    const exam = (turn: number, more: Partial<Credit> = {}): Credit => ({
      ...credit('officer2', 'exams', 4),
      ...{ form: 'online', subject: 'professional', qualifies: false, turn },
      ...more,
    })
    const attempt = crypto.randomUUID()
    const said = (turn: number) => ({ credit: exam(turn), reason: '更正得分', byPersonId: null, byName: 'x' })
    await plant(`
      insert into exam (matter_id, org_id, org_at, title, opens_at, closes_at, minutes, hours)
      values ('${id}', '${unit('county')}', 0, 'x', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', 60, 4);
      insert into exam_attempt (id, exam_id, person_id, code, seed, started_at, ends_at, closed_at, closed_by, answers_hash)
      values ('${attempt}', '${id}', '${person('officer2')}', 'x', 'x', '2026-03-02T01:00:00Z', '2026-03-02T02:00:00Z', '2026-03-02T02:00:00Z', 'time', 'x');
      insert into exam_result (attempt_id, exam_id, person_id, total, passed) values ('${attempt}', '${id}', '${person('officer2')}', 60, true)`)
    await run('hours.credit', exam(1))
    assert.deepEqual(await earned('officer2'), []) // not released
    await plant(`update exam set released_at = '2026-03-03T00:00:00Z' where matter_id = '${id}'`)
    for (const other of [{ earnedOn: '2026-01-02' }, { form: 'class' }, { subject: 'public' }, { qualifies: true }, { hours: 8 }])
      await run('hours.credit', exam(1, other))
    assert.deepEqual(await earned('officer2'), []) // it was said otherwise than the exam says it
    for (const turn of [2, 1, 1]) await run('hours.credit', exam(turn))
    await run('hours.reverse', said(1))
    assert.deepEqual(await earned('officer2'), [4])
    await plant(`insert into exam_takeback (exam_id, person_id, turn, reason) values ('${id}', '${person('officer2')}', 1, '更正得分')`)
    await run('hours.reverse', said(1))
    for (const turn of [3, 2, 2]) await run('hours.credit', exam(turn))
    assert.deepEqual(await earned('officer2'), [-4, 4, 4])
  })

  test('nor is a month kept by a session that no class and no lecture is', async () => {
    const session = (more: Partial<HostedSession>): HostedSession => ({
      room: 'training',
      id: crypto.randomUUID(),
      hostOrgId: unit('province'),
      kind: 'businessTraining',
      title: '培训',
      plannedOn: '2026-03-02',
      heldOn: '2026-03-02',
      cancelled: false,
      ...more,
    })
    for (const room of ['training', 'lecture'] as const) await run('hours.session', session({ room }))
    const own = await lecture('trainer', '没有举办的讲座')
    await run('hours.session', session({ room: 'lecture', id: own.id, hostOrgId: unit('county') }))
    const told = { room: 'lecture', id: own.id, hostOrgId: unit('county'), kind: 'lecture', plannedOn: '2026-03-10', heldOn: null } as const
    await run('hours.session', session({ ...told, hostOrgId: unit('province') }))
    const count = async () => (await world.sql.query('select count(*)::int n from hosted_session')).rows[0].n
    assert.equal(await count(), 0)
    await run('hours.session', session(told))
    assert.equal(await count(), 1)
  })

  const lecture = async (who: PersonKey, title: string): Promise<Lecture> => {
    const [series] = await world.as(who, lecturesApi).series({})
    return world.as(who, lecturesApi).create({
      body: {
        seriesId: series?.id ?? '',
        title,
        plannedOn: '2026-03-10',
        startsAt: '09:00',
        minutes: 90,
        liveUrl: 'https://live.example.cn/1',
      },
    })
  }

  test('nobody lists himself as a hearer: the officer who keeps the list shows the code like everybody', async () => {
    const made = await lecture('trainer', '自己的名单')
    const attend = { params: { lectureId: made.id }, body: { people: [person('trainer')], mode: 'onsite' as const } }
    await assert.rejects(world.as('trainer', lecturesApi).attend(attend), { code: 'notAllowed' })
    await asRuntime(world, world.people.trainer.token, (query) =>
      assert.rejects(
        query(
          `insert into lecture_attendance (lecture_id, person_id, mode, how) values ('${made.id}', '${person('trainer')}', 'onsite', 'list')`,
        ),
        { code: '42501' },
      ),
    )
    assert.deepEqual(await world.as('cityTrainer', lecturesApi).attend(attend), { done: true })
  })

  test('a lecture that was held keeps its day and length, by whoever runs SQL', async () => {
    const made = await lecture('trainer', '已举办的讲座')
    const held = await world
      .as('trainer', lecturesApi)
      .hold({ params: { lectureId: made.id }, version: made.version, body: { heldOn: '2026-03-10', minutes: 90 } })
    await asRuntime(world, world.people.trainer.token, async (query) => {
      for (const set of ["state = 'planned', held_on = null", 'minutes = 900', "held_on = '2026-02-28'"])
        await assert.rejects(query(`update lecture set ${set} where id = '${held.id}'`), { code: '42501' }, set)
    })
    const body = { recordingUrl: 'https://live.example.cn/2' }
    const recorded = await world.as('trainer', lecturesApi).setRecording({ params: { lectureId: held.id }, version: held.version, body })
    assert.equal(recorded.recordingUrl, body.recordingUrl)
  })

  const fields = {
    kind: 'national',
    title: '专利法实务',
    provider: nationalPlatform,
    certificateNo: 'YC2026-77',
    form: 'online',
    hours: '12.5',
    fromDay: '2026-02-01',
    earnedOn: '2026-02-20',
  }
  const bring = async (who: PersonKey, more: Record<string, string> = {}): Promise<Claim> =>
    (await postBytes(world, who, '/hours-claims', multipart({ ...fields, ...more }, '证书.png', onePixel))) as unknown as Claim // serialised by the endpoint's own schema
  const check = ({ id: claimId, version }: Claim) =>
    world.as('trainer', claimsApi).check({ params: { claimId }, version, body: { pass: true } })
  const settle = (claimId: string) => world.inService((ctx) => settleClaim(ctx, claimId))

  test('one certificate is one, however its number and its platform are written', async () => {
    const first = await bring('stationOfficer')
    for (const more of [
      { certificateNo: 'yc2026-77' },
      { certificateNo: 'YC 2026-77' },
      { certificateNo: 'ＹＣ２０２６－７７' },
      { provider: '国家知识产权远程教育平台' },
    ])
      await assert.rejects(bring('stationOfficer', more as Record<string, string>), { code: 'invalid' }, JSON.stringify(more))
    assert.equal(first.certificateNo, 'YC2026-77')
  })

  test('a record with a wrong figure is reversed and brought anew with the right one', async () => {
    const [claim] = (await world.as('stationOfficer', claimsApi).mine({ query: {} })).rows
    assert.ok(claim)
    await settle((await check(claim)).id)
    const { entries } = await world.as('trainer', hoursApi).person({ params: { personId: person('stationOfficer') }, query: {} })
    await asRuntime(world, world.people.trainer.token, (query) =>
      assert.rejects(query(`update hours_claim set state = 'withdrawn' where id = '${claim.id}'`), { code: '42501' }),
    ) // not while it counts
    await world.as('trainer', hoursApi).reverse({ params: { entryId: entries[0]?.id ?? '' }, body: { reason: '学时录错' } })
    const read = await world.as('stationOfficer', claimsApi).read({ params: { claimId: claim.id } })
    assert.deepEqual([read.state, read.reason], ['withdrawn', '学时录错'])
    await settle(claim.id)
    const again = await bring('stationOfficer', { hours: '10' })
    await settle((await check(again)).id)
    assert.deepEqual(await earned('stationOfficer'), [-12.5, 10, 12.5])
  })

  test('a learner who runs SQL brings a record that waits, that qualifies for nothing, and of a figure that the ledger can hold', async () => {
    const insert = (more: string, values: string) => `
      insert into hours_claim (person_id, source, room, title, provider, form, hours, days, from_day, earned_on, submitted_by, file_id, state, qualifies${more})
      select '${person('stationOfficer')}', 'manual', 'manual', '自学', '自己', 'class', ${values}, 0, '2026-03-01', '2026-03-01', '${person('trainer')}', file_id, 'accepted', true
        from hours_claim where file_id is not null limit 1 returning state, qualifies, submitted_by`
    await asRuntime(world, world.people.stationOfficer.token, async (query) => {
      assert.deepEqual((await query(insert('', '8'))).rows, [
        { state: 'pending', qualifies: false, submitted_by: person('stationOfficer') },
      ])
      await assert.rejects(query(insert('', '9999')), { code: '23514' })
    })
  })

  test('every rule says how far its first day may be trusted: of none was the day itself read in the text', async () => {
    const { rules } = await world.as('officer', hoursRulesApi).read({})
    assert.deepEqual(
      rules.map(({ from, fromMark, fromNote }) => [from, fromMark, fromNote.length > 10]),
      ['2023-10-17', '2023-10-17', '2023-10-17', '2015-10-01', '2023-10-17', '2024-08-29'].map((day) => [day, 'unverified', true]),
    )
  })

  test('a month that has passed keeps who was on duty, though he left since; who left with an open duty counts no more', async () => {
    const people = async (month: string) => (await world.as('trainer', coverageApi).board({ query: { month } })).total.people
    world.setDay('2026-05-10')
    const [before, now] = [await people('2026-03'), await people('2026-05')]
    await world.sql.query("update duty set to_day = '2026-04-30' where person_id = $1", [person('officer3')])
    await world.sql.query("update person set status = 'left' where id = any ($1)", [[person('officer3'), person('officer2')]])
    assert.deepEqual([await people('2026-03'), await people('2026-05')], [before - 1, now - 2])
  })

  test('the card of a person opens his hours for who may read them, and for nobody else', async () => {
    for (const [reader, wanted] of [
      ['trainer', true],
      ['principalHead', true],
      ['cityTrainer', true],
      ['officer2', false],
      ['systemAdmin', false],
      ['securityAdmin', false],
    ] as const) {
      const call = { params: { personId: person('officer') } }
      const said = await world
        .as(reader, peopleApi)
        .read(call)
        .then(({ mayReadHours }) => mayReadHours)
        .catch(() => false)
      const opens = await world
        .as(reader, hoursApi)
        .person({ ...call, query: {} })
        .then(() => true)
        .catch(() => false)
      assert.deepEqual([said, opens], [wanted, wanted], reader)
    }
  })
})
