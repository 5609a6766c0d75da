import { z } from 'zod'
import { DutyId, Instant, LegalDay, MatterId, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { Deadline, Light } from './deadline.ts'
import { get, post } from './endpoint.ts'

/** As much of a deadline as a row of a list shows. */
export const LineDeadline = Deadline.pick({
  title: true,
  kind: true,
  actor: true,
  due: true,
  dueAt: true,
  paused: true,
  provisional: true,
  disputed: true,
  verified: true,
  light: true,
  remaining: true,
  remainingUnit: true,
})
export type LineDeadline = z.infer<typeof LineDeadline>

/** A matter as one line of any list of mine. */
export const MatterLine = z.strictObject({
  id: MatterId,
  process: z.string(),
  processTitle: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  stateTitle: z.string(),
  closed: z.boolean(),
  handling: z.strictObject({ id: OrgId, name: z.string() }),
  /** The deadline that presses first; null when none runs. */
  deadline: LineDeadline.nullable(),
})
export type MatterLine = z.infer<typeof MatterLine>

/** 待办: something that somebody may do now, and why it is his. */
export const InboxRow = MatterLine.extend({
  itemId: z.uuid(),
  /** The words on the buttons of the next steps. */
  steps: z.array(z.string()),
  arrivedAt: Instant,
  /** Set when it may not be done before that day: a statutory wait still runs. */
  opensOn: LegalDay.nullable(),
  why: z.string(),
  /** For whom I stand in; null when it is my own. */
  standsInFor: z.string().nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>

const text = z.string().trim().min(1).max(60).optional()
const process = z.string().max(40).optional()

export const TodoQuery = z.strictObject({
  ...PageQuery,
  /** Open now, or waiting for a day to come. */
  when: z.enum(['now', 'later']).default('now'),
  process,
  light: Light.optional(),
  text,
  /** Due on or before that day. */
  until: LegalDay.optional(),
})
export type TodoQuery = z.output<typeof TodoQuery>

export const TrailQuery = z.strictObject({ ...PageQuery, process, text, closed: z.enum(['yes', 'no']).optional() })
export type TrailQuery = z.output<typeof TrailQuery>

/** 已办, 关注, 我登记的: a matter, and what I did or when I began to follow it. */
export const TrailRow = MatterLine.extend({ act: z.string(), at: Instant })
export type TrailRow = z.infer<typeof TrailRow>

export const Counts = z.strictObject({
  todo: z.number().int(),
  overdue: z.number().int(),
  dueThisWeek: z.number().int(),
  later: z.number().int(),
  watched: z.number().int(),
  messages: z.number().int(),
  tasks: z.number().int(),
  /** 1,000 is where counting stops: the page says 999+. */
  atMost: z.number().int(),
  /** The last day of this week, which `dueThisWeek` counts up to. */
  weekEnds: LegalDay,
  /** 待办 by process, for the filter. */
  processes: z.array(z.strictObject({ name: z.string(), title: z.string(), count: z.number().int() })),
  /** 待办 of my duties, the active one included. */
  duties: z.array(z.strictObject({ id: DutyId, waiting: z.number().int() })),
})
export type Counts = z.infer<typeof Counts>

/** Mine: where I am on the matter. Unit: my unit handles it. Below: it lies within my reach. */
export const Scope = z.enum(['mine', 'unit', 'below'])
export type Scope = z.infer<typeof Scope>

export const CalendarDay = z.strictObject({ day: LegalDay, count: z.number().int(), red: z.number().int() })
export const DeadlineRow = MatterLine.extend({ deadline: LineDeadline })
export type DeadlineRow = z.infer<typeof DeadlineRow>

export const Message = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['deadline', 'work', 'notice']),
  title: z.string(),
  body: z.string(),
  at: Instant,
  read: z.boolean(),
  /** Everything that it is about is finished: it asks for nothing any more. */
  finished: z.boolean(),
  matter: z.strictObject({ id: MatterId, process: z.string() }).nullable(),
  /** The matters of a digest. */
  lines: z.array(
    z.strictObject({
      matterId: MatterId,
      process: z.string().nullable(),
      number: z.string().nullable(),
      title: z.string(),
      clockTitle: z.string(),
      due: LegalDay,
      why: z.enum(['mine', 'standIn', 'unit']),
      closed: z.boolean(),
    }),
  ),
})
export type Message = z.infer<typeof Message>

