import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { ImportBatch } from '#contract/import'
import { nominationImportsApi, trainingApi } from '#contract/training'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { type ClassWorld, openClassWorld } from '#test/class-world'
import type { PersonKey } from '#test/world'

describe('names from a table', () => {
  let walk: ClassWorld
  before(async () => {
    walk = await openClassWorld()
  })
  after(() => walk.close())

  test('are judged at their cells, taken in within the quota, and taken back while they are not handed in', async () => {
    const id = await walk.open()
    await walk.call(id, { county: 2, neighbour: 2 })
    const place = await walk.placesOf(id, 'county')
    const { content } = await getBytes(walk.world, 'trainer', '/training/nomination-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    const name = '2026-03-10 商标行政保护能力提升班'
    for (const row of [
      [name, 'officer', '县办案甲'],
      [name, 'officerelsewhere', '邻县办案甲'], // not our people
      [name, 'officer2', '县办案丙'], // another name
      [name, 'officer3', '县办案丙'], // two are left, and the row before counts
      ['没有的班', 'stationofficer', '所办案甲'],
    ])
      workbook.worksheets[0]?.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    const batch = (await postBytes(
      walk.world,
      'trainer',
      '/training/nomination-imports',
      multipart({}, '名册.xlsx', file),
    )) as unknown as ImportBatch // serialised by the endpoint's own schema
    assert.deepEqual(
      batch.faults.map(({ row, column }) => `${row}${column}`),
      ['4B', '5C', '6A', '7A'],
    )
    const imports = (who: PersonKey) => walk.world.as(who, nominationImportsApi)
    await assert.rejects(imports('trainerElsewhere').read({ params: { batchId: batch.id } }), { code: 'notFound' })
    await assert.rejects(imports('officer').list({ query: {} }), { code: 'notAllowed' })
    const applied = await imports('trainer').apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    const names = async () =>
      (await walk.world.as('trainer', trainingApi).place({ params: { matterId: place } })).nominees.map((one) => [one.name, one.status])
    assert.deepEqual(await names(), [['县办案甲', 'nominated']])
    const undone = await imports('trainer').undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept, await names()], ['undone', 0, [['县办案甲', 'withdrawn']]])
  })
})
