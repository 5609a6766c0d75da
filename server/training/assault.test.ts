import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { attendanceApi } from '#contract/training-attendance'
import { learningApi } from '#contract/training-learning'
import { asRuntime } from '#test/administrators'
import { aClass, type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'

describe('somebody who moves to another unit while his class runs', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())
  const leaveSystem = (who: PersonKey) =>
    walk.world.sql.query("update duty set to_day = '2026-03-04' where person_id = $1", [walk.person(who)])

  test('is not enrolled on the places of the unit that he has left: it is told by name, and swaps him', async () => {
    const id = await walk.open({ title: '调离班' })
    await walk.session(id)
    await walk.call(id, { county: 1 })
    const place = await walk.placesOf(id, 'county')
    await walk.take('trainer', place, 'nominate', { people: [walk.person('officer3')] })
    await walk.take('trainer', place, 'submit')
    await leaveSystem('officer3')
    walk.setDay('2026-03-05')
    await assert.rejects(walk.take('provinceTrainer', place, 'confirm'), (refused: { body: { sentence: string } }) =>
      /县办案丙已不在报名单位/.test(refused.body.sentence),
    )
    await walk.take('provinceTrainer', place, 'sendBack', { reason: '人员已调离' })
    const seen = await walk.world.as('trainer', trainingApi).place({ params: { matterId: place } })
    assert.deepEqual([seen.used, seen.nominees.map(({ name }) => name)], [1, ['县办案丙']], 'his place is not free behind everybody’s back')
    await walk.take('trainer', place, 'swap', { out: walk.person('officer3'), personId: walk.person('officer2'), reason: '调离' })
    await walk.take('trainer', place, 'submit')
    await walk.take('provinceTrainer', place, 'confirm')
  })

  test('stays in the list of the class that he takes part in, and gets what he earned', async () => {
    const { id } = await walk.running({ title: '中途调动班', startsOn: '2026-03-10', attendancePercent: 0 }, [
      { room: '401', starts: '13:00', ends: '15:00' },
    ])
    await leaveSystem('officer')
    const api = walk.world.as('provinceTrainer', trainingApi)
    const names = (await api.class({ params: { matterId: id } })).participants.map(({ name }) => name)
    assert.ok(names.includes('县办案甲'), names.join())
    await walk.take('provinceTrainer', id, 'finishClass', {})
    const outcomes = await api.outcomes({ params: { matterId: id } })
    assert.ok(outcomes.some(({ name, passes }) => name === '县办案甲' && passes))
    await walk.take('provinceTrainer', id, 'certify')
    const { participants } = await api.class({ params: { matterId: id } })
    assert.ok(participants.find(({ name }) => name === '县办案甲')?.certificate)
  })
})

