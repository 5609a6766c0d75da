import { z } from 'zod'
import { FileId, Instant, LegalDay, MatterId, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { Sha256, StoredFile } from './files.ts'

export const EvidenceId = z.uuid().brand<'EvidenceId'>()
export type EvidenceId = z.infer<typeof EvidenceId>

/** 证据八类: Procedure art. 23. */
export const evidenceKinds = {
  documentary: '书证',
  physical: '物证',
  audioVisual: '视听资料',
  electronicData: '电子数据',
  witness: '证人证言',
  partyStatement: '当事人的陈述',
  expertOpinion: '鉴定意见',
  record: '勘验笔录、现场笔录',
} as const
export type EvidenceKind = keyof typeof evidenceKinds
export const EvidenceKind = z.enum(Object.keys(evidenceKinds) as [EvidenceKind, ...EvidenceKind[]]) // the keys of a const object, in its order

/** 原件、原物、原始载体, or what stands in for it. */
export const carriers = { original: '原件（原物、原始载体）', copy: '复制件、照片、录像' } as const
export type Carrier = keyof typeof carriers
export const Carrier = z.enum(['original', 'copy'])

const text = (title: string, most = 200) => z.string().trim().min(1, `请填写${title}`).max(most).meta({ title })
const long = (title: string) => z.string().trim().min(1, `请填写${title}`).max(4000).meta({ title, widget: 'textarea' })

/** 电子数据: what art. 26 and the record form 《电子数据证据提取笔录》 ask for. The platform computes its own hash on intake. */
export const ElectronicData = z.strictObject({
  medium: text('原始存储介质名称'),
  state: text('原始存储介质状态'),
  /** Address of the page or account, when taken from a network. */
  address: text('来源网址或账号', 500).optional(),
  method: long('提取方法和过程'),
  tool: text('提取工具'),
  toolVersion: text('工具版本'),
  takenAt: z.iso.datetime({ local: true, offset: true, error: '请填写提取时间' }).meta({ title: '提取时间' }),
  takenBy: text('提取人', 40),
  /** 现场校验值: computed on the spot, before the file came here. */
  onSiteHash: z
    .strictObject({
      algorithm: z.enum(['sha256', 'sm3']).meta({ title: '算法', labels: { sha256: 'SHA-256', sm3: '国密 SM3' } }),
      value: z.string().trim().toLowerCase().pipe(Sha256).meta({ title: '校验值' }),
    })
    .meta({ title: '现场校验值', description: '取证现场计算过校验值的，在此填写，入库时与平台计算的比对。' })
    .optional(),
})
export type ElectronicData = z.infer<typeof ElectronicData>

const Draft = z.strictObject({
  // First: on the phone the camera comes before the words.
  fileId: FileId.meta({
    title: '证据文件',
    widget: 'files',
    description: '拍照、录像、录音或者电子文件；没有电子文件的实物可以不上传。',
  }).optional(),
  kind: EvidenceKind.meta({ title: '证据种类', labels: evidenceKinds }),
  name: text('证据名称'),
  source: text('证据来源（提供人、出处）', 500),
  proves: long('证明的事实').optional(),
  takenOn: LegalDay.meta({ title: '取得日期' }),
  place: text('取得地点'),
  officers: z.array(PersonId).min(2, '取证人员不得少于两名').max(10).meta({ title: '取证人员', widget: 'personPicker' }),
  carrier: Carrier.meta({ title: '原件或者复制件', labels: carriers }),
  copyReason: long('不是原件的理由')
    .meta({ title: '不是原件的理由', widget: 'textarea', description: '以下四项只在复制件时填写。' })
    .optional(),
  /** 制作方法、制作时间、制作人 of a copy (art. 25, 26). */
  copyMethod: text('复制件制作方法', 500).optional(),
  copiedOn: LegalDay.meta({ title: '复制件制作日期' }).optional(),
  copiedBy: text('复制件制作人', 40).optional(),
  electronic: ElectronicData.meta({ title: '电子数据提取记录' }).optional(),
  keptAt: text('保管地点').optional(),
})

/** What a copy must say of itself (art. 24–26). */
const sayings = [
  ['copyReason', '不是原件、原物或者原始载体的，请写明理由'],
  ['copyMethod', '复制件应注明制作方法'],
  ['copiedOn', '复制件应注明制作时间'],
  ['copiedBy', '复制件应注明制作人'],
] as const satisfies [keyof z.infer<typeof Draft>, string][]

function lacking(draft: z.infer<typeof Draft>): (readonly [path: string, message: string])[] {
  const isData = draft.kind === 'electronicData'
  const rules: [broken: boolean, path: string, message: string][] = [
    [new Set(draft.officers).size < draft.officers.length, 'officers', '同一名人员只能填写一次'],
    [isData && !draft.electronic, 'electronic', '电子数据应记录原始介质、提取方法、工具、时间和提取人'],
    [!isData && draft.electronic !== undefined, 'electronic', '只有电子数据才填写提取记录'],
    [draft.electronic?.onSiteHash !== undefined && !draft.fileId, 'fileId', '填写了现场校验值的，应上传对应的文件以供比对'],
  ]
  const broken = rules.filter(([isBroken]) => isBroken).map(([, path, message]) => [path, message] as const)
  return draft.carrier === 'copy' ? [...broken, ...sayings.filter(([field]) => draft[field] === undefined)] : broken
}

/** How evidence is taken in (S57). Two officers at least; a copy says why it is not the original and who checked it. */
export const EvidenceDraft = Draft.superRefine((draft, check) => {
  for (const [path, message] of lacking(draft)) check.addIssue({ code: 'custom', path: [path], message })
})
export type EvidenceDraft = z.infer<typeof EvidenceDraft>

/** 保管链. The first is written by the intake, `viewed` and `copied` by opening the file, `exported` by the archive package. */
export const custodyActs = {
  takenIn: '入库',
  viewed: '查看',
  copied: '复制',
  exported: '导出',
  handedOver: '移交',
  returned: '退还',
  disposed: '处置',
  withdrawn: '作废标记',
  checkFailed: '校验不符',
} as const
export type CustodyAct = keyof typeof custodyActs
export const CustodyAct = z.enum(Object.keys(custodyActs) as [CustodyAct, ...CustodyAct[]]) // as above

export const CustodyEntry = z.strictObject({
  id: z.string(),
  act: CustodyAct,
  happenedOn: LegalDay,
  recordedAt: Instant,
  person: z.string(),
  org: z.string(),
  /** To whom, where it concerns another. */
  counterpart: z.string().nullable(),
  note: z.string().nullable(),
})
export type CustodyEntry = z.infer<typeof CustodyEntry>

/** What the on-site hash says beside ours. A difference is shown, never hidden (S57). */
export const HashVerdict = z.enum(['notGiven', 'equal', 'different'])

export const Evidence = z.strictObject({
  id: EvidenceId,
  matterId: MatterId,
  serial: z.int(),
  kind: EvidenceKind,
  name: z.string(),
  source: z.string(),
  proves: z.string().nullable(),
  takenOn: LegalDay,
  place: z.string(),
  officers: z.array(z.strictObject({ id: PersonId, name: z.string(), certificateNo: z.string().nullable() })),
  carrier: Carrier,
  copyReason: z.string().nullable(),
  copyMethod: z.string().nullable(),
  copiedOn: LegalDay.nullable(),
  copiedBy: z.string().nullable(),
  electronic: ElectronicData.nullable(),
  onSite: HashVerdict,
  file: StoredFile.nullable(),
  /** When the scrub last read the whole file again, and whether it was whole. */
  checkedAt: Instant.nullable(),
  damaged: z.boolean(),
  keptAt: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: Instant,
  withdrawn: z.strictObject({ reason: z.string(), by: z.string(), at: Instant }).nullable(),
})
export type Evidence = z.infer<typeof Evidence>

export const EvidenceDetail = z.strictObject({ ...Evidence.shape, custody: z.array(CustodyEntry) })
export type EvidenceDetail = z.infer<typeof EvidenceDetail>

const OfMatter = z.strictObject({ matterId: MatterId })
const OfEvidence = z.strictObject({ evidenceId: EvidenceId })

export const evidenceApi = {
  list: get('/matters/:matterId/evidence', { title: '证据清单', needs: 'case.read', params: OfMatter, answer: z.array(Evidence) }),
  read: get('/evidence/:evidenceId', { title: '查看证据记录', needs: 'case.read', params: OfEvidence, answer: EvidenceDetail }),
  takeIn: post('/matters/:matterId/evidence', {
    title: '证据入库',
    needs: 'case.act',
    params: OfMatter,
    body: EvidenceDraft,
    answer: EvidenceDetail,
  }),
  /** A mark with its reason; the item and its file stay (S58). */
  withdraw: post('/evidence/:evidenceId/withdraw', {
    title: '证据作废标记',
    needs: 'case.act',
    params: OfEvidence,
    body: z.strictObject({ reason: z.string().trim().min(2, '请写明理由').max(500) }),
    answer: EvidenceDetail,
  }),
  custody: post('/evidence/:evidenceId/custody', {
    title: '登记保管变动',
    needs: 'case.act',
    params: OfEvidence,
    body: z.strictObject({
      act: z.enum(['handedOver', 'returned', 'disposed']).meta({ title: '保管变动' }),
      happenedOn: LegalDay.meta({ title: '日期' }),
      counterpart: text('接收人（单位）'),
      note: long('说明').optional(),
    }),
    answer: EvidenceDetail,
  }),
  /** Opens the file: `view` or `copy` enters the custody record. The whole file is hashed again first; a difference is refused (S59). */
  file: get('/evidence/:evidenceId/file', {
    title: '调取证据文件',
    needs: 'case.read',
    params: OfEvidence,
    query: z.strictObject({ for: z.enum(['view', 'copy']).default('copy') }),
    kind: 'download',
  }),
}
