import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { ZipFile } from 'yazl'
import { readQti, writeQti } from './package.ts'
import { BadQti } from './tree.ts'
import { type Exchanged, writeItem } from './write.ts'

const more = { analysis: '见《商标法》第五十七条。\n注意“误导”要件。', difficulty: 4, theme: '商标' }
const options = [
  { id: 'A', text: '专利 < 商标 & "著作权"' },
  { id: 'B', text: '第一行\n第二行' },
  { id: 'C', text: '丙' },
]
const questions: Exchanged[] = [
  { content: { kind: 'single', stem: '哪一项正确？', options }, key: { kind: 'single', right: 'B' }, ...more },
  {
    content: { kind: 'multiple', stem: '哪些正确？\n（多选）', options },
    key: { kind: 'multiple', right: ['A', 'C'] },
    ...more,
    analysis: '',
  },
  { content: { kind: 'trueFalse', stem: '注册商标有效期为十年。' }, key: { kind: 'trueFalse', right: true }, ...more },
  {
    content: { kind: 'blank', stem: '有效期____年，宽展期____个月。', blanks: 2 },
    key: {
      kind: 'blank',
      accepted: [
        ['十', '10'],
        ['六', '6'],
      ],
    },
    ...more,
  },
  {
    content: { kind: 'short', stem: '简述混淆。' },
    key: {
      kind: 'short',
      sample: '要点如下。\n其一……',
      points: [
        { text: '相同商品', share: 2 },
        { text: '近似', share: 1.5 },
      ],
    },
    ...more,
  },
  {
    content: {
      kind: 'case',
      stem: '某鞋行销售带有甲商标的运动鞋。\n经查为仿冒。',
      parts: [
        { share: 2, content: { kind: 'single', stem: '如何定性？', options } },
        { share: 3, content: { kind: 'short', stem: '说明理由。' } },
        { share: 1, content: { kind: 'blank', stem: '适用第____条', blanks: 1 } },
      ],
    },
    key: {
      kind: 'case',
      parts: [
        { kind: 'single', right: 'A' },
        { kind: 'short', sample: '略', points: [] },
        { kind: 'blank', accepted: [['57', '五十七']] },
      ],
    },
    ...more,
  },
]
const zipped = async (files: Record<string, string>) => {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}
const head =
  '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t" adaptive="false" time-dependent="false">'
const item = (declarations: string, body: string) => `${head}${declarations}<qti-item-body>${body}</qti-item-body></qti-assessment-item>`

