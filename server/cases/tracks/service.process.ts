import type { serviceSteps } from '#contract/track-outcomes'
import { last, processFor } from '#kernel/process'
import { byItself, handler, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'preparing' | 'announced' | 'served' | 'withdrawn'
type Step = keyof typeof serviceSteps

export interface ServiceFacts {
  /** A confirmation of the address that consents to electronic service, in this track or in its case. */
  consentsElectronically: boolean
}

const article = (item: '一' | '二' | '三' | '四' | '五') => `${procedure}第八十二条第${item}项`
const serve = { from: ['preparing'], to: 'served', by: handler } as const

/** 送达: one track for each paper and recipient. Each mode asks for its own proof. */
export const serviceProcess = processFor<State, Step, CasePaper, ServiceFacts>()({
  name: 'service',
  title: '送达',
  // From 2019-04-01 the rules had a text of their own with sixty days; the limit's own row says which.
  versions: [{ from: '2019-04-01', law: procedure }],
  states: {
    preparing: { title: '待送达' },
    announced: { title: '公告中' },
    served: { title: '已送达', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'preparing',
  steps: {
    recordAttempt: { title: '记录送达未成', basis: `${procedure}第八十二条`, from: ['preparing'], by: handler },
    serveDirect: { ...serve, title: '直接送达', basis: article('一'), needs: ['serviceReceipt'] },
    serveLeaving: { ...serve, title: '留置送达', basis: article('二'), needs: ['serviceReceipt'] },
    serveElectronic: { ...serve, title: '电子送达', basis: article('三'), needs: ['serviceReceipt'], when: ['consentsElectronically'] },
    servePost: { ...serve, title: '邮寄送达', basis: article('四') },
    serveEntrusted: { ...serve, title: '委托送达', basis: article('四'), needs: ['serviceReceipt'] },
    serveForwarded: { ...serve, title: '转交送达', basis: article('四'), needs: ['serviceReceipt'] },
    announce: {
      title: '公告送达',
      basis: article('五'),
      from: ['preparing'],
      to: 'announced',
      by: handler,
      needs: ['serviceAnnouncement'],
      optional: true,
      danger: true,
    },
    pickUp: {
      title: '公告期间领取',
      basis: article('五'),
      from: ['announced'],
      to: 'served',
      by: handler,
      needs: ['serviceReceipt'],
      optional: true,
    },
    deemServed: {
      title: '公告期满，视为送达',
      basis: article('五'),
      from: ['announced'],
      to: 'served',
      by: [byItself, handler],
      after: 'announcement',
    },
    withdraw: { title: '不再送达', from: ['preparing', 'announced'], to: 'withdrawn', by: handler, optional: true, danger: true },
  },
  clocks: {
    announcement: {
      title: '公告送达（期满视为送达）',
      limit: 'SERVE-PUBLIC',
      from: last('announce'),
      until: ['pickUp', 'deemServed', 'withdraw'],
    },
  },
  excludes: [{ reason: '公告', from: 'announce', to: ['pickUp', 'deemServed', 'withdraw'] }],
  checks: {
    consentsElectronically: ({ consentsElectronically }) =>
      consentsElectronically
        ? null
        : { why: '没有受送达人同意电子送达的《送达地址确认书》', basis: article('三'), todo: '请先由受送达人签署，或者采用其他方式。' },
  },
})
