import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import yauzl from 'yauzl'
import { type Block, body, cell, form, heading, line, row, signLines, ticks, words } from './block.ts'
import type { ComposedPaper } from './declaration.ts'
import { renderDocx } from './docx.ts'
import { paperPolicy, renderHtml } from './html.ts'
import { characterPitch, formParts, formWidths, linePitch, signaturePlace } from './measure.ts'
import { answerTo, closePdfBrowser, renderPdf } from './pdf.ts'

const sly = '<script>alert("1")</script>&\'甲'
const blocks: readonly Block[] = [
  { kind: 'redHead', org: '某某市市场监督管理局' },
  { kind: 'title', text: '行政处罚决定书', org: '某某市市场监督管理局' },
  { kind: 'numberLine', text: words('某市监处罚〔2026〕15号'), align: 'center' },
  heading('一、事实'),
  body(line`当事人${sly}于${undefined}销售。`),
  form(
    {
      group: '当事人',
      cells: [
        ['名称', cell(sly)],
        ['电话', cell('1')],
      ],
    },
    { group: '当事人', cells: [['住所', cell('某路')]] },
    row(['意见', cell('同意', [line`签名：${undefined}`])]),
  ),
  {
    kind: 'list',
    columns: [
      { title: '名称', width: 60 },
      { title: '数量', width: 40 },
    ],
    rows: [[words('鞋'), words('3')]],
  },
  { kind: 'dialogue', turns: [{ ask: words('何时进货'), answer: words(sly) }] },
  ticks([
    { text: words('是'), ticked: true },
    { text: words('否'), ticked: false },
  ]),
  signLines(line`当事人：${undefined}`),
  { kind: 'pageBreak' },
  { kind: 'signature', org: '某某市市场监督管理局', day: words('2026年3月3日') },
  { kind: 'note', text: words('注') },
  { kind: 'imprint', lines: [words('抄送：某某'), words('印发')] },
]
const paper = (layout: ComposedPaper['layout'] = 'notice'): ComposedPaper => ({ title: sly, layout, blocks })

/** One file out of the zip that a .docx is. */
const entry = (docx: Buffer, name: string) =>
  new Promise<string>((resolve, reject) => {
    yauzl.fromBuffer(docx, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (found) => {
        if (found.fileName !== name) return zip.readEntry()
        zip.openReadStream(found, async (failed, stream) =>
          failed ? reject(failed) : resolve(Buffer.concat(await stream.toArray()).toString('utf8')),
        )
      })
      zip.on('end', () => reject(new Error(`no ${name}`)))
      zip.readEntry()
    })
  })

const count = (text: string, part: string) => text.split(part).length - 1

describe('a paper as Word', async () => {
  const xml = await entry(await renderDocx(paper()), 'word/document.xml')

  test('is A4 with the margins of GB/T 9704: 37, 35, 28, 26 mm', () => {
    assert.match(xml, /<w:pgSz w:w="11906" w:h="16838"/u)
    const margins = /<w:pgMar ([^>]*)\/>/u.exec(xml)?.[1] ?? ''
    const inMillimetres = (name: string) => Math.round((Number(new RegExp(`w:${name}="(\\d+)"`, 'u').exec(margins)?.[1]) * 25.4) / 1440)
    assert.deepEqual(['top', 'bottom', 'left', 'right'].map(inMillimetres), [37, 35, 28, 26])
  })

  test('names the fonts of an official paper for Chinese text', () => {
    const named = new Set([...xml.matchAll(/w:eastAsia="([^"]+)"/gu)].map((found) => found[1]))
    assert.deepEqual(named, new Set(['方正小标宋简体', '仿宋_GB2312', '黑体']))
    assert.match(xml, /方正小标宋简体"[^>]*\/>(?:(?!<\/w:rPr>).)*<w:sz w:val="44"\/>/u)
    assert.match(xml, /w:color w:val="E60000"/u)
  })

  test('sets 22 lines of 28 characters, the first line in by two', () => {
    assert.equal(Math.floor(((297 - 37 - 35) * 72) / 25.4 / linePitch), 22)
    assert.equal(Math.round((156 * 72) / 25.4 / characterPitch), 28)
    assert.match(xml, /w:spacing [^>]*w:line="580" w:lineRule="exact"/u)
    assert.match(xml, /w:firstLine="640"/u)
  })

  test('draws its tables, ticks and blanks, and every word', () => {
    assert.equal(count(xml, '<w:tbl>'), 2)
    assert.equal(count(xml, '<w:vMerge w:val="restart"/>'), 1)
    assert.equal(count(xml, '<w:vMerge w:val="continue"/>'), 1)
    assert.equal(count(xml, '☑'), 1)
    assert.equal(count(xml, '☐'), 1)
    assert.match(xml, /<w:u w:val="single"\/>.{0,80}\u3000{7}\u00a0{2}/u)
    assert.equal(count(xml, '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'), 3)
    for (const said of ['何时进货', '鞋', '抄送：某某', '2026年3月3日']) assert.equal(count(xml, said), 1, said)
  })

  test('numbers its pages at the outer edge, a record at the middle with their total', async () => {
    const docx = await renderDocx(paper())
    const settings = await entry(docx, 'word/settings.xml')
    assert.match(settings, /<w:evenAndOddHeaders/u)
    const footers = await Promise.all(['word/footer1.xml', 'word/footer2.xml'].map((name) => entry(docx, name)))
    assert.deepEqual(footers.map((footer) => /w:jc w:val="(\w+)"/u.exec(footer)?.[1]).sort(), ['left', 'right'])
    const record = await entry(await renderDocx(paper('record')), 'word/footer1.xml')
    assert.match(record, /NUMPAGES/u)
  })

  test('shows that it is a draft or void on every page, and nothing once it is issued', async () => {
    const header = await entry(await renderDocx({ ...paper(), mark: '作废' }), 'word/header1.xml')
    assert.match(header, /作废/u)
    await assert.rejects(entry(await renderDocx(paper()), 'word/header1.xml'))
  })
})

describe('a paper as a page', () => {
  const html = renderHtml(paper())

  test('escapes every text, in head and body', () => {
    assert.equal(count(html, '<script'), 0)
    assert.equal(count(html, '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;甲'), 4)
  })

  test('needs no leave but for its one style sheet: no inline style, no handler, no address', async () => {
    assert.equal(/ style=| on\w+=|https?:|url\(|@import/iu.test(html), false)
    const style = /<style>(.*?)<\/style>/su.exec(html)?.[1] ?? ''
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))).toString('base64')
    assert.ok(paperPolicy.includes(`style-src 'sha256-${hash}'`))
    assert.ok(paperPolicy.startsWith("default-src 'none'"))
  })

  test('says to a screen reader which box is ticked, and merges a group of rows', () => {
    assert.equal(count(html, 'aria-label="已勾选"'), 1)
    assert.equal(count(html, 'aria-label="未勾选"'), 1)
    assert.match(html, /<th scope="rowgroup" colspan="2" rowspan="2">/u)
  })

  test('carries its mark only while it has one', () => {
    assert.equal(count(html, 'class="mark"'), 0)
    assert.equal(count(renderHtml({ ...paper(), mark: '草稿' }), '<p class="mark">草稿</p>'), 1)
  })
})

