import { z } from 'zod'
import { LegalDay, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'

/** Kinds of unit (单位类型). The first four are the levels of the system; the others stand beside them. */
export const orgKinds = {
  province: '省局',
  city: '市局',
  county: '县局',
  station: '市场监管所',
  department: '内设机构',
  institution: '直属单位',
  centre: '中心',
  platform: '平台',
  workstation: '工作站',
  partner: '合作单位',
} as const
export type OrgKind = keyof typeof orgKinds
export const OrgKind = z.enum(Object.keys(orgKinds) as [OrgKind, ...OrgKind[]]) // the keys of a const object

/** Which kinds may stand below which: 平潭 is a city; a station has nothing below it. */
export const kindsBelow: Record<OrgKind, readonly OrgKind[]> = {
  province: ['city', 'department', 'institution', 'centre', 'platform', 'workstation', 'partner'],
  city: ['county', 'station', 'department', 'institution', 'centre', 'platform', 'workstation', 'partner'],
  county: ['station', 'department', 'institution', 'centre', 'platform', 'workstation', 'partner'],
  station: [],
  department: [],
  institution: ['department', 'platform', 'workstation'],
  centre: ['department', 'platform', 'workstation'],
  platform: ['platform', 'workstation'],
  workstation: [],
  partner: [],
}

/** How far a fact may be trusted; shown beside it. */
export const marks = {
  verified: '原文可见',
  secondary: '媒体或转载',
  unverified: '未核实',
  assumption: '演示假定',
} as const
export type Mark = keyof typeof marks
export const Mark = z.enum(Object.keys(marks) as [Mark, ...Mark[]]) // likewise

export const OrgLine = z.strictObject({
  id: OrgId,
  kind: OrgKind,
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  /** 福建省局 / 福州市局, without the unit itself. */
  path: z.string(),
  mark: Mark,
  active: z.boolean(),
  hasChildren: z.boolean(),
})
export type OrgLine = z.infer<typeof OrgLine>

const Held = { from: LegalDay, to: LegalDay.nullable() }
export const OrgDetail = z.strictObject({
  ...OrgLine.shape,
  version: z.number().int(),
  parentId: OrgId.nullable(),
  divisionCode: z.string().nullable(),
  documentWord: z.string().nullable(),
  markNote: z.string().nullable(),
  openedOn: LegalDay,
  closedOn: LegalDay.nullable(),
  /** Where each fact of it comes from and which of them nobody has verified. */
  source: z.string().nullable(),
  unverified: z.array(z.string()),
  names: z.array(z.strictObject({ name: z.string(), shortName: z.string(), code: z.string(), ...Held })),
  parents: z.array(z.strictObject({ id: OrgId, name: z.string(), paper: z.string().nullable(), ...Held })),
  mergedInto: z.strictObject({ id: OrgId, name: z.string(), on: LegalDay, paper: z.string().nullable() }).nullable(),
  /** Units that went into this one. */
  mergedFrom: z.array(z.strictObject({ id: OrgId, name: z.string(), on: LegalDay })),
  below: z.array(z.strictObject({ kind: OrgKind, count: z.number().int() })),
  /** May the present duty shape the tree here? */
  mayManage: z.boolean(),
})
export type OrgDetail = z.infer<typeof OrgDetail>

const name = z.string().trim().min(2, '请填写单位名称').max(80, '单位名称最多 80 字').meta({ title: '单位名称' })
const shortName = z.string().trim().min(1, '请填写简称').max(40, '简称最多 40 字').meta({ title: '简称' })
const code = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{2,40}$/, '单位代码由数字、字母和短横线组成，2 至 40 位')
  .meta({ title: '单位代码', description: '县以上用区划代码；乡级用九位区划代码；其他单位自编' })
const day = (title: string) => LegalDay.meta({ title, widget: 'day', description: '以批准文件载明的日期为准，不得晚于今天' })
const paper = z.string().trim().min(2, '请填写依据文件').max(200).meta({ title: '依据文件', description: '批准文件的名称和文号' })

export const OrgDraft = z.strictObject({
  parentId: OrgId.meta({ title: '上级单位', widget: 'orgPicker' }),
  kind: OrgKind.meta({ title: '类型', labels: orgKinds }),
  name,
  shortName,
  code,
  from: day('设立日期'),
  paper,
})
export const OrgRename = z.strictObject({ name, shortName, code, from: day('起用日期') })
export const OrgMove = z.strictObject({
  parentId: OrgId.meta({ title: '新的上级单位', widget: 'orgPicker' }),
  from: day('生效日期'),
  paper,
})
export const OrgMerge = z.strictObject({ intoId: OrgId.meta({ title: '并入单位', widget: 'orgPicker' }), from: day('合并日期'), paper })
export const OrgClose = z.strictObject({ from: day('撤销日期'), paper })

const params = z.strictObject({ orgId: OrgId })

export const TreeNode = z.strictObject({
  id: OrgId,
  parentId: OrgId.nullable(),
  kind: OrgKind,
  name: z.string(),
  shortName: z.string(),
  code: z.string(),
})

/** Reading the tree is for everybody who is signed in: names of units are public. Shaping it is the system administrator's, within his reach. */
export const orgsApi = {
  children: get('/orgs/children', {
    title: '下级单位',
    needs: 'signedIn',
    query: z.strictObject({ parentId: OrgId.optional(), closed: z.stringbool().default(false) }),
    answer: z.array(OrgLine),
  }),
  search: get('/orgs/search', {
    title: '查找单位',
    needs: 'signedIn',
    query: z.strictObject({ text: z.string().trim().min(1).max(40), kind: OrgKind.optional() }),
    answer: z.array(OrgLine),
  }),
  treeOn: get('/orgs/tree', {
    title: '某日的机构树',
    needs: 'signedIn',
    query: z.strictObject({ day: LegalDay }),
    answer: z.array(TreeNode),
  }),
  /** How many units of each kind, and how many of them are an assumption: said on the page. */
  count: get('/orgs/count', {
    title: '单位数量',
    needs: 'signedIn',
    answer: z.array(z.strictObject({ kind: OrgKind, count: z.number().int(), assumed: z.number().int() })),
  }),
  read: get('/orgs/:orgId', { title: '单位信息', needs: 'signedIn', params, answer: OrgDetail }),
  line: get('/orgs/:orgId/line', { title: '单位名称', needs: 'signedIn', params, answer: OrgLine }),
  create: post('/orgs', { title: '设立单位', needs: 'unit.manage', body: OrgDraft, answer: OrgDetail }),
  rename: post('/orgs/:orgId/name', {
    title: '变更单位名称',
    needs: 'unit.manage',
    params,
    body: OrgRename,
    answer: OrgDetail,
    versioned: true,
  }),
  move: post('/orgs/:orgId/parent', {
    title: '调整隶属关系',
    needs: 'unit.manage',
    params,
    body: OrgMove,
    answer: OrgDetail,
    versioned: true,
  }),
  merge: post('/orgs/:orgId/merger', {
    title: '合并单位',
    needs: 'unit.manage',
    params,
    body: OrgMerge,
    answer: OrgDetail,
    versioned: true,
  }),
  close: post('/orgs/:orgId/end', { title: '撤销单位', needs: 'unit.manage', params, body: OrgClose, answer: OrgDetail, versioned: true }),
}
