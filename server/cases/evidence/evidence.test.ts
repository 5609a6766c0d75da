import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { type EvidenceDetail, type EvidenceId, evidenceApi } from '#contract/evidence'
import type { StoredFile } from '#contract/files'
import { matterApi } from '#contract/matter'
import { openService, serve } from '#kernel/jobs'
import { getBytes, onePixel, uploadFile } from '#test/bytes'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { evidenceJobs } from './scrub.jobs.ts'

describe('a piece of evidence', () => {
  let world: World
  let matterId: MatterId
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
    matterId = (await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-02' } })).id
  })
  after(() => world.close())

  const evidence = (who: PersonKey = 'officer') => world.as(who, evidenceApi)
  const person = (who: PersonKey) => world.people[who].id as never // a planted id
  const draft = () => ({
    kind: 'documentary' as const,
    name: '进货单',
    source: '当事人现场提供',
    takenOn: '2026-03-02',
    place: '东街8号店内',
    officers: [person('officer'), person('officer2')],
    carrier: 'original' as const,
  })
  const electronic = {
    medium: '店铺后台服务器',
    state: '在线',
    method: '登录后台导出',
    tool: '浏览器',
    toolVersion: '120',
    takenAt: '2026-03-02T10:00:00+08:00',
    takenBy: '县办案甲',
  }
  type Extra = Partial<Omit<ReturnType<typeof draft>, 'kind' | 'carrier'>> & Record<string, unknown>
  const takeIn = (extra: Extra = {}, who: PersonKey = 'officer'): Promise<EvidenceDetail> =>
    evidence(who).takeIn({ params: { matterId }, body: { ...draft(), ...extra } })
  // Each file differs, for the same content twice is one content.
  const bring = (content: Buffer = Buffer.concat([onePixel, randomBytes(40)])) =>
    uploadFile<StoredFile>(world, 'officer', { name: '现场.png', content, purpose: 'evidencePhoto', matterId })
  const acts = async (id: EvidenceId) => (await evidence().read({ params: { evidenceId: id } })).custody.map((entry) => entry.act)
  const fields = async (promise: Promise<unknown>): Promise<string[]> => {
    try {
      await promise
    } catch (refused) {
      return ((refused as { body?: { issues?: { path: string }[] } }).body?.issues ?? []).map((issue) => issue.path) // what clientOf throws
    }
    return ['was taken']
  }
  const placeOf = (sha256: string) => join(world.dataFolder, 'files', 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  const flipOneBit = (sha256: string) => {
    const bytes = readFileSync(placeOf(sha256))
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(placeOf(sha256), bytes)
  }

  test('is taken in by two officers with their certificates, and its record begins', async () => {
    const file = await bring()
    const item = await takeIn({ fileId: file.id, keptAt: '证物室三号柜' })
    assert.deepEqual(
      item.officers.map(({ name, certificateNo }) => ({ name, certificateNo })),
      [
        { name: '县办案甲', certificateNo: '闽执1001' },
        { name: '县办案乙', certificateNo: '闽执1002' },
      ],
    )
    assert.deepEqual([item.serial, item.file?.sha256, item.onSite], [1, file.sha256, 'notGiven'])
    assert.deepEqual(
      item.custody.map(({ act, person, counterpart }) => ({ act, person, counterpart })),
      [{ act: 'takenIn', person: '县办案甲', counterpart: '证物室三号柜' }],
    )
  })

  test('is refused with one officer, with one officer twice, and with a stranger', async () => {
    assert.deepEqual(await fields(takeIn({ officers: [person('officer')] })), ['officers'])
    assert.deepEqual(await fields(takeIn({ officers: [person('officer'), person('officer')] })), ['officers'])
    assert.deepEqual(await fields(takeIn({ officers: [person('officer'), person('officerElsewhere')] })), ['officers'])
  })

  test('that is a copy says why, how, when and by whom', async () => {
    assert.deepEqual(await fields(takeIn({ carrier: 'copy' })), ['copyReason', 'copyMethod', 'copiedOn', 'copiedBy'])
    const copy = {
      carrier: 'copy',
      copyReason: '原件由当事人留存经营使用',
      copyMethod: '拍照打印并核对',
      copiedOn: '2026-03-02',
      copiedBy: '县办案乙',
    }
    assert.equal((await takeIn(copy)).copyReason, copy.copyReason)
  })

  test('that is electronic data brings medium, method, tool and time, and nothing else does', async () => {
    assert.deepEqual(await fields(takeIn({ kind: 'electronicData' })), ['electronic'])
    assert.deepEqual(await fields(takeIn({ electronic })), ['electronic'])
    assert.deepEqual(await fields(takeIn({ kind: 'electronicData', electronic: { ...electronic, tool: ' ' } })), ['electronic.tool'])
    assert.equal((await takeIn({ kind: 'electronicData', electronic })).electronic?.toolVersion, '120')
  })

  test('is not dated tomorrow', async () => {
    assert.deepEqual(await fields(takeIn({ takenOn: '2026-03-04' })), ['takenOn'])
  })

  for (const algorithm of ['sha256', 'sm3'] as const)
    test(`keeps an on-site ${algorithm} beside ours, equal or different, and hides no difference`, async () => {
      const [one, other] = [await bring(), await bring()]
      const on = (file: StoredFile, value: string) =>
        takeIn({ kind: 'electronicData', fileId: file.id, electronic: { ...electronic, onSiteHash: { algorithm, value } } })
      assert.equal((await on(one, one[algorithm].toUpperCase())).onSite, 'equal')
      const different = await on(other, one[algorithm])
      assert.equal(different.onSite, 'different')
      assert.match(different.custody[0]?.note ?? '', /不一致/)
    })

  test('takes a file of its own matter, brought as evidence, and only once', async () => {
    const file = await bring()
    await takeIn({ fileId: file.id })
    await assert.rejects(takeIn({ fileId: file.id }), { code: 'closed' })
    const otherMatter = (await world.as('officer', errandApi).open({ body: { title: '另一件', day: '2026-03-02' } })).id
    const foreign = await uploadFile<StoredFile>(world, 'officer', {
      name: '现场.png',
      content: onePixel,
      purpose: 'evidencePhoto',
      matterId: otherMatter,
    })
    await assert.rejects(takeIn({ fileId: foreign.id }), { code: 'notFound' })
    const plain = await uploadFile<StoredFile>(world, 'officer', { name: '现场.png', content: onePixel, purpose: 'document', matterId })
    assert.deepEqual(await fields(takeIn({ fileId: plain.id })), ['fileId'])
  })

  test('writes down who looked and who copied, also from above', async () => {
    const content = Buffer.concat([onePixel, randomBytes(40)])
    const { id } = await takeIn({ fileId: (await bring(content)).id })
    assert.deepEqual((await getBytes(world, 'citySupervisor', `/evidence/${id}/file?for=view`)).content, content)
    const { headers } = await getBytes(world, 'officer', `/evidence/${id}/file`)
    assert.match(String(headers['content-disposition']), /^attachment/)
    const { custody } = await evidence().read({ params: { evidenceId: id } })
    assert.deepEqual(
      custody.map(({ act, person }) => [act, person]),
      [
        ['takenIn', '县办案甲'],
        ['viewed', '市监督甲'],
        ['copied', '县办案甲'],
      ],
    )
  })

  test('with one changed bit is not handed out; the alarm stays although the request was refused', async () => {
    const file = await bring()
    const { id } = await takeIn({ fileId: file.id })
    flipOneBit(file.sha256)
    await assert.rejects(getBytes(world, 'officer', `/evidence/${id}/file`), { code: 'closed', message: /校验值不一致/ })
    assert.deepEqual(await acts(id), ['takenIn', 'checkFailed'])
    assert.equal((await evidence().read({ params: { evidenceId: id } })).damaged, true)
    const { rows } = await world.sql.query(
      "select outcome from ledger_entry where object = 'file' and object_id = $1 and action = 'read'",
      [file.id],
    )
    assert.deepEqual(rows, [{ outcome: 'failed' }])
  })

  test('is read again every night, whole ones marked so and a damaged one found, its officers told once', async () => {
    const [sound, broken] = [await bring(), await bring()]
    const [good, bad] = [await takeIn({ fileId: sound.id }), await takeIn({ fileId: broken.id })]
    await world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, from_day) values ($1, $2, '县办案甲', '2026-03-02')",
      [matterId, world.people.officer.id],
    )
    flipOneBit(broken.sha256)
    const token = await openService(world.clone.databases.worker, '后台服务')
    const night = () =>
      evidenceJobs['evidence.scrub'].long?.(world.house, (work) => serve(world.house, token, work), {}, new AbortController().signal)
    await night()
    await night()
    const [read, found] = [
      await evidence().read({ params: { evidenceId: good.id } }),
      await evidence().read({ params: { evidenceId: bad.id } }),
    ]
    assert.deepEqual([read.damaged, read.checkedAt !== null, found.damaged], [false, true, true])
    assert.deepEqual([await acts(good.id), await acts(bad.id)], [['takenIn'], ['takenIn', 'checkFailed', 'checkFailed']])
    const told = await world.sql.query('select person_id from message where key = $1', [`evidence.damaged:${bad.id}`])
    assert.deepEqual(told.rows, [{ person_id: world.people.officer.id }])
  })

  test('is withdrawn by a mark with its reason, once, and stays with its file', async () => {
    const file = await bring()
    const { id } = await takeIn({ fileId: file.id })
    await assert.rejects(evidence().withdraw({ params: { evidenceId: id }, body: { reason: '' } }), { code: 'invalid' })
    const gone = await evidence().withdraw({ params: { evidenceId: id }, body: { reason: '与本案无关' } })
    assert.deepEqual([gone.withdrawn?.reason, gone.withdrawn?.by], ['与本案无关', '县办案甲'])
    await assert.rejects(evidence().withdraw({ params: { evidenceId: id }, body: { reason: '再来一次' } }), { code: 'closed' })
    assert.ok((await evidence().list({ params: { matterId } })).some((item) => item.id === id))
    await getBytes(world, 'officer', `/evidence/${id}/file`)
  })

  test('is handed over, then returned, and nothing after that; never before it was taken or in the future', async () => {
    const { id } = await takeIn({ kind: 'physical', name: '涉案瓶盖' })
    const move = (act: 'handedOver' | 'returned' | 'disposed', happenedOn: string) =>
      evidence('officer2').custody({ params: { evidenceId: id }, body: { act, happenedOn, counterpart: '检验机构甲' } })
    assert.deepEqual(await fields(move('handedOver', '2026-03-01')), ['happenedOn'])
    assert.deepEqual(await fields(move('handedOver', '2026-03-04')), ['happenedOn'])
    await move('handedOver', '2026-03-02')
    assert.deepEqual(
      (await move('returned', '2026-03-03')).custody.map((entry) => entry.act),
      ['takenIn', 'handedOver', 'returned'],
    )
    await assert.rejects(move('disposed', '2026-03-03'), { code: 'closed' })
  })

  test('does not exist for a neighbour, and is only read from above', async () => {
    const { id } = await takeIn({ fileId: (await bring()).id })
    const ofIt = { params: { evidenceId: id } }
    const elsewhere = evidence('officerElsewhere')
    for (const attempt of [
      () => elsewhere.list({ params: { matterId } }),
      () => elsewhere.read(ofIt),
      () => elsewhere.withdraw({ ...ofIt, body: { reason: '试试看' } }),
      () => elsewhere.custody({ ...ofIt, body: { act: 'returned', happenedOn: '2026-03-03', counterpart: '我' } }),
      () => takeIn({}, 'officerElsewhere'),
      () => getBytes(world, 'officerElsewhere', `/evidence/${id}/file`),
    ])
      await assert.rejects(attempt(), { code: 'notFound' })
    assert.equal((await evidence('provinceHead').read(ofIt)).id, id)
    await assert.rejects(takeIn({}, 'cityOfficer'), { code: 'notAllowed' })
    await assert.rejects(evidence('cityHead').withdraw({ ...ofIt, body: { reason: '试试看' } }), { code: 'notAllowed' })
  })

  test('and its record are changed and removed by nobody, not even in straight SQL', async () => {
    for (const table of ['evidence', 'custody_entry']) {
      await assert.rejects(world.sql.query(`update ${table} set matter_id = matter_id`), /append-only/)
      await assert.rejects(world.sql.query(`delete from ${table}`), /append-only/)
      await assert.rejects(world.sql.query(`truncate ${table} cascade`), /append-only/)
    }
  })

  test('is not added to a matter that has ended', async () => {
    const ended = (await world.as('officer', errandApi).open({ body: { title: '将撤销', day: '2026-03-02' } })).id
    const view = await world.as('cityHead', matterApi).read({ params: { matterId: ended } })
    await world
      .as('cityHead', matterApi)
      .take({ params: { matterId: ended, step: 'drop' }, body: { happenedOn: '2026-03-03', input: {} }, version: view.version })
    await assert.rejects(evidence().takeIn({ params: { matterId: ended }, body: draft() }), { code: 'closed' })
  })
})
