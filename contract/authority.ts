import { z } from 'zod'

/** Roles (职责) of a duty. The first seven act in the penalty process, two run the training (their matters are those of the field 'training'), one keeps the tasks and requests of the leading group (field 'coordination'); the last three are the administrators who exclude each other (三员, S18). */
export const roles = {
  officer: '办案人员',
  unitHead: '办案机构负责人',
  caseReviewer: '案件审核人员',
  legalReviewer: '法制审核人员',
  deputyHead: '部门分管负责人',
  principalHead: '部门主要负责人',
  presider: '听证主持人',
  supervisor: '上级监督人员',
  trainingOfficer: '培训管理人员',
  examiner: '命题阅卷人员',
  coordinator: '综合协调人员',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditAdmin: '审计管理员',
} as const
export type Role = keyof typeof roles
export const Role = z.enum(Object.keys(roles) as [Role, ...Role[]]) // the keys of a const object, in its order

const caseRoles = [
  'officer',
  'unitHead',
  'caseReviewer',
  'legalReviewer',
  'deputyHead',
  'principalHead',
  'presider',
] as const satisfies Role[]
const trainers = ['trainingOfficer', 'examiner'] as const satisfies Role[]
/** Tasks, requests and exchanges of a unit are done by its coordinator (联络员) or its heads. */
const coordinators = ['coordinator', 'unitHead', 'deputyHead', 'principalHead'] as const satisfies Role[]
const readers = [...caseRoles, 'supervisor'] as const satisfies Role[]
const heads = ['unitHead', 'deputyHead', 'principalHead'] as const satisfies Role[]

/** What a duty of each role may do at its org. Whether a step of a process is open is the process's own business. */
export const actions = {
  'matter.read': [...readers, ...trainers, 'coordinator'],
  'matter.act': [...caseRoles, ...trainers, 'coordinator'],
  'case.read': readers,
  'case.act': caseRoles,
  'lead.register': ['officer', 'unitHead'],
  'lead.import': ['officer', 'unitHead'],
  'matter.export': readers,
  'view.share': heads,
  'unit.read': [...readers, ...trainers, 'coordinator', 'systemAdmin', 'securityAdmin'],
  'unit.manage': ['systemAdmin'],
  'person.read': [...heads, 'supervisor', 'trainingOfficer', 'systemAdmin', 'securityAdmin'],
  'person.manage': ['systemAdmin'],
  'duty.manage': ['securityAdmin'],
  /** Plans, classes, lectures, and the hours of people: made and kept. */
  'training.manage': ['trainingOfficer'],
  /** Boards and people of one's units. */
  'training.read': [...heads, 'supervisor', 'trainingOfficer'],
  'course.manage': ['trainingOfficer'],
  'question.manage': ['examiner'],
  'exam.manage': ['trainingOfficer', 'examiner'],
  'recordClient.manage': ['systemAdmin'],
  /** Figures, boards, clauses: of one's own units and those below. */
  'figure.read': [...readers, ...trainers, 'coordinator'],
  /** The catalogue of indicators with its targets, and figures that come from outside. */
  'indicator.manage': ['coordinator'],
  /** Whether figures are what was done: the nightly recount. */
  'figure.check': ['systemAdmin'],
  'clause.read': [...readers, ...trainers, 'coordinator'],
  /** Documents and their clauses, by the office of the leading group. */
  'clause.manage': ['coordinator'],
  'task.read': [...coordinators, 'officer', 'supervisor'],
  'task.act': [...coordinators, 'officer'],
  'task.manage': coordinators,
  'meeting.read': [...coordinators, 'supervisor'],
  'meeting.manage': ['coordinator'],
  'request.read': [...coordinators, 'officer', 'supervisor'],
  'request.act': [...coordinators, 'officer'],
  'exchange.read': [...coordinators, 'supervisor'],
  'exchange.act': coordinators,
  'exchange.manage': ['coordinator'],
  /** Variants, waiting times and late hand-overs of processes. */
  'flow.read': [...heads, 'supervisor', 'coordinator'],
  'ledger.read': ['auditAdmin'],
  'template.read': [...readers, 'systemAdmin'],
  'template.manage': ['systemAdmin', 'legalReviewer'],
  'calendar.manage': ['systemAdmin'],
} as const satisfies Record<string, readonly Role[]>
export type Action = keyof typeof actions

export const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies Role[]
