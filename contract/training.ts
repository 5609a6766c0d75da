import { z } from 'zod'
import { LegalDay, MatterId, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'
import { trainingLevels } from './training-fields.ts'
import { ClassDraft, classStates, enrolmentStatuses, leaveStates, placeStates, planStates } from './training-steps.ts'

// The keys of const objects, in their order.
const keys = <const K extends string>(labels: Record<K, string>) => z.enum(Object.keys(labels) as [K, ...K[]])
const matterParams = z.strictObject({ matterId: MatterId })
const Time = z.string().regex(/^\d\d:\d\d$/)

export const PlanRow = z.strictObject({
  id: MatterId,
  year: z.int(),
  org: z.string(),
  state: keys(planStates),
  revision: z.int(),
  lines: z.int(),
  classesPlanned: z.int(),
  classesHeld: z.int(),
})
export type PlanRow = z.infer<typeof PlanRow>

export const PlanLine = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  theme: z.string(),
  level: keys(trainingLevels),
  month: z.int(),
  batches: z.int(),
  places: z.int(),
  hours: z.number(),
  partners: z.array(z.string()),
  partnerOrgIds: z.array(OrgId),
  /** How far it is done, from its classes; nobody enters it. */
  progress: z.strictObject({ opened: z.int(), held: z.int(), cancelled: z.int(), trained: z.int() }),
  classes: z.array(z.strictObject({ id: MatterId, title: z.string(), state: keys(classStates) })),
})
export const PlanDetail = z.strictObject({
  id: MatterId,
  year: z.int(),
  revision: z.int(),
  lines: z.array(PlanLine),
  revisions: z.array(z.strictObject({ revision: z.int(), approvedOn: LegalDay, reason: z.string().nullable(), lines: z.int() })),
})
export type PlanDetail = z.infer<typeof PlanDetail>

export const ClassRow = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  theme: z.string(),
  organiser: z.string(),
  state: keys(classStates),
  startsOn: LegalDay,
  endsOn: LegalDay,
  where: z.string(),
  places: z.int(),
  enrolled: z.int(),
})
export type ClassRow = z.infer<typeof ClassRow>

export const Teacher = z.strictObject({ personId: PersonId.nullable(), name: z.string(), unit: z.string() })
export const Session = z.strictObject({
  id: z.uuid(),
  day: LegalDay,
  starts: Time,
  ends: Time,
  subject: z.string(),
  hours: z.number(),
  room: z.string().nullable(),
  liveLink: z.string().nullable(),
  teachers: z.array(Teacher),
  /** Whether this reader may show its code: the organiser and its teachers. */
  mayShowCode: z.boolean(),
})
export type Session = z.infer<typeof Session>

export const Participant = z.strictObject({
  personId: PersonId,
  name: z.string(),
  unit: z.string(),
  status: keys(enrolmentStatuses),
  reason: z.string().nullable(),
  /** Leave that was granted, against the hours of the class (PX-05). */
  leaveHours: z.number(),
  leaveTooLong: z.boolean(),
  attendedHours: z.number(),
  certificate: z.strictObject({ id: z.uuid(), number: z.string(), revoked: z.boolean() }).nullable(),
})
export type Participant = z.infer<typeof Participant>

/** Who may finish and who may not, and why: judged, before somebody decides. */
export const Outcome = z.strictObject({ personId: PersonId, name: z.string(), passes: z.boolean(), reasons: z.array(z.string()) })
export type Outcome = z.infer<typeof Outcome>

export const Material = z.strictObject({ id: z.uuid(), title: z.string(), mediaType: z.string(), bytes: z.int() })
export const Leave = z.strictObject({
  id: z.uuid(),
  personId: PersonId,
  name: z.string(),
  sessions: z.array(z.string()),
  hours: z.number(),
  reason: z.string(),
  state: keys(leaveStates),
  answer: z.string().nullable(),
  matterId: MatterId.nullable(),
})
export type Leave = z.infer<typeof Leave>

export const ClassPlace = z.strictObject({
  id: MatterId,
  orgId: OrgId,
  org: z.string(),
  quota: z.int(),
  used: z.int(),
  waiting: z.int(),
  state: keys(placeStates),
})

export const ClassDetail = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  theme: z.string(),
  audience: z.string(),
  organiser: z.strictObject({ id: OrgId, name: z.string() }),
  /** 主办单位; the organiser (办班单位) where no other was said. */
  host: z.strictObject({ id: OrgId, name: z.string() }),
  batch: z.int(),
  planLine: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  outsideReason: z.string().nullable(),
  startsOn: LegalDay,
  endsOn: LegalDay,
  place: z.string().nullable(),
  liveLink: z.string().nullable(),
  partners: z.array(z.string()),
  places: z.int(),
  hours: z.number(),
  days: z.number(),
  form: z.string(),
  subject: z.string().nullable(),
  qualifies: z.boolean(),
  attendancePercent: z.int(),
  examId: z.uuid().nullable(),
  /** Null: none, or out of this reader's reach. */
  examTitle: z.string().nullable(),
  courseId: z.uuid().nullable(),
  callUntil: LegalDay.nullable(),
  cancelled: z.boolean(),
  evaluating: z.boolean(),
  /** How this reader stands to it. */
  runs: z.boolean(),
  teaches: z.boolean(),
  mine: z.strictObject({ status: keys(enrolmentStatuses), leaveHours: z.number(), evaluated: z.boolean() }).nullable(),
  sessions: z.array(Session),
  quotas: z.array(ClassPlace),
  participants: z.array(Participant),
  leaves: z.array(Leave),
  materials: z.array(Material),
})
export type ClassDetail = z.infer<typeof ClassDetail>