describe('QTI 3', () => {
  test('every kind of question comes back equal from a package and from a single file', async () => {
    assert.deepEqual(readQti(await writeQti(questions, new Date(0))), questions)
    for (const question of questions) assert.deepEqual(readQti(Buffer.from(writeItem(question, 'x'))), [question])
  })

  test('an item of another program is read: its own identifiers, blanks inside the sentence, mapped answers', () => {
    const choice = item(
      '<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>H</qti-value><qti-value>O</qti-value></qti-correct-response></qti-response-declaration>',
      '<p>Which elements form water?</p>\n <qti-choice-interaction response-identifier="RESPONSE" max-choices="0"><qti-simple-choice identifier="H">Hydrogen</qti-simple-choice><qti-simple-choice identifier="He">Helium</qti-simple-choice><qti-simple-choice identifier="O">Oxygen</qti-simple-choice></qti-choice-interaction>',
    )
    assert.deepEqual(readQti(Buffer.from(choice))[0]?.key, { kind: 'multiple', right: ['A', 'C'] })
    assert.equal(readQti(Buffer.from(choice))[0]?.content.stem, 'Which elements form water?')
    const entry = item(
      '<qti-response-declaration identifier="R" cardinality="single" base-type="string"><qti-correct-response><qti-value>York</qti-value></qti-correct-response><qti-mapping default-value="0"><qti-map-entry map-key="York" mapped-value="1"/><qti-map-entry map-key="york" mapped-value="0.5"/></qti-mapping></qti-response-declaration>',
      '<p>Now is the winter made glorious by this sun of <qti-text-entry-interaction response-identifier="R"/>;</p>',
    )
    assert.deepEqual(readQti(Buffer.from(entry))[0], {
      content: { kind: 'blank', stem: 'Now is the winter made glorious by this sun of ____;', blanks: 1 },
      key: { kind: 'blank', accepted: [['York', 'york']] },
      analysis: '',
      difficulty: 3,
      theme: '',
    })
  })

  test('CDATA is text and nothing else: markup in it stays words', () => {
    const given = writeItem(questions[0]!, 'a').replace('<qti-prompt>', '<qti-prompt><![CDATA[<img src=x onerror=alert(1)> ]]>')
    assert.match(readQti(Buffer.from(given))[0]?.content.stem ?? '', /^<img src=x onerror=alert\(1\)> /)
  })

  test('what cannot be held is refused by its name, and nothing of the package comes in', async () => {
    const good = writeItem(questions[0]!, 'a')
    const refusals: [string, Buffer | Promise<Buffer>, RegExp][] = [
      [
        'a document type',
        Buffer.from(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${good.replace(/^<\?.*?\?>/, '')}`),
        /DOCTYPE/,
      ],
      ['broken XML', Buffer.from(good.slice(0, -10)), /不是正确的 XML/],
      ['QTI 2', Buffer.from('<assessmentItem/>'), /QTI 2/],
      ['something else', Buffer.from('<html/>'), /html/],
      ['a foreign interaction', Buffer.from(item('', '<qti-hotspot-interaction/>')), /qti-hotspot-interaction/],
      ['a picture', Buffer.from(good.replace('<qti-prompt>', '<qti-prompt><img src="x"/>')), /img/],
      ['no answer', Buffer.from(good.replace(/<qti-correct-response>.*?<\/qti-correct-response>/, '')), /正确答案/],
      ['an answer outside the choices', Buffer.from(good.replace('<qti-value>B', '<qti-value>Z')), /选项号|选项之中/],
      ['two choices of one name', Buffer.from(good.replace('identifier="A"', 'identifier="B"')), /选项的标识重复/],
      [
        'two keys of one name',
        Buffer.from(good.replace('<qti-response-declaration', '<qti-response-declaration identifier="R1"/><qti-response-declaration')),
        /作答声明的标识重复/,
      ],
      [
        'a foreign namespace in the clothes of QTI',
        Buffer.from(
          good.replace('<qti-item-body', '<x:qti-item-body xmlns:x="urn:other"').replace('</qti-item-body>', '</x:qti-item-body>'),
        ),
        /命名空间/,
      ],
      ['a picture as text', Buffer.from(good.replace('<qti-prompt>', `<qti-prompt>data:image/png;base64,${'A'.repeat(4 << 20)}`)), /./],
      ['an undeclared entity', Buffer.from(good.replace('<qti-prompt>', '<qti-prompt>&bomb;')), /不是正确的 XML/],
      ['too deep', Buffer.from(item('', `${'<div>'.repeat(80)}${'</div>'.repeat(80)}`)), /过深/],
      ['not a zip', Buffer.from('PK nothing'), /不是 QTI/],
      ['an empty package', zipped({ 'imsmanifest.xml': '<manifest/>' }), /没有试题文件/],
      ['one bad among good', zipped({ 'a.xml': good, 'b.xml': '<html/>' }), /b\.xml/],
      ['a bomb', zipped({ 'a.xml': '0'.repeat(150 << 20) }), /过大/],
      ['other bytes', zipped({ 'a.xml': good, 'c.xml': '\ud800' }), /c\.xml/],
    ]
    for (const [what, bytes, why] of refusals) {
      const given = await bytes
      assert.throws(
        () => readQti(given),
        (error: unknown) => error instanceof BadQti && why.test(error.message),
        what,
      )
    }
  })
})
