import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { FileId, LegalDay, OrgId, Yuan } from '#contract/common'
import { cleaned, type Field, fieldsOf, initialValues, type JsonSchema, pathOf, rowWords } from './step-fields.ts'

const drawn = (schema: z.ZodType): Field[] => fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema)
const kinds = (schema: z.ZodType) => drawn(schema).map(({ name, kind, required }) => `${name}:${kind}${required ? '*' : ''}`)

describe('a form drawn from a schema', () => {
  test('has one field for each property, in the order of the schema', () => {
    const schema = z.strictObject({
      reason: z.string().max(2000).meta({ title: '理由' }),
      when: LegalDay,
      fine: Yuan,
      days: z.number().int().min(1).max(30).optional(),
      mode: z.enum(['direct', 'mail']).meta({ labels: { direct: '直接送达', mail: '邮寄送达' } }),
      heard: z.boolean(),
      to: OrgId.meta({ widget: 'orgPicker' }),
      scans: z.array(FileId).meta({ widget: 'files' }),
      at: z.string().regex(/T/u).meta({ widget: 'minute' }),
      step: z.literal('x'),
    })
    assert.deepEqual(kinds(schema), [
      'reason:textarea*',
      'when:day*',
      'fine:money*',
      'days:number',
      'mode:choice*',
      'heard:yesNo*',
      'to:org*',
      'scans:files*',
      'at:moment*',
      'step:fixed*',
    ])
  })

  test('names an answer in Chinese, and shows the value itself only where nobody has named it', () => {
    const [mode] = drawn(z.strictObject({ mode: z.enum(['direct', 'other']).meta({ title: '送达方式', labels: { direct: '直接送达' } }) }))
    assert.equal(mode?.title, '送达方式')
    assert.deepEqual(mode?.kind === 'choice' && mode.options, [
      { value: 'direct', label: '直接送达' },
      { value: 'other', label: 'other' },
    ])
  })

  test('lets a day lie in the future only where the schema says so', () => {
    const days = drawn(z.strictObject({ happened: LegalDay, hearing: LegalDay.meta({ future: true }) }))
    assert.deepEqual(
      days.map((field) => field.kind === 'day' && field.future),
      [false, true],
    )
  })

  test('draws rows of an array of objects, with as many as the schema wants', () => {
    const schema = z.strictObject({ goods: z.array(z.strictObject({ name: z.string(), worth: Yuan })).min(2) })
    assert.deepEqual(initialValues(drawn(schema)), { goods: [{}, {}] })
  })

  test('asks for the constant of a union first', () => {
    const schema = z.strictObject({
      service: z.discriminatedUnion('mode', [
        z.strictObject({ mode: z.literal('direct'), signedBy: z.string() }),
        z.strictObject({ mode: z.literal('mail'), parcel: z.string(), sentOn: LegalDay }),
      ]),
    })
    const [service] = drawn(schema)
    assert.ok(service?.kind === 'variants')
    assert.deepEqual(
      [service.on, service.variants.map(({ value, fields }) => [value, fields.map(({ name }) => name)])],
      [
        'mode',
        [
          ['direct', ['signedBy']],
          ['mail', ['parcel', 'sentOn']],
        ],
      ],
    )
    const fields = drawn(schema)
    assert.deepEqual(cleaned(fields, { service: { mode: 'direct', signedBy: ' 甲 ', parcel: 'left over' } }), {
      service: { mode: 'direct', signedBy: '甲' },
    })
  })

  test('follows a named part and keeps a nullable field nullable', () => {
    const Party = z.strictObject({ name: z.string() }).meta({ id: 'Party' })
    const schema = z.strictObject({ party: Party, gains: Yuan.nullable(), note: z.string().nullable() })
    assert.deepEqual(
      drawn(schema).map(({ kind, nullable }) => [kind, nullable]),
      [
        ['group', false],
        ['money', true],
        ['text', true],
      ],
    )
  })
})

describe('what is sent', () => {
  const schema = z.strictObject({
    reason: z.string(),
    note: z.string().optional(),
    gains: Yuan.nullable(),
    flags: z.array(z.enum(['a', 'b'])),
  })

  test('holds what the schema accepts, when every field was answered', () => {
    const sent = cleaned(drawn(schema), { reason: ' 理由 ', note: '', gains: null, flags: undefined, ghost: 1 })
    assert.deepEqual(sent, { reason: '理由', gains: null, flags: [] })
    assert.ok(schema.safeParse(sent).success)
  })

  test('does not invent an answer to a required field', () => {
    const sent = cleaned(drawn(schema), { reason: '' })
    assert.equal('reason' in sent, false)
    assert.ok(!schema.safeParse(sent).success)
  })
})

test('a path of the server becomes the path of a field, however it is written', () => {
  for (const text of ['input.penalties.0.fine', '/input/penalties/0/fine', 'body.input.penalties[0].fine']) {
    assert.deepEqual(pathOf(text), ['input', 'penalties', 0, 'fine'])
  }
})

describe('a part that may be left out', () => {
  const schema = z.strictObject({ mitigation: z.strictObject({ reason: z.string() }).optional().meta({ title: '减轻情形' }) })

  test('is neither begun nor sent until somebody wants it', () => {
    assert.deepEqual(initialValues(drawn(schema)), {})
    assert.deepEqual(cleaned(drawn(schema), { mitigation: undefined }), {})
  })

  test('is sent, and refused by the schema, when it was begun and left empty', () => {
    const sent = cleaned(drawn(schema), { mitigation: {} })
    assert.deepEqual(sent, { mitigation: {} })
    assert.ok(!schema.safeParse(sent).success)
  })
})

test('a field whose answers only the page knows is a choice among them, at any depth', () => {
  const schema = z.strictObject({ penalties: z.array(z.strictObject({ partyId: z.uuid(), note: z.string() })) })
  const options = [{ value: 'a', label: '甲公司' }]
  const [rows] = fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, { partyId: options })
  assert.ok(rows?.kind === 'rows')
  assert.deepEqual(
    rows.fields.map((field) => (field.kind === 'choice' ? field.options : field.kind)),
    [options, 'text'],
  )
})

test('a fault in a row says which row', () => {
  const fields = drawn(
    z.strictObject({ input: z.strictObject({ goods: z.array(z.strictObject({ name: z.string() })).meta({ title: '物品' }) }) }),
  )
  assert.equal(rowWords(fields, ['input', 'goods', 1, 'name']), '物品第 2 行')
  assert.equal(rowWords(fields, ['input', 'goods']), '')
})
