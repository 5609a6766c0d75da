import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { filesApi, type StoredFile } from '#contract/files'
import { getBytes, multipart, onePixel, postBytes, uploadFile } from '#test/bytes'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a file', () => {
  let world: World
  let matterId: string
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
    matterId = (await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  })
  after(() => world.close())

  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  const upload = (file: { name: string; content: Buffer; purpose?: string; matterId?: string }, who: PersonKey = 'officer') =>
    uploadFile<StoredFile>(world, who, { purpose: 'document', matterId, ...file })
  const temps = () => readdirSync(join(world.dataFolder, 'files', 'temp'))
  const count = async () => Number((await world.sql.query('select count(*) from file')).rows[0].count)

  test('is kept with both hashes and comes back byte for byte as an attachment, noted in the ledger', async () => {
    const file = await upload({ name: '鉴定委托.pdf', content: pdf })
    assert.deepEqual(
      [file.mediaType, file.bytes, file.sha256, file.sm3],
      ['application/pdf', pdf.length, createHash('sha256').update(pdf).digest('hex'), createHash('sm3').update(pdf).digest('hex')],
    )
    const { content, headers } = await getBytes(world, 'citySupervisor', `/files/${file.id}`)
    assert.deepEqual(content, pdf)
    assert.match(String(headers['content-disposition']), /^attachment; filename="____\.pdf"; filename\*=UTF-8''%E9%89%B4/)
    assert.match(String(headers['content-security-policy']), /^sandbox; default-src 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    const noted = await world.sql.query("select actor from ledger_entry where action = 'download' and object = 'file' and object_id = $1", [
      file.id,
    ])
    assert.deepEqual(noted.rows, [{ actor: '市监督甲' }])
    assert.deepEqual(temps(), [])
  })

  for (const [what, name, content, purpose] of [
    ['a page that calls itself a picture', '照片.jpg', Buffer.from('<html><script>alert(1)</script></html>'), 'evidencePhoto'],
    ['a picture under the name of a film', '录像.mp4', onePixel, 'evidencePhoto'],
    ['a program as a document', '通知.pdf', Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(64)]), 'document'],
    ['a picture for a table', '名单.xlsx', onePixel, 'sheet'],
    ['an SVG, which is a program', '图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'evidenceDocument'],
    ['nothing at all', '空.pdf', Buffer.alloc(0), 'document'],
    ['a purpose that does not exist', '通知.pdf', pdf, 'anything'],
  ] as const)
    test(`refuses ${what}, and leaves no row and no temporary file`, async () => {
      const before = await count()
      await assert.rejects(upload({ name, content, purpose }), { code: 'invalid' })
      assert.deepEqual([await count(), temps()], [before, []])
    })

  test('refuses more than its purpose allows', async () => {
    const big = Buffer.concat([onePixel, Buffer.alloc(10 * 1024 * 1024)])
    await assert.rejects(upload({ name: '名单.xlsx', content: big, purpose: 'sheet' }), { code: 'invalid', message: /10 MB/ })
    assert.deepEqual(temps(), [])
  })

  test('refuses an upload that was cut off on the way, whole', async () => {
    const before = await count()
    const whole = multipart({ purpose: 'document', matterId }, '通知.pdf', Buffer.concat([pdf, Buffer.alloc(100_000)]))
    await assert.rejects(postBytes(world, 'officer', '/files', whole.subarray(0, whole.length - 50_000)), {
      code: 'invalid',
      message: '文件没有完整传到，没有保存，请重新上传。',
    })
    assert.deepEqual([await count(), temps()], [before, []])
  })

  test('refuses a body that only says that it is multipart', async () => {
    for (const body of [
      '',
      'nonsense',
      '--minzhi-test-boundary',
      '--minzhi-test-boundary\r\nContent-Disposition: form-data; name="file"; filename="a"',
    ])
      await assert.rejects(postBytes(world, 'officer', '/files', Buffer.from(body)), { code: 'invalid' })
    assert.deepEqual(temps(), [])
  })

  test('keeps a plain name, whatever path or sign was in it', async () => {
    const name = async (given: string) => (await upload({ name: given, content: pdf })).name
    assert.equal(await name('../../etc/通知.pdf'), '通知.pdf')
    assert.equal(await name('C:\\temp\\通知.pdf'), '通知.pdf')
    assert.equal(await name('通知\u202efdp.pdf'), '通知fdp.pdf')
    assert.equal((await name(`${'长'.repeat(300)}.pdf`)).length, 184)
  })

  test('of a matter does not exist for a neighbour, and is brought by those who handle it', async () => {
    const file = await upload({ name: '通知.pdf', content: pdf })
    await assert.rejects(getBytes(world, 'officerElsewhere', `/files/${file.id}`), { code: 'notFound' })
    await assert.rejects(upload({ name: '通知.pdf', content: pdf }, 'officerElsewhere'), { code: 'notFound' })
    await assert.rejects(world.as('officerElsewhere', filesApi).list({ params: { matterId: matterId as never } }), { code: 'notFound' }) // an id as text
    await assert.rejects(upload({ name: '通知.pdf', content: pdf }, 'cityOfficer'), { code: 'notAllowed' })
    await assert.rejects(upload({ name: '通知.pdf', content: pdf }, 'citySupervisor'), { code: 'notAllowed' })
    assert.deepEqual(temps(), [])
  })

  test('without a matter is seen by nobody but who brought it', async () => {
    const file = await uploadFile<StoredFile>(world, 'officer', { name: '通知.pdf', content: pdf, purpose: 'document' })
    assert.deepEqual((await getBytes(world, 'officer', `/files/${file.id}`)).content, pdf)
    for (const who of ['officer2', 'unitHead', 'provinceHead'] as const)
      await assert.rejects(getBytes(world, who, `/files/${file.id}`), { code: 'notFound' })
  })

  test('brought before its matter was opened is bound to it by who brought it, once', async () => {
    const file = await uploadFile<StoredFile>(world, 'officer', { name: '现场.png', content: onePixel, purpose: 'document' })
    const lead = (who: 'officer' | 'officer2') =>
      world.as(who, casesApi).registerLead({
        body: { source: 'inspection', foundOn: '2026-03-03', divisionCode: '350102', place: '东街', content: '巡查发现', files: [file.id] },
      })
    const named = async (id: MatterId) => (await world.as('officer', filesApi).list({ params: { matterId: id } })).map(({ name }) => name)
    const notHers = { code: 'notFound', message: /所附的文件/u }
    await assert.rejects(lead('officer2'), notHers)
    assert.deepEqual(await named((await lead('officer')).id), ['现场.png'])
    await assert.rejects(lead('officer'), notHers)
  })

  test('that is evidence is not taken past the custody record', async () => {
    const file = await upload({ name: '现场.png', content: onePixel, purpose: 'evidencePhoto' })
    await assert.rejects(getBytes(world, 'officer', `/files/${file.id}`), { code: 'closed' })
  })

  test('is not changed or removed, not even in straight SQL under the runtime role', async () => {
    const { rows } = await world.sql.query('select id from file limit 1')
    await assert.rejects(world.sql.query('delete from file where id = $1', [rows[0].id]), /append-only/)
    const held = await world.sql.query(
      "select privilege_type from information_schema.role_table_grants where grantee = 'minzhi_app' and table_name in ('file', 'blob')",
    )
    assert.deepEqual([...new Set(held.rows.map((row) => row.privilege_type))].sort(), ['INSERT', 'SELECT'])
  })

  test('is not received at all from somebody without a session', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/files',
      headers: { 'idempotency-key': randomUUID(), 'content-type': 'multipart/form-data; boundary=minzhi-test-boundary' },
      payload: multipart({ purpose: 'document' }, '通知.pdf', pdf),
    })
    assert.equal(answer.statusCode, 401)
    assert.deepEqual(temps(), [])
  })
})
