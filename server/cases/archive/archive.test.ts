import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { fromBuffer, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import type { MatterId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { evidenceApi } from '#contract/evidence'
import type { StoredFile } from '#contract/files'
import { matterApi } from '#contract/matter'
import type { FiledPaper } from '#documents'
import { getBytes, onePixel, uploadFile } from '#test/bytes'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type World } from '#test/world'
import { fileOrder } from './order.ts'
import { entryOf, safeName } from './package.ts'
import { custodyTable } from './tables.ts'

/** Every file of the package, as any unzipping program sees it. */
async function unzipped(content: Buffer): Promise<Map<string, Buffer>> {
  const open = promisify<Buffer, object, ZipFile>(fromBuffer)
  const zip = await open(content, { lazyEntries: true, decodeStrings: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry() as AsyncIterable<ZipEntry>)
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return files
}

const hash = (algorithm: string, content: Buffer) => createHash(algorithm).update(content).digest('hex')

describe('the archive package of a case', () => {
  let world: World
  let matterId: MatterId
  let photo: StoredFile
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
    matterId = (await world.as('officer', errandApi).open({ body: { title: '涉嫌销售/侵权商品案', day: '2026-03-02' } })).id
    await fill()
  })
  after(() => world.close())

  const papers = () => world.as('officer', documentsApi)
  const issue = async (kind: string, fields: Record<string, unknown>) => {
    const { id, version } = await papers().draft({ params: { matterId }, body: { kind, fields } })
    return papers().issue({ params: { paperId: id }, body: { issuedOn: '2026-03-03' }, version })
  }
  async function fill() {
    photo = await uploadFile<StoredFile>(world, 'officer', { name: '现场.png', content: onePixel, purpose: 'evidencePhoto', matterId })
    await world.as('officer', evidenceApi).takeIn({
      params: { matterId },
      body: {
        kind: 'record',
        name: '现场照片',
        source: '现场拍摄',
        takenOn: '2026-03-02',
        place: '东街8号',
        officers: [world.people.officer.id as never, world.people.officer2.id as never], // planted ids
        carrier: 'original',
        fileId: photo.id,
      },
    })
  }
  const close = async () => {
    const { version } = await world.as('cityHead', matterApi).read({ params: { matterId } })
    await world
      .as('cityHead', matterApi)
      .take({ params: { matterId, step: 'drop' }, body: { happenedOn: '2026-03-03', input: {} }, version })
  }
  const download = (who: 'officer' | 'citySupervisor' | 'officerElsewhere' | 'auditAdmin' = 'officer') =>
    getBytes(world, who, `/matters/${matterId}/archive`)

  test('is not given before the end, to a neighbour, or to a duty that reads no cases', async () => {
    await assert.rejects(download(), { code: 'closed', message: /尚未办结/ })
    await assert.rejects(download('officerElsewhere'), { code: 'notFound' })
    await assert.rejects(download('auditAdmin'), { code: 'notAllowed' })
  })

  test('holds the papers as Word files, the void one apart, the evidence as it came, and the records', async () => {
    const archived = await issue('archiveNote', {
      remarks: '材料齐全',
      pages: 3,
      binder: '县办案甲',
      checker: '县办案乙',
      boundOn: '2026-03-03',
    })
    const wrong = await issue('archiveNote', { remarks: '错页', pages: 2, binder: '县办案甲', checker: '县办案乙', boundOn: '2026-03-03' })
    await papers().void({ params: { paperId: wrong.id }, body: { reason: '页数有误' }, version: wrong.version })
    await close()
    assert.equal(archived.state, 'issued')
    const { content, headers } = await download()
    assert.match(String(headers['content-disposition']), /^attachment/)
    const files = await unzipped(content)
    assert.deepEqual(
      [...files.keys()].sort(),
      [
        '作废文书/001 卷内备考表.docx',
        '校验值-sha256.txt',
        '校验值-sm3.txt',
        '正卷/001 证据1 现场照片.png',
        '正卷/002 卷内备考表.docx',
        '清单.json',
        '记录/保管链.csv',
        '记录/办理过程.csv',
        '记录/期限.csv',
        '记录/证据清单.csv',
        '说明.txt',
      ].sort(),
    )
    assert.deepEqual(files.get('正卷/001 证据1 现场照片.png'), onePixel)
    assert.equal(files.get('正卷/002 卷内备考表.docx')?.subarray(0, 2).toString(), 'PK')
    assert.match(files.get('记录/办理过程.csv')?.toString() ?? '', /撤销/)
    assert.match(files.get('记录/期限.csv')?.toString() ?? '', /CASE-TERM/)
  })

  test('is checked by anyone with the lists inside: every file, both hashes, and the number of the decision', async () => {
    await world.sql.query(
      `insert into enforcement_case (matter_id, source, found_on, filed_on, division_code, place, violation_code, content, decision_number)
       values ($1, 'inspection', '2026-03-02', '2026-03-02', '350102', '东街8号', 'TM-103', '销售侵权商品', '子市监当罚〔2026〕1号')`,
      [matterId],
    )
    const files = await unzipped((await download('citySupervisor')).content)
    for (const algorithm of ['sha256', 'sm3']) {
      const name = `校验值-${algorithm}.txt`
      const listed = (files.get(name)?.toString() ?? '').trimEnd().split('\n')
      const computed = [...files]
        .filter(([path]) => !path.startsWith('校验值-'))
        .map(([path, content]) => `${hash(algorithm, content)}  ${path}`)
      assert.deepEqual(listed.sort(), computed.sort())
    }
    const list = JSON.parse(files.get('清单.json')?.toString() ?? '') as {
      案件: { 决定书文号: string | null }
      文件: { 路径: string; 字节: number; sha256: string; sm3: string }[]
    } // our own file
    assert.equal(list.案件.决定书文号, '子市监当罚〔2026〕1号')
    for (const { 路径: path, 字节: bytes, sha256, sm3 } of list.文件) {
      const content = files.get(path)
      assert.ok(content, path)
      assert.deepEqual([content.length, hash('sha256', content), hash('sm3', content)], [bytes, sha256, sm3])
    }
  })

  test('writes its own leaving into the custody record that it holds, and into the ledger', async () => {
    const files = await unzipped((await download('citySupervisor')).content)
    assert.match(files.get('记录/保管链.csv')?.toString() ?? '', /"导出".*"市监督甲"/)
    const { rows } = await world.sql.query(
      "select detail from ledger_entry where action = 'export' and object_id = $1 order by id desc limit 1",
      [matterId],
    )
    assert.equal(rows[0].detail.list, hash('sha256', files.get('清单.json') ?? Buffer.alloc(0)))
  })

  test('is refused when one bit of the evidence has changed', async () => {
    const path = join(world.dataFolder, 'files', 'blobs', photo.sha256.slice(0, 2), photo.sha256.slice(2, 4), photo.sha256)
    const bytes = readFileSync(path)
    bytes[20]! ^= 1
    writeFileSync(path, bytes)
    await assert.rejects(download(), { code: 'closed', message: /校验值不一致/ })
  })
})

