import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, OrgId } from '#contract/common'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { lecturesApi } from '#contract/lectures'
import { allJobs } from '#rooms'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import { movedBy, workAll } from '#test/counted'
import type { PersonKey } from '#test/world'

/** Every act, and what waits behind it, with all that it moves. */
describe('what the training counts', () => {
  let walk: ClassWorld
  let id: MatterId
  before(async () => {
    walk = await openClassWorld()
    const body = {
      settings: { ...defaultSettings, monthly: { ...defaultSettings.monthly, hostOrgId: walk.org('province') as OrgId } }, // the world's own key
      reason: '省局为主办单位',
    }
    await walk.world.as('provinceTrainer', hoursRulesApi).save({ body, version: 0 })
  })
  after(() => walk.close())

  const moves = async (act: () => Promise<unknown>, expected: Record<string, number>) =>
    assert.deepEqual(
      await movedBy(walk.world.sql, async () => {
        await act()
        await workAll(walk.world)
      }),
      expected,
    )
  const night = (job: string) => walk.world.inService(async (ctx) => allJobs[job]?.run?.(ctx, {}))
  const take = (step: string, input = {}) => walk.take('provinceTrainer', id, step, input)
  const records = (who: PersonKey, indicatorId: string, org: string) =>
    walk.world
      .as(who, indicatorsApi)
      .records({ params: { indicatorId }, query: { org: walk.org(org) as OrgId, from: '2026-03', to: '2026-03' } })

  test('who has to be trained stands where he stands today, and is counted once', async () => {
    const { rows } = await walk.world.sql.query(
      "select count(distinct person_id)::int n from duty where role in ('officer', 'unitHead', 'caseReviewer', 'legalReviewer')",
    )
    await moves(() => night('hours.countCovered'), { 'training.toTrain': rows[0].n })
    await moves(() => night('hours.countCovered'), {})
    await moves(() => night('people.countOfficers'), { 'people.officers': 8 })
    await walk.world.sql.query("update duty set to_day = '2026-03-02' where person_id = $1", [walk.person('officerB')])
    await moves(() => night('people.countOfficers'), { 'people.officers': -1 })
    await moves(() => night('hours.countCovered'), { 'training.toTrain': -1 })
  })

  test('a class is a session on the day on which it begins; one that is called or cancelled before is none', async () => {
    await moves(async () => {
      id = await walk.open()
      await walk.session(id)
      await walk.call(id, { county: 5 })
      await walk.enrol(id, 'trainer', 'county', ['officer', 'officer2'])
      await take('confirmClass')
    }, {})
    walk.setDay('2026-03-10')
    await moves(() => take('startClass'), { 'training.classesHeld': 1, 'training.platformSessions': 1, 'training.sessions': 1 })
    await moves(() => take('cancelClass', { reason: '停办' }), {
      'training.classesHeld': -1,
      'training.platformSessions': -1,
      'training.sessions': -1,
    })
  })

  test('certificates are issued and revoked, and their hours go with them', async () => {
    walk.setDay('2026-03-03')
    id = (await walk.running({ attendancePercent: 50 }, [{ room: '302' }])).id
    await workAll(walk.world)
    const { rows } = await walk.world.sql.query('select id from class_session where class_id = $1', [id])
    for (const who of ['officer', 'officer2'] as const)
      await walk.world.sql.query(
        "insert into attendance (session_id, person_id, class_id, arrived_at, how, by_name) values ($1, $2, $3, '2026-03-10T01:00:00Z', 'list', 'x')",
        [rows[0].id, walk.person(who), id],
      )
    walk.setDay('2026-03-12')
    await moves(() => take('finishClass'), {})
    await moves(() => take('certify'), {
      ...{ 'training.certified': 2, 'training.certificatesInForce': 2, 'hours.credited': 32, 'hours.creditedClass': 32 },
    })
    await moves(() => night('hours.countCovered'), { 'training.trained': 2 })
    walk.setDay('2026-04-02')
    await moves(() => take('revoke', { participantId: walk.person('officer'), reason: '冒名顶替' }), {
      ...{ 'training.certified': -1, 'training.certificatesInForce': -1, 'training.certificatesRevoked': 1 },
      ...{ 'hours.credited': -16, 'hours.creditedClass': -16 },
    })
    await moves(() => night('hours.countCovered'), { 'training.trained': -1 })
  })

  test('hours that were reversed never were; a certificate that was revoked stood until then', async () => {
    const figures = async (indicatorId: string) => {
      const query = { org: walk.org('province') as OrgId, from: '2026-03', to: '2026-04' }
      const read = await walk.world.as('provinceHead', indicatorsApi).figures({ params: { indicatorId }, query })
      return read.months.map(({ value, records }) => [value, records])
    }
    assert.deepEqual(await figures('hours.credited'), [
      [16, 1],
      [0, 0],
    ])
    assert.deepEqual(await figures('training.certificatesInForce'), [
      [2, 2],
      [1, 1],
    ])
    const rate = await walk.world
      .as('provinceHead', indicatorsApi)
      .figures({ params: { indicatorId: 'training.coverageRate' }, query: { from: '2026-04', to: '2026-04' } })
    assert.equal(rate.months[0]?.over?.numerator, 1)
  })

  test('a lecture is held once, and is a session of the month only where it says so', async () => {
    const lectures = walk.world.as('trainer', lecturesApi)
    const seriesId = (await lectures.series({}))[0]?.id ?? ''
    const draft = { seriesId, title: '商标实务', plannedOn: '2026-04-02', startsAt: '09:00', minutes: 90, subject: 'professional' } as const
    const made = await lectures.create({ body: { ...draft, outsideSpeakers: [{ name: '外请专家', unit: '某大学' }], countsMonthly: true } })
    const held = { heldOn: '2026-04-02', minutes: 90 }
    await moves(() => lectures.hold({ params: { lectureId: made.id }, version: made.version, body: held }), {
      'lectures.held': 1,
      'training.sessions': 1, // the county is not the platform
    })
  })

  test('the list behind a number is as long as it says, with names for whose people they are alone', async () => {
    walk.setDay('2026-04-02')
    const own = await records('principalHead', 'hours.credited', 'county')
    assert.deepEqual([own.total, own.rows.map(({ title }) => title)], [1, ['县办案乙：商标行政保护能力提升班']])
    const sessions = await records('provinceHead', 'training.platformSessions', 'province')
    assert.deepEqual([sessions.total, sessions.rows.length], [1, 1])
    await assert.rejects(records('headElsewhere', 'hours.credited', 'county'), { code: 'notFound' })
    await assert.rejects(records('principalHead', 'hours.credited', 'province'), { code: 'notFound' })
    const { rows } = await records('citySupervisor', 'training.toTrain', 'county')
    assert.ok(rows.length > 0 && rows.every(({ path }) => path?.startsWith('/hours/people/')))
  })
})
