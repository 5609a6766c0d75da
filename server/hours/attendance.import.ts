import { sql } from 'kysely'
import type { PersonId } from '#contract/common'
import { attendanceImportsApi, attendanceModes } from '#contract/lectures'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import type { SheetFault, SheetPlan, SheetRead } from '#kernel/sheet'
import { attend } from './lecture.service.ts'
import { accountColumns, knownPeople, personOf, type Say, sayer } from './people.lookup.ts'

/** Offered with the lectures that the reader keeps; read with any name, so that a name that does not fit is said at its cell. */
const planFor = (lectures: readonly string[]): SheetPlan => ({
  name: '听讲名单',
  columns: [
    {
      key: 'lecture',
      title: '讲座',
      required: true,
      options: lectures,
      help: '从下拉列表选择：日期 题目',
      example: lectures[0] ?? '',
      width: 40,
    },
    ...accountColumns,
    { key: 'mode', title: '方式', kind: 'choice', options: Object.values(attendanceModes), required: true, example: '现场', width: 10 },
  ],
  instructions: ['每行一人一场。已登记已举办的讲座，导入后即计学时；撤销导入只撤销尚未计学时的。', '已在名单中的人员不重复登记。'],
})
const reads = planFor([])

interface AttendanceRow extends ImportRow {
  personId: string | null
  lectureId: string | null
  name: string
  lecture: string
  mode: 'onsite' | 'online'
}

/** 近一年的讲座, by the name that the template offers. */
async function ownLectures(ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select l.id, l.planned_on::text || ' ' || l.title "name" from lecture l
     where authority.place() @> l.org_at and l.state <> 'cancelled' and l.planned_on between ${ctx.today}::date - 366 and ${ctx.today}::date
     order by l.planned_on desc, l.id limit 200`.execute(ctx.tx)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: AttendanceRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const sayAt = sayer(read, reads, faults)
  const [known, lectures] = [await knownPeople(ctx, read), await ownLectures(ctx)]
  const listed = await ctx.tx
    .selectFrom('lecture_attendance')
    .select(['lecture_id', 'person_id'])
    .where('lecture_id', 'in', [...lectures.values(), noLecture])
    .execute()
  const there = new Set(listed.map((row) => `${row.lecture_id} ${row.person_id}`))
  const rows = read.rows.map(({ row, cells }): AttendanceRow => {
    const say: Say = sayAt(row)
    const person = personOf(ctx, cells, known, say)
    const lectureId = lectures.get(cells.lecture ?? '') ?? null
    if (cells.lecture && lectureId === null) say('lecture', '没有这场由本单位主办的讲座，或者还没有开始')
    const mode = cells.mode === attendanceModes.online ? 'online' : 'onsite'
    const key = `${lectureId} ${person?.id}`
    const same = lectureId !== null && person !== null && there.has(key)
    there.add(key)
    return { row, same, personId: person?.id ?? null, lectureId, name: cells.name ?? '', lecture: cells.lecture ?? '', mode }
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}
/** An empty list is no SQL. */
const noLecture = '00000000-0000-0000-0000-000000000000'

/** 听讲名单导入. */
export const attendanceImport = importRoom<AttendanceRow>(attendanceImportsApi, {
  kind: 'lectureAttendance',
  title: '听讲名单',
  counted: '人次',
  plan: async (ctx) => planFor([...(await ownLectures(ctx)).keys()]),
  reads,
  judge,
  preview: [
    { title: '讲座', of: ({ lecture }) => lecture },
    { title: '姓名', of: ({ name }) => name },
    { title: '方式', of: ({ mode }) => attendanceModes[mode] },
  ],
  async make(ctx, { row, personId, lectureId, mode }) {
    // `judge` let no row through without a person and a lecture.
    if (personId === null || lectureId === null) throw new Error(`row ${row} was not judged`)
    await attend(ctx, lectureId, [personId as PersonId], mode, 'import') // a key of the table
    const { id } = await ctx.tx
      .selectFrom('lecture_attendance')
      .select('id')
      .where('lecture_id', '=', lectureId)
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
    return id
  },
  async takeBack(ctx, _batch, made) {
    // The policy lets go only of those who are not credited yet.
    const { rows } = await sql<{ id: string }>`delete from lecture_attendance where id = any (${[...made]}::uuid[]) returning id`.execute(
      ctx.tx,
    )
    const gone = new Set(rows.map(({ id }) => id))
    return made.filter((id) => !gone.has(id))
  },
})
