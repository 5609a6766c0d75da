import { z } from 'zod'
import { LegalDay, OrgId, PersonId } from './common.ts'

export const trainingLevels = { province: '省级', city: '市级', county: '县级', station: '所级', all: '各级' } as const
export type TrainingLevel = keyof typeof trainingLevels

const described = (title: string, description: string | undefined) => ({ title, ...(description ? { description } : {}) })

export const line = (title: string, description?: string) =>
  z.string().trim().min(1, `请填写${title}`).max(150).meta(described(title, description))
export const maybeLine = (title: string, description?: string) => z.string().trim().max(200).optional().meta(described(title, description))
export const text = (title: string, description?: string) =>
  z
    .string()
    .trim()
    .min(2, `请填写${title}`)
    .max(500)
    .meta({ ...described(title, description), widget: 'textarea' })
export const words = (title: string) => z.string().trim().max(500).optional().meta({ title, widget: 'textarea' })
/** Training is planned ahead: these days may lie after today. */
export const plannedDay = (title: string, description?: string) =>
  LegalDay.meta({ ...described(title, description), widget: 'day', future: true })
export const people = (title: string, description?: string) =>
  z
    .array(PersonId)
    .min(1, '请选择人员')
    .max(200)
    .meta({ ...described(title, description), widget: 'personPicker' })
export const person = (title: string) => PersonId.meta({ title, widget: 'personPicker' })
export const unit = (title: string, description?: string) => OrgId.meta({ ...described(title, description), widget: 'orgPicker' })
export const count = (title: string, most: number, least = 1) =>
  z.int().min(least, `${title}至少为 ${least}`).max(most, `${title}不能超过 ${most}`).meta({ title })
/** 学时 and 天 in halves. */
export const halves = (title: string, most: number, least = 0.5, description?: string) =>
  z.number().min(least, `${title}至少为 ${least}`).max(most).multipleOf(0.5, `${title}按 0.5 计`).meta(described(title, description))
export const choice = <const K extends string>(title: string, labels: Record<K, string>) =>
  // Object.keys forgets the key type that `labels` was given with.
  z.enum(Object.keys(labels) as [K, ...K[]]).meta({ title, labels })
/** Shanghai time of a day. */
export const time = (title: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, `${title}请按 09:00 的格式填写`)
    .meta({ title, placeholder: '09:00' })
export const link = (title: string) =>
  z
    .url({ protocol: /^https$/, error: '请填写以 https:// 开头的完整地址' })
    .max(200)
    .optional()
    .meta({ title })
/** 专题, one of the configured list (学时规则): plan, class and hours name it by its words. */
export const theme = z
  .string({ error: '请选择专题' })
  .trim()
  .min(1, '请选择专题')
  .max(20)
  .meta({ title: '专题', placeholder: '从专题列表选择' })
export const nothing = z.object({})
