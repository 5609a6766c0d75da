import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { OneTimeCode, PersonCard, PersonDraft, PersonEdit, StatusChange } from '#contract/people'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { personInitials } from '#kernel/pinyin'
import { Problem } from '#kernel/problem'
import { refusing } from './constraint.ts'
import { findPerson, readPerson } from './person.read.ts'

/** 新建账号: without a password and without a duty it opens nothing yet (S1, S20). */
export async function createAccount(ctx: Ctx, draft: PersonDraft): Promise<PersonCard> {
  const id = await insertPerson(ctx, draft)
  return readPerson(ctx, id)
}

export async function insertPerson(ctx: Ctx, draft: PersonDraft): Promise<string> {
  const id = crypto.randomUUID()
  // No RETURNING: who has no duty yet is seen by administrators through a function that reads the row only after this statement.
  await refusing(() =>
    ctx.tx
      .insertInto('person')
      .values({
        id,
        account: draft.account,
        name: draft.name,
        initials: personInitials(draft.name),
        staff_no: draft.staffNo || null,
        certificate_no: draft.certificateNo || null,
        ...legalColumns(draft),
        status: 'invited',
      })
      .execute(),
  )
  return id
}

const legalColumns = ({ legalLicenceNo, legalLicensedOn, legalReviewSince }: z.infer<typeof PersonEdit>) => ({
  legal_licence_no: legalLicenceNo || null,
  legal_licensed_on: legalLicensedOn ?? null,
  legal_review_since: legalReviewSince ?? null,
})

function refuseSelf(ctx: Ctx, id: string, what: string): void {
  if (ctx.actor.personId === id) throw new Problem('notAllowed', { what: `对本人${what}` })
}

async function update(ctx: Ctx, id: string, version: number, change: Record<string, unknown>): Promise<void> {
  const person = await findPerson(ctx, id)
  const done = await refusing(() =>
    ctx.tx
      .updateTable('person')
      .set({ ...change, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst(),
  )
  if (done.numUpdatedRows !== 1n) throw new Problem('stale', { current: person.version })
}

export async function editPerson(ctx: Ctx, id: string, version: number, edit: z.infer<typeof PersonEdit>): Promise<PersonCard> {
  await update(ctx, id, version, {
    name: edit.name,
    initials: personInitials(edit.name),
    staff_no: edit.staffNo || null,
    certificate_no: edit.certificateNo || null,
    ...legalColumns(edit),
  })
  await tell(ctx, id, '您的人员信息已由系统管理员修改')
  return readPerson(ctx, id)
}

/** 停用、离职、恢复. Sessions and unused codes end with the row itself (S7), by trigger. */
export async function setStatus(ctx: Ctx, id: string, version: number, change: z.infer<typeof StatusChange>): Promise<PersonCard> {
  refuseSelf(ctx, id, '停用或恢复账号')
  const { status } = await findPerson(ctx, id)
  if (status === change.status) throw new Problem('closed', { what: '变更账号状态', why: '账号已是这个状态' })
  // An account that was never activated has no password to come back to.
  if (change.status === 'active' && !(await wasActivated(ctx, id)))
    throw new Problem('closed', { what: '恢复账号', why: '账号从未启用', todo: '请改为发放启用码。' })
  await update(ctx, id, version, { status: change.status })
  await sql`select ledger.note('update', 'person.status', ${id}, 'done', ${JSON.stringify({ status: change.status, reason: change.reason })}::jsonb)`.execute(
    ctx.tx,
  )
  if (change.status === 'active') await tell(ctx, id, '您的账号已恢复使用')
  return readPerson(ctx, id)
}

async function wasActivated(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ was: boolean }>`select authority.has_password(${id}) as was`.execute(ctx.tx)
  return rows[0]?.was ?? false
}

/** Read out on the telephone: no characters that look alike. 20 of 30 signs are 98 bits. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const newCode = () => Array.from({ length: 20 }, (_, at) => (at > 0 && at % 5 === 0 ? '-' : '') + signs[randomInt(signs.length)]).join('')

/** 启用或重置. The code is in this answer and nowhere else; whoever it belongs to sets the password, and is told that this was begun (S10). */
export async function offerCode(ctx: Ctx, id: string): Promise<OneTimeCode> {
  refuseSelf(ctx, id, '发放启用码，请在“修改密码”中修改')
  const person = await findPerson(ctx, id)
  if (person.status === 'suspended' || person.status === 'left')
    throw new Problem('closed', { what: '发放启用码', why: '账号已停用', todo: '请先恢复账号。' })
  const code = newCode()
  const purpose = person.status === 'invited' ? 'activate' : 'reset'
  const { rows } = await sql<{
    offered: boolean
  }>`select authority.offer_token(${id}, ${purpose}, ${createHash('sha256').update(code).digest()}) as offered`.execute(ctx.tx)
  if (!rows[0]?.offered) throw new Problem('notFound', { what: '这个人员' })
  await sql`select ledger.note('update', 'person.code', ${id}, 'done', ${JSON.stringify({ purpose })}::jsonb)`.execute(ctx.tx)
  if (purpose === 'reset') await tell(ctx, id, '系统管理员已为您的账号发起密码重置；如非本人要求，请立即联系安全管理员')
  const until = new Date(ctx.now.getTime() + 86_400_000).toISOString()
  return { personId: id as OneTimeCode['personId'], name: person.name, account: person.account, code, until } // the table's key
}

/** The person is told of every change (S10). A message belongs to its reader, so the service writes it. */
async function tell(ctx: Ctx, personId: string, title: string): Promise<void> {
  await enqueue(ctx.tx, 'people.tell', { personId, title, by: ctx.actor.name, key: `people:${ctx.requestId}` })
}
