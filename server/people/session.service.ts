import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Action, actions } from '#contract/authority'
import type { Me } from '#contract/session'
import { actorOf, holds } from '#kernel/authority'
import type { ActorRow } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { type Edge, networkOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { hashPassword, judgePassword, newPassword, proofOf } from './password.ts'

/** S7: at most twelve hours, whatever happens; thirty minutes without a request end it earlier, in authority.actor(). */
const sessionHours = 12

const newToken = () => {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: createHash('sha256').update(token).digest() }
}

/** One text, one status and one duration for an unknown account, a wrong password and a lock (S5). */
export async function signIn(ctx: Ctx, body: { account: string; password: string }, edge: Edge): Promise<Me | Problem> {
  const account = body.account.trim().toLowerCase()
  const proof = await proofOf(body.password, await recipeOf(ctx, account))
  const entered = await openSession(ctx, account, proof, edge)
  return entered ? me(entered) : failed(ctx, account)
}

async function recipeOf(ctx: Ctx, account: string): Promise<string | null> {
  const { rows } = await sql<{ recipe: string | null }>`select authority.password_recipe(${account}) as recipe`.execute(ctx.tx)
  return rows[0]?.recipe ?? null
}

/** The database has counted the failure already (authority.sign_in); this refusal is returned and not thrown, or the count would be undone. */
async function failed(ctx: Ctx, account: string, refusal: Problem = new Problem('signInFailed', {})): Promise<Problem> {
  await note(ctx.tx, { action: 'signIn', object: 'session', outcome: 'failed', detail: { account: account.slice(0, 3) } })
  return refusal
}

/** Null: the proof is wrong or a lock holds. The session that this browser had dies with the new one's birth (S6). */
async function openSession(ctx: Ctx, account: string, proof: Buffer, edge: Edge): Promise<Ctx | null> {
  const { token, hash } = newToken()
  const { rows } = await sql<{ session: string | null }>`
    select authority.sign_in(${account}, ${proof}, ${networkOf(edge.address)}, ${hash}, ${edge.address}, ${edge.agent}, ${sessionHours}) as session`.execute(
    ctx.tx,
  )
  if (!rows[0]?.session) return null
  if (ctx.actor.personId) await sql`select authority.end_session(${ctx.actor.sessionId})`.execute(ctx.tx)
  edge.setSession(token)
  const entered = await enter(ctx, token)
  await note(entered.tx, { action: 'signIn', object: 'session' })
  return entered
}

/** The rest of this transaction runs in the new session. */
async function enter(ctx: Ctx, token: string): Promise<Ctx> {
  const { rows } =
    await sql<ActorRow>`select * from authority.enter(${token}, ${ctx.requestId}, current_setting('app.address', true), current_setting('app.now', true))`.execute(
      ctx.tx,
    )
  if (!rows[0]) throw new Problem('signInFailed', {})
  return { ...ctx, actor: actorOf(rows[0]) }
}

export async function signOut(ctx: Ctx, edge: Edge): Promise<{ ended: boolean }> {
  await note(ctx.tx, { action: 'signOut', object: 'session' })
  const { rows } = await sql<{ ended: boolean }>`select authority.end_session(${ctx.actor.sessionId}) as ended`.execute(ctx.tx)
  edge.setSession(null)
  return { ended: rows[0]?.ended ?? false }
}

/** A new token; the old one dies at once (S6). */
export async function switchDuty(ctx: Ctx, dutyId: string, edge: Edge): Promise<Me> {
  const { token, hash } = newToken()
  const { rows } = await sql<{ switched: boolean }>`select authority.switch_duty(${dutyId}, ${hash}) as switched`.execute(ctx.tx)
  if (!rows[0]?.switched) throw new Problem('notFound', { what: '该职务' })
  edge.setSession(token)
  const entered = await enter(ctx, token)
  await note(entered.tx, { action: 'signIn', object: 'session', detail: { duty: dutyId } })
  return me(entered)
}

