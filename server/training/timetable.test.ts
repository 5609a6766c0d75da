import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { aClass, type ClassWorld, openClassWorld } from '#test/class-world'

describe('a timetable', () => {
  let walk: ClassWorld
  let first: MatterId
  before(async () => {
    walk = await openClassWorld()
    first = await walk.open({ title: '先排的班' })
    await walk.session(first, {
      day: '2026-03-10',
      starts: '09:00',
      ends: '11:00',
      room: '301',
      teachers: [{ personId: walk.person('unitHead') }, { name: '外请教师', unit: '某大学' }],
    })
    await walk.call(first, { county: 3 })
    await walk.enrol(first, 'trainer', 'county', ['officer'])
  })
  after(() => walk.close())

  const inside = () => [{ personId: walk.person('unitHead') }]
  const outside = (unit: string) => [{ name: '外请教师', unit }]
  // Half-open: what ends at eleven and what begins at eleven do not meet.
  const table: readonly (readonly [string, Record<string, unknown>, RegExp | null])[] = [
    ['the same room at the same hour', { room: '301' }, /教室“301”.*先排的班/],
    ['the same room, one minute into it', { room: '301', starts: '10:59', ends: '12:00' }, /教室/],
    ['the same room, around it', { room: '301', starts: '08:00', ends: '12:00' }, /教室/],
    ['the same room when it has ended', { room: '301', starts: '11:00', ends: '12:00' }, null],
    ['the same room until it begins', { room: '301', starts: '08:00', ends: '09:00' }, null],
    ['the same room on the next day', { room: '301', day: '2026-03-11' }, null],
    ['another room', { room: '302', starts: '13:00', ends: '14:00' }, null],
    ['a teacher who teaches there', { room: '303', teachers: inside }, /教师大队长甲.*先排的班/],
    ['an outside teacher by name and unit', { room: '303', teachers: () => outside('某大学') }, /教师外请教师/],
    ['somebody else of the same name', { room: '303', starts: '09:30', ends: '10:30', teachers: () => outside('另一大学') }, null],
    ['a teacher after it', { room: '305', starts: '11:00', ends: '12:00', teachers: inside }, null],
  ]
  for (const [name, { teachers, ...session }, refusal] of table)
    test(`${refusal ? 'refuses' : 'allows'} ${name}`, async () => {
      const id = await walk.open({ title: '后排的班' })
      const planned = walk.session(id, { ...session, teachers: typeof teachers === 'function' ? teachers() : [] })
      if (refusal)
        return assert.rejects(planned, (error: Error & { code?: string }) => error.code === 'closed' && refusal.test(error.message))
      assert.ok(await planned)
      await walk.take('provinceTrainer', id, 'cancelClass', { reason: '试排' })
      await walk.world.sql.query(
        "update class_session s set dropped = true from training_class c where c.matter_id = s.class_id and c.state = 'cancelled'",
      )
    })

  test('is another organiser’s own: a room of the same name elsewhere is free', async () => {
    const { id } = await walk.world.as('trainer', trainingApi).openClass({ body: { ...aClass, title: '县班' } })
    await walk.take('trainer', id, 'planSession', {
      day: '2026-03-10',
      starts: '09:00',
      ends: '11:00',
      subject: '课',
      hours: 2,
      room: '301',
      teachers: [],
    })
    await assert.rejects(
      walk.take('trainer', id, 'planSession', {
        day: '2026-03-10',
        starts: '09:00',
        ends: '11:00',
        subject: '课',
        hours: 2,
        teachers: [{ personId: walk.person('unitHead') }],
      }),
      {
        code: 'closed',
      },
    )
  })

  test('lets nobody be named who sits or teaches elsewhere at that hour, and names the class', async () => {
    const id = await walk.open({ title: '撞期的班' })
    await walk.session(id, { room: '309', starts: '10:00', ends: '12:00' })
    await walk.call(id, { county: 3 })
    const place = await walk.placesOf(id, 'county')
    const name = (who: 'officer' | 'officer2' | 'unitHead') => walk.take('trainer', place, 'nominate', { people: [walk.person(who)] })
    await assert.rejects(name('officer'), /县办案甲在 2026-03-10 09:00–11:00 已参加“先排的班”/)
    await assert.rejects(name('unitHead'), /大队长甲.*先排的班/)
    await name('officer2')
    // A change of the timetable that brings a clash is refused as well.
    await assert.rejects(
      walk.session(first, { room: '310', starts: '08:30', ends: '08:45', teachers: [{ personId: walk.person('officer') }] }),
      /本班学员/,
    )
  })

  test('is kept by the database itself for rooms and teachers', async () => {
    const insert = (columns: string) =>
      walk.world.sql.query(
        `insert into class_session (class_id, org_id, day, starts, ends, subject, hours, room) select '${first}', org_id, ${columns} from training_class where matter_id = '${first}'`,
      )
    await assert.rejects(insert("'2026-03-10', '10:00', '12:00', 'x', 2, '301'"), /class_session_room_free/)
    await assert.rejects(
      walk.world.sql.query(
        `insert into session_teacher (session_id, class_id, name, unit, key, day, starts, ends) select session_id, class_id, name, unit, '', day, starts, ends from session_teacher where name = '外请教师' and not gone limit 1`,
      ),
      /session_teacher_free/,
    )
  })

  test('asks that a session lies within the class and ends after it begins', async () => {
    const id = await walk.open()
    await assert.rejects(walk.session(id, { day: '2026-03-13', room: '311' }), { code: 'invalid' })
    await assert.rejects(walk.session(id, { starts: '11:00', ends: '11:00', room: '311' }), { code: 'invalid' })
    await assert.rejects(walk.session(id, { room: '311', teachers: [{ unit: '某大学' }] }), { code: 'invalid' })
    await assert.rejects(walk.take('cityTrainer', id, 'planSession', {}), { code: 'notFound' })
    await assert.rejects(walk.take('provinceHead', id, 'planSession', {}), { code: 'notAllowed' })
  })
})
