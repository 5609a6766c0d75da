import { sql } from 'kysely'
import { sourceNames } from '#contract/case-drafts'
import type { ExportCall } from '#contract/cases'
import type { Ctx } from '#kernel/house'
import { roomOf } from '#kernel/matter'
import { violationOf } from './penalty/index.ts'

export const lightNames = { none: '', green: '正常', yellow: '临近', red: '超期', paused: '中止' }

/** 筛选条件, as the person chose it on the page: words, not codes. It stands in the first lines of what leaves the house. */
export async function filterWords(ctx: Ctx, { list, filter, ids }: ExportCall): Promise<string> {
  const processes = list === 'leads' ? ['lead'] : ['simple', 'penalty']
  const stateWord = (state: string) => processes.map((name) => roomOf(name).process.states[state]?.title).find((title) => title) ?? state
  const unit = filter.org && `${await nameOf(ctx, 'org', filter.org)}${filter.below ? '及下级' : '（本级）'}`
  const parts: [string, string | undefined][] = [
    ['选中', ids && `${ids.length} 条`],
    ['关键词', filter.text],
    ['状态', filter.state.map(stateWord).join('、')],
    ['违法类型', filter.code.map((code) => violationOf(code).name).join('、')],
    ['来源', 'source' in filter ? filter.source.map((source) => sourceNames[source]).join('、') : ''],
    ['单位', unit],
    ['承办人', filter.officer && (await nameOf(ctx, 'person', filter.officer))],
    ['期限不晚于', filter.dueBefore],
    ['登记日', filter.from || filter.to ? `${filter.from ?? ''} 至 ${filter.to ?? ''}` : ''],
    ['期限灯', filter.light.map((light) => lightNames[light]).join('、')],
    ['办结', filter.open === undefined ? '' : filter.open ? '未办结' : '已办结'],
  ]
  const said = parts.filter(([, words]) => words).map(([label, words]) => `${label}：${words}`)
  return said.join('；') || '无'
}

async function nameOf(ctx: Ctx, table: 'org' | 'person', id: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} where id = ${id}`.execute(ctx.tx)
  return rows[0]?.name ?? '管辖范围以外'
}
