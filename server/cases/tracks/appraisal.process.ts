import type { appraisalSteps } from '#contract/track-measures'
import { processFor } from '#kernel/process'
import { handler, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'commissioned' | 'concluded' | 'told' | 'withdrawn'

export interface AppraisalFacts {
  /** 权利人辨认、鉴别 is asked by a notice, an institution is commissioned by a letter. */
  byRightHolder: boolean
  papers: ReadonlySet<string>
}

/** 检测、检验、检疫、鉴定, and the right holder's 辨认、鉴别. Its days are not counted above it; its kind, entered when it was opened, is the reason. */
export const appraisalProcess = processFor<State, keyof typeof appraisalSteps, CasePaper, AppraisalFacts>()({
  name: 'appraisal',
  title: '检测、检验、检疫、鉴定、辨认',
  versions: [{ from: '2021-07-15', law: procedure }],
  states: {
    commissioned: { title: '已委托' },
    concluded: { title: '已出结果，待告知' },
    told: { title: '已告知', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'commissioned',
  steps: {
    tellPeriod: {
      title: '书面告知所需期间',
      basis: `${procedure}第三十八条`,
      from: ['commissioned'],
      by: handler,
      needs: ['appraisalPeriod'],
    },
    receiveResult: {
      title: '收到结果',
      basis: `${procedure}第三十条、第三十二条`,
      from: ['commissioned'],
      to: 'concluded',
      by: handler,
      when: ['askedInWriting'],
    },
    tellResult: {
      title: '告知当事人结果',
      basis: `${procedure}第三十二条`,
      from: ['concluded'],
      to: 'told',
      by: handler,
      needs: ['appraisalResult'],
    },
    withdraw: { title: '撤回委托', from: ['commissioned'], to: 'withdrawn', by: handler, optional: true, danger: true },
  },
  clocks: {},
  excludes: [{ reason: { field: 'kind' }, from: 'open', to: ['receiveResult', 'withdraw'] }],
  checks: {
    askedInWriting: ({ byRightHolder, papers }) => {
      if (papers.has(byRightHolder ? 'identificationNotice' : 'appraisalCommission')) return null
      return { why: byRightHolder ? '还没有制发《协助辨认/鉴别通知书》' : '还没有制发委托书', basis: `${procedure}第三十条、第三十二条` }
    },
  },
})