describe('the order of the file', () => {
  const paper = (id: string, kind: string, more: Partial<FiledPaper> = {}) =>
    ({ id, kind, title: kind, state: 'issued', number: null, day: '2026-03-03', fields: {}, ...more }) as FiledPaper // the order reads these alone
  const evidence = [{ id: 'e' }] as never // it reads nothing of them

  test('is that of article 78: each receipt behind its paper, evidence before the hearing record', () => {
    const {
      main,
      secondary,
      void: gone,
    } = fileOrder(
      [
        paper('hearing', 'hearingRecord'),
        paper('receipt', 'serviceReceipt', { fields: { served: '《行政处罚决定书》（甲子市监处罚〔2026〕1号）' } }),
        paper('notice', 'priorNotice', { number: '甲子市监罚告〔2026〕1号' }),
        paper('noticeReceipt', 'serviceReceipt', { fields: { served: '《行政处罚告知书》（甲子市监罚告〔2026〕1号）' } }),
        paper('closing', 'closingApproval'),
        paper('report', 'investigationReport'),
        paper('decision', 'penaltyDecision', { number: '甲子市监处罚〔2026〕1号' }),
        paper('filing', 'filingApproval'),
        paper('mistake', 'priorNotice', { state: 'void' }),
      ],
      evidence,
    )
    const names = (pieces: typeof main) => pieces.map((piece) => ('paper' in piece ? piece.paper.id : 'evidence'))
    assert.deepEqual(names(main), ['filing', 'decision', 'receipt', 'notice', 'noticeReceipt', 'evidence', 'hearing'])
    assert.deepEqual(names(secondary), ['report', 'closing'])
    assert.deepEqual(names(gone), ['mistake'])
  })

  test('names files so that no name leaves its folder, and no cell becomes a formula', () => {
    assert.equal(safeName('../../etc/passwd'), '_.._etc_passwd')
    assert.equal(safeName('a\\b:c*?"<>|\u0000'), 'a_b_c_______')
    assert.equal(entryOf('a', Buffer.from('')).bytes, 0)
    const entry = {
      id: '1',
      act: 'returned',
      happenedOn: '2026-03-03',
      recordedAt: '2026-03-03T02:00:00Z',
      person: '=1+1',
      org: 'x',
      counterpart: '"',
      note: null,
    } as const
    const text = custodyTable([{ id: 'e', serial: 1, name: '-2' } as never], new Map([['e', [entry]]])).toString()
    assert.match(text, /"'-2"/)
    assert.match(text, /"'=1\+1"/)
    assert.match(text, /""""/)
  })
})
