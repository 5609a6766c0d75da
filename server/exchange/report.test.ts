import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import yauzl from 'yauzl'
import { plantFoundingDocument } from '#clauses'
import type { OrgId } from '#contract/common'
import { type ReportContent, reportsApi } from '#contract/exchange-reports'
import { countFacts } from '#kernel/indicator'
import { renderDocx } from '#kernel/paper'
import { openWorld, type PersonKey, type World } from '#test/world'
import { reportPaper } from './report.blocks.ts'

/** The words of a Word file, as Word has them. */
function wordsOf(file: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(file, { lazyEntries: true }, (error, zip) => {
      if (!zip) return reject(error)
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== 'word/document.xml') return zip.readEntry()
        zip.openReadStream(entry, (failed, stream) => {
          if (!stream) return reject(failed)
          const parts: Buffer[] = []
          stream.on('data', (part: Buffer) => parts.push(part))
          stream.on('end', () =>
            resolve(
              Buffer.concat(parts)
                .toString()
                .replace(/<\/w:p>/gu, '\n')
                .replace(/<[^>]+>/gu, ''),
            ),
          )
        })
      })
      zip.readEntry()
    })
  })
}

describe('a yearly report', () => {
  let world: World
  let content: ReportContent
  before(async () => {
    world = await openWorld('2026-06-08', { office: true })
    await plantFoundingDocument(world.sql)
    await file('county', '2026-02-03')
  })
  after(() => world.close())
  const api = (who: PersonKey) => world.as(who, reportsApi)
  const file = (unit: string, day: string) =>
    world.inService((ctx) =>
      countFacts(ctx, [{ indicator: 'cases.filed', orgId: world.orgs.get(unit) as OrgId, day, record: `case ${unit} ${day}` }]),
    ) // a planted unit's key
  const filed = (of: ReportContent) => of.chapters.flatMap(({ figures }) => figures).find(({ indicator }) => indicator === 'cases.filed')

  test('is drafted by the office of a bureau, chapter by chapter of the eight measures; every figure has its query and time', async () => {
    for (const who of ['protectionOfficer', 'provinceHead', 'provinceSupervisor'] as const)
      await assert.rejects(api(who).draft({ body: { year: 2026 } }), { code: 'notAllowed' }, who)
    await assert.rejects(api('office').draft({ body: { year: 2027 } }), { code: 'invalid' }, 'a year that has not begun')
    const { id, edition } = await api('office').draft({ body: { year: 2026 } })
    content = await api('office').read({ params: { reportId: id } })
    assert.equal(edition, 1)
    assert.deepEqual(
      content.chapters.map(({ title }) => title.slice(0, 3)),
      ['（一）', '（二）', '（三）', '（四）', '（五）', '（六）', '（七）', '（八）', '外部公'],
    )
    assert.deepEqual([filed(content)?.value, filed(content)?.records, filed(content)?.provisional], [1, 1, true])
    const text = await wordsOf(await renderDocx(reportPaper(content)))
    const figures = content.chapters.flatMap((chapter) => chapter.figures)
    assert.ok(figures.length > 20)
    assert.equal(new Set(figures.map(({ note }) => note)).size, figures.length)
    for (const { note, title, indicator } of figures) {
      assert.ok(text.includes(`［注${note}］`), `${title} carries its note`)
      assert.match(
        text,
        new RegExp(
          `注${note}　[^\\n]*查询 ${indicator.replaceAll('.', '\\.')}；[^\\n]*2026-01 至 2026-12；[^\\n]*取数 2026-06-08 10:00`,
          'u',
        ),
      )
    }
    assert.match(text, /1件（暂计）［注/u)
  })

  test('shows what is not known as a dash, and marks what is derived', async () => {
    const unknown = content.chapters.flatMap(({ figures }) => figures).find(({ value }) => value === null)
    assert.ok(unknown)
    const one = {
      ...content,
      chapters: [
        {
          part: '一',
          title: '甲',
          clauses: [],
          figures: [
            { ...unknown, note: 1 },
            { ...unknown, note: 2, value: 9.5, derived: true },
          ],
        },
      ],
    }
    const text = await wordsOf(await renderDocx(reportPaper(one)))
    assert.match(text, /—［注1］/u)
    assert.match(text, /9\.5[^（]*（暂计、推算）［注2］/u)
    assert.doesNotMatch(text, /\n0［|\n0件/u)
  })

  test('keeps its figures when the records change; drafted anew it is another edition, and neither is rewritten', async () => {
    const [first] = await api('office').list({})
    await file('county', '2026-05-06')
    const again = await api('office').draft({ body: { year: 2026 } })
    assert.equal(again.edition, 2)
    assert.equal(filed(await api('office').read({ params: { reportId: again.id } }))?.value, 2)
    assert.deepEqual(await api('office').read({ params: { reportId: first!.id } }), content)
    await assert.rejects(world.sql.query('update exchange_report set year = 2025'), /append-only|never/iu)
  })

  test('of a city counts that city, and is not read beside it or below', async () => {
    const { id } = await api('cityCoordinatorB').draft({ body: { year: 2026 } })
    assert.notEqual(filed(await api('cityCoordinatorB').read({ params: { reportId: id } }))?.value, 2)
    assert.equal((await api('office').list({})).length, 3)
    for (const who of ['cityCoordinator', 'countyCoordinatorB'] as const)
      await assert.rejects(api(who).read({ params: { reportId: id } }), { code: 'notFound' }, who)
  })
})