describe('quotas, times and hours at their edges', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())
  beforeEach(() => walk.setDay('2026-03-03'))
  const { outsideReason: _, ...fields } = aClass

  test('a class is not made smaller than the places that it has given', async () => {
    const id = await walk.open({ places: 5 })
    await walk.call(id, { county: 2, countyB: 3 })
    await assert.rejects(walk.take('provinceTrainer', id, 'amend', { ...fields, places: 4 }), { code: 'closed' })
    await walk.take('provinceTrainer', id, 'amend', { ...fields, places: 5 })
  })

  test('two units whose quotas are raised at once get the last place once', async () => {
    const id = await walk.open({ places: 5, title: '同时调整班' })
    await walk.call(id, { county: 2, countyB: 2 })
    const places = [await walk.placesOf(id, 'county'), await walk.placesOf(id, 'countyB')]
    for (let round = 0; round < 4; round++) {
      const done = await Promise.allSettled(
        places.map((place) => walk.take('provinceTrainer', place, 'setQuota', { places: 3, reason: '追加' })),
      )
      assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1, 'five places, not six')
      const { rows } = await walk.world.sql.query('select sum(quota)::integer n from class_place where class_id = $1', [id])
      assert.equal(rows[0].n, 5)
      for (const place of places)
        await walk.take('provinceTrainer', place, 'setQuota', { places: 2, reason: '还原' }).catch(() => undefined)
    }
  })

  test('the last place of a unit goes to one of two who are named at once', async () => {
    const id = await walk.open({ places: 5, title: '最后名额班' })
    await walk.session(id, { room: '402', starts: '06:00', ends: '06:30' })
    await walk.call(id, { county: 1 })
    const place = await walk.placesOf(id, 'county')
    const done = await Promise.allSettled(
      (['officer', 'officer2'] as const).map((who) => walk.take('trainer', place, 'nominate', { people: [walk.person(who)] })),
    )
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  test('a teacher who sits in another class at that hour is refused with its name', async () => {
    const { id } = await walk.running({ title: '听课班' }, [{ room: '403' }])
    walk.setDay('2026-03-03')
    const other = await walk.open({ title: '讲课班' })
    const teach = (starts: string, ends: string) =>
      walk.session(other, { room: '404', starts, ends, teachers: [{ personId: walk.person('officer') }] })
    await assert.rejects(teach('10:00', '12:00'), (refused: { body: { sentence: string } }) => /听课班/.test(refused.body.sentence))
    assert.ok(await teach('11:00', '12:00'), id)
  })

  test('times of a list lie about the session, and not in what is still to come', async () => {
    const { sessions } = await walk.running({ title: '补登班' }, [
      { room: '405', starts: '07:00', ends: '08:30' },
      { room: '405', starts: '13:00', ends: '14:00' },
    ])
    const mark = (at: number, arrived: string, left: string | null = null) =>
      walk.world.as('provinceTrainer', attendanceApi).mark({
        params: { sessionId: sessions[at] ?? '' },
        body: { people: [{ personId: walk.person('officer'), arrived, left }] },
      })
    for (const [at, arrived, left] of [
      [0, '05:59', null],
      [0, '08:30', null],
      [0, '23:50', null],
      [0, '07:00', '09:31'],
      [0, '99:99', null],
      [0, '07:61', null],
      [1, '12:30', null],
    ] as const)
      await assert.rejects(mark(at, arrived, left), { code: 'invalid' }, `${arrived} ${left}`)
    assert.deepEqual(await mark(0, '06:00', '09:30'), { marked: 1 })
  })

  test('a class is not ended before its last session', async () => {
    const { id } = await walk.running({ title: '提前结束班' }, [
      { room: '406', starts: '15:00', ends: '16:00' },
      { day: '2026-03-12', room: '406' },
    ])
    await assert.rejects(walk.take('provinceTrainer', id, 'finishClass', {}), { code: 'closed' })
    walk.setDay('2026-03-12')
    await walk.take('provinceTrainer', id, 'finishClass', {})
  })

  test('leave is counted by the timetable as it stands', async () => {
    const { id, sessions } = await walk.running({ title: '请假班' }, [
      { room: '407', hours: 3, starts: '16:00', ends: '18:00' },
      { day: '2026-03-11', room: '407', hours: 0.5 },
      { day: '2026-03-12', room: '407', hours: 0.5, starts: '16:00', ends: '17:00' },
    ])
    const asked = sessions.slice(1)
    await walk.world.sql.query(
      "insert into class_leave (class_id, person_id, person_name, session_ids, hours, reason, state) values ($1, $2, 'x', $3, 1, '有事', 'granted')",
      [id, walk.person('officer'), asked],
    )
    const mine = async () => (await walk.world.as('officer', trainingApi).class({ params: { matterId: id } })).mine?.leaveHours
    assert.equal(await mine(), 1)
    await walk.take('provinceTrainer', id, 'dropSession', { sessionId: asked[1], reason: '教师生病' })
    assert.equal(await mine(), 0.5, 'half an hour of three and a half: exactly one seventh')
  })

  test('who was taken out is signed in by no code any more', async () => {
    const { id, sessions } = await walk.running({ title: '退出班' }, [{ room: '408', starts: '08:30', ends: '09:00' }])
    const place = await walk.placesOf(id, 'county')
    await walk.take('trainer', place, 'withdrawEnrolled', { nomineeId: walk.person('officer2'), reason: '出差' })
    const { code } = await walk.world.as('provinceTrainer', attendanceApi).code({ params: { sessionId: sessions[0] ?? '' } })
    const { outcome } = await walk.world.as('officer2', attendanceApi).signIn({ body: { code } })
    assert.equal(outcome, 'notEnrolled')
    await assert.rejects(
      walk.world
        .as('officer2', learningApi)
        .askLeave({ params: { matterId: id }, body: { sessionIds: [sessions[0] ?? ''], reason: '出差' } }),
      { code: 'closed' },
    )
  })
})

