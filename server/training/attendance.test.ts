import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { attendanceApi } from '#contract/training-attendance'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'

// The world's clock stands at ten in the morning of its day: the session from nine to eleven is under way.
describe('signing in', () => {
  let walk: ClassWorld
  let id: MatterId
  let [here, tomorrow] = ['', '']
  before(async () => {
    walk = await openClassWorld()
    const running = await walk.running({}, [{ teachers: [{ personId: walk.person('unitHead') }] }, { day: '2026-03-11', room: '302' }])
    id = running.id
    ;[here = '', tomorrow = ''] = running.sessions
    walk.setDay('2026-03-10')
  })
  after(() => walk.close())
  const api = (who: PersonKey) => walk.world.as(who, attendanceApi)
  const signIn = async (who: PersonKey, code: string, leaving = false) => (await api(who).signIn({ body: { code, leaving } })).outcome
  /** As the database makes it for a step of ten seconds, so far from now. */
  const codeAt = async (session: string, steps: number): Promise<string> => {
    const { rows } = await walk.world.sql.query('select authority.code_of_step($1, floor($2::numeric / 10)::bigint + $3) code', [
      session,
      Date.parse('2026-03-10T10:00:00+08:00') / 1000,
      steps,
    ])
    return rows[0].code
  }

  test('shows its code to the organiser and to the teacher, and to nobody else', async () => {
    const shown = await api('provinceTrainer').code({ params: { sessionId: here } })
    assert.equal(shown.code, await codeAt(here, 0))
    assert.match(shown.code, /^[0-9a-f]{30}$/)
    assert.ok(shown.qr.size >= 21 && shown.secondsLeft > 0 && shown.secondsLeft <= 10)
    assert.equal((await api('unitHead').code({ params: { sessionId: here } })).code, shown.code)
    for (const who of ['officer', 'trainer', 'provinceHead', 'unitHead'] as const)
      await assert.rejects(api(who).code({ params: { sessionId: who === 'unitHead' ? tomorrow : here } }), { code: 'notAllowed' }, who)
  })

  for (const [name, who, code, outcome] of [
    ['the code of two steps ago', 'officer', () => codeAt(here, -2), 'expired'],
    ['a code that is not shown yet', 'officer', () => codeAt(here, 1), 'expired'],
    ['the code of another session on another day', 'officer', () => codeAt(tomorrow, 0), 'notNow'],
    ['a forged code', 'officer', async () => `${(await codeAt(here, 0)).slice(0, 10)}${'0'.repeat(20)}`, 'expired'],
    ['a code cut short', 'officer', async () => (await codeAt(here, 0)).slice(0, 29), 'expired'],
    [
      'one session’s name before another one’s code',
      'officer',
      async () => (await codeAt(here, 0)).slice(0, 10) + (await codeAt(tomorrow, 0)).slice(10),
      'expired',
    ],
    ['nothing', 'officer', async () => '', 'expired'],
    ['somebody who is not enrolled', 'officerElsewhere', () => codeAt(here, 0), 'notEnrolled'],
    ['somebody of a unit with places who was not named', 'officer3', () => codeAt(here, 0), 'notEnrolled'],
    ['leaving before one came', 'officer2', () => codeAt(here, 0), 'notArrived'],
    ['the code of this step', 'officer', () => codeAt(here, 0), 'signedIn'],
    ['a replay', 'officer', () => codeAt(here, 0), 'already'],
    ['the code of the step before', 'officer2', () => codeAt(here, -1), 'signedIn'],
  ] as const)
    test(`answers ${name}: ${outcome}`, async () => assert.equal(await signIn(who, await code(), outcome === 'notArrived'), outcome))

  test('signs nobody in without an account', async () => {
    await assert.rejects(walk.world.as(null, attendanceApi).signIn({ body: { code: await codeAt(here, 0) } }), { code: 'signInNeeded' })
  })

  test('keeps when somebody came and left, and who wrote it down; what was scanned is not overwritten', async () => {
    assert.equal(await signIn('officer', await codeAt(here, 0), true), 'signedOut')
    const marks = [
      { personId: walk.person('officer'), arrived: '08:30', left: '10:30' },
      { personId: walk.person('officer2'), arrived: '08:30', left: '10:30' },
    ]
    await api('provinceTrainer').mark({ params: { sessionId: here }, body: { people: marks } })
    const list = await api('unitHead').list({ params: { sessionId: here } })
    assert.deepEqual(
      list.map(({ name, arrivedAt, leftAt, how }) => [name, arrivedAt, leftAt, how]),
      [
        ['县办案乙', '2026-03-10T02:00:00.000Z', '2026-03-10T02:30:00.000Z', 'code'],
        ['县办案甲', '2026-03-10T02:00:00.000Z', '2026-03-10T02:30:00.000Z', 'code'],
      ],
    )
    const { participants } = await walk.world.as('provinceTrainer', trainingApi).class({ params: { matterId: id } })
    assert.deepEqual(
      participants.map(({ attendedHours }) => attendedHours),
      [2, 2],
    )
  })

  test('by list is the organiser’s, for enrolled people, and never before the day', async () => {
    const mark = (who: PersonKey, sessionId: string, person: PersonKey) =>
      api(who).mark({ params: { sessionId }, body: { people: [{ personId: walk.person(person), arrived: '09:00', left: null }] } })
    await assert.rejects(mark('trainer', here, 'officer'), { code: 'notAllowed' })
    await assert.rejects(mark('officer', here, 'officer'), { code: 'notAllowed' })
    await assert.rejects(mark('provinceTrainer', here, 'officer3'), { code: 'notFound' })
    await assert.rejects(mark('provinceTrainer', tomorrow, 'officer'), { code: 'invalid' })
    for (const who of ['officer', 'trainer', 'officerElsewhere'] as const)
      await assert.rejects(api(who).list({ params: { sessionId: here } }), { code: 'notAllowed' }, who)
  })

  test('is refused while the class is put off, by code and by list', async () => {
    walk.setDay('2026-03-03')
    const late = await walk.open({ title: '延期的班' })
    const session = await walk.session(late, { room: '909', starts: '09:30', ends: '12:00' })
    await walk.call(late, { county: 2 })
    await walk.enrol(late, 'trainer', 'county', ['officer3'])
    await walk.take('provinceTrainer', late, 'confirmClass')
    await walk.take('provinceTrainer', late, 'postpone', { reason: '场地维修' })
    walk.setDay('2026-03-10')
    assert.equal(await signIn('officer3', await codeAt(session, 0)), 'postponed')
    const people = [{ personId: walk.person('officer3'), arrived: '09:30', left: null }]
    await assert.rejects(api('provinceTrainer').mark({ params: { sessionId: session }, body: { people } }), { code: 'closed' })
    const { rows } = await walk.world.sql.query('select 1 from attendance where session_id = $1', [session])
    assert.equal(rows.length, 0)
  })

  test('prints its sheet and exports its roster for the organiser and the teacher alone', async () => {
    const print = (who: PersonKey) => walk.world.as(who, trainingApi).printed({ params: { matterId: id }, query: { sessionId: here } })
    for (const who of ['officer', 'trainer'] as const) await assert.rejects(print(who), { code: 'notAllowed' })
    const token = walk.world.people.unitHead.token
    const page = await walk.world.app.inject({
      url: `/api/training/classes/${id}/print?sessionId=${here}`,
      headers: { cookie: `sid=${token}` },
    })
    assert.match(page.body, /签到表[\s\S]*县办案甲/)
    const sheet = await walk.world.app.inject({ url: `/api/training/classes/${id}/roster`, headers: { cookie: `sid=${token}` } })
    assert.equal(sheet.rawPayload.subarray(0, 2).toString(), 'PK')
  })
})
