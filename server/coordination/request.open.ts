import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { KeptEvidence, RequestDraft } from '#contract/coordination-requests'
import { bindFiles, filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { bureauAbove, openMatter, orgOf, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { requestProcess } from './request.process.ts'

/** Officers do what is asked of their unit; to ask in its name is for its coordinator and heads. */
const mayAsk = ['coordinator', 'unitHead', 'deputyHead', 'principalHead']

/** 新建协作请求: owned by the bureau of the unit that asks, which numbers it. Nobody else sees it before it is sent. */
export async function openRequest(ctx: Ctx, draft: RequestDraft): Promise<{ id: MatterId }> {
  const unit = ctx.actor.orgId
  const bureau = unit ? await bureauAbove(ctx, unit) : undefined
  if (!unit || !bureau || !mayAsk.includes(ctx.actor.role ?? ''))
    throw new Problem('notAllowed', { what: '提出协作请求', rule: '由本单位联络员或者负责人提出' })
  const asked = await askedOf(ctx, draft.addressee, unit)
  const id = await openMatter(ctx, requestProcess, {
    ...{ owner: bureau.id, handling: unit, happenedOn: ctx.today, title: draft.title },
    number: await nextNumber(ctx, bureau.id),
    input: { kind: draft.kind, asked: asked.asked_name },
  })
  const detail = draft.kind === 'leadTransfer' ? draft.lead : draft.kind === 'service' ? draft.service : undefined
  await bindFiles(
    ctx,
    id,
    draft.evidence.flatMap(({ fileId }) => fileId ?? []),
  )
  await ctx.tx
    .insertInto('coordination_request')
    .values({
      ...{ matter_id: id, org_id: unit, org_at: '0', kind: draft.kind, title: draft.title, channel: draft.addressee.channel, ...asked },
      ...{ content: draft.content, basis: draft.basis ?? null, wanted_on: draft.wantedOn ?? null, contact: draft.contact },
      detail: JSON.stringify(detail ?? {}),
      evidence: JSON.stringify(await hashed(ctx, draft.evidence)),
    })
    .execute()
  await ctx.tx
    .insertInto('request_question')
    .values(draft.questions.map((question, at) => ({ matter_id: id, position: at + 1, ...question })))
    .execute()
  await settleMatter(ctx, id)
  return { id }
}

async function askedOf(ctx: Ctx, addressee: RequestDraft['addressee'], unit: string) {
  if (addressee.channel !== 'unit') return { asked_org_id: null, asked_name: addressee.name }
  const issue = (message: string) => new Problem('invalid', { issues: [{ path: 'addressee.orgId', message }] })
  if (addressee.orgId === unit) throw issue('不能向本单位提出请求')
  const org = await orgOf(ctx, addressee.orgId)
  const { active } = await ctx.tx.selectFrom('org').select('active').where('id', '=', addressee.orgId).executeTakeFirstOrThrow()
  if (!active) throw issue('该单位已经撤销，请选择现有单位')
  return { asked_org_id: addressee.orgId, asked_name: org.name }
}

/** Of a file that is here the house says the hash; of what stays outside, whoever asks does. */
async function hashed(ctx: Ctx, evidence: RequestDraft['evidence']): Promise<KeptEvidence[]> {
  const files = await filesByIds(
    ctx,
    evidence.flatMap(({ fileId }) => fileId ?? []),
  )
  return evidence.map(({ name, fileId, sha256 }) => ({
    name,
    fileId: fileId ?? null,
    sha256: (fileId && files.get(fileId)?.sha256) ?? sha256 ?? null,
  }))
}

async function nextNumber(ctx: Ctx, bureauId: string): Promise<string> {
  const year = Number(ctx.today.slice(0, 4))
  const { rows } = await sql<{ n: number }>`select authority.next_number(${bureauId}, '协作', ${year}) n`.execute(ctx.tx)
  return `协作${year}-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}