export const Delegation = z.strictObject({
  id: z.uuid(),
  from: LegalDay,
  to: LegalDay,
  reason: z.string(),
  ended: z.boolean(),
  running: z.boolean(),
  /** Who goes away, and who stands in. */
  person: z.string(),
  standIn: z.string(),
  duty: z.string(),
})
export type Delegation = z.infer<typeof Delegation>

const done = z.strictObject({ done: z.boolean() })

export const inboxApi = {
  todo: get('/inbox', { title: '待办', needs: 'matter.read', query: TodoQuery, answer: Page(InboxRow) }),
  /** What to do next, after this matter: the most pressing of the others. */
  next: get('/inbox/next', {
    title: '下一件待办',
    needs: 'matter.read',
    query: z.strictObject({ not: MatterId.optional() }),
    answer: z.strictObject({ item: InboxRow.nullable(), left: z.number().int() }),
  }),
  counts: get('/inbox/counts', { title: '工作台计数', needs: 'signedIn', answer: Counts }),
  done: get('/inbox/done', { title: '已办', needs: 'matter.read', query: TrailQuery, answer: Page(TrailRow) }),
  watched: get('/inbox/watched', { title: '关注', needs: 'matter.read', query: TrailQuery, answer: Page(TrailRow) }),
  opened: get('/inbox/opened', { title: '我登记的', needs: 'matter.read', query: TrailQuery, answer: Page(TrailRow) }),
  calendar: get('/inbox/calendar', {
    title: '期限日历',
    needs: 'matter.read',
    query: z.strictObject({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份格式应为 2026-03'), scope: Scope.default('mine') }),
    answer: z.strictObject({
      month: z.string(),
      days: z.array(CalendarDay),
      /** Days off of this month, by the calendar in force. */
      daysOff: z.array(LegalDay),
      /** 暂定: the State Council has not published this year's holidays. */
      provisional: z.boolean(),
    }),
  }),
  calendarDay: get('/inbox/calendar/:day', {
    title: '某日到期的期限',
    needs: 'matter.read',
    params: z.strictObject({ day: LegalDay }),
    query: z.strictObject({ ...PageQuery, scope: Scope.default('mine') }),
    answer: Page(DeadlineRow),
  }),
  messages: get('/messages', {
    title: '消息',
    needs: 'signedIn',
    query: z.strictObject({ ...PageQuery, show: z.enum(['unread', 'all']).default('unread'), kind: Message.shape.kind.optional() }),
    answer: Page(Message),
  }),
  readMessage: post('/messages/:messageId/read', {
    title: '标记消息已读',
    needs: 'signedIn',
    params: z.strictObject({ messageId: z.uuid() }),
    answer: done,
  }),
  readAll: post('/messages/read', { title: '全部标记已读', needs: 'signedIn', answer: z.strictObject({ read: z.number().int() }) }),
  delegations: get('/delegations', {
    title: '委托',
    needs: 'signedIn',
    answer: z.strictObject({
      given: z.array(Delegation),
      received: z.array(Delegation),
      /** Who could stand in: the same role at the same unit. */
      candidates: z.array(z.strictObject({ id: PersonId, name: z.string(), duty: z.string() })),
    }),
  }),
  delegate: post('/delegations', {
    title: '委托他人代办',
    needs: 'matter.act',
    body: z.strictObject({
      toPersonId: PersonId,
      from: LegalDay,
      to: LegalDay,
      reason: z.string().trim().min(1, '请填写委托原因').max(200, '委托原因不超过 200 字'),
    }),
    answer: z.strictObject({ id: z.uuid() }),
  }),
  endDelegation: post('/delegations/:delegationId/end', {
    title: '结束委托',
    needs: 'signedIn',
    params: z.strictObject({ delegationId: z.uuid() }),
    answer: done,
  }),
}