test('a form row always fills its 24 parts', () => {
  for (const grouped of [true, false])
    for (const pairs of [1, 2, 3])
      assert.equal(
        formWidths(pairs, grouped).reduce((sum, width) => sum + width, grouped ? 2 : 0),
        formParts,
      )
})

test('the office stands centred over the day, the day four characters in, and neither leaves the page', () => {
  assert.deepEqual(signaturePlace('某某市局', '2026年3月3日'), { org: 5, day: 4 })
  const long = signaturePlace('某某某某某某某某某某某某市场监督管理局', '2026年3月3日')
  assert.deepEqual(long, { org: 0, day: 6.5 })
})

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0
const fontsOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Font\b/gu)?.length ?? 0

describe('a paper as PDF', () => {
  after(closePdfBrowser)

  test('is A4, breaks where the paper says, and has fonts', async () => {
    const pdf = await renderPdf(renderHtml(paper()))
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    assert.equal(pagesOf(pdf), 2)
    assert.match(pdf.toString('latin1'), /MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/u)
    assert.ok(fontsOf(pdf) > 0)
  })

  // Compared with a font that does not exist: on a machine with Chinese fonts of its own a missing glyph would not show.
  test('has the fonts that we ship, whatever the machine has', async () => {
    const inFont = async (family: string) => {
      const pdf = await renderPdf(`<!doctype html><head><style>p { font: 30pt "${family}" }</style></head><body><p>闽知</p></body>`)
      return pdf.toString('latin1').replace(/\/(CreationDate|ModDate|ID)[^\n]*/gu, '')
    }
    const [ours, none, again] = [
      await inFont('Noto Serif SC Variable'),
      await inFont('No Such Font At All XX'),
      await inFont('No Such Font At All YY'),
    ]
    assert.equal(again, none)
    assert.notEqual(ours, none)
  })

  test('runs no script', async () => {
    const pdf = await renderPdf(`<!doctype html><head></head><body><p>a</p>
      <script>document.body.innerHTML = '<div style="break-after: page">1</div><div>2</div>'</script></body>`)
    assert.equal(pagesOf(pdf), 1)
  })

  test('is answered with its text and our fonts, and with nothing else', () => {
    assert.equal(answerTo('http://paper.invalid/'), 'page')
    assert.deepEqual(answerTo('http://paper.invalid/noto-serif-sc/files/noto-serif-sc-4-wght-normal.woff2'), {
      name: 'noto-serif-sc',
      file: 'files/noto-serif-sc-4-wght-normal.woff2',
    })
    for (const address of [
      'http://paper.invalid/noto-serif-sc/package.json',
      'http://paper.invalid/noto-serif-sc/files/..%2f..%2fpackage.json',
      'http://paper.invalid/noto-serif-sc/files/../../../package.json',
      'http://paper.invalid:81/',
      'https://paper.invalid/',
      'http://127.0.0.1/',
      'file:///etc/hostname',
      'data:text/css,a',
    ])
      assert.equal(answerTo(address), undefined, address)
  })

  test('prints again after the browser was closed, and three at once', async () => {
    await closePdfBrowser()
    const printed = await Promise.all([1, 2, 3].map(() => renderPdf(renderHtml(paper('sheet')))))
    assert.deepEqual(printed.map(pagesOf), [2, 2, 2])
  })
})
