import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { PersonId } from '#contract/common'
import { attendanceListImportsApi } from '#contract/training-attendance'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { faultAt, type SheetColumn, type SheetFault, type SheetPlan, type SheetRead, writeTable } from '#kernel/sheet'
import { faultOfTimes, markAttendance } from './attendance.service.ts'
import { demandRun } from './class.store.ts'
import { minute } from './text-time.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 签到登记表: one row for each session and participant. Sessions are offered by name; a row without a time of arrival says that nobody came. */
const columnsFor = (sessions: readonly string[]): SheetColumn[] => [
  {
    key: 'session',
    title: '课次',
    required: true,
    options: sessions,
    help: '日期 开始时间 课程｜培训班',
    example: sessions[0] ?? '',
    width: 52,
  },
  { key: 'account', title: '账号', kind: 'code', required: true, help: '闽知平台的登录账号', example: 'zhang.mou', width: 18 },
  { key: 'name', title: '姓名', required: true, help: '用于核对账号', example: '张某', width: 12 },
  { key: 'unit', title: '单位', help: '不需要填写', width: 30 },
  { key: 'arrived', title: '到达', help: '按 09:00 的格式；没有到的留空', example: '09:00', width: 10 },
  { key: 'left', title: '离开', help: '可不填', example: '11:30', width: 10 },
]
const planFor = (sessions: readonly string[]): SheetPlan => ({
  name: '签到登记表',
  columns: columnsFor(sessions),
  instructions: [
    '在培训班的“签到”页可以下载已经填好学员的登记表。',
    '到达时间留空的行不登记。学员自己扫码的到达时间不会被改写，可以补登离开时间。',
    '撤销导入会删除本批登记的签到；已经发证的学员和扫码的签到不受影响。',
  ],
})
const reads = planFor([])

interface OpenSession {
  id: string
  name: string
  day: string
  starts: string
  ends: string
}
/** The sessions of the own unit's classes in the last year, as far as their day has come. */
async function ownSessions(ctx: Ctx): Promise<Map<string, OpenSession>> {
  const { rows } = await sql<Omit<OpenSession, 'name'> & { subject: string; title: string }>`
    select s.id, s.day, s.starts, s.ends, s.subject, c.title from class_session s join training_class c on c.matter_id = s.class_id
     where c.org_id = ${ctx.actor.orgId} and not s.dropped and c.state in ('running', 'finished', 'certified')
       and s.day between ${ctx.today}::date - 366 and ${ctx.today}::date
     order by s.day desc, s.starts desc, c.title limit 500`.execute(ctx.tx)
  return new Map(
    rows.map(({ subject, title, ...row }) => [nameOf({ ...row, subject }, title), { ...row, name: nameOf({ ...row, subject }, title) }]),
  )
}
const nameOf = ({ day, starts, subject }: { day: string; starts: string; subject: string }, title: string) =>
  `${day} ${minute(starts)} ${subject}｜${title}`

interface Listed {
  sessionId: string
  personId: string
  account: string
  name: string
  arrived: string | null
  left: string | null
}
/** Everybody enrolled, with what stands of him. */
async function listed(ctx: Ctx, sessions: readonly string[]): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select s.id "sessionId", e.person_id "personId", p.account, e.person_name "name",
           to_char(a.arrived_at at time zone 'Asia/Shanghai', 'HH24:MI') arrived, to_char(a.left_at at time zone 'Asia/Shanghai', 'HH24:MI') "left"
      from class_session s join enrolment e on e.class_id = s.class_id and e.status = 'enrolled'
      join person p on p.id = e.person_id
      left join attendance a on a.session_id = s.id and a.person_id = e.person_id
     where s.id = any (${[...sessions]}::uuid[])`.execute(ctx.tx)
  return rows
}

interface AttendanceRow extends ImportRow {
  sessionId: string | null
  personId: string | null
  session: string
  name: string
  arrived: string
  left: string
}
type Say = (key: string, message: string) => void
const clock = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/
/** 9:05, 09：05 as 09:05. Null: it is no time, and that was said. */
function timeOf(text: string, key: string, say: Say): string | null {
  const found = clock.exec(text)
  if (text !== '' && !found) say(key, '请按 09:00 的格式填写')
  return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2]}` : null
}

/** What a row asks for, against what stands. */
function judgeRow(ctx: Ctx, cells: Readonly<Record<string, string>>, open: OpenSession, there: Listed, say: Say) {
  const [typed, left] = [timeOf(cells.arrived ?? '', 'arrived', say), timeOf(cells.left ?? '', 'left', say)]
  const arrived = typed ?? there.arrived
  if (left !== null && arrived === null) say('arrived', '填写了离开时间的，请填写到达时间')
  const fault = arrived === null ? null : faultOfTimes(ctx, open, arrived, left)
  if (fault) say(typed === null ? 'left' : 'arrived', fault)
  const isBlank = !cells.arrived && !cells.left
  const same = isBlank || (arrived !== null && arrived === there.arrived && (left === null || left === there.left))
  return { arrived: arrived ?? '', left: left ?? '', same }
}