describe('every table of the room by SQL, as the runtime role', () => {
  let walk: ClassWorld
  let id: MatterId
  before(async () => {
    walk = await openClassWorld()
    const running = await walk.running({}, [{ teachers: [{ personId: walk.person('unitHead') }] }])
    id = running.id
    const { learner, session } = { learner: walk.person('officer'), session: running.sessions[0] }
    for (const [statement, values] of [
      [
        "insert into attendance (session_id, person_id, class_id, arrived_at, how, by_name) values ($1, $2, $3, now(), 'list', 'x')",
        [session, learner, id],
      ],
      [
        "insert into class_leave (class_id, person_id, person_name, session_ids, hours, reason, state, answer) values ($1, $2, 'x', $3, 1, '有事', 'granted', '同意')",
        [id, learner, [session]],
      ],
      [
        `insert into class_certificate (class_id, person_id, person_name, org_name, issuer, class_title, number, code, hours, days, starts_on, ends_on, issued_on)
         values ($1, $2, '县办案甲', 'x', 'x', 'x', '1', '0123456789ABCDEFGHJK', 1, 1, '2026-03-10', '2026-03-10', '2026-03-10')`,
        [id, learner],
      ],
      ["insert into calendar_feed (person_id, token_hash) values ($1, 'x')", [learner]],
      ["insert into class_evaluation (class_id, scores) values ($1, '{}')", [id]],
      ['insert into class_evaluation_given (class_id, person_id) values ($1, $2)', [id, learner]],
    ] as const)
      await walk.world.sql.query(statement, [...values])
  })
  after(() => walk.close())

  const own = ['attendance', 'class_leave', 'class_certificate', 'enrolment'] as const
  const counts = async (token: string, tables: readonly string[]) => {
    const found: Record<string, unknown> = {}
    await asRuntime(walk.world, token, async (run) => {
      for (const table of tables) {
        const answered = await run(`select count(*)::integer n from ${table}`).catch(() => ({ rows: [{ n: 'denied' }] }))
        found[table] = (answered.rows[0] as { n: unknown }).n
      }
    })
    return found
  }
  const tables = [
    'training_plan',
    'class_place',
    ...own,
    'class_material',
    'class_evaluation',
    'class_evaluation_given',
    'class_session_key',
    'calendar_feed',
  ]
  const nothing = Object.fromEntries(
    tables.map((table) => [table, ['class_evaluation', 'class_session_key'].includes(table) ? 'denied' : 0]),
  )

  test('a stranger and somebody without a session find nothing in any of them', async () => {
    for (const token of [walk.world.people.officerElsewhere.token, walk.world.people.officerB.token, 'nobody'])
      assert.deepEqual(await counts(token, tables), nothing)
  })

  test('a participant finds himself', async () => {
    const found = await counts(walk.world.people.officer.token, own)
    assert.deepEqual(found, { attendance: 1, class_leave: 1, class_certificate: 1, enrolment: 1 })
  })

  test('nobody writes himself in, writes himself present, gives himself a certificate or rewrites what was answered', async () => {
    const me = walk.person('officer3')
    const attempts = [
      `insert into enrolment (class_id, place_id, person_id, person_name, org_id, org_name, status) select '${id}', p.matter_id, '${me}', 'x', p.org_id, 'x', 'enrolled' from class_place p`,
      `insert into enrolment (class_id, place_id, person_id, person_name, org_id, org_name, status) values ('${id}', gen_random_uuid(), '${me}', 'x', '${walk.org('county')}', 'x', 'enrolled')`,
      `insert into attendance (session_id, person_id, class_id, arrived_at, how, by_name) select s.id, '${me}', s.class_id, now(), 'code', 'x' from class_session s`,
      `insert into class_certificate (class_id, person_id, person_name, org_name, issuer, class_title, number, code, hours, days, starts_on, ends_on, issued_on) values ('${id}', '${me}', 'x', 'x', 'x', 'x', '2', '1123456789ABCDEFGHJK', 1, 1, '2026-03-10', '2026-03-10', '2026-03-10')`,
      `insert into class_evaluation (class_id, scores) values ('${id}', '{}')`,
      `insert into class_evaluation_given (class_id, person_id) values ('${id}', '${me}')`,
      `select authority.code_of_step(id, 1) from class_session`,
      'select * from class_session_key',
    ]
    for (const who of ['officer3', 'unitHead', 'trainer', 'principalHead'] as const)
      await asRuntime(walk.world, walk.world.people[who].token, async (run) => {
        for (const statement of attempts)
          await run(statement).then(
            ({ rows, ...rest }) => assert.equal((rest as { rowCount?: number }).rowCount ?? rows.length, 0, `${who}: ${statement}`),
            () => undefined,
          )
      })
    await asRuntime(walk.world, walk.world.people.officer.token, async (run) => {
      for (const statement of [
        "update class_leave set state = 'withdrawn'",
        'update class_leave set hours = 0.5',
        "update enrolment set status = 'withdrawn'",
        'update attendance set left_at = now()',
        'update class_session set hours = 20',
        'update class_certificate set hours = 90',
      ])
        await run(statement).then(
          (answered) => assert.equal((answered as { rowCount?: number }).rowCount, 0, statement),
          () => undefined,
        )
    })
  })

  test('nobody who has no business there learns that it is there', async () => {
    const place = await walk.placesOf(id, 'county')
    for (const who of ['trainerElsewhere', 'officerElsewhere'] as const)
      await assert.rejects(walk.take(who, place, 'submit'), { code: 'notFound' }, who)
    await assert.rejects(walk.world.as('trainerElsewhere', trainingApi).place({ params: { matterId: place } }), { code: 'notFound' })
  })
})
