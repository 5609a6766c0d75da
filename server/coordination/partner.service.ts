import { sql } from 'kysely'
import type { FileId } from '#contract/common'
import { faultOfAnswer, isUnanswered } from '#contract/coordination-answers'
import { type LinkVerdict, linkWords, type PartnerRequest, partnersApi } from '#contract/coordination-partners'
import { requestKinds } from '#contract/coordination-requests'
import { acceptContent } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { type Admit, type Edge, type Handlers, networkOf, routesOf, type Upload } from '#kernel/http'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { hashOf } from './link.service.ts'

type Found = { verdict: LinkVerdict; seconds: number; matterId?: string; kind: keyof typeof requestKinds } & NonNullable<
  PartnerRequest['request']
>

/** What a door says: the link, or why this act was not done. */
type Verdict = LinkVerdict | 'full' | 'agreed'

/** The database's door looks at the link, counts wrong ones against the network, and gives this request's words alone. */
async function found(ctx: Ctx, key: string, address: string): Promise<Found> {
  const { rows } = await sql<{ found: Found }>`select authority.partner_request(${hashOf(key)}, ${networkOf(address)}) "found"`.execute(
    ctx.tx,
  )
  const [row] = rows
  if (!row) throw new Error('the door of partners gave no word')
  return row.found
}

async function read(ctx: Ctx, key: string, edge: Edge): Promise<PartnerRequest> {
  const { verdict, seconds, matterId, kind, ...request } = await found(ctx, key, edge.address)
  if (matterId === undefined) return { verdict, seconds, request: null }
  return {
    ...{ verdict, seconds },
    request: { ...request, kind: requestKinds[kind], submittedAt: request.submittedAt && new Date(request.submittedAt).toISOString() },
  }
}

/** What he did becomes a step of the house's own; an answer says that he has the request, too. */
const received = (ctx: Ctx, matterId: string | undefined) =>
  enqueue(ctx.tx, 'coordination.partnerReceived', { matterId }, { key: `partner-received:${matterId}` })

async function receive(ctx: Ctx, key: string, edge: Edge) {
  const { matterId } = await found(ctx, key, edge.address)
  const verdict = await doorOf(ctx, sql`authority.partner_receive(${hashOf(key)}, ${networkOf(edge.address)})`)
  if (verdict === 'open') await received(ctx, matterId)
  return said(verdict)
}

async function decline(ctx: Ctx, key: string, edge: Edge, reason: string) {
  const { matterId } = await found(ctx, key, edge.address)
  const verdict = await doorOf(ctx, sql`authority.partner_decline(${hashOf(key)}, ${networkOf(edge.address)}, ${reason})`)
  if (verdict === 'open') await enqueue(ctx.tx, 'coordination.partnerDeclined', { matterId }, { key: `partner-declined:${matterId}` })
  return said(verdict)
}

/** What is read is told in words on the page; what would be changed is refused, and the wrong guess stays counted: returned, not thrown. */
function refusal(verdict: Verdict, seconds = 0): Problem | null {
  if (verdict === 'open') return null
  if (verdict === 'locked') return new Problem('tooMany', { seconds: Math.max(1, seconds) })
  if (verdict === 'unknown') return new Problem('notFound', { what: '这个链接对应的内容' })
  if (verdict === 'agreed')
    return new Problem('closed', { what: '不予受理', why: '已经约定答复日期', todo: '确有困难的，请联系请求单位。' })
  const why = verdict === 'full' ? '材料不能超过 20 个文件、合计 100 MB' : linkWords[verdict]
  return new Problem('closed', { what: '填写答复', why: why.replace(/。$/u, '') })
}

async function openQuestion(ctx: Ctx, key: string, address: string, questionId: string) {
  const request = await found(ctx, key, address)
  const question = request.verdict === 'open' ? request.questions.find(({ id }) => id === questionId) : undefined
  return { problem: refusal(request.verdict, request.seconds) ?? (question ? null : refusal('unknown')), question, request }
}

