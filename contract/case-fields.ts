import { z } from 'zod'
import { LegalDay, PersonId, Yuan } from './common.ts'

/** The makers of the case room's forms: a type, its label, and the sentence that a person reads when it is not filled in. */
export const line = (title: string, why: string, description?: string) =>
  z.string().trim().min(1, why).max(200).meta(described(title, description))
export const text = (title: string, why: string, description?: string) =>
  z
    .string()
    .trim()
    .min(1, why)
    .max(5000)
    .meta({ ...described(title, description), widget: 'textarea' })
export const note = (title: string) => z.string().trim().max(5000).optional().meta({ title, widget: 'textarea' })
export const day = (title: string, description?: string) => LegalDay.meta({ ...described(title, description), widget: 'day' })
export const yuan = (title: string) => Yuan.meta({ title: `${title}（元）`, widget: 'money' })
export const tick = (title: string, description?: string) => z.boolean().default(false).meta(described(title, description))
export const officers = (title: string, least: number) =>
  z
    .array(PersonId)
    .min(least, least > 1 ? `请选择不少于 ${least} 名人员` : '请选择人员')
    .max(10)
    .meta({ title, widget: 'personPicker' })

export const choice = <const K extends string>(title: string, labels: Record<K, string>) =>
  // Object.keys forgets the key type that `labels` was given with.
  z.enum(Object.keys(labels) as [K, ...K[]]).meta({ title, labels })

const described = (title: string, description: string | undefined) => ({ title, ...(description ? { description } : {}) })

/** Nothing beside the day of the act. */
export const nothing = z.object({})