function participantOf(cells: Readonly<Record<string, string>>, there: Listed | undefined, say: Say): Listed | undefined {
  if (!there && cells.account) say('account', '不在本班录取的学员名单中')
  if (there && cells.name && cells.name.replace(/\s/g, '') !== there.name) say('name', `与账号不符，该账号的姓名是${there.name}`)
  return there
}

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: AttendanceRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const sessions = await ownSessions(ctx)
  const named = [...sessions.values()].filter(({ name }) => read.rows.some(({ cells }) => cells.session === name))
  const people = new Map(
    (
      await listed(
        ctx,
        named.map(({ id }) => id),
      )
    ).map((one) => [`${one.sessionId} ${one.account}`, one]),
  )
  const seen = new Set<string>()
  const rows = read.rows.map(({ row, cells }): AttendanceRow => {
    const say: Say = (key, message) => void faults.push(faultAt(read, reads, row, key, message))
    const blank = { row, sessionId: null, personId: null, session: cells.session ?? '', name: cells.name ?? '', arrived: '', left: '' }
    const open = sessions.get(blank.session)
    if (!open) {
      if (blank.session) say('session', '没有本单位举办的这次课，或者还没有到上课日期')
      return blank
    }
    const key = `${open.id} ${(cells.account ?? '').toLowerCase()}`
    const there = participantOf(cells, people.get(key), say)
    if (!there) return blank
    if (seen.has(key)) say('account', '同一次课同一人填写了两行')
    seen.add(key)
    return { ...blank, sessionId: open.id, personId: there.personId, ...judgeRow(ctx, cells, open, there, say) }
  })
  return { rows, faults: faults.sort((one, two) => one.row - two.row) }
}

/** 签到登记表导入: each row is the officer's own mark, with all that stands against it. */
export const attendanceListImport = importRoom<AttendanceRow>(attendanceListImportsApi, {
  kind: 'attendance',
  title: '签到登记表',
  counted: '人次',
  plan: async (ctx) => planFor([...(await ownSessions(ctx)).keys()]),
  reads,
  judge,
  preview: [
    { title: '课次', of: ({ session }) => session },
    { title: '姓名', of: ({ name }) => name },
    { title: '到达', of: ({ arrived }) => arrived || '未到' },
    { title: '离开', of: ({ left }) => left },
  ],
  async make(ctx, { row, sessionId, personId, arrived, left }) {
    // `judge` let no row through without a session and a person.
    if (sessionId === null || personId === null) throw new Error(`row ${row} was not judged`)
    const mark = () =>
      ctx.tx.selectFrom('attendance').select('id').where('session_id', '=', sessionId).where('person_id', '=', personId).executeTakeFirst()
    const before = await mark()
    await markAttendance(ctx, sessionId, [{ personId: personId as PersonId, arrived, left: left || null }]) // the key is the branded id
    // What stood before was only completed: it gets a name that nothing has, and is not taken back.
    return before ? randomUUID() : ((await mark())?.id ?? randomUUID())
  },
  async takeBack(ctx, _batch, made) {
    // The policy lets go only of one's own marks, of who has no certificate yet.
    const { rows } = await sql<{ id: string }>`delete from attendance where id = any (${[...made]}::uuid[]) returning id`.execute(ctx.tx)
    const gone = new Set(rows.map(({ id }) => id))
    return made.filter((id) => !gone.has(id))
  },
})

/** 签到登记表 with the roster in it: to be filled in and brought back, and what is known already stands in it. */
export async function attendanceSheet(ctx: Ctx, classId: string, sessionId: string | undefined): Promise<Download> {
  const own = await demandRun(ctx, classId, '下载签到登记表')
  const sessions = await ctx.tx
    .selectFrom('class_session')
    .select(['id', 'day', 'starts', 'ends', 'subject'])
    .where('class_id', '=', classId)
    .where('dropped', '=', false)
    .$if(sessionId !== undefined, (query) => query.where('id', '=', sessionId ?? ''))
    .orderBy('day')
    .orderBy('starts')
    .execute()
  const people = await listed(
    ctx,
    sessions.map(({ id }) => id),
  )
  const units = new Map(
    (await ctx.tx.selectFrom('enrolment').select(['person_id', 'org_name']).where('class_id', '=', classId).execute()).map((row) => [
      row.person_id,
      row.org_name,
    ]),
  )
  const rows = sessions.flatMap((session) =>
    people
      .filter((one) => one.sessionId === session.id)
      .map((one) => ({ ...one, session: nameOf(session, own.title), unit: units.get(one.personId) ?? '' }))
      .sort((a, b) => a.unit.localeCompare(b.unit, 'zh') || a.name.localeCompare(b.name, 'zh')),
  )
  await note(ctx.tx, { action: 'export', object: 'attendance', objectId: classId })
  const content = writeTable({
    name: '签到登记表',
    lead: [`${own.title}　填写到达、离开时间后在“签到”页导入；没有到的留空`, `${ctx.actor.name} 下载于 ${ctx.today}`],
    watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
    rows,
    columns: columnsFor([]).map((column) => ({ ...column, of: (row: (typeof rows)[number]) => row[column.key as 'session'] })), // keys of the row
  })
  return { name: `${own.title}-签到登记表.xlsx`, mediaType: sheetType, content }
}
