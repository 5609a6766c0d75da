import { z } from 'zod'
import { Instant, LegalDay, MatterId, OrgId, PersonId } from './common.ts'
import { Deadline } from './deadline.ts'
import { get, post } from './endpoint.ts'

/** A step that this reader's duty may take or could take, with the reason when it is closed. The page draws its form from `form` (JSON Schema). */
export const OfferedStep = z.strictObject({
  name: z.string(),
  title: z.string(),
  basis: z.string().nullable(),
  open: z.boolean(),
  /** Why it is closed, in words; null when open. */
  reason: z.string().nullable(),
  /** A disputed or unverified rule speaks here and never blocks (design §6.2). */
  warnings: z.array(z.string()),
  /** JSON Schema of the input, without `happenedOn`. */
  form: z.record(z.string(), z.unknown()),
  kind: z.enum(['move', 'record']),
  danger: z.boolean(),
})
export type OfferedStep = z.infer<typeof OfferedStep>

export const TakenStep = z.strictObject({
  id: z.string(),
  step: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  happenedOn: LegalDay,
  recordedAt: Instant,
  /** Entered later than the next working day after it happened. */
  late: z.boolean(),
  by: z.strictObject({ person: z.string(), role: z.string(), org: z.string() }),
  input: z.record(z.string(), z.unknown()),
})
export type TakenStep = z.infer<typeof TakenStep>

export const Assignee = z.strictObject({
  personId: PersonId,
  name: z.string(),
  certificateNo: z.string().nullable(),
  from: LegalDay,
  to: LegalDay.nullable(),
})

export const MatterView = z.strictObject({
  id: MatterId,
  process: z.string(),
  processTitle: z.string(),
  lawOf: LegalDay,
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  stateTitle: z.string(),
  version: z.number().int(),
  openedOn: LegalDay,
  closed: z.boolean(),
  owner: z.strictObject({ id: OrgId, name: z.string() }),
  handling: z.strictObject({ id: OrgId, name: z.string() }),
  parentId: MatterId.nullable(),
  assignees: z.array(Assignee),
  /** What its process knows at all: statutory terms, officers in charge. A page says nothing of what cannot be. */
  knows: z.strictObject({ terms: z.boolean(), officers: z.boolean() }),
  steps: z.array(OfferedStep),
  deadlines: z.array(Deadline),
  history: z.array(TakenStep),
  /** The whole course for the flow picture: states in order, with the one where it is now. */
  course: z.array(z.strictObject({ state: z.string(), title: z.string(), now: z.boolean(), been: z.boolean() })),
  children: z.array(
    z.strictObject({
      id: MatterId,
      process: z.string(),
      title: z.string(),
      stateTitle: z.string(),
      closed: z.boolean(),
      due: LegalDay.nullable(),
    }),
  ),
  watched: z.boolean(),
})
export type MatterView = z.infer<typeof MatterView>

/** What every step carries besides its own form. */
export const StepCall = z.strictObject({ happenedOn: LegalDay, input: z.record(z.string(), z.unknown()).default({}) })

/** A process that this duty may begin, with the form of its opening. */
export const Openable = z.strictObject({
  process: z.string(),
  title: z.string(),
  law: z.string(),
  /** JSON Schema of the input, without `happenedOn`. */
  form: z.record(z.string(), z.unknown()),
})
export type Openable = z.infer<typeof Openable>

export const OpeningCall = StepCall.extend({ process: z.string().max(60) })
export type OpeningCall = z.infer<typeof OpeningCall>

/** JSON Schema of each step of a process, and of its opening under `open`: a page without words of its own reads out what was entered by them. */
export const StepSchemas = z.record(z.string(), z.record(z.string(), z.unknown()))

export const matterApi = {
  openable: get('/openable', { title: '可以登记的事项', needs: 'matter.act', answer: z.array(Openable) }),
  open: post('/matters', {
    title: '登记事项',
    needs: 'matter.act',
    body: OpeningCall,
    answer: z.strictObject({ id: MatterId }),
  }),
  forms: get('/processes/:process/forms', {
    title: '事项各步骤的表单',
    needs: 'matter.read',
    params: z.strictObject({ process: z.string().max(60) }),
    answer: StepSchemas,
  }),
  read: get('/matters/:matterId', {
    title: '查看事项',
    needs: 'matter.read',
    params: z.strictObject({ matterId: MatterId }),
    answer: MatterView,
  }),
  take: post('/matters/:matterId/steps/:step', {
    title: '办理步骤',
    needs: 'matter.act',
    params: z.strictObject({ matterId: MatterId, step: z.string().max(60) }),
    body: StepCall,
    answer: MatterView,
    versioned: true,
  }),
  watch: post('/matters/:matterId/watch', {
    title: '关注或取消关注',
    needs: 'matter.read',
    params: z.strictObject({ matterId: MatterId }),
    body: z.strictObject({ watched: z.boolean() }),
    answer: z.strictObject({ watched: z.boolean() }),
  }),
}
