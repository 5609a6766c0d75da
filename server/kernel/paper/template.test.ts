import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Zip } from 'easy-template-x'
import { z } from 'zod'
import { exampleFields, fillingOf } from './filling.ts'
import { demandTemplate, fillTemplate, markWord, type Paper, paperFor, placeholdersOf, renderDocx, starterOf } from './index.ts'

const Item = z
  .strictObject({ name: z.string().meta({ title: '名称' }).optional(), quantity: z.string().meta({ title: '数量' }).optional() })
  .meta({ essential: ['name', 'quantity'] })
const Who = z.strictObject({ name: z.string().meta({ title: '姓名' }), phone: z.string().meta({ title: '电话' }).optional() })

const notice: Paper = paperFor<null>()({
  kind: 'sampleNotice',
  title: '差事通知书',
  formNo: 1,
  numbering: { word: '差事告' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 1 },
  basis: '差事规定第三条',
  fields: z.object({
    who: Who.meta({ title: '办理人', essential: ['name'] }),
    reason: z.string().max(2000).meta({ title: '事由' }),
    dueOn: z.iso.date().meta({ title: '期限' }),
    way: z.enum(['mail', 'hand']).meta({ title: '方式', labels: { mail: '邮寄', hand: '当面' } }),
    items: z.array(Item).meta({ title: '物品' }),
    penalties: z.array(z.string()).meta({ title: '处罚' }).optional(),
    fine: z.number().meta({ title: '罚款（元）' }).optional(),
    place: z.string().meta({ title: '地点' }).optional(),
  }),
  elements: [{ name: '地点', basis: '差事规定第五条', field: 'place', present: (f) => Boolean(f.place) }],
  blocks: () => [],
})

const whole =
  '{org} {number} {title} {who.name} {reason} {dueOn} {way.mail}邮寄 {way.hand}当面 {#items}{serial}.{name}×{quantity}{separator}{/items} {place} {fine}（{fine.words}） {day}'
const fields = {
  who: { name: '某甲' },
  reason: '第一行\n第二行 <b>&{place}',
  dueOn: '2026-03-09',
  way: 'hand',
  items: [
    { name: '鞋', quantity: '3双' },
    { name: '帽', quantity: '5顶' },
  ],
  fine: 2000,
  place: '东街',
}
const head = { org: '某某市市场监督管理局', number: '榕差事告〔2026〕1号', day: '2026-03-03' }

/** A document with one paragraph, as Word would save it. */
const documentOf = (text: string) =>
  renderDocx({ title: '模板', layout: 'notice', blocks: [{ kind: 'paragraph', style: 'body', text: [{ text }] }] })

async function changed(change: (zip: Zip) => Promise<void> | void, text = whole): Promise<Buffer> {
  const zip = await Zip.load(await documentOf(text))
  await change(zip)
  return zip.export()
}
const partOf = async (bytes: Buffer, name: string) => (await (await Zip.load(bytes)).getFile(name)?.getContentText()) ?? ''
const wordsOf = async (bytes: Buffer) =>
  (await partOf(bytes, 'word/document.xml'))
    .replace(/<w:br\/>/gu, '\n')
    .replace(/<\/w:p>/gu, '\n')
    .replace(/<[^>]+>/gu, '')
const within = async (zip: Zip, name: string, from: string | RegExp, to: string) =>
  zip.setFile(name, ((await zip.getFile(name)?.getContentText()) ?? '').replace(from, to))
const said = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { code?: string; facts?: { what?: string; issues?: { message: string }[] } }) => {
      assert.equal(error.code, 'invalid')
      const issues = error.facts?.issues?.map(({ message }) => message)
      return issues ? issues.join('\n') : `${error.facts?.what}`
    },
  )
const judged = async (text: string) => said(demandTemplate(await documentOf(text), notice))

