import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { type Claim, claimsApi, nationalImportsApi, nationalPlatform } from '#contract/hours-claims'
import { hoursApi } from '#contract/hours-people'
import { defaultSettings, hoursRulesApi } from '#contract/hours-rules'
import type { ImportBatch } from '#contract/import'
import { asRuntime } from '#test/administrators'
import { getBytes, multipart, onePixel, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { settleClaim, tellCheckers } from './claim.service.ts'

describe('a record from outside', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const claims = (who: PersonKey) => world.as(who, claimsApi)
  const fields = {
    kind: 'national',
    title: '商标审查实务',
    provider: nationalPlatform,
    certificateNo: 'YC2026-1',
    form: 'online',
    subject: 'professional',
    hours: '12.5',
    fromDay: '2026-02-01',
    earnedOn: '2026-02-20',
  }
  const bring = async (who: PersonKey, more: Record<string, string> = {}): Promise<Claim> =>
    (await postBytes(world, who, '/hours-claims', multipart({ ...fields, ...more }, '证书.png', onePixel))) as unknown as Claim // serialised by the endpoint's own schema
  const call = ({ id, version }: Claim) => ({ params: { claimId: id }, version })
  const check = (who: PersonKey, claim: Claim, pass = true) =>
    claims(who).check({ ...call(claim), body: pass ? { pass } : { pass, reason: '证书看不清' } })
  /** What the job does later. */
  const settle = (id: string) => world.inService((ctx) => settleClaim(ctx, id))
  const earned = async (who: PersonKey) =>
    (await world.as(who, hoursApi).mine({ query: {} })).entries.map(({ hours, source, by }) => [hours, source.room, source.id, by])

  test('counts when a second person has checked it: not who brought it, not whose it is', async () => {
    const claim = await bring('stationOfficer')
    assert.deepEqual(
      [claim.state, claim.mayCheck, claim.mayWithdraw, claim.file?.name, claim.hours],
      ['pending', false, true, '证书.png', 12.5],
    )
    for (const who of ['stationOfficer', 'stationHead', 'principalHead'] as const)
      await assert.rejects(check(who, claim), { code: 'notAllowed' })
    await assert.rejects(check('trainerElsewhere', claim), { code: 'notFound' })
    const checked = await check('trainer', claim)
    assert.deepEqual([checked.state, checked.checkedBy], ['accepted', '县培训甲'])
    await settle(claim.id)
    await settle(claim.id)
    assert.deepEqual(await earned('stationOfficer'), [[12.5, 'national', `${nationalPlatform}:YC2026-1`, '系统服务']])
    await assert.rejects(check('trainer', checked), { code: 'closed' })
    await assert.rejects(claims('stationOfficer').withdraw(call(checked)), { code: 'closed' })
  })

  test('brought by the training officer is checked by another one; his own by the level above', async () => {
    const forAnother = await bring('trainer', { personId: world.people.officer.id, certificateNo: 'YC2026-2' })
    await assert.rejects(check('trainer', forAnother), { code: 'notAllowed' })
    assert.equal((await check('cityTrainer', forAnother)).state, 'accepted')
    const own = await bring('trainer', { certificateNo: 'YC2026-3' })
    await assert.rejects(check('trainer', own), { code: 'notAllowed' })
    for (const set of ["state = 'accepted'", 'hours = 200'])
      await asRuntime(world, world.people.trainer.token, (query) =>
        assert.rejects(query(`update hours_claim set ${set} where id = '${own.id}'`), { code: '42501' }),
      )
    await assert.rejects(bring('officer', { personId: world.people.officer2.id }), { code: 'notFound' })
    await assert.rejects(bring('unitHead', { personId: world.people.officer.id }), { code: 'notAllowed' })
    await assert.rejects(bring('trainer', { personId: world.people.officerElsewhere.id }), { code: 'notFound' })
  })

  test('is one certificate, whoever brings it; after a refusal it may be brought again', async () => {
    await assert.rejects(bring('stationOfficer2'), { code: 'invalid' })
    await assert.rejects(bring('officerElsewhere'), { code: 'invalid' })
    const first = await bring('officer2', { certificateNo: 'YC2026-4' })
    const refused = await check('trainer', first, false)
    assert.deepEqual([refused.state, refused.reason], ['rejected', '证书看不清'])
    const again = await bring('officer2', { certificateNo: 'YC2026-4' })
    await check('trainer', again)
    await settle(again.id)
    assert.equal((await earned('officer2')).length, 1)
  })

  test('is announced to the nearest training officer who may check it, once a day', async () => {
    const told = async (who: PersonKey, number: string) => {
      const claim = await bring(who, { certificateNo: number })
      await world.inService((ctx) => tellCheckers(ctx, claim.id))
      const { rows } = await world.sql.query<{ account: string; key: string }>(
        "select p.account, j.payload->>'key' as key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id join person p on p.id = (j.payload->>'personId')::uuid where t.identifier = 'inbox.tell' and j.payload->>'kind' = 'work'",
      )
      await world.sql.query('delete from graphile_worker._private_jobs')
      await claims(who).withdraw(call(claim))
      return rows
    }
    assert.deepEqual(await told('stationHead', 'T-1'), [{ account: 'trainer', key: 'hours-claims:2026-03-10' }])
    assert.deepEqual(await told('trainer', 'T-2'), [{ account: 'citytrainer', key: 'hours-claims:2026-03-10' }])
  })

  test('says what is in the ledger for the same days already', async () => {
    const claim = await bring('stationOfficer', { certificateNo: 'YC2026-5', fromDay: '2026-02-20', earnedOn: '2026-02-21' })
    assert.deepEqual(claim.overlaps, [{ title: '商标审查实务', hours: 12.5, earnedOn: '2026-02-20' }])
    assert.equal((await claims('stationOfficer').withdraw(call(claim))).state, 'withdrawn')
  })

  test('has its proof for who may see the record, and for nobody else', async () => {
    const claim = await bring('stationOfficer', { certificateNo: 'YC2026-6' })
    for (const who of ['stationOfficer', 'trainer', 'cityTrainer', 'stationHead'] as const)
      assert.deepEqual((await getBytes(world, who, `/hours-claims/${claim.id}/proof`)).content, onePixel, who)
    for (const who of ['officer', 'trainerElsewhere', 'examiner'] as const)
      await assert.rejects(getBytes(world, who, `/hours-claims/${claim.id}/proof`), { code: 'notFound' }, who)
    const waiting = await claims('trainer').list({ query: { state: 'pending' } })
    assert.deepEqual(
      waiting.rows.map(({ person, mayCheck }) => [person.name, mayCheck]),
      [['所办案甲', true]],
    )
    assert.deepEqual((await claims('trainerElsewhere').list({ query: {} })).rows, [])
  })

  test('of half hours, of days that have come, and with a figure', async () => {
    for (const wrong of [
      { hours: '1.3' },
      { hours: '0' },
      { earnedOn: '2026-03-11' },
      { earnedOn: '2026-01-31' },
      { form: 'unknown' },
      { title: 'x' },
    ])
      await assert.rejects(
        bring('officer', { certificateNo: 'W', ...wrong } as Record<string, string>),
        { code: 'invalid' },
        JSON.stringify(wrong),
      )
  })

  test('by the table of conversion is worth what it says, and nothing while it says nothing', async () => {
    const taught = {
      kind: 'teaching',
      certificateNo: '',
      form: 'practice',
      hours: '0',
      conversion: 'teaching',
      units: '3',
      provider: '省局培训班',
    }
    await assert.rejects(bring('officer3', taught), { code: 'closed' })
    const conversions = defaultSettings.conversions.map((one) => (one.code === 'teaching' ? { ...one, hoursEach: 2.5 } : one))
    await world
      .as('provinceTrainer', hoursRulesApi)
      .save({ body: { settings: { ...defaultSettings, conversions }, reason: '省级认定办法' }, version: 0 })
    assert.equal((await bring('officer3', taught)).hours, 7.5)
  })

  const table = async (...rows: string[][]): Promise<ImportBatch> => {
    const { content } = await getBytes(world, 'trainer', '/hours/national-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const row of rows) workbook.worksheets[0]!.addRow(row)
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    return (await postBytes(world, 'trainer', '/hours/national-imports', multipart({}, '导出.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
  }
  const row = (account: string, name: string, number: string, hours = '8') => [
    account,
    name,
    '提升班',
    '商标',
    hours,
    '2026-01-05',
    '2026-01-20',
    '90',
    number,
  ]

  test('comes as a table of the national platform, each fault at its cell, and is taken back with its reversals', async () => {
    const batch = await table(
      row('presider', '听证主持甲', 'NX-1'),
      row('deputyhead', '分管局长甲', 'NX-2', '0.3'),
      row('officerb', '乙市县办案甲', 'NX-3'),
      row('trainer', '县培训甲', 'NX-4'),
      row('unithead', '大队长甲', 'YC2026-1'),
      row('unithead', '大队长甲', 'NX-1'),
    )
    assert.deepEqual(
      batch.faults.map(({ row: at, column, message }) => `${at}${column} ${message.slice(0, 7)}`),
      ['4E 学时应在 0.', '5A 管辖范围内没有', '6A 不能导入本人的', '7I 这个证书编号已', '8I 与第 3 行重'],
    )
    const imports = world.as('trainer', nationalImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    assert.equal(applied.made, 1)
    const [claim] = (await claims('presider').mine({ query: {} })).rows
    assert.deepEqual([claim?.state, claim?.source, claim?.submittedBy], ['accepted', 'import', '县培训甲'])
    await settle(claim?.id ?? '')
    assert.deepEqual(await earned('presider'), [[8, 'national', `${nationalPlatform}:NX-1`, '系统服务']])
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept], ['undone', 0])
    await settle(claim?.id ?? '')
    await settle(claim?.id ?? '')
    assert.deepEqual((await earned('presider')).map(([hours]) => hours).sort(), [-8, 8])

    // The same table again is a second turn of the same certificate: counted anew, once.
    const again = await table(row('presider', '听证主持甲', 'NX-1'))
    assert.deepEqual(again.faults, [])
    await imports.apply({ params: { batchId: again.id }, version: again.version, body: { only: 'all' } })
    for (const { id } of (await claims('presider').mine({ query: {} })).rows) await settle(id)
    assert.deepEqual((await earned('presider')).map(([hours]) => hours).sort(), [-8, 8, 8])
    for (const who of ['officer', 'principalHead', 'examiner'] as const)
      await assert.rejects(getBytes(world, who, '/hours/national-imports/template'), { code: 'notAllowed' }, who)
  })
})
