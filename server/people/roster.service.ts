import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { RosterBatch } from '#contract/people'
import type { Ctx } from '#kernel/house'
import type { Download, Edge } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { buildTemplate, markSheet, readSheet, type SheetFault, sheetLimits } from '#kernel/sheet'
import { insertPerson } from './account.service.ts'
import { refusing } from './constraint.ts'
import { classOf } from './duty.service.ts'
import { rosterPlan } from './roster.plan.ts'
import { judgeRoster, type Known, type RosterRow, wrongRows } from './roster.rules.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function reachedOrgs(ctx: Ctx) {
  const { rows } = await sql<{ id: string; name: string; code: string }>`
    select id, name, code from org where active and kind <> 'partner' and authority.place() @> lo order by depth, lo`.execute(ctx.tx)
  return rows
}

export async function rosterTemplate(ctx: Ctx): Promise<Download> {
  const units = await reachedOrgs(ctx)
  return { name: '花名册导入模板.xlsx', mediaType: sheetType, content: await buildTemplate(rosterPlan(units.map(({ name }) => name))) }
}

async function knownOf(ctx: Ctx, accounts: string[], certificates: string[]): Promise<Known> {
  const orgs = new Map<string, string[]>()
  for (const { id, name, code } of await reachedOrgs(ctx)) for (const word of [name, code]) orgs.set(word, [...(orgs.get(word) ?? []), id])
  // Accounts are unique over the whole system, so also those beyond reach are asked for; the answer is only that one exists.
  const { rows } = await sql<{
    accounts: string[]
    certificates: string[]
  }>`select * from authority.taken_among(${accounts}::text[], ${certificates}::text[])`.execute(ctx.tx)
  return { orgs, accounts: new Set(rows[0]?.accounts), certificates: new Set(rows[0]?.certificates) }
}

/** 校验: nothing is imported yet; the file is kept so that its error file has the user's own layout. */
export async function checkRoster(ctx: Ctx, edge: Edge): Promise<RosterBatch> {
  const upload = edge.upload()
  if (upload.content.bytes > sheetLimits.bytes) throw new Problem('invalid', { what: '文件太大，请分成几个文件后再上传。' })
  const content = await readFile(upload.content.path)
  const plan = rosterPlan([])
  const read = await readSheet(content, plan)
  const texts = (key: string) => read.rows.map(({ cells }) => (cells[key] ?? '').toLowerCase()).filter((text) => text !== '')
  const { rows, faults } = judgeRoster(
    read,
    plan,
    await knownOf(
      ctx,
      texts('account'),
      read.rows.flatMap(({ cells }) => cells.certificateNo || []),
    ),
  )
  const id = crypto.randomUUID()
  await ctx.tx
    .insertInto('roster_batch')
    .values({
      id,
      person_id: ctx.actor.personId ?? '',
      org_id: ctx.actor.orgId ?? '',
      org_at: '0', // the trigger places it
      file_name: upload.name.slice(-200),
      content,
      rows: JSON.stringify(rows),
      faults: JSON.stringify(faults),
    })
    .execute()
  return readBatch(ctx, id)
}

interface Stored {
  id: string
  version: number
  file_name: string
  state: RosterBatch['state']
  at: Date
  by: string
  rows: RosterRow[]
  faults: SheetFault[]
  made: string[]
}

const batches = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('roster_batch as b')
    .innerJoin('person as p', 'p.id', 'b.person_id')
    .select(['b.id', 'b.version', 'b.file_name', 'b.state', 'b.at', 'p.name as by', 'b.rows', 'b.faults', 'b.made'])

async function findBatch(ctx: Ctx, id: string): Promise<Stored> {
  const row = await batches(ctx).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这次导入' })
  return row as unknown as Stored // checkRoster wrote the rows and the faults
}