describe('a template of an office’s own', () => {
  test('is filled in with the words of the paper, and nothing in them is taken for markup or for a placeholder', async () => {
    const bytes = await documentOf(whole)
    await demandTemplate(bytes, notice)
    const words = await wordsOf(await fillTemplate(bytes, fillingOf(notice, fields, head)))
    assert.match(
      words,
      /^某某市市场监督管理局 榕差事告〔2026〕1号 差事通知书 某甲 第一行\n第二行 &lt;b(?:>|&gt;)&amp;\{place\} 2026年3月9日 ☐邮寄 ☑当面 1\.鞋×3双、2\.帽×5顶 东街 2,000元（贰仟元整） 2026年3月3日\n$/u,
    )
  })

  test('gives each line of a text a paragraph like the one in which the placeholder stands', async () => {
    const xml = await partOf(await fillTemplate(await documentOf(whole), fillingOf(notice, fields, head)), 'word/document.xml')
    const shapes = [...xml.matchAll(/<w:p\b[^>]*>(<w:pPr>.*?<\/w:pPr>)/gu)].map(([, shape]) => shape)
    assert.equal(shapes.length, 2)
    assert.equal(shapes[0], shapes[1])
  })

  test('leaves empty what is not filled in', async () => {
    const { fine: _, ...rest } = fields
    assert.match(await wordsOf(await fillTemplate(await documentOf(whole), fillingOf(notice, rest, head))), /东街 （） 2026/u)
  })

  test('repeats the row of a table for each entry', async () => {
    const bytes = await renderDocx(starterOf(notice))
    const words = await wordsOf(await fillTemplate(bytes, fillingOf(notice, { ...fields, penalties: ['警告', '罚款'] }, head)))
    assert.match(words, /1\s+鞋\s+3双\s+2\s+帽\s+5顶/u)
    assert.match(words, /1\s+警告\s+2\s+罚款/u)
  })

  test('begins from a starter that has every placeholder, and an example that fills each', async () => {
    const bytes = await renderDocx(starterOf(notice))
    await demandTemplate(bytes, notice)
    assert.doesNotMatch(await wordsOf(await fillTemplate(bytes, fillingOf(notice, exampleFields(notice), head))), /[{}]/u)
    assert.ok(placeholdersOf(notice).every(({ label }) => /\p{Script=Han}/u.test(label)))
  })

  test('bears the mark at the head of every page, in headers of its own too', async () => {
    const bytes = await documentOf(whole)
    const draft = await fillTemplate(bytes, fillingOf(notice, fields, head), '草稿')
    assert.match(await partOf(draft, 'word/minzhiMark.xml'), /草稿/u)
    for (const type of ['default', 'even', 'first'])
      assert.match(await partOf(draft, 'word/document.xml'), new RegExp(`<w:headerReference w:type="${type}" r:id="rMinzhiMark"`, 'u'))
    const own = await renderDocx({
      title: '模板',
      layout: 'notice',
      mark: '本局',
      blocks: [{ kind: 'paragraph', style: 'body', text: [{ text: whole }] }],
    })
    const gone = await markWord(own, '作废')
    assert.match(await partOf(gone, 'word/header1.xml'), /作废.*本局/u)
    assert.match(await partOf(gone, 'word/header2.xml'), /作废.*本局/u)
    assert.equal((await partOf(gone, 'word/document.xml')).match(/rMinzhiMark/gu)?.length, 1) // the first page alone had none
  })
})

