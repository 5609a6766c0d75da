import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { feedsApi } from '#contract/training-certificates'
import { learningApi } from '#contract/training-learning'
import { multipart, postBytes } from '#test/bytes'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'
import { calendarOf } from './calendar.ts'

const good = { content: 5, teaching: 4, method: 4, organisation: 3, gain: 5 }

describe('what participants do', () => {
  let walk: ClassWorld
  let id: MatterId
  before(async () => {
    walk = await openClassWorld()
    const running = await walk.running({}, [{ subject: '第一课；逗号, 反斜线\\', teachers: [{ personId: walk.person('unitHead') }] }])
    id = running.id
    await walk.enrolMore(id)
    walk.setDay('2026-03-12')
    await walk.take('provinceTrainer', id, 'finishClass', {})
  })
  after(() => walk.close())
  const learn = (who: PersonKey) => walk.world.as(who, learningApi)
  const rate = (who: PersonKey, words = '') => learn(who).evaluate({ params: { matterId: id }, body: { scores: good, words } })
  const results = (who: PersonKey) => learn(who).evaluation({ params: { matterId: id } })

  test('is rated once and without a name, and shown when it is closed, from five answers on', async () => {
    await assert.rejects(rate('officerElsewhere'), { code: 'closed' }, 'not a participant')
    const people = ['officer', 'officer2', 'stationOfficer', 'stationOfficer2'] as const
    for (const who of people) await rate(who, `${who} 的话`)
    await assert.rejects(rate('officer'), { code: 'closed' }, 'once')
    const nothing = { open: true, answers: null, averages: null, words: [] }
    assert.deepEqual(await results('provinceTrainer'), nothing)
    await learn('officer3').evaluate({ params: { matterId: id }, body: { scores: { ...good, organisation: 4 }, words: '' } })
    assert.deepEqual(await results('provinceTrainer'), nothing, 'five, and whoever looks after each answer learns nothing')
    await assert.rejects(walk.take('trainer', id, 'closeEvaluation'), { code: 'notFound' })
    await walk.take('provinceTrainer', id, 'closeEvaluation')
    await assert.rejects(walk.take('provinceTrainer', id, 'closeEvaluation'), { code: 'closed' })
    await assert.rejects(
      walk.world.sql.query('update training_class set evaluating = true where matter_id = $1', [id]),
      /opened once/,
      'opened again it could be watched after all',
    )
    const shown = await results('provinceTrainer')
    assert.deepEqual([shown.answers, shown.averages, shown.words.length], [5, { ...good, organisation: 3.2 }, 4])
    assert.equal((await results('unitHead')).answers, 5, 'the teacher reads it')
    for (const who of ['trainer', 'officer', 'officerElsewhere'] as const) assert.equal((await results(who)).answers, null, who)
    const { rows } = await walk.world.sql.query("select 1 from ledger_entry where object = 'class_evaluation'")
    assert.equal(rows.length, 0, 'the ledger would tell who answered what')
    const { rows: columns } = await walk.world.sql.query(
      "select column_name from information_schema.columns where table_name = 'class_evaluation' order by 1",
    )
    assert.deepEqual(
      columns.map(({ column_name }) => column_name),
      ['class_id', 'id', 'scores', 'words'],
    )
  })

  test('reads its materials, as the teacher does, and nobody else', async () => {
    const app = walk.world.app
    const pdf = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    )
    const send = (who: PersonKey) =>
      postBytes(walk.world, who, `/training/classes/${id}/materials`, multipart({ title: '课件' }, '课件.pdf', pdf))
    await assert.rejects(send('trainer'), { code: 'notAllowed' })
    const materialId = String((await send('provinceTrainer')).id)
    const load = (who: PersonKey) =>
      app.inject({ url: `/api/training/materials/${materialId}`, headers: { cookie: `sid=${walk.world.people[who].token}` } })
    for (const who of ['officer', 'unitHead', 'provinceTrainer'] as const) assert.deepEqual((await load(who)).rawPayload, pdf, who)
    for (const who of ['officerElsewhere', 'trainer', 'deputyHead'] as const) assert.equal((await load(who)).statusCode, 404, who)
    await walk.world.as('provinceTrainer', trainingApi).removeMaterial({ params: { materialId } })
    assert.equal((await load('officer')).statusCode, 404, 'taken down')
  })

  test('subscribes to its sessions by a secret address, which ends when it is revoked', async () => {
    const feeds = walk.world.as('officer', feedsApi)
    const { id: feedId, path } = await feeds.make({ body: {} })
    const load = (url: string) => walk.world.app.inject({ url })
    const calendar = await load(path)
    assert.equal(calendar.statusCode, 200)
    const lines = calendar.body.replace(/\r\n[ \t]/g, '').split('\r\n')
    assert.ok(
      lines.includes('TZID:Asia/Shanghai') &&
        lines.includes('DTSTART;TZID=Asia/Shanghai:20260310T090000') &&
        lines.includes('DTEND;TZID=Asia/Shanghai:20260310T110000'),
      calendar.body,
    )
    assert.ok(
      lines.some((line) => line.startsWith('SUMMARY:第一课；逗号\\, 反斜线\\\\')),
      'escaped',
    )
    assert.equal((await load(`${path.slice(0, -2)}xx`)).statusCode, 404)
    await assert.rejects(walk.world.as('officer2', feedsApi).revoke({ params: { feedId } }), { code: 'notFound' })
    await feeds.revoke({ params: { feedId } })
    assert.equal((await load(path)).statusCode, 404)
    const other = await walk.world.as('officerElsewhere', feedsApi).make({ body: { classId: id } })
    assert.doesNotMatch((await load(other.path)).body, /VEVENT/, 'who takes no part subscribes to nothing')
  })
})

test('a session keeps its UID, raises its SEQUENCE, and stays as cancelled', () => {
  const session = {
    session_id: '00000000-0000-4000-8000-000000000001',
    class_title: '班',
    subject: '课',
    day: '2026-03-10',
    starts: '09:00:00',
    ends: '11:00:00',
    room: null,
    place: null,
    live_link: null,
    teachers: [],
    sequence: 0,
    gone: false,
  }
  const stamp = new Date('2026-03-01T00:00:00Z')
  const [one, two] = [
    calendarOf('日程', [session], stamp),
    calendarOf('日程', [{ ...session, day: '2026-03-11', sequence: 1, gone: true }], stamp),
  ]
  const field = (text: string, name: string) => new RegExp(`^${name}[:;](.*)$`, 'm').exec(text)?.[1]?.trim()
  assert.equal(field(one, 'UID'), field(two, 'UID'))
  assert.deepEqual([field(one, 'SEQUENCE'), field(two, 'SEQUENCE'), field(two, 'STATUS')], ['0', '1', 'CANCELLED'])
  for (const line of one.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
})