export async function me(ctx: Ctx): Promise<Me> {
  const { actor } = ctx
  if (!actor.personId) throw new Problem('signInNeeded', {})
  const { rows } = await sql<Me['duties'][number] & { org_id: string; org_name: string; org_kind: string }>`
    select d.id, d.role, d.title, o.id org_id, o.name org_name, o.kind org_kind, d.from_day as "from", d.to_day as "to", d.id = ${actor.dutyId} as active,
           w.waiting
      from duty d join org o on o.id = d.org_id
      -- Row security shows the work of the active duty alone; this door counts that of the others.
      join authority.my_waiting() w on w.duty_id = d.id
     where d.person_id = ${actor.personId} and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
     order by d.from_day, d.id`.execute(ctx.tx)
  return {
    person: { id: actor.personId, name: actor.name },
    duties: rows.map(({ org_id, org_name, org_kind, ...duty }) => ({
      ...duty,
      active: duty.active ?? false,
      org: { id: org_id as never, name: org_name, kind: org_kind },
    })),
    mayDo: (Object.keys(actions) as Action[]).filter((action) => holds(actor, action)), // keys of a const object
    demonstration: ctx.house.config.mode === 'demonstration',
    today: ctx.today,
  }
}

/** What the platform knows of the person, and a password must not hold (S3). */
async function tellingWords(ctx: Ctx): Promise<{ account: string; words: string[] }> {
  const { account, ...person } = await ctx.tx
    .selectFrom('person as p')
    .leftJoin('org as o', (join) => join.on('o.id', '=', ctx.actor.orgId))
    .select(['p.account', 'p.name', 'p.staff_no', 'p.certificate_no', 'o.name as unit', 'o.short_name'])
    .where('p.id', '=', ctx.actor.personId ?? '')
    .executeTakeFirstOrThrow()
  return { account, words: [account, ...Object.values(person).filter((word) => word !== null)] }
}

/** Every other session of the account ends with it, by the database's own hand (S7). */
export async function changePassword(ctx: Ctx, body: { old: string; next: string }, edge: Edge): Promise<{ changed: boolean } | Problem> {
  const { account, words } = await tellingWords(ctx)
  judgePassword(body.next, words)
  const proof = await proofOf(body.old, await recipeOf(ctx, account))
  const { rows } = await sql<{ changed: boolean }>`
    select authority.change_password(${proof}, ${networkOf(edge.address)}, ${await hashPassword(body.next)}) as changed`.execute(ctx.tx)
  if (rows[0]?.changed) return { changed: true }
  return failed(ctx, account, new Problem('invalid', { issues: [{ path: 'old', message: '原密码不正确，或多次输错后暂时锁定。' }] }))
}

export async function mySessions(ctx: Ctx): Promise<{ id: string; since: string; lastSeen: string; address: string; current: boolean }[]> {
  const { rows } = await sql<{
    id: string
    started_at: Date
    last_seen_at: Date
    address: string
    current: boolean
  }>`select * from authority.my_sessions()`.execute(ctx.tx)
  return rows.map((row) => ({
    id: row.id,
    since: row.started_at.toISOString(),
    lastSeen: row.last_seen_at.toISOString(),
    address: row.address,
    current: row.current,
  }))
}

export async function endOneSession(ctx: Ctx, sessionId: string): Promise<{ ended: boolean }> {
  const { rows } = await sql<{ ended: boolean }>`select authority.end_session(${sessionId}) as ended`.execute(ctx.tx)
  if (!rows[0]?.ended) throw new Problem('notFound', { what: '该登录会话' })
  await note(ctx.tx, { action: 'signOut', object: 'session', objectId: sessionId })
  return { ended: true }
}

/** First use and activation: whoever holds the one-time token sets his own password; nobody else ever sees it (S1, S10). */
export async function claimAccount(
  ctx: Ctx,
  body: { token: string; account: string; name: string; password: string },
  edge: Edge,
): Promise<Me | Problem> {
  judgePassword(body.password, [body.account, body.name], 'password')
  const hash = createHash('sha256').update(body.token).digest()
  const { rows } = await sql<{ person: string | null }>`
    select authority.redeem(${hash}, ${body.account}, ${body.name}, ${networkOf(edge.address)}) as person`.execute(ctx.tx)
  const person = rows[0]?.person
  if (!person) return failed(ctx, body.account)
  const { stored, proof } = await newPassword(body.password)
  const { rows: kept } = await sql<{ set: boolean }>`select authority.set_password(${person}, ${stored}, ${hash}) as set`.execute(ctx.tx)
  const entered = kept[0]?.set ? await openSession(ctx, body.account, proof, edge) : null
  if (!entered) throw new Problem('signInFailed', {})
  // Only now it is known who this is; a refusal gives the code back.
  judgePassword(body.password, (await tellingWords(entered)).words, 'password')
  return me(entered)
}
