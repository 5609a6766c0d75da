import { z } from 'zod'
import { LegalDay, Yuan } from '#contract/common'

/** Field makers: the type, the label that the page prints, and nothing else. Whether enough is there is judged by completeness. */
export const text = (title: string) => z.string().max(300).meta({ title })
export const long = (title: string) => z.string().max(20_000).meta({ title, multiline: true })
export const day = (title: string) => LegalDay.meta({ title })
/** A minute on the office's clock, as a record writes it: 2026-03-03T09:05. */
export const minute = (title: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/u)
    .meta({ title, widget: 'minute' })
export const sum = (title: string) => Yuan.meta({ title: `${title}（元）` })
export const count = (title: string) => z.int().min(0).max(100_000).meta({ title })
export const tick = (title: string) => z.boolean().meta({ title })

/** A choice with the words that are printed beside its boxes. */
export const choice = <const Key extends string>(title: string, labels: Record<Key, string>) =>
  // Object.keys forgets the key type that `labels` was given with.
  z.enum(Object.keys(labels) as [Key, ...Key[]]).meta({ title, labels })

/** 当事人. `kind` decides the words: a person has an identity card, a business a licence. */
export const Party = z.strictObject({
  kind: z
    .enum(['person', 'business', 'organisation'])
    .meta({ title: '类别', labels: { person: '自然人', business: '个体工商户', organisation: '法人或者其他组织' } }),
  name: text('名称（姓名）').optional(),
  licence: text('主体资格证照名称').optional(),
  creditCode: text('统一社会信用代码').optional(),
  idNumber: text('身份证件号码').optional(),
  address: text('住所（住址）').optional(),
  representative: text('法定代表人（负责人、经营者）').optional(),
  phone: text('联系电话').optional(),
})
export type Party = z.infer<typeof Party>
/** `essential`: without these it says nothing, and a template of the office's own must print them. */
export const party = (title = '当事人') => Party.meta({ title, essential: ['name', 'address'] })

export const Officer = z.strictObject({ name: text('姓名').optional(), certificate: text('执法证号').optional() })
export type Officer = z.infer<typeof Officer>
export const officers = (title = '执法人员') =>
  z
    .array(Officer.meta({ essential: ['name', 'certificate'] }))
    .max(20)
    .meta({ title })

export const Goods = z.strictObject({
  name: text('标称名称').optional(),
  model: text('规格（型号）').optional(),
  unit: text('单位').optional(),
  quantity: text('数量').optional(),
  note: text('备注').optional(),
})
export type Goods = z.infer<typeof Goods>
export const goods = (title = '财物') =>
  z
    .array(Goods.meta({ essential: ['name', 'quantity'] }))
    .max(500)
    .meta({ title })

export const Evidence = z.strictObject({ name: text('证据名称').optional(), proves: text('证明的事实').optional() })
export type Evidence = z.infer<typeof Evidence>
export const evidence = () =>
  z
    .array(Evidence.meta({ essential: ['name', 'proves'] }))
    .max(500)
    .meta({ title: '证据' })

export const Turn = z.strictObject({ ask: long('问').optional(), answer: long('答').optional() })
export const dialogue = () =>
  z
    .array(Turn.meta({ essential: ['ask', 'answer'] }))
    .max(500)
    .meta({ title: '问答' })

/** Two officers at least, each with a certificate: Administrative Penalty Law art. 42, 55. */
export const areTwo = (list: readonly Officer[] | undefined): boolean =>
  (list ?? []).filter((officer) => officer.name && officer.certificate).length >= 2

/** Name and address: what art. 62 item 1 and its like call the party's particulars. */
export const isKnown = (who: Party | undefined): boolean => Boolean(who?.name && who.address)
