import { z } from 'zod'
import { type Claim, type ClaimFields, claimsApi, nationalPlatform } from '#contract/hours-claims'
import { formsOf, type HoursSettings, subjectsOf } from '#contract/hours-rules'
import { holds } from '#kernel/authority'
import { demandWhole, keepFile, readFileRow } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { type Download, type Edge, type Handlers, routesOf } from '#kernel/http'
import { enqueue, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { type ClaimRow, creditOf, findClaim, insertClaim, listClaims, moveClaim, nearestCheckers } from './claim.store.ts'
import { postCredit } from './credit.ts'
import { findPerson, insertReversal } from './hours.store.ts'
import { sameAs, toldOf } from './same-course.ts'
import { settingsOf } from './settings.ts'
import { demandTheme } from './themes.ts'

function view(ctx: Ctx, row: ClaimRow, settings: HoursSettings): Claim {
  const {
    personName,
    unit,
    fileId,
    fileName,
    sha256: _,
    mediaType: __,
    turn: ___,
    room: ____,
    subject,
    submittedById,
    personId,
    at,
    ...rest
  } = row
  const me = ctx.actor.personId
  const isPending = row.state === 'pending'
  return {
    ...rest,
    person: { id: personId, name: personName, unit },
    formTitle: formsOf(settings).find(({ code }) => code === row.form)?.title ?? row.form,
    subjectTitle: subject === null ? null : (subjectsOf(settings).find(({ code }) => code === subject)?.title ?? subject),
    file: fileId && fileName ? { id: fileId, name: fileName } : null,
    at: at.toISOString(),
    mayCheck: isPending && holds(ctx.actor, 'training.manage') && me !== submittedById && me !== personId,
    mayWithdraw: isPending && (me === submittedById || me === personId),
  }
}

async function demandClaim(ctx: Ctx, id: string): Promise<ClaimRow> {
  const row = await findClaim(ctx, id)
  if (!row) throw new Problem('notFound', { what: '该学习记录' })
  return row
}

const readClaim = async (ctx: Ctx, id: string): Promise<Claim> => view(ctx, await demandClaim(ctx, id), await settingsOf(ctx))

async function page(ctx: Ctx, query: Parameters<typeof listClaims>[1], mine: boolean) {
  const [settings, found] = [await settingsOf(ctx), await listClaims(ctx, query, mine)]
  return { ...found, rows: found.rows.map((row) => view(ctx, row, settings)) }
}

/** A figure of the table, or the hours on the certificate; a table without a figure gives nothing. */
function hoursOf({ conversion, units, hours }: ClaimFields, settings: HoursSettings): number {
  if (conversion === undefined) return hours
  const rule = settings.conversions.find(({ code }) => code === conversion)
  if (!rule?.hoursEach)
    throw new Problem('closed', {
      what: `按折算表计“${rule?.title ?? conversion}”的学时`,
      why: '折算标准还没有取得，学时规则中没有填写',
      todo: '请由省局培训管理人员在学时规则中补充后再提交。',
    })
  return Math.floor(rule.hoursEach * (units ?? 1) * 2) / 2
}

function refuseUnknown({ form, subject }: ClaimFields, settings: HoursSettings): void {
  const issues = [
    ...(formsOf(settings).some(({ code }) => code === form) ? [] : [{ path: 'form', message: '没有这种培训形式' }]),
    ...(subject === undefined || subjectsOf(settings).some(({ code }) => code === subject)
      ? []
      : [{ path: 'subject', message: '没有这个科目' }]),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
}

/** A day that has not come was not learned, and an hour that is none is not a record. */
function refuseEmpty(ctx: Ctx, hours: number, { days, earnedOn }: Pick<ClaimFields, 'days' | 'earnedOn'>): void {
  if (hours === 0 && days === 0) throw new Problem('invalid', { issues: [{ path: 'hours', message: '请填写学时或者天数' }] })
  if (earnedOn > ctx.today) throw new Problem('invalid', { issues: [{ path: 'earnedOn', message: '结束日不能晚于今天' }] })
}

/** 提交: by the person himself, or by his training officer for him; somebody else checks it. */
async function bringClaim(ctx: Ctx, fields: ClaimFields, edge: Edge): Promise<Claim> {
  const settings = await settingsOf(ctx)
  const personId = fields.personId ?? ctx.actor.personId
  const person = personId ? await findPerson(ctx, personId) : undefined
  if (!person) throw new Problem('notFound', { what: '该人员' })
  if (person.id !== ctx.actor.personId && !holds(ctx.actor, 'training.manage'))
    throw new Problem('notAllowed', { what: '替他人提交学习记录', rule: '由本人或者培训管理人员提交' })
  refuseUnknown(fields, settings)
  await demandTheme(ctx, fields.theme)
  const hours = hoursOf(fields, settings)
  refuseEmpty(ctx, hours, fields)
  const told = fields.kind === 'national' && sameAs(fields, (await toldOf(ctx, [person.id])).get(person.id) ?? [])
  if (told)
    throw new Problem('invalid', {
      issues: [{ path: 'title', message: `学习记录库已经计入同名课程（${told.earnedOn}），同一课程一年只计一次` }],
    })
  const file = await keepFile(ctx, { ...edge.upload(), purpose: 'document' })
  const { kind, title, certificateNo, form, subject, theme, days, fromDay, earnedOn, score, qualifies } = fields
  const id = await insertClaim(ctx, {
    personId: person.id,
    source: kind === 'national' ? 'certificate' : 'manual',
    room: kind,
    title,
    // Whatever it is called on the page: one platform, so that one certificate is one.
    provider: kind === 'national' ? nationalPlatform : fields.provider,
    certificateNo: certificateNo || null,
    form,
    subject: subject ?? null,
    theme: theme ?? null,
    hours,
    days,
    fromDay,
    earnedOn,
    score: score ?? null,
    // Only who runs the training says that something qualifies for the rotation.
    qualifies: qualifies && holds(ctx.actor, 'training.manage'),
    fileId: file.id,
  }).catch(refuseTwice)
  await enqueue(ctx.tx, 'hours.claimWaits', { claimId: id }, { key: `claim-waits:${id}` })
  return readClaim(ctx, id)
}

/** One certificate is one credit: said without telling whose it is. */
function refuseTwice(error: unknown): never {
  if (error instanceof Error && 'constraint' in error && error.constraint === 'hours_claim_certificate_once')
    throw new Problem('invalid', { issues: [{ path: 'certificateNo', message: '这个证书编号已经提交或者计入，不能重复计学时' }] })
  throw error
}

/** 核验. The database refuses it too for who brought it and for whom it is. */
async function checkClaim(
  ctx: Ctx,
  id: string,
  version: number,
  { pass, reason }: { pass: boolean; reason?: string | undefined },
): Promise<Claim> {
  const row = await demandClaim(ctx, id)
  if (row.state !== 'pending') throw new Problem('closed', { what: '核验', why: '这条记录已经办理' })
  if ([row.submittedById, row.personId].some((one) => one === ctx.actor.personId))
    throw new Problem('notAllowed', { what: '核验这条记录', rule: '提交人和本人不得核验，须由第二人办理' })
  if (pass && row.room === 'national') await refuseTold(ctx, row)
  if (!(await moveClaim(ctx, { id, version }, pass ? 'accepted' : 'rejected', reason ?? null)))
    throw new Problem('stale', { current: row.version })
  if (pass) await settleLater(ctx, id)
  else await tellRejected(ctx, row, reason ?? '')
  return readClaim(ctx, id)
}

/** Brought before the record store told of the same course: whoever checks it is told that it counts already. */
async function refuseTold(ctx: Ctx, row: ClaimRow): Promise<void> {
  const told = sameAs(row, (await toldOf(ctx, [row.personId])).get(row.personId) ?? [])
  if (told)
    throw new Problem('closed', {
      what: '计入这条记录',
      why: `学习记录库已经计入同名课程（${told.earnedOn}），同一课程一年只计一次`,
      todo: '请按“不通过”办理；确需以证书为准的，先冲销已计入的学时。',
    })
}

async function tellRejected(ctx: Ctx, row: ClaimRow, reason: string): Promise<void> {
  await enqueue(ctx.tx, 'inbox.tell', {
    personId: row.personId,
    kind: 'notice',
    title: `学习记录未通过核验：${row.title}`,
    body: `原因：${reason}。可以补充材料后重新提交。核验人：${ctx.actor.name}。`,
    key: `hours-claim:${row.id}`,
  })
}

async function withdrawClaim(ctx: Ctx, id: string, version: number): Promise<Claim> {
  const row = await demandClaim(ctx, id)
  if (row.state !== 'pending')
    throw new Problem('closed', { what: '撤回', why: '这条记录已经办理', todo: '已计入的学时请培训管理人员冲销。' })
  if (![row.submittedById, row.personId].some((one) => one === ctx.actor.personId))
    throw new Problem('notAllowed', { what: '撤回这条记录', rule: '由提交人或者本人撤回' })
  if (!(await moveClaim(ctx, { id, version }, 'withdrawn', null))) throw new Problem('stale', { current: row.version })
  return readClaim(ctx, id)
}

async function proofOf(ctx: Ctx, id: string): Promise<Download> {
  const row = await demandClaim(ctx, id)
  if (row.fileId === null) throw new Problem('notFound', { what: '证明材料' })
  const file = await readFileRow(ctx, row.fileId)
  await demandWhole(ctx, file)
  await note(ctx.tx, { action: 'download', object: 'file', objectId: file.id })
  return { name: file.name, mediaType: file.mediaType, content: ctx.house.files.open(file.sha256) }
}

export const settleLater = (ctx: Ctx, claimId: string): Promise<void> =>
  enqueue(ctx.tx, 'hours.settleClaim', { claimId }, { key: `claim:${claimId}` })

/** Brings the ledger to what the record says now: credited when it was accepted, reversed when that was withdrawn. Twice does not matter. */
export async function settleClaim(ctx: Ctx, claimId: string): Promise<void> {
  const row = await findClaim(ctx, claimId)
  if (!row) return
  const credit = creditOf(row)
  if (row.state === 'accepted') return postCredit(ctx, credit)
  if (row.state !== 'withdrawn') return
  const entry = await ctx.tx
    .selectFrom('hours_entry as e')
    .select('e.id')
    .where('e.person_id', '=', row.personId)
    .where('e.source_room', '=', credit.source.room)
    .where('e.source_id', '=', credit.source.id)
    .where('e.turn', '=', row.turn)
    .where('e.reverses', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('hours_entry as r').select('r.id').whereRef('r.reverses', '=', 'e.id'))))
    .executeTakeFirst()
  if (entry) await insertReversal(ctx, entry.id, row.personId, row.reason ?? '记录已撤回')
}

