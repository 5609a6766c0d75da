import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { body, fill, line, plain } from './block.ts'
import { paperFor, withoutEmpty } from './declaration.ts'

const leave = paperFor<{ person: string }>()({
  kind: 'leaveNotice',
  title: '休假通知书',
  titleFor: (fields) => (fields.days === 1 ? '休假一日通知书' : '休假通知书'),
  formNo: 1,
  numbering: { word: '市监休' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 1 },
  basis: '《某规定》第一条',
  fields: z.object({
    person: z.string().meta({ title: '休假人' }),
    reason: z.string().meta({ title: '事由' }),
    days: z.int().meta({ title: '天数' }).optional(),
    officers: z
      .array(z.strictObject({ name: z.string().optional() }))
      .meta({ title: '批准人' })
      .optional(),
  }),
  elements: [
    { name: '事由', basis: '《某规定》第二条', field: 'reason', present: (fields) => Boolean(fields.reason) },
    { name: '不超过五日', basis: '《某规定》第三条', field: 'days', present: (fields) => (fields.days ?? 0) <= 5 },
    { name: '日期', basis: '《某规定》第四条', present: (_, head) => Boolean(head.day) },
  ],
  prefill: (facts) => ({ person: facts.person, reason: undefined }),
  blocks: (fields) => [body(line`${fields.person}因${fields.reason}休假${fill(fields.days, 2)}日。`)],
  copies: { count: 2, where: '一份送达，一份归档' },
})

const head = { org: '某某市市场监督管理局', day: '2026-03-03' }
const names = (input: unknown, on: { org: string; day?: string } = head) => leave.completeness(input, on).map((missing) => missing.name)

describe('a declared paper', () => {
  test('is complete only with every mandatory field, every legal element and its day', () => {
    assert.deepEqual(names({ person: '某甲', reason: '探亲' }), [])
    assert.deepEqual(names({ reason: '探亲' }), ['休假人'])
    assert.deepEqual(names({ person: '某甲' }), ['事由'])
    assert.deepEqual(names({ person: '某甲', reason: '探亲', days: 6 }), ['不超过五日'])
    assert.deepEqual(names({ person: '某甲', reason: '探亲' }, { org: head.org }), ['日期'])
    assert.deepEqual(names(undefined), ['休假人', '事由'])
  })

  test('says what is missing in a sentence, with the article, once', () => {
    const [person, reason] = leave.completeness({}, head)
    assert.deepEqual(person, { field: 'person', name: '休假人', basis: '《某规定》第一条', sentence: '缺少“休假人”，请填写后再制发。' })
    assert.equal(reason?.basis, '《某规定》第二条')
    assert.equal(
      leave.completeness({ person: '甲', reason: '乙', days: 9 }, head)[0]?.sentence,
      '缺少法定要素“不超过五日”（《某规定》第三条），补正后方可制发。',
    )
  })

  test('takes an empty box for a field not filled, at every depth, and refuses a field that it does not know', () => {
    assert.deepEqual(names({ person: '  ', reason: '探亲' }), ['休假人'])
    assert.deepEqual(leave.read({ person: '', officers: [{ name: '' }, { name: '某乙' }] }), { officers: [{ name: '某乙' }] })
    assert.deepEqual(withoutEmpty({ a: [{ b: '' }], c: null, d: 0, e: false }), { d: 0, e: false })
    assert.throws(() => leave.read({ persn: '某甲' }), z.ZodError)
    assert.throws(() => leave.read({ days: '三' }), z.ZodError)
  })

  test('prints blanks where nothing is known, its own word in the number, and its copies', () => {
    const said = (input: unknown, number?: string) =>
      leave
        .compose(input, { ...head, ...(number && { number }) })
        .blocks.map((block) => ('text' in block && typeof block.text !== 'string' ? plain(block.text) : ''))
    assert.deepEqual(said({ person: '某甲' }).slice(1), [
      '＿＿市监休〔＿＿＿〕＿＿＿号',
      '某甲因＿＿＿＿＿＿＿＿休假＿＿日。',
      '本文书一式两份，一份送达，一份归档。',
    ])
    assert.equal(said({}, '榕市监休〔2026〕1号')[1], '榕市监休〔2026〕1号')
    assert.equal(leave.compose({ days: 1 }, head).title, '休假一日通知书')
  })

  test('is filled in from the facts of its matter, and tells the page its form', () => {
    assert.deepEqual(leave.prefill({ person: '某甲' }), { person: '某甲' })
    assert.deepEqual(leave.form.required, ['person', 'reason'])
  })
})