function shown(batch: Stored): RosterBatch {
  const wrong = wrongRows(batch.faults)
  return {
    id: batch.id,
    version: batch.version,
    fileName: batch.file_name,
    state: batch.state,
    at: batch.at.toISOString(),
    by: batch.by,
    rows: batch.rows.length,
    wrongRows: wrong.size,
    faults: batch.faults.slice(0, 200),
    made: batch.made.length,
    preview: batch.rows
      .slice(0, 50)
      .map(({ row, name, account, org, role }) => ({ row, name, account, org, role: role ?? '', wrong: wrong.has(row) })),
  }
}

export const readBatch = async (ctx: Ctx, id: string) => shown(await findBatch(ctx, id))

export async function listBatches(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const rows = await batches(ctx)
    .orderBy('b.at', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await ctx.tx.selectFrom('roster_batch').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => shown(row as unknown as Stored)), total: n, totalIsAtLeast: false } // as in findBatch
}

export async function rosterErrors(ctx: Ctx, id: string): Promise<Download> {
  const batch = await findBatch(ctx, id)
  const { content } = await ctx.tx.selectFrom('roster_batch').select('content').where('id', '=', id).executeTakeFirstOrThrow()
  await note(ctx.tx, { action: 'download', object: 'roster_batch', objectId: id })
  return { name: `错误标注-${batch.file_name}`, mediaType: sheetType, content: await markSheet(content, rosterPlan([]), batch.faults) }
}

/** 只导入正确行 or 全部不导入: with `all`, one wrong row holds back the whole file. Accounts are made `invited`, duties only proposed. */
export async function applyRoster(ctx: Ctx, id: string, version: number, only: 'right' | 'all'): Promise<RosterBatch> {
  const batch = await findBatch(ctx, id)
  if (batch.version !== version) throw new Problem('stale', { current: batch.version })
  if (batch.state !== 'checked')
    throw new Problem('closed', {
      what: '导入',
      why: batch.state === 'applied' ? '这个文件已经导入' : '这次导入已撤销',
      todo: '请重新上传。',
    })
  const wrong = wrongRows(batch.faults)
  if (only === 'all' && wrong.size > 0)
    throw new Problem('closed', { what: '全部导入', why: `有 ${wrong.size} 行不正确`, todo: '请改正后重新上传，或只导入正确行。' })
  const right = batch.rows.filter(({ row }) => !wrong.has(row))
  if (right.length === 0) throw new Problem('closed', { what: '导入', why: '没有正确的行' })
  const made: string[] = []
  for (const row of right) made.push(await importRow(ctx, row))
  const done = await ctx.tx
    .updateTable('roster_batch')
    .set({ state: 'applied', made, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw new Problem('stale', {})
  return readBatch(ctx, id)
}

async function importRow(ctx: Ctx, row: RosterRow): Promise<string> {
  // judgeRoster let no row through without a unit and a role; the file may have been checked long ago, so a failing constraint still names its cell.
  const personId = await insertPerson(ctx, { account: row.account, name: row.name, staffNo: row.staffNo, certificateNo: row.certificateNo })
  const { orgId, role } = row
  if (orgId === null || role === null) throw new Error(`row ${row.row} was not judged`)
  await refusing(() =>
    ctx.tx
      .insertInto('duty')
      .values({
        person_id: personId,
        org_id: orgId,
        org_at: '0',
        role,
        class: classOf(role),
        title: row.title,
        from_day: row.from,
        status: 'invited',
      })
      .execute(),
  )
  return personId
}

/** 撤销整批: who has begun to work or was given a duty stays, and the answer says so by what is left of the batch. */
export async function undoRoster(ctx: Ctx, id: string, version: number): Promise<RosterBatch> {
  const batch = await findBatch(ctx, id)
  if (batch.version !== version) throw new Problem('stale', { current: batch.version })
  if (batch.state !== 'applied') throw new Problem('closed', { what: '撤销导入', why: '这个文件没有导入，或已经撤销' })
  await sql`select authority.undo_roster(${id})`.execute(ctx.tx)
  return readBatch(ctx, id)
}
