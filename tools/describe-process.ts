import type { z } from 'zod'
import { roles } from '#contract/authority'
import { type Limit, limitById } from '#kernel/calendar'
import { paperTitle } from '#kernel/matter'
import { type By, type GrantPurpose, type Process, placesOf } from '#kernel/process'

const where = { handling: '承办单位', owner: '主办单位', above: '上一级单位' } as const
const grants: Record<GrantPurpose, string> = {
  assistance: '受函协查单位',
  designation: '被指定单位',
  support: '配合单位',
  request: '被请求单位',
}
const units = { day: '日', workingDay: '个工作日', hour: '小时', month: '个月' } as const

/** A declared process as a page that a jurist can read: its steps with who, when, which papers and which article, and its limits. */
export function describeProcess(process: Process<unknown>, forms: Readonly<Record<string, z.ZodObject>>): string {
  return [
    `# ${process.title}（${process.name}）`,
    '',
    'Printed from the declaration by `npm run draw`. 由声明自动生成，请勿手改。',
    '',
    `适用版本：${process.versions.map(({ from, law }) => `${from} 起 ${law}`).join('；')}`,
    '',
    `![${process.title}](${process.name}.svg)`,
    '',
    '| 步骤 | 由 | 从 | 到 | 须先有文书 | 条件 | 填写 | 依据 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(process.steps).map(([name, rule]) =>
      row([
        `${rule.title}（${name}）`,
        placesOf(rule).map(sayBy).join('<br>'),
        rule.from.map((state) => process.states[state]?.title ?? state).join('、'),
        rule.to ? (process.states[rule.to]?.title ?? rule.to) : '—',
        (rule.needs ?? []).map(paperTitle).join('、'),
        conditions(process, rule),
        Object.entries(forms[name]?.shape ?? {})
          .map(([key, field]) => titleOf(field as z.ZodType, key))
          .join('、'), // our shapes hold classic types
        rule.basis ?? '',
      ]),
    ),
    ...limitTable(process),
    '',
  ].join('\n')
}

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|') || '—').join(' | ')} |`
const titleOf = (field: z.ZodType, key: string) => field.meta()?.title ?? key

function sayBy({ role, at, assigned, notBy }: By): string {
  if (role === 'service') return '期限届满，系统自动'
  return `${typeof at === 'string' ? where[at] : grants[at.granted]}${roles[role]}${assigned ? '（本案承办）' : ''}${notBy ? '（非本案办案人员）' : ''}`
}

function conditions(process: Process<unknown>, rule: Process<unknown>['steps'][string]): string {
  const clock = (name: string) => process.clocks[name]?.title ?? name
  return [
    ...(rule.after ? [`「${clock(rule.after)}」届满或放弃后`] : []),
    ...(rule.within ? [`「${clock(rule.within)}」内`] : []),
    ...(rule.waives ? [`放弃「${clock(rule.waives)}」`] : []),
    ...(rule.extends ? [`延长「${clock(rule.extends)}」`] : []),
    ...(rule.following ?? []).map((step) => `已${process.steps[step]?.title ?? step}`),
    ...(rule.childrenClosed ?? []).map((child) => `关联事项 ${child} 已办结`),
    ...(rule.when ?? []).map((check) => `\`${check}\``),
  ].join('；')
}

function limitTable(process: Process<unknown>): string[] {
  const clocks = Object.values(process.clocks)
  if (clocks.length === 0) return []
  return [
    '',
    '| 期限 | 长度 | 自 | 至 | 不计入 | 依据 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...clocks.map((clock) => {
      const agreed = typeof clock.limit === 'object' ? clock.limit : null
      const limit = typeof clock.limit === 'object' ? null : limitById(clock.limit)
      const marks = `${limit?.verified === false ? '（未核实）' : ''}${limit?.disputed ? '（适用有争议，仅提示）' : ''}`
      const step = (name: string) => (name === 'open' ? '登记' : (process.steps[name]?.title ?? name))
      return row([
        clock.title,
        lengthOf(limit),
        `${[clock.from.step].flat().map(step).join('或')}${clock.from.field ? `（${clock.from.field}）` : ''}`,
        clock.until.map(step).join('、'),
        limit?.excludedReasons.join('、') ?? '',
        `${agreed?.basis ?? limit?.basis ?? ''}${marks}`,
      ])
    }),
  ]
}

function lengthOf(limit: Limit | null): string {
  if (!limit) return '至约定的日期'
  return limit.length === null ? '由批准文书确定' : `${limit.length} ${units[limit.unit]}`
}