/** Saved as it is written; an empty box takes the answer away again. */
async function answer(ctx: Ctx, key: string, edge: Edge, questionId: string, text: string) {
  const { problem, question, request } = await openQuestion(ctx, key, edge.address, questionId)
  if (problem || !question) return problem ?? new Problem('notFound', {})
  const fault = text === '' ? null : faultOfAnswer(question, text, Math.max(1, question.files.length))
  if (fault) throw new Problem('invalid', { issues: [{ path: 'answer', message: fault }] })
  const verdict = await doorOf(
    ctx,
    sql`authority.partner_answer(${hashOf(key)}, ${networkOf(edge.address)}, ${questionId}, ${text || null})`,
  )
  if (verdict === 'open') await received(ctx, request.matterId)
  return said(verdict)
}

async function doorOf(ctx: Ctx, call: ReturnType<typeof sql>): Promise<Verdict> {
  const { rows } = await sql<{ verdict: Verdict }>`select ${call} verdict`.execute(ctx.tx)
  return rows[0]?.verdict ?? 'unknown'
}
const said = (verdict: Verdict) => refusal(verdict) ?? { verdict: 'open' as const }

/** A file answers a question that asks for one. */
async function fileQuestion(ctx: Ctx, key: string, address: string, questionId: string): Promise<Problem | null> {
  const { problem, question } = await openQuestion(ctx, key, address, questionId)
  return problem ?? (question?.kind === 'file' ? null : refusal('unknown'))
}

/** Kind and size as everywhere; the bytes first, then the row by the door (S53, S54). */
async function attach(ctx: Ctx, key: string, edge: Edge, questionId: string, { name, content }: Upload) {
  const problem = await fileQuestion(ctx, key, edge.address, questionId)
  if (problem) return problem
  const file = await acceptContent(ctx, { name, purpose: 'document', content })
  return said(
    await doorOf(
      ctx,
      sql`authority.partner_file(${hashOf(key)}, ${networkOf(edge.address)}, ${questionId}, ${content.sha256}, ${content.sm3}, ${content.bytes}, ${file.mediaType}, ${file.name})`,
    ),
  )
}

/** Before the first byte: who has no open link for this question sends nothing to our disk. */
const admitFile: Admit = (ctx, { params, address }) => fileQuestion(ctx, params.linkKey ?? '', address, params.questionId ?? '')

const detach = async (ctx: Ctx, key: string, edge: Edge, questionId: string, fileId: FileId) =>
  said(await doorOf(ctx, sql`authority.partner_detach(${hashOf(key)}, ${networkOf(edge.address)}, ${questionId}, ${fileId})`))

async function submit(ctx: Ctx, key: string, edge: Edge) {
  const request = await found(ctx, key, edge.address)
  const problem = refusal(request.verdict, request.seconds)
  if (problem) return problem
  const open = request.questions.filter((question) => isUnanswered({ ...question, files: question.files.length }))
  if (open.length > 0) throw new Problem('incomplete', { what: '提交答复', missing: open.map(({ position }) => `第 ${position} 题的答复`) })
  const verdict = await doorOf(ctx, sql`authority.partner_submit(${hashOf(key)}, ${networkOf(edge.address)})`)
  if (verdict === 'open')
    await enqueue(ctx.tx, 'coordination.partnerAnswered', { matterId: request.matterId }, { key: `partner-answered:${request.matterId}` })
  return said(verdict)
}

const handlers: Handlers<typeof partnersApi> = {
  read: (ctx, { params, request }) => read(ctx, params.linkKey, request),
  receive: (ctx, { params, request }) => receive(ctx, params.linkKey, request),
  decline: (ctx, { params, body, request }) => decline(ctx, params.linkKey, request, body.reason),
  answer: (ctx, { params, body, request }) => answer(ctx, params.linkKey, request, body.questionId, body.answer),
  attach: (ctx, { params, request }) => attach(ctx, params.linkKey, request, params.questionId, request.upload()),
  detach: (ctx, { params, body, request }) => detach(ctx, params.linkKey, request, params.questionId, body.fileId),
  submit: (ctx, { params, request }) => submit(ctx, params.linkKey, request),
}

export const partnerRoutes = routesOf('partners', partnersApi, handlers, { attach: admitFile })