/** 待核验: to the training officers of the nearest unit that has one who may check it; one message a day, however many records wait. */
export async function tellCheckers(ctx: Ctx, claimId: string): Promise<void> {
  const row = await findClaim(ctx, claimId)
  if (row?.state !== 'pending') return
  for (const personId of await nearestCheckers(ctx, row))
    await enqueue(ctx.tx, 'inbox.tell', {
      personId,
      kind: 'work',
      title: '有外来学习记录待核验',
      body: `${row.personName}（${row.unit}）等提交了学习记录，请在“学时与轮训—外来学习记录”中对照证明材料核验。`,
      key: `hours-claims:${ctx.today}`,
    })
}

export const claimJobs = jobs({
  'hours.claimWaits': {
    payload: z.object({ claimId: z.uuid() }),
    run: (ctx: Ctx, { claimId }: { claimId: string }) => tellCheckers(ctx, claimId),
  },
  'hours.settleClaim': {
    payload: z.object({ claimId: z.uuid() }),
    run: (ctx: Ctx, { claimId }: { claimId: string }) => settleClaim(ctx, claimId),
  },
})

const handlers: Handlers<typeof claimsApi> = {
  list: (ctx, { query }) => page(ctx, query, false),
  mine: (ctx, { query }) => page(ctx, query, true),
  read: (ctx, { params }) => readClaim(ctx, params.claimId),
  bring: (ctx, { body, request }) => bringClaim(ctx, body, request),
  proof: (ctx, { params }) => proofOf(ctx, params.claimId),
  check: (ctx, { params, body, version }) => checkClaim(ctx, params.claimId, version, body),
  withdraw: (ctx, { params, version }) => withdrawClaim(ctx, params.claimId, version),
}
export const claimRoutes = routesOf('hours-claims', claimsApi, handlers)
