import { type SupervisedTaskState, type SupervisedTaskStep, supervisedTaskStates } from '#contract/supervision-steps'
import { type By, first, lastOfEach, processFor } from '#kernel/process'

export interface TaskFacts {
  /** Mandatory sub-tasks that are neither closed nor waived, by name. */
  openMandatory: readonly string[]
  /** Proposed sub-tasks that the office has not answered. */
  openProposals: number
  dueOn: string | null
  isLate: boolean
  isNoticed: boolean
  openReports: number
  /** Units that support it now. */
  supports: number
}

/** The lead unit: its coordinator or head, and whom they put on it. A station has no coordinator; its head stands for it. */
const lead: readonly By[] = [
  { role: 'coordinator', at: 'handling' },
  { role: 'unitHead', at: 'handling' },
  { role: 'officer', at: 'handling', assigned: true },
]
const leadHeads: readonly By[] = [lead[0]!, lead[1]!] // the first two of the three above
const issuer: By = { role: 'coordinator', at: 'owner' }
/** What changes or ends what was promised is decided above the desk too. */
const deciders: readonly By[] = [issuer, { role: 'deputyHead', at: 'owner' }, { role: 'principalHead', at: 'owner' }]
const supporting: readonly By[] = (['coordinator', 'unitHead', 'officer'] as const).map((role) => ({ role, at: { granted: 'support' } }))

const running: readonly SupervisedTaskState[] = ['handling', 'extending']
const alive: readonly SupervisedTaskState[] = ['issued', 'handling', 'extending', 'claimed', 'accepted']
const unclaimed: readonly SupervisedTaskState[] = ['issued', ...running]
const opinion = '闽市监知运〔2024〕231号三（六）'

/**
 * 督办任务: 立项 → 交办 → 签收 → 办理 → 申请办结 → 核验 → 销号. Owner is who issues, handling unit who leads. Its terms are agreed days: nothing of them is
 * computed, and only an extension that the issuer grants puts one off.
 */
export const supervisedTaskProcess = processFor<SupervisedTaskState, SupervisedTaskStep, never, TaskFacts>()({
  name: 'supervisedTask',
  title: '督办任务',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    draft: { title: supervisedTaskStates.draft },
    dropped: { title: supervisedTaskStates.dropped, end: true },
    issued: { title: supervisedTaskStates.issued },
    handling: { title: supervisedTaskStates.handling },
    extending: { title: supervisedTaskStates.extending },
    claimed: { title: supervisedTaskStates.claimed },
    accepted: { title: supervisedTaskStates.accepted },
    closed: { title: supervisedTaskStates.closed, end: true },
    waived: { title: supervisedTaskStates.waived, end: true },
  },
  start: 'draft',
  steps: {
    amend: { title: '修改立项内容', from: ['draft'], by: issuer },
    issue: { title: '交办', from: ['draft'], to: 'issued', by: deciders },
    drop: { title: '撤销立项', from: ['draft'], to: 'dropped', by: issuer, optional: true, danger: true },
    sign: { title: '签收', from: ['issued'], to: 'handling', by: leadHeads },
    claim: { title: '申请办结', from: ['handling'], to: 'claimed', by: lead, when: ['subTasksDone', 'proposalsAnswered'] },
    progress: { title: '填报进展', from: running, by: lead },
    report: { title: '按节点报送', from: running, by: lead, when: ['hasReports'] },
    contribute: { title: '报送配合情况', from: running, by: supporting },
    addSupport: { title: '增加配合单位', from: unclaimed, by: issuer },
    dropSupport: { title: '取消配合', from: unclaimed, by: issuer, when: ['hasSupports'] },
    assign: { title: '指定承办人', from: running, by: leadHeads },
    propose: { title: '建议分解', from: ['handling'], by: lead },
    issueProposed: { title: '交办分解建议', from: running, by: issuer, when: ['hasProposals'] },
    refuseProposed: { title: '不交办分解建议', from: running, by: issuer, when: ['hasProposals'] },
    askExtension: { title: '申请延期', from: ['handling'], to: 'extending', by: lead, optional: true },
    grantExtension: { title: '批准延期', from: ['extending'], to: 'handling', by: deciders, extends: 'due' },
    refuseExtension: { title: '不同意延期', from: ['extending'], to: 'handling', by: deciders },
    urge: { title: '催办', from: alive, by: issuer },
    notice: { title: '确认通报', from: alive, by: deciders, when: ['isLate', 'notNoticed'], danger: true },
    accept: { title: '核验通过', from: ['claimed'], to: 'accepted', by: issuer, when: ['subTasksDone'] },
    sendBack: { title: '退回', from: ['claimed'], to: 'handling', by: issuer },
    close: { title: '办结销号', from: ['accepted'], to: 'closed', by: issuer, when: ['subTasksDone'] },
    waive: { title: '终止（免除）', from: alive, to: 'waived', by: deciders, optional: true, danger: true },
  },
  clocks: {
    receipt: { title: '签收', limit: { agreed: 'signBy', basis: '交办时约定' }, from: first('issue'), until: ['sign', 'waive'] },
    due: { title: '办理期限', limit: { agreed: 'dueOn', basis: '交办时约定' }, from: first('issue'), until: ['close', 'waive'] },
    reports: {
      title: '报送节点',
      limit: { agreed: 'reportOn', basis: '交办时约定' },
      from: lastOfEach('issue', 'reportDay'),
      until: ['report', 'close', 'waive'],
      named: (_, reportDay) => reportDay,
    },
  },
  checks: {
    subTasksDone: ({ openMandatory }) =>
      openMandatory.length === 0
        ? null
        : {
            why: `必办子任务“${openMandatory[0]}”${openMandatory.length > 1 ? `等 ${openMandatory.length} 项` : ''}尚未销号`,
            todo: '请待其销号；确不再办理的，由交办单位说明理由后终止。',
          },
    proposalsAnswered: ({ openProposals }) =>
      openProposals === 0 ? null : { why: `还有 ${openProposals} 项分解建议没有答复`, todo: '请联系交办单位办理。' },
    hasProposals: ({ openProposals }) => (openProposals > 0 ? null : { why: '没有待交办的分解建议' }),
    hasSupports: ({ supports }) => (supports > 0 ? null : { why: '没有配合单位' }),
    hasReports: ({ openReports }) => (openReports > 0 ? null : { why: '没有待报送的节点' }),
    isLate: ({ isLate, dueOn }) => (isLate ? null : { why: `未超过办理期限 ${dueOn ?? ''}，不能通报` }),
    notNoticed: ({ isNoticed }) => (isNoticed ? { why: '已经确认通报' } : null),
  },
})
