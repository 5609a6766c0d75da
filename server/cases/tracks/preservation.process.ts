import type { preservationSteps } from '#contract/track-measures'
import { first, processFor } from '#kernel/process'
import { byItself, handler, heads, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'
import { approvalAfterwards, type MeasureFacts, onlyUrgent, taking } from './urgent.ts'

type State = 'proposed' | 'approved' | 'heldUnapproved' | 'held' | 'lapsed' | 'disposed' | 'released' | 'refused'

/** 先行登记保存. Seven working days; then it ends by itself (art. 35): nothing here can make it longer. */
export const preservationProcess = processFor<State, keyof typeof preservationSteps, CasePaper, MeasureFacts>()({
  name: 'preservation',
  title: '先行登记保存',
  versions: [{ from: '2021-07-15', law: `${procedure}（2021年公布，2022年修正）` }],
  states: {
    proposed: { title: '待批准' },
    approved: { title: '已批准，待实施' },
    heldUnapproved: { title: '已当场采取，待补批' },
    held: { title: '保存中' },
    lapsed: { title: '已自动解除，待通知退还' },
    disposed: { title: '已处理', end: true },
    released: { title: '已解除', end: true },
    refused: { title: '不予批准', end: true },
  },
  start: 'proposed',
  steps: {
    ...taking({
      what: '先行登记保存',
      atOnce: '当场采取先行登记保存',
      notToBe: '认为不应当采取，解除',
      approver: heads,
      papers: ['preservationNotice', 'propertyList'],
      basis: {
        approve: `${procedure}第三十三条第一款`,
        take: `${procedure}第三十三条、第三十四条`,
        takeAtOnce: `${procedure}第三十三条第二款`,
        confirm: `${procedure}第三十三条第二款`,
        disapprove: `${procedure}第三十三条第二款`,
      },
      over: 'lapsed',
    }),
    dispose: {
      title: '采取处理措施',
      basis: `${procedure}第三十五条`,
      from: ['held'],
      to: 'disposed',
      by: handler,
      within: 'disposal',
      danger: true,
    },
    release: {
      title: '决定解除',
      basis: `${procedure}第三十五条第一款第五项`,
      from: ['held'],
      to: 'released',
      by: heads,
      within: 'disposal',
      needs: ['preservationRelease'],
      danger: true,
    },
    lapse: {
      title: '逾期自动解除',
      basis: `${procedure}第三十五条第二款`,
      from: ['heldUnapproved', 'held'],
      to: 'lapsed',
      by: byItself,
      after: 'disposal',
    },
    giveBack: {
      title: '通知解除并退还',
      basis: `${procedure}第三十五条`,
      from: ['lapsed'],
      to: 'released',
      by: handler,
      needs: ['preservationRelease'],
      danger: true,
    },
  },
  clocks: {
    urgentApproval: approvalAfterwards('紧急先行登记保存补报批', 'EVID-REG-URGENT'),
    disposal: {
      title: '先行登记保存后采取处理措施',
      limit: 'EVID-REG',
      from: first(['take', 'takeAtOnce'], 'takenAt'),
      until: ['dispose', 'release', 'disapprove', 'lapse'],
    },
  },
  checks: { urgent: onlyUrgent },
})
