import type { CustodyEntry, Evidence } from '#contract/evidence'
import type { MatterView } from '#contract/matter'
import { filedPapers } from '#documents'
import { demandWhole } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { findMatter, type MatterRow, viewMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { addCustody, custodyOf, readEvidence } from '../evidence/index.ts'
import { guide } from './guide.ts'
import { fileOrder, type Piece } from './order.ts'
import { checkList, type Entry, entryOf, safeName, zipOf } from './package.ts'
import { custodyTable, deadlineTable, evidenceTable, historyTable } from './tables.ts'

/** 归档包 of a closed case with its tracks. Each piece of evidence is read again first, and its leaving stands in its custody record. */
export async function downloadArchive(ctx: Ctx, matterId: string): Promise<Download> {
  const matter = await closedCase(ctx, matterId)
  const evidence = await readEvidence(ctx, matterId)
  const withFile = evidence.filter((item) => item.file !== null)
  for (const item of withFile) {
    const failed = { act: 'checkFailed', note: '制作归档包时发现文件与校验值不符，已拒绝' } as const
    await demandWhole(ctx, item.file!, (tx) => addCustody(ctx, [item], failed, tx)) // filtered above
  }
  await addCustody(ctx, withFile, { act: 'exported', note: '归档包' })
  const entries = await entriesOf(ctx, matter, evidence)
  const listed = listOf(ctx, matter, await decisionNumberOf(ctx, matter.id), entries)
  await note(ctx.tx, { action: 'export', object: 'archive', objectId: matterId, detail: { files: entries.length, list: listed.sha256 } })
  return {
    name: `${safeName(`${matter.number ?? ''} ${matter.title}`.trim())} 案卷.zip`,
    mediaType: 'application/zip',
    content: zipOf(ctx.house, [...entries, listed, ...checks([...entries, listed])], ctx.now),
  }
}

async function closedCase(ctx: Ctx, matterId: string): Promise<MatterRow> {
  const matter = await findMatter(ctx, matterId)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  const what = '下载归档包'
  if (matter.parentId) throw new Problem('closed', { what, why: '这是案件中的一项并行程序，随所属案件归档', todo: '请打开所属案件下载。' })
  if (!matter.closed)
    throw new Problem('closed', {
      what,
      why: '案件尚未办结',
      basis: '《市场监督管理行政处罚程序规定》第七十八条',
      todo: '办结后即可下载。',
    })
  return matter
}

async function entriesOf(ctx: Ctx, matter: MatterRow, evidence: readonly Evidence[]): Promise<Entry[]> {
  const own = await viewMatter(ctx, matter.id)
  const tracks = await Promise.all(own.children.map((child) => viewMatter(ctx, child.id)))
  const volumes = fileOrder(await filedPapers(ctx, matter.id), evidence)
  const custody = await custodyOf(
    ctx,
    evidence.map((item) => item.id),
  )
  return [
    entryOf('说明.txt', guide(matter)),
    ...(await volumeEntries('正卷', volumes.main)),
    ...(await volumeEntries('副卷', volumes.secondary)),
    ...(await volumeEntries('作废文书', volumes.void)),
    ...(await recordEntries(ctx, [own, ...tracks], evidence, custody)),
  ]
}

async function recordEntries(
  ctx: Ctx,
  matters: readonly MatterView[],
  evidence: readonly Evidence[],
  custody: ReadonlyMap<string, CustodyEntry[]>,
): Promise<Entry[]> {
  return [
    entryOf('记录/证据清单.csv', evidenceTable(evidence)),
    entryOf('记录/保管链.csv', custodyTable(evidence, custody)),
    entryOf('记录/办理过程.csv', historyTable(matters)),
    entryOf('记录/期限.csv', await deadlineTable(ctx, matters)),
  ]
}

/** Numbered in the order of the file, so that every program shows them in it. */
async function volumeEntries(folder: string, pieces: readonly Piece[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const [at, piece] of pieces.entries()) {
    const place = `${folder}/${String(at + 1).padStart(3, '0')}`
    const entry = 'paper' in piece ? await paperEntry(place, piece.paper) : evidenceEntry(place, piece.evidence)
    if (entry) entries.push(entry)
  }
  return entries
}

async function paperEntry(place: string, paper: Extract<Piece, { paper: unknown }>['paper']): Promise<Entry> {
  const name = safeName([paper.title, paper.number, paper.track].filter(Boolean).join(' '))
  return entryOf(`${place} ${name}.docx`, await paper.render('docx'))
}

/** A thing without a file (物证) stands in the list of evidence alone. */
function evidenceEntry(place: string, { file, serial, name }: Evidence): Entry | null {
  if (!file) return null
  const extension = /\.\w{1,10}$/u.exec(file.name)?.[0] ?? ''
  const { bytes, sha256, sm3 } = file
  return { path: `${place} 证据${serial} ${safeName(name)}${extension}`, bytes, sha256, sm3, stored: true }
}

/** Of a case, also of one decided on the spot; a lead has none. */
async function decisionNumberOf(ctx: Ctx, matterId: string): Promise<string | null> {
  const row = await ctx.tx.selectFrom('enforcement_case').select('decision_number').where('matter_id', '=', matterId).executeTakeFirst()
  return row?.decision_number ?? null
}

/** 清单.json: what is in the package, for a program; the two lists beside it say the same for `sha256sum`. */
function listOf(ctx: Ctx, matter: MatterRow, decision: string | null, entries: readonly Entry[]): Entry {
  const list = {
    格式: '闽知案卷归档包 1',
    案件: { 编号: matter.number, 决定书文号: decision, 名称: matter.title, 标识: matter.id, 登记日期: matter.openedOn },
    制作: { 人员: ctx.actor.name, 单位: ctx.actor.orgName, 时间: ctx.now.toISOString() },
    文件: entries.map(({ path, bytes, sha256, sm3 }) => ({ 路径: path, 字节: bytes, sha256, sm3 })),
  }
  return entryOf('清单.json', Buffer.from(`${JSON.stringify(list, null, 2)}\n`))
}

const checks = (entries: readonly Entry[]): Entry[] => [
  entryOf('校验值-sha256.txt', checkList(entries, 'sha256')),
  entryOf('校验值-sm3.txt', checkList(entries, 'sm3')),
]
