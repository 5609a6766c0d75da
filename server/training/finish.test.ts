import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { certificatesApi } from '#contract/training-certificates'
import { learningApi } from '#contract/training-learning'
import { allJobs } from '#rooms'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'
import { verificationCode } from './certificate.ts'

/** Does what the worker would do with the jobs that wait. */
async function work(walk: ClassWorld): Promise<void> {
  for (;;) {
    const { rows } = await walk.world.sql.query(
      `select j.id, t.identifier, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
    )
    if (rows.length === 0) return
    for (const { id, identifier, payload } of rows) {
      await walk.world.inService(async (ctx) => {
        const job = allJobs[identifier]
        await job?.run?.(ctx, job.payload.parse(payload))
      })
      await walk.world.sql.query('delete from graphile_worker._private_jobs where id = $1', [id])
    }
  }
}

describe('leave and the end of a class', () => {
  let walk: ClassWorld
  let id: MatterId
  let sessions: string[] = []
  before(async () => {
    walk = await openClassWorld()
    // Seven hours in all: one seventh is exactly the second session.
    const running = await walk.running({ attendancePercent: 50 }, [
      { hours: 4 },
      { day: '2026-03-11', hours: 1, room: '302' },
      { day: '2026-03-12', hours: 2, room: '303' },
    ])
    id = running.id
    sessions = running.sessions
    walk.setDay('2026-03-10')
    await work(walk)
  })
  after(() => walk.close())
  const learn = (who: PersonKey) => walk.world.as(who, learningApi)
  const seen = (who: PersonKey = 'provinceTrainer') => walk.world.as(who, trainingApi).class({ params: { matterId: id } })
  const leave = (who: PersonKey, at: number) =>
    learn(who).askLeave({ params: { matterId: id }, body: { sessionIds: [sessions[at] ?? ''], reason: '参加诉讼' } })
  const answer = async (step: string, input = {}) => {
    const asked = (await seen()).leaves.find(({ state }) => state === 'asked')
    return walk.take('provinceTrainer', asked?.matterId ?? '', step, input)
  }
  const messages = async (who: PersonKey) =>
    (await walk.world.sql.query('select title from message where person_id = $1 order by at, title', [walk.person(who)])).rows.map(
      ({ title }) => title,
    )

  test('is asked by a participant for himself, and answered by the organiser, whose 待办 it is', async () => {
    await assert.rejects(leave('officer3', 1), { code: 'closed' }, 'not enrolled')
    const { warning } = await leave('officer', 1)
    assert.equal(warning, null, 'one seventh itself is allowed')
    await assert.rejects(leave('officer', 1), { code: 'closed' }, 'asked already')
    await assert.rejects(leave('officer', 0), { code: 'invalid' }, 'it began an hour ago')
    await work(walk)
    await assert.rejects(walk.take('trainer', (await seen()).leaves[0]?.matterId ?? '', 'grant'), { code: 'notFound' })
    await answer('grant')
    await work(walk)
    assert.deepEqual(
      (await seen()).participants.map(({ name, leaveHours, leaveTooLong }) => [name, leaveHours, leaveTooLong]),
      [
        ['县办案乙', 0, false],
        ['县办案甲', 1, false],
      ],
    )
    assert.deepEqual(await messages('officer'), ['请假已同意：商标行政保护能力提升班'])
    assert.deepEqual(await messages('provinceTrainer'), [])
  })

  test('past one seventh is flagged and told to the organiser; who has to go a person decides, with a reason', async () => {
    const { warning } = await leave('officer', 2)
    assert.match(warning ?? '', /七分之一/)
    await work(walk)
    await answer('grant')
    await work(walk)
    assert.deepEqual((await seen()).participants.find(({ name }) => name === '县办案甲')?.leaveTooLong, true)
    assert.deepEqual(await messages('provinceTrainer'), ['请假超过七分之一：县办案甲'])
    assert.equal((await seen('officer')).mine?.status, 'enrolled', 'nobody goes by himself')
    await assert.rejects(walk.take('provinceTrainer', id, 'dismiss', { participantId: walk.person('officer') }), { code: 'invalid' })
    await assert.rejects(walk.take('trainer', id, 'dismiss', { participantId: walk.person('officer'), reason: '超假' }), {
      code: 'notFound',
    })
  })

  test('is withdrawn by who asked, while it is not answered', async () => {
    const { id: leaveId } = await leave('officer2', 2)
    await work(walk)
    await assert.rejects(learn('officer').withdrawLeave({ params: { leaveId } }), { code: 'notFound' })
    await learn('officer2').withdrawLeave({ params: { leaveId } })
    await work(walk)
    const { leaves } = await learn('officer2').mine()
    assert.deepEqual(
      leaves.map(({ state }) => state),
      ['withdrawn'],
    )
    await assert.rejects(learn('officer2').withdrawLeave({ params: { leaveId } }), { code: 'closed' })
  })

  test('ends with certificates for who meets the conditions, each with its reasons before', async () => {
    await walk.world.sql.query(
      "insert into attendance (session_id, person_id, class_id, arrived_at, how, by_name) values ($1, $2, $3, '2026-03-10T01:00:00Z', 'list', 'x')",
      [sessions[0], walk.person('officer'), id],
    )
    walk.setDay('2026-03-12')
    await walk.take('provinceTrainer', id, 'finishClass', {})
    const outcomes = await walk.world.as('provinceTrainer', trainingApi).outcomes({ params: { matterId: id } })
    assert.deepEqual(
      outcomes.map(({ name, passes }) => [name, passes]),
      [
        ['县办案乙', false],
        ['县办案甲', true],
      ],
    )
    assert.match(outcomes[0]?.reasons[0] ?? '', /出勤 0 学时，少于要求的 3.5 学时/)
    await assert.rejects(walk.world.as('trainer', trainingApi).outcomes({ params: { matterId: id } }), { code: 'notAllowed' })
    await assert.rejects(walk.take('trainer', id, 'certify'), { code: 'notFound' })
    await walk.take('provinceTrainer', id, 'certify')
    await work(walk)
    assert.deepEqual((await learn('officer2').mine()).certificates, [])
    const { rows } = await walk.world.sql.query('select person_id, hours, days, source_id, qualifies, earned_on::text from hours_entry')
    assert.deepEqual(rows, [
      { person_id: walk.person('officer'), hours: 16, days: 2, source_id: id, qualifies: true, earned_on: '2026-03-12' },
    ])
    const { rows: hosted } = await walk.world.sql.query(
      "select planned_on::text, held_on::text, cancelled from hosted_session where room = 'training'",
    )
    assert.deepEqual(hosted, [{ planned_on: '2026-03-10', held_on: '2026-03-10', cancelled: false }])
  })

  test('is verified by a stranger, with a masked name; a wrong code says so, and so does a revoked certificate', async () => {
    const stranger = walk.world.as(null, certificatesApi)
    const [own] = (await learn('officer').mine()).certificates
    const code = own?.code ?? ''
    const { verdict, certificate } = await stranger.verify({ params: { code: ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)}` } })
    assert.deepEqual([verdict, certificate?.name, certificate?.number, certificate?.hours], ['valid', '县**甲', '训证〔2026〕0001号', 16])
    assert.deepEqual(await stranger.verify({ params: { code: verificationCode() } }), { verdict: 'unknown', certificate: null })
    assert.deepEqual(await stranger.verify({ params: { code: '%' } }), { verdict: 'unknown', certificate: null })
    await assert.rejects(walk.take('provinceTrainer', id, 'revoke', { participantId: walk.person('officer2'), reason: '冒名' }), {
      code: 'notFound',
    })
    await walk.take('provinceTrainer', id, 'closeClass')
    await assert.rejects(walk.take('provinceTrainer', id, 'certifyMore', { note: '补发' }), { code: 'closed' }, 'filed is filed')
    const wrong = { participantId: walk.person('officer'), reason: '他人代签到' }
    await assert.rejects(walk.take('trainer', id, 'revoke', wrong), { code: 'notFound' })
    walk.setDay('2026-04-01')
    await walk.take('provinceTrainer', id, 'revoke', wrong)
    const { rows: filed } = await walk.world.sql.query('select state, closed, closed_on::text from matter where id = $1', [id])
    assert.deepEqual(filed, [{ state: 'closed', closed: true, closed_on: '2026-03-12' }], 'it stays filed on its day')
    assert.equal((await stranger.verify({ params: { code } })).verdict, 'revoked')
    await work(walk)
    const { rows } = await walk.world.sql.query('select hours, days, reason, by_name from hours_entry order by hours')
    assert.deepEqual(rows, [
      { hours: -16, days: -2, reason: '他人代签到', by_name: '省培训甲' },
      { hours: 16, days: 2, reason: null, by_name: '系统服务' },
    ])
    await assert.rejects(walk.world.sql.query('update class_certificate set revoked_on = null, revoke_reason = null'), /only ever revoked/)
  })

  test('gives its certificate as Word to whom it is about and to who has him among his people', async () => {
    const [own] = (await learn('officer').mine()).certificates
    const load = (who: PersonKey) =>
      walk.world.app.inject({
        url: `/api/training/certificates/${own?.id}?form=docx`,
        headers: { cookie: `sid=${walk.world.people[who].token}` },
      })
    for (const who of ['officer', 'unitHead', 'trainer', 'provinceTrainer'] as const) {
      const answered = await load(who)
      assert.equal(answered.statusCode, 200, who)
      assert.equal(answered.rawPayload.subarray(0, 2).toString(), 'PK')
    }
    for (const who of ['officer2', 'trainerElsewhere', 'officerElsewhere'] as const) assert.equal((await load(who)).statusCode, 404, who)
  })
})

test('a code has a hundred bits and no letter that is misread', () => {
  const codes = Array.from({ length: 500 }, verificationCode)
  assert.equal(new Set(codes).size, 500)
  for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{20}$/)
  assert.equal(new Set(codes.join('')).size, 32, 'every letter occurs')
})
