import type { jurisdictionSteps } from '#contract/track-measures'
import { type By, last, processFor, type Refusal } from '#kernel/process'
import { heads, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'consulting' | 'agreed' | 'reported' | 'received' | 'designated' | 'withdrawn'

export interface JurisdictionFacts {
  cause: 'dispute' | 'transferred' | 'tip'
}

/** Reported to it by a grant, the common superior receives the question and owns it from then on: the notice is issued in its name. */
const superior: readonly By[] = (['officer', 'deputyHead', 'principalHead'] as const).map((role) => ({
  role,
  at: { granted: 'designation' },
}))

/** Whoever received a transfer may not hand the case on by himself: he reports to the common superior (art. 14). */
const mayAgree = ({ cause }: JurisdictionFacts): Refusal | null =>
  cause === 'transferred'
    ? { why: '受移送的部门不得再自行移送', basis: `${procedure}第十四条`, todo: '请报共同的上一级部门指定管辖。' }
    : null

/** 管辖争议、指定管辖: seven working days to agree, else the common superior says within seven more. */
export const jurisdictionProcess = processFor<State, keyof typeof jurisdictionSteps, CasePaper, JurisdictionFacts>()({
  name: 'jurisdiction',
  title: '管辖争议和指定管辖',
  versions: [{ from: '2021-07-15', law: procedure }],
  states: {
    consulting: { title: '协商中' },
    agreed: { title: '已协商一致', end: true },
    reported: { title: '已报共同的上一级部门' },
    received: { title: '上一级部门已收到材料' },
    designated: { title: '已指定管辖', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'consulting',
  steps: {
    agree: {
      title: '协商一致',
      basis: `${procedure}第十三条`,
      from: ['consulting'],
      to: 'agreed',
      by: heads,
      when: ['mayAgree'],
      danger: true,
    },
    report: { title: '报请指定管辖', basis: `${procedure}第十三条、第十四条`, from: ['consulting'], to: 'reported', by: heads },
    receiveReport: { title: '收到报送材料', basis: `${procedure}第十六条`, from: ['reported'], to: 'received', by: superior },
    designate: {
      title: '指定管辖',
      basis: `${procedure}第十三条、第十六条`,
      from: ['received'],
      to: 'designated',
      by: heads,
      needs: ['designationNotice'],
      danger: true,
    },
    withdraw: { title: '撤回', from: ['consulting', 'reported'], to: 'withdrawn', by: heads, optional: true, danger: true },
  },
  clocks: {
    consultation: {
      title: '管辖权争议协商',
      limit: 'JUR-DISPUTE',
      from: last('open', 'disputedOn'),
      until: ['agree', 'report', 'withdraw'],
      only: ({ cause }) => cause === 'dispute',
    },
    tipConsultation: {
      title: '举报处理权限争议协商',
      limit: 'TIP-JUR-DISPUTE',
      from: last('open', 'disputedOn'),
      until: ['agree', 'report', 'withdraw'],
      only: ({ cause }) => cause === 'tip',
    },
    designation: { title: '上一级确定管辖部门', limit: 'JUR-DESIGNATE', from: last('receiveReport'), until: ['designate', 'withdraw'] },
  },
  checks: { mayAgree },
})
