import { sql } from 'kysely'
import { type Belonging, categoryImportsApi } from '#contract/hours-people'
import { type StaffCategory, staffCategoryShort } from '#contract/hours-rules'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import type { SheetFault, SheetPlan, SheetRead } from '#kernel/sheet'
import { belongingsOf, keepCategory } from './hours.store.ts'
import { accountColumns, knownPeople, personOf, type Say, sayer } from './people.lookup.ts'

const codes = new Map(Object.entries(staffCategoryShort).map(([code, title]) => [title, code as StaffCategory])) // keys of a const object

const plan: SheetPlan = {
  name: '人员类别',
  columns: [
    ...accountColumns,
    { key: 'category', title: '人员类别', kind: 'choice', options: [...codes.keys()], required: true, example: '乡科级以下', width: 16 },
    { key: 'from', title: '起始日', kind: 'day', required: true, help: '任现类别之日', example: '2026-01-01', width: 14 },
    { key: 'unmet', title: '提任前未达标', kind: 'choice', options: ['是', '否'], help: '不填为否', example: '否', width: 14 },
    { key: 'note', title: '依据', help: '例如任职文号', example: '', width: 24 },
  ],
  instructions: [
    '每行一人。类别决定适用哪一条学时规则：县处级以上按五年周期，乡科级以下按年度，专业技术人员按 90 学时。',
    '四级调研员及相当层次职级以上填“县处级以上”，一级主任科员及相当层次职级以下填“乡科级以下”。',
    '已登记的类别不会被改动；类别变动的填新的起始日。导入后可以整批撤销。',
  ],
}

interface CategoryRow extends ImportRow {
  personId: string | null
  name: string
  category: StaffCategory | null
  from: string
  unmet: boolean
  note: string
}

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: CategoryRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const sayAt = sayer(read, plan, faults)
  const known = await knownPeople(ctx, read)
  const belongings = await belongingsOf(
    ctx,
    [...known.values()].map(({ id }) => id),
  )
  const seen = new Set<string>()
  const rows = read.rows.map(({ row, cells }): CategoryRow => {
    const say = sayAt(row)
    const person = personOf(ctx, cells, known, say)
    const { from = '', note = '' } = cells
    const taken = {
      row,
      personId: person?.id ?? null,
      name: cells.name ?? '',
      category: codes.get(cells.category ?? '') ?? null,
      from,
      note,
    }
    const last = belongings.get(person?.id ?? '')?.[0] ?? null
    const same = last !== null && last.from === from && last.category === taken.category
    if (!same) sayDay(ctx, from, last, say)
    if (person && seen.has(person.id)) say('account', '与前面的行重复，一人一行')
    if (person) seen.add(person.id)
    return { ...taken, unmet: cells.unmet === '是', same }
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

function sayDay(ctx: Ctx, from: string, last: Belonging | null, say: Say): void {
  if (last && from !== '' && from <= last.from)
    say('from', `已登记自 ${last.from} 起为${staffCategoryShort[last.category]}，更正请到个人学时页面办理`)
  if (from > ctx.today) say('from', '起始日不能晚于今天')
}

/** 人员类别导入. */
export const categoryImport = importRoom<CategoryRow>(categoryImportsApi, {
  kind: 'staffCategory',
  title: '人员类别',
  counted: '人',
  plan: async () => plan,
  reads: plan,
  judge,
  preview: [
    { title: '姓名', of: ({ name }) => name },
    { title: '人员类别', of: ({ category }) => category && staffCategoryShort[category] },
    { title: '起始日', of: ({ from }) => from },
  ],
  async make(ctx, { row, personId, category, from, unmet, note }) {
    // `judge` let no row through without a person and a category.
    if (personId === null || category === null) throw new Error(`row ${row} was not judged`)
    await keepCategory(ctx, personId, { category, from, unmet, note: note || undefined })
    if (unmet) await enqueue(ctx.tx, 'hours.makeUpBegins', { personId }, { key: `make-up:${personId}` })
    const { id } = await ctx.tx
      .selectFrom('staff_category')
      .select('id')
      .where('person_id', '=', personId)
      .where('from_day', '=', from)
      .executeTakeFirstOrThrow()
    return id
  },
  async takeBack(ctx, _batch, made) {
    // Only the newest of a person goes, and the one before it runs on; one that was followed by another stays.
    const { rows } = await sql<{ id: string; personId: string; from: string }>`
      delete from staff_category c where c.id = any (${[...made]}::uuid[])
         and not exists (select 1 from staff_category n where n.person_id = c.person_id and n.from_day > c.from_day)
      returning c.id, c.person_id "personId", c.from_day "from"`.execute(ctx.tx)
    for (const { personId, from } of rows)
      await ctx.tx
        .updateTable('staff_category')
        .set({ to_day: null })
        .where('person_id', '=', personId)
        .where('to_day', '=', sql<string>`${from}::date - 1`)
        .execute()
    const gone = new Set(rows.map(({ id }) => id))
    return made.filter((id) => !gone.has(id))
  },
})