describe('refused, with what is wrong named one by one,', () => {
  test('is a placeholder that the paper does not have', async () => {
    assert.equal(await judged(`${whole}{nobody}{who.age}`), '{nobody} 不是本文书的占位符\n{who.age} 不是本文书的占位符')
    assert.match(await judged(`${whole}{#items}{colour}{/items}`), /\{colour\} 不是本文书的占位符，也不是 \{#items\} 中的列/u)
    assert.match(await judged(`${whole}{#nothing}{/nothing}`), /\{#nothing\} 不是本文书的列表/u)
    assert.match(await judged(`${whole}{quantity}`), /\{quantity\} 不是本文书的占位符/u) // a column outside its list
    assert.match(await judged(`${whole}{constructor}{__proto__}`), /\{constructor\} 不是本文书的占位符\n\{__proto__\} 不是/u)
  })

  test('is a template without a place for a legal element, whichever it is', async () => {
    for (const [without, label, basis] of [
      ['{org}', '机关名称', '第三条'],
      ['{number}', '文号', '第三条'],
      ['{day}', '成文日期', '第三条'],
      ['{who.name}', '办理人：姓名', '第三条'],
      ['{reason}', '事由', '第三条'],
      ['{dueOn}', '期限', '第三条'],
      ['{quantity}', '物品：数量', '第三条'],
      ['{place}', '地点', '第五条'],
    ] as const) {
      const refusal = await judged(whole.replace(without, ''))
      assert.match(refusal, new RegExp(`^缺少“${label}”，应当有 \\{.*（差事规定${basis}）$`, 'u'), without)
    }
    assert.match(await judged(whole.replace('{way.mail}', '').replace('{way.hand}', '')), /^缺少“方式”/u)
    assert.equal(await judged(whole.replace('{way.mail}', '')), 'accepted') // one of its boxes is enough
    assert.equal(await judged(whole.replace('{fine}（{fine.words}）', '')), 'accepted') // not mandatory
    assert.match(await judged('空白'), /机关名称[\s\S]*文号[\s\S]*办理人[\s\S]*事由[\s\S]*期限[\s\S]*方式[\s\S]*物品：名称[\s\S]*地点/u)
  })

  test('are braces that do not match, and lists that cross', async () => {
    assert.match(await judged(`${whole}{#items}{name}`), /\{#items\} 没有以 \{\/items\} 结束/u)
    assert.match(await judged(`${whole}{/items}`), /\{\/items\} 没有对应的 \{#items\}/u)
    assert.match(await judged(`${whole}{reason`), /花括号不成对/u)
  })

  test('is what is no document, or has a password, or unpacks to too much', async () => {
    assert.match(await said(demandTemplate(Buffer.from('%PDF-1.7'), notice)), /不是 Word 文档/u)
    const [locked, bomb] = [await documentOf(whole), await documentOf(whole)]
    const entry = (bytes: Buffer) => bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    locked.writeUInt16LE(1, entry(locked) + 8)
    bomb.writeUInt32LE(200 << 20, entry(bomb) + 24)
    assert.match(await said(demandTemplate(locked, notice)), /打开密码/u)
    assert.match(await said(demandTemplate(bomb, notice)), /解压后过大/u)
    assert.match(await said(demandTemplate(Buffer.alloc((5 << 20) + 1), notice)), /不能超过 5 MB/u)
    assert.match(
      await said(demandTemplate(await changed((zip) => within(zip, 'word/document.xml', 'w:body', 'w:none')), notice)),
      /不是 Word/u,
    )
  })

  const relation = (type: string, target: string) =>
    `<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`
  const plain = 'wordprocessingml.document.main+xml'
  const unsafe: Record<string, [(zip: Zip) => Promise<void> | void, RegExp]> = {
    'a macro project': [(zip) => zip.setFile('word/vbaProject.bin', 'x'), /宏/u],
    'a macro-enabled document by another name': [
      (zip) =>
        within(zip, '[Content_Types].xml', `vnd.openxmlformats-officedocument.${plain}`, 'vnd.ms-word.document.macroEnabled.main+xml'),
      /宏/u,
    ],
    'a link to elsewhere': [
      (zip) => within(zip, 'word/_rels/document.xml.rels', '</Relationships>', relation('hyperlink', 'https://example.invalid/')),
      /外部链接/u,
    ],
    'a template fetched from elsewhere': [
      (zip) => zip.setFile('word/_rels/settings.xml.rels', `<Relationships>${relation('attachedTemplate', 'file://host/x.dotm')}`),
      /外部链接/u,
    ],
    'an embedded object': [(zip) => zip.setFile('word/embeddings/oleObject1.bin', 'x'), /嵌有/u],
    'another document inside': [(zip) => within(zip, 'word/document.xml', '</w:body>', '<w:altChunk r:id="rX"/></w:body>'), /嵌有/u],
    'a field that fetches, cut into runs': [
      (zip) =>
        within(
          zip,
          'word/document.xml',
          '</w:body>',
          '<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "http://h/x"</w:instrText></w:r></w:p></w:body>',
        ),
      /域/u,
    ],
    'a declaration of entities': [(zip) => within(zip, 'word/document.xml', /^/u, '<!DOCTYPE x [<!ENTITY a "b">]>'), /文档类型声明/u],
  }
  for (const [what, [change, words]] of Object.entries(unsafe))
    test(`is ${what}`, async () => assert.match(await said(demandTemplate(await changed(change), notice)), words))

  test('are all of these at once', async () => {
    const bytes = await changed((zip) => {
      zip.setFile('word/vbaProject.bin', 'x')
      zip.setFile('word/activeX/activeX1.xml', '<x/>')
    })
    assert.match(await said(demandTemplate(bytes, notice)), /宏.*；嵌有控件/u)
  })

  test('is a second part of the same name, of which one would be judged and the other opened', async () => {
    // A twin needs a name of the same length.
    const twin = Buffer.from(await changed((zip) => zip.setFile('word/documenX.xml', '<w:document/>')))
    twin.write('word/document.xml', twin.lastIndexOf(Buffer.from('word/documenX.xml')), 'utf8')
    assert.match(await said(demandTemplate(twin, notice)), /已损坏/u)
  })
})
