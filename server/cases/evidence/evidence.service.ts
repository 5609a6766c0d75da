import type { LegalDay } from '#contract/common'
import type { Evidence, EvidenceDetail, EvidenceDraft } from '#contract/evidence'
import type { StoredFile } from '#contract/files'
import { demandWhole, readFileRow } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { findMatter, lockMatter, type MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { addCustody, custodyOf } from './custody.ts'
import { demandIntake, onSiteVerdict } from './evidence.rules.ts'
import { findEvidence, insertEvidence, isTakenIn, officersByIds, readEvidence } from './evidence.store.ts'

async function reachable(ctx: Ctx, id: string): Promise<Evidence> {
  const item = await findEvidence(ctx, id)
  if (!item) throw new Problem('notFound', { what: '该证据' })
  return item
}

/** Evidence is taken in and moved by the unit that handles the matter or owns it; whoever else sees it, reads. */
function demandKeeper(ctx: Ctx, matter: MatterRow, what: string): void {
  if (ctx.actor.orgId !== matter.handlingOrgId && ctx.actor.orgId !== matter.ownerOrgId)
    throw new Problem('notAllowed', { what, rule: '证据由主办单位或者承办单位的人员办理' })
}

async function lockedMatter(ctx: Ctx, id: string, what: string): Promise<MatterRow> {
  const matter = await lockMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  demandKeeper(ctx, matter, what)
  return matter
}

export async function listEvidence(ctx: Ctx, matterId: string): Promise<Evidence[]> {
  if (!(await findMatter(ctx, matterId))) throw new Problem('notFound', { what: '该事项' })
  return readEvidence(ctx, matterId)
}

/** What a case may rest on: evidence of the matter and its tracks that was not withdrawn. For the facts of the case room. */
export async function evidenceOf(ctx: Ctx, matterId: string): Promise<Evidence[]> {
  return (await readEvidence(ctx, matterId)).filter((item) => item.withdrawn === null)
}

export async function readEvidenceDetail(ctx: Ctx, id: string): Promise<EvidenceDetail> {
  const item = await reachable(ctx, id)
  const custody = await custodyOf(ctx, [id])
  return { ...item, custody: custody.get(id) ?? [] }
}

/** 入库. The file, if there is one, was hashed when it came; what was computed on the spot stands beside it. */
export async function takeInEvidence(ctx: Ctx, matterId: string, draft: EvidenceDraft): Promise<EvidenceDetail> {
  const matter = await lockedMatter(ctx, matterId, '证据入库')
  if (matter.closed) throw new Problem('closed', { what: '证据入库', why: '该事项已经办结' })
  const file = draft.fileId ? await fileOf(ctx, matter, draft.fileId) : null
  const officers = await officersByIds(ctx, matterId, draft.officers, draft.takenOn)
  demandIntake(draft, officers, file, ctx.today)
  const onSite = onSiteVerdict(draft, file)
  const id = await insertEvidence(ctx, { ...draft, matterId: matter.id, officers, onSite })
  await addCustody(ctx, [{ id, matterId: matter.id }], {
    act: 'takenIn',
    counterpart: draft.keptAt,
    note: onSite === 'different' ? '现场校验值与入库时计算的校验值不一致，应当核查并说明原因' : undefined,
  })
  return readEvidenceDetail(ctx, id)
}

async function fileOf(ctx: Ctx, matter: MatterRow, fileId: string): Promise<StoredFile> {
  const file = await readFileRow(ctx, fileId)
  if (file.matterId !== matter.id) throw new Problem('notFound', { what: '该文件' })
  if (await isTakenIn(ctx, fileId)) throw new Problem('closed', { what: '证据入库', why: '这个文件已经作为另一件证据入库' })
  return file
}

/** A mark with its reason: nothing is removed, and the custody record goes on (S58). */
export async function withdrawEvidence(ctx: Ctx, id: string, reason: string): Promise<EvidenceDetail> {
  const { matterId } = await reachable(ctx, id)
  const matter = await lockedMatter(ctx, matterId, '标记证据作废')
  if (matter.closed) throw new Problem('closed', { what: '标记证据作废', why: '该事项已经办结' })
  const item = await reachable(ctx, id) // once more, under the lock
  if (item.withdrawn) throw new Problem('closed', { what: '标记证据作废', why: '该证据已经标记作废' })
  await addCustody(ctx, [item], { act: 'withdrawn', note: reason })
  return readEvidenceDetail(ctx, id)
}

interface Moved {
  act: 'handedOver' | 'returned' | 'disposed'
  happenedOn: LegalDay
  counterpart: string
  note?: string | undefined
}

/** 移交、退还、处置: also after the end of the matter, for things outlive it. */
export async function moveEvidence(ctx: Ctx, id: string, moved: Moved): Promise<EvidenceDetail> {
  const item = await reachable(ctx, id)
  await lockedMatter(ctx, item.matterId, '登记保管变动')
  const wrong = (message: string) => new Problem('invalid', { issues: [{ path: 'happenedOn', message }] })
  if (moved.happenedOn > ctx.today) throw wrong('日期不能晚于今天')
  if (moved.happenedOn < item.takenOn) throw wrong(`日期不能早于取得证据的 ${item.takenOn}`)
  const before = (await custodyOf(ctx, [id])).get(id) ?? []
  const last = before.findLast((entry) => entry.act === 'returned' || entry.act === 'disposed')
  if (last)
    throw new Problem('closed', { what: '登记保管变动', why: `该证据已于 ${last.happenedOn} ${last.act === 'returned' ? '退还' : '处置'}` })
  await addCustody(ctx, [item], moved)
  return readEvidenceDetail(ctx, id)
}

/** Opens the file. It is read again in full first; who looks or copies stands in the custody record (S58, S59). */
export async function openEvidence(ctx: Ctx, id: string, purpose: 'view' | 'copy'): Promise<Download> {
  const item = await reachable(ctx, id)
  const { file } = item
  if (!file) throw new Problem('notFound', { what: '证据文件' })
  await demandWhole(ctx, file, (tx) => addCustody(ctx, [item], { act: 'checkFailed', note: '调取时发现文件与校验值不符，已拒绝' }, tx))
  await addCustody(ctx, [item], { act: purpose === 'view' ? 'viewed' : 'copied' })
  await note(ctx.tx, { action: purpose === 'view' ? 'read' : 'download', object: 'evidence', objectId: id })
  return { name: file.name, mediaType: file.mediaType, content: ctx.house.files.open(file.sha256) }
}
