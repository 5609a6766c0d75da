import { sql } from 'kysely'
import { roles } from '#contract/authority'
import { rostersApi } from '#contract/import'
import { importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { insertPerson } from './account.service.ts'
import { refusing } from './constraint.ts'
import { classOf } from './duty.service.ts'
import { rosterPlan } from './roster.plan.ts'
import { judgeRoster, type RosterRow } from './roster.rules.ts'
import { knownOf, reachedOrgs } from './roster.store.ts'

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
