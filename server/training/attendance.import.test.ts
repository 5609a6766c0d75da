import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import type { MatterId } from '#contract/common'
import type { ImportBatch } from '#contract/import'
import { attendanceApi, attendanceListImportsApi } from '#contract/training-attendance'
import { asRuntime } from '#test/administrators'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'

describe('a list of signatures from a table', () => {
  let walk: ClassWorld
  let id: MatterId
  let session = ''
  before(async () => {
    walk = await openClassWorld()
    const running = await walk.running({}, [{}, { day: '2026-03-11', room: '302' }])
    id = running.id
    session = running.sessions[0] ?? ''
    await walk.enrolMore(id)
    walk.setDay('2026-03-10')
  })
  after(() => walk.close())
  const imports = (who: PersonKey) => walk.world.as(who, attendanceListImportsApi)
  const bring = async (change: (sheet: Worksheet, row: (name: string) => number) => void): Promise<ImportBatch> => {
    const { content } = await getBytes(walk.world, 'provinceTrainer', `/training/classes/${id}/attendance-sheet?sessionId=${session}`)
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    const sheet = workbook.worksheets[0] as Worksheet // the template has one
    const row = (name: string) => {
      for (let at = 1; at <= sheet.rowCount; at += 1) if (sheet.getCell(at, 3).value === name) return at
      throw new Error(`${name} is not on the sheet`)
    }
    change(sheet, row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(
      walk.world,
      'provinceTrainer',
      '/training/attendance-imports',
      multipart({}, '签到.xlsx', file),
    )) as unknown as ImportBatch // serialised by the endpoint's own schema
  }
  const marks = async () =>
    (await walk.world.as('provinceTrainer', attendanceApi).list({ params: { sessionId: session } })).flatMap(
      ({ name, arrivedAt, leftAt }) => (arrivedAt ? [[name, arrivedAt.slice(11, 16), leftAt?.slice(11, 16) ?? null]] : []),
    )

  test('goes out with the roster and comes back: faults stand at their cells, empty rows are nobody, it is taken back as one', async () => {
    const batch = await bring((sheet, row) => {
      sheet.getCell(row('县办案甲'), 5).value = '9:05'
      // As Excel keeps a time that was typed: a fraction of a day.
      sheet.getCell(row('县办案乙'), 5).value = new Date(Date.UTC(1899, 11, 30, 9, 30))
      sheet.getCell(row('县办案丙'), 5).value = '下午'
      sheet.addRow([String(sheet.getCell(row('县办案甲'), 1).value), 'officerelsewhere', '邻县办案甲', '', '09:00', ''])
      sheet.addRow(['没有的课', 'officer', '县办案甲', '', '09:00', ''])
    })
    const names = batch.faults.map(({ column, message }) => `${column} ${message}`)
    assert.deepEqual(names, ['E 请按 09:00 的格式填写', 'B 不在本班录取的学员名单中', 'A 没有本单位举办的这次课，或者还没有到上课日期'])
    assert.equal(batch.sameRows, 2, 'whoever has no time did not come')
    for (const who of ['trainer', 'trainerElsewhere'] as const)
      await assert.rejects(imports(who).read({ params: { batchId: batch.id } }), { code: 'notFound' }, who)
    await assert.rejects(imports('officer').list({ query: {} }), { code: 'notAllowed' })
    const applied = await imports('provinceTrainer').apply({
      params: { batchId: batch.id },
      version: batch.version,
      body: { only: 'right' },
    })
    const came = [
      ['县办案乙', '01:30', null],
      ['县办案甲', '01:05', null],
    ]
    assert.deepEqual(await marks(), came)

    // Brought again with an end: the arrival stands, and taking back leaves what was there.
    const ends = await bring((sheet, row) => {
      sheet.getCell(row('县办案甲'), 6).value = '09:50'
      sheet.getCell(row('县办案乙'), 6).value = '09:10'
    })
    assert.deepEqual(
      ends.faults.map(({ column, message }) => `${column} ${message}`),
      ['E 离开时间不能早于到达时间。'],
    )
    const ended = await imports('provinceTrainer').apply({ params: { batchId: ends.id }, version: ends.version, body: { only: 'right' } })
    assert.deepEqual((await marks())[1], ['县办案甲', '01:05', '01:50'])
    assert.equal((await imports('provinceTrainer').undo({ params: { batchId: ends.id }, version: ended.version })).kept, 1)
    const undone = await imports('provinceTrainer').undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept, await marks()], ['undone', 0, []])
  })

  test('is the organiser’s alone, and SQL deletes neither what was scanned nor what another officer wrote', async () => {
    for (const who of ['trainer', 'trainerElsewhere', 'provinceHead'] as const)
      await assert.rejects(getBytes(walk.world, who, `/training/classes/${id}/attendance-sheet`), { code: 'notAllowed' }, who)
    await walk.world.sql.query(
      `insert into attendance (session_id, person_id, class_id, arrived_at, how, by_person_id, by_name)
       values ($1, $2, $4, '2026-03-10T01:00:00Z', 'code', $2, 'x'), ($1, $3, $4, '2026-03-10T01:00:00Z', 'list', $2, 'x')`,
      [session, walk.person('officer'), walk.person('officer2'), id],
    )
    for (const who of ['provinceTrainer', 'trainer', 'officer'] as const)
      await asRuntime(walk.world, walk.world.people[who].token, async (run) => {
        assert.equal((await run('delete from attendance returning id')).rows.length, 0, who)
      })
  })
})