/** The places of one unit, as the unit sees them: the class that it cannot otherwise open, and whom it named. */
export const PlaceDetail = z.strictObject({
  id: MatterId,
  class: z.strictObject({
    id: MatterId,
    title: z.string(),
    startsOn: LegalDay,
    endsOn: LegalDay,
    where: z.string(),
    audience: z.string(),
    callUntil: LegalDay.nullable(),
  }),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  quota: z.int(),
  used: z.int(),
  splits: z.array(ClassPlace),
  nominees: z.array(
    z.strictObject({
      personId: PersonId,
      name: z.string(),
      unit: z.string(),
      status: keys(enrolmentStatuses),
      reason: z.string().nullable(),
      /** Classes that he finished within three years: a hint, never a refusal. */
      trainedBefore: z.array(z.string()),
    }),
  ),
})
export type PlaceDetail = z.infer<typeof PlaceDetail>

export const PlaceRow = z.strictObject({
  id: MatterId,
  classId: MatterId,
  title: z.string(),
  startsOn: LegalDay,
  org: z.string(),
  quota: z.int(),
  used: z.int(),
  state: keys(placeStates),
  callUntil: LegalDay.nullable(),
})

export const trainingApi = {
  plans: get('/training/plans', {
    title: '年度培训计划',
    needs: 'training.read',
    query: z.strictObject({ year: z.coerce.number().int().min(2020).max(2100).optional(), ...PageQuery }),
    answer: Page(PlanRow),
  }),
  openPlan: post('/training/plans', {
    title: '编制年度培训计划',
    needs: 'training.manage',
    body: z.strictObject({ year: z.int().min(2020).max(2100).meta({ title: '年度' }) }),
    answer: z.strictObject({ id: MatterId }),
  }),
  plan: get('/training/plans/:matterId', { title: '查看培训计划', needs: 'training.read', params: matterParams, answer: PlanDetail }),
  classes: get('/training/classes', {
    title: '培训班',
    needs: 'signedIn',
    query: z.strictObject({
      q: z.string().trim().max(60).optional(),
      theme: z.string().max(20).optional(),
      state: keys(classStates).optional(),
      year: z.coerce.number().int().min(2020).max(2100).optional(),
      ...PageQuery,
    }),
    answer: Page(ClassRow),
  }),
  openClass: post('/training/classes', {
    title: '开设培训班',
    needs: 'training.manage',
    body: ClassDraft,
    answer: z.strictObject({ id: MatterId }),
  }),
  class: get('/training/classes/:matterId', { title: '查看培训班', needs: 'signedIn', params: matterParams, answer: ClassDetail }),
  outcomes: get('/training/classes/:matterId/outcomes', {
    title: '结业条件核对',
    needs: 'training.manage',
    params: matterParams,
    answer: z.array(Outcome),
  }),
  places: get('/training/places', {
    title: '本单位名额',
    needs: 'training.read',
    query: z.strictObject({ ...PageQuery }),
    answer: Page(PlaceRow),
  }),
  place: get('/training/places/:matterId', { title: '查看名额与报名', needs: 'training.read', params: matterParams, answer: PlaceDetail }),
  addMaterial: post('/training/classes/:matterId/materials', {
    title: '上传培训资料',
    needs: 'training.manage',
    params: matterParams,
    kind: 'upload',
    body: z.strictObject({ title: z.string().trim().min(1).max(100) }),
    answer: z.strictObject({ id: z.uuid() }),
  }),
  removeMaterial: post('/training/materials/:materialId/remove', {
    title: '撤下培训资料',
    needs: 'training.manage',
    params: z.strictObject({ materialId: z.uuid() }),
    answer: z.strictObject({ removed: z.boolean() }),
  }),
  material: get('/training/materials/:materialId', {
    title: '下载培训资料',
    needs: 'signedIn',
    params: z.strictObject({ materialId: z.uuid() }),
    kind: 'download',
  }),
  roster: get('/training/classes/:matterId/roster', {
    title: '导出学员名册',
    needs: 'signedIn',
    params: matterParams,
    kind: 'download',
  }),
  printed: get('/training/classes/:matterId/print', {
    title: '打印名册或签到表',
    needs: 'signedIn',
    params: matterParams,
    query: z.strictObject({ sessionId: z.uuid().optional() }),
    kind: 'download',
  }),
}

export const nominationImportsApi = importEndpoints('/training/nomination-imports', 'training.manage', '报名名册')
