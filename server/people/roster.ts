import { sql } from 'kysely'
import { roles } from '#contract/authority'
import { rostersApi } from '#contract/import'
import { importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import type { SheetRead } from '#kernel/sheet'
import { insertPerson } from './account.service.ts'
import { refusing } from './constraint.ts'
import { classOf } from './duty.service.ts'
import { rosterPlan } from './roster.plan.ts'
import { judgeRoster, type Known, type RosterRow } from './roster.rules.ts'

/** Every roster is read with the same columns; what this administrator may choose is the template's business alone. */
const reads = rosterPlan([])

/** 花名册导入. Accounts are made `invited`, duties only proposed: the security administrator puts them in force. */
export const rosterImport = importRoom<RosterRow>(rostersApi, {
  kind: 'roster',
  title: '花名册',
  counted: '人',
  shared: true,
  plan: async (ctx) => rosterPlan((await reachedOrgs(ctx)).map(({ name }) => name)),
  reads,
  judge: async (ctx, read) => judgeRoster(read, reads, await knownOf(ctx, read)),
  preview: [
    { title: '姓名', of: ({ name }) => name },
    { title: '账号', of: ({ account }) => account },
    { title: '单位', of: ({ org }) => org },
    { title: '职责', of: ({ role }) => role && roles[role] },
  ],
  make: importPerson,
  async takeBack(ctx, { id }, made) {
    const { rows } = await sql<{ id: string }>`select id from authority.take_back_accounts(${id}, ${[...made]}::uuid[]) id`.execute(ctx.tx)
    return rows.map((row) => row.id)
  },
})

async function reachedOrgs(ctx: Ctx) {
  const { rows } = await sql<{ id: string; name: string; code: string }>`
    select id, name, code from org where active and kind <> 'partner' and authority.place() @> lo order by depth, lo`.execute(ctx.tx)
  return rows
}

async function knownOf(ctx: Ctx, read: SheetRead): Promise<Known> {
  const orgs = new Map<string, string[]>()
  for (const { id, name, code } of await reachedOrgs(ctx)) for (const word of [name, code]) orgs.set(word, [...(orgs.get(word) ?? []), id])
  const texts = (key: string) => read.rows.flatMap(({ cells }) => cells[key] || [])
  const accounts = texts('account').map((text) => text.toLowerCase())
  // Accounts are unique over the whole system, so also those beyond reach are asked for; the answer is only that one exists.
  const { rows } = await sql<{
    accounts: string[]
    certificates: string[]
  }>`select * from authority.taken_among(${accounts}::text[], ${texts('certificateNo')}::text[])`.execute(ctx.tx)
  return { orgs, accounts: new Set(rows[0]?.accounts), certificates: new Set(rows[0]?.certificates) }
}

async function importPerson(ctx: Ctx, { row, orgId, role, title, from, ...person }: RosterRow): Promise<string> {
  // judgeRoster let no row through without a unit and a role; the file may have been checked long ago, so a failing constraint still names its cell.
  if (orgId === null || role === null) throw new Error(`row ${row} was not judged`)
  const { account, name, staffNo, certificateNo } = person
  const personId = await insertPerson(ctx, { account, name, staffNo, certificateNo })
  await refusing(() =>
    ctx.tx
      .insertInto('duty')
      .values({ person_id: personId, org_id: orgId, org_at: '0', role, class: classOf(role), title, from_day: from, status: 'invited' })
      .execute(),
  )
  return personId
}
