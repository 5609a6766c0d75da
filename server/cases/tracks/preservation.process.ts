import type { preservationSteps } from '#contract/track-measures'
import { first, processFor } from '#kernel/process'
import { byItself, handler, heads, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'
import { type MeasureFacts, onlyUrgent } from './urgent.ts'

type State = 'proposed' | 'approved' | 'heldUnapproved' | 'held' | 'lapsed' | 'disposed' | 'released' | 'refused'

const papers: readonly CasePaper[] = ['preservationNotice', 'propertyList']

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
    approve: { title: '批准先行登记保存', basis: `${procedure}第三十三条第一款`, from: ['proposed'], to: 'approved', by: heads },
    refuse: { title: '不予批准', basis: `${procedure}第三十三条第一款`, from: ['proposed'], to: 'refused', by: heads, danger: true },
    take: {
      title: '实施先行登记保存',
      basis: `${procedure}第三十三条、第三十四条`,
      from: ['approved'],
      to: 'held',
      by: handler,
      needs: papers,
    },
    takeAtOnce: {
      title: '当场采取先行登记保存',
      basis: `${procedure}第三十三条第二款`,
      from: ['proposed'],
      to: 'heldUnapproved',
      by: handler,
      needs: papers,
      when: ['urgent'],
      optional: true,
    },
    confirm: { title: '补批准先行登记保存', basis: `${procedure}第三十三条第二款`, from: ['heldUnapproved'], to: 'held', by: heads },
    disapprove: {
      title: '认为不应当采取，解除',
      basis: `${procedure}第三十三条第二款`,
      from: ['heldUnapproved'],
      to: 'lapsed',
      by: heads,
      danger: true,
    },
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
    urgentApproval: {
      title: '紧急先行登记保存补报批',
      limit: 'EVID-REG-URGENT',
      from: first('takeAtOnce', 'takenAt'),
      until: ['confirm', 'disapprove'],
    },
    disposal: {
      title: '先行登记保存后采取处理措施',
      limit: 'EVID-REG',
      from: first(['take', 'takeAtOnce'], 'takenAt'),
      until: ['dispose', 'release', 'disapprove', 'lapse'],
    },
  },
  checks: { urgent: onlyUrgent },
})
