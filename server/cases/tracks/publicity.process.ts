import type { publicitySteps } from '#contract/track-outcomes'
import { last, processFor } from '#kernel/process'
import { byItself, handler, heads } from '../heads.ts'
import type { PublicityLimit } from '../penalty/index.ts'

type State = 'toPublish' | 'pushed' | 'published' | 'applied' | 'accepted' | 'stopping' | 'stopped' | 'changed' | 'withdrawn'
const rules = '《市场监督管理行政处罚信息公示规定》'
const repair = '《市场监督管理信用修复管理办法》'

export interface PublicityFacts {
  sameProvince: boolean
  pushed: boolean
  limits: readonly PublicityLimit[]
}

const has = (limit: PublicityLimit) => (facts: PublicityFacts) => facts.limits.includes(limit)
const shown: readonly State[] = ['published', 'applied', 'accepted']
const stop = { from: shown, to: 'stopped', by: byItself, basis: `${rules}第十三条至第十五条` } as const
const end = ['stopEarly', 'stopLow', 'stopNormal', 'stopKey', 'learnChange'] as const

/** 公示. Which terms it has was judged from the decision when it was opened; they run from the day of publication. */
export const publicityProcess = processFor<State, keyof typeof publicitySteps, never, PublicityFacts>()({
  name: 'publicity',
  title: '行政处罚信息公示',
  versions: [{ from: '2021-09-01', law: `${rules}（2021年公布，2025年第二次修正）` }],
  states: {
    toPublish: { title: '待公示' },
    pushed: { title: '已推送登记地' },
    published: { title: '公示中' },
    applied: { title: '已申请提前停止' },
    accepted: { title: '已受理申请' },
    stopping: { title: '准予提前停止，待处理' },
    stopped: { title: '已停止公示', end: true },
    changed: { title: '决定有变，待撤回' },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'toPublish',
  steps: {
    publish: {
      title: '公示',
      basis: `${rules}第四条、第九条、第十条`,
      from: ['toPublish', 'pushed'],
      to: 'published',
      by: handler,
      when: ['atHome'],
    },
    push: { title: '推送登记地', basis: `${rules}第十条`, from: ['toPublish'], to: 'pushed', by: handler, when: ['elsewhere'] },
    recordReceipt: { title: '登记地收到推送', basis: `${rules}第十条`, from: ['pushed'], by: handler },
    applyEarlyNormal: {
      title: '当事人申请提前停止公示',
      basis: `${rules}第十五条、第十六条`,
      from: ['published'],
      to: 'applied',
      by: handler,
      after: 'minimumNormal',
      when: ['isNormal'],
      optional: true,
    },
    applyEarlyKey: {
      title: '当事人申请提前停止公示（满一年）',
      basis: `${rules}第十四条、第十六条`,
      from: ['published'],
      to: 'applied',
      by: handler,
      after: 'minimumKey',
      when: ['isKey'],
      optional: true,
    },
    acceptEarly: { title: '受理申请', basis: `${repair}第十四条`, from: ['applied'], to: 'accepted', by: handler },
    returnEarly: { title: '不予受理或者告知补正', basis: `${repair}第十四条`, from: ['applied'], to: 'published', by: handler },
    extendEarly: {
      title: '延长决定期限',
      basis: `${repair}第十六条`,
      from: ['accepted'],
      by: heads,
      extends: 'earlyDecision',
      within: 'earlyDecision',
    },
    grantEarly: { title: '准予提前停止公示', basis: `${rules}第十六条；${repair}第十六条`, from: ['accepted'], to: 'stopping', by: heads },
    refuseEarly: { title: '不准予提前停止公示', basis: `${repair}第十六条`, from: ['accepted'], to: 'published', by: heads },
    stopEarly: { title: '停止公示（提前）', basis: `${repair}第十七条`, from: ['stopping'], to: 'stopped', by: handler },
    stopLow: { ...stop, title: '公示期满三个月，停止公示', after: 'maximumLow' },
    stopNormal: { ...stop, title: '公示期满一年，停止公示', after: 'maximumNormal' },
    stopKey: { ...stop, title: '公示期满三年，停止公示', after: 'maximumKey' },
    learnChange: {
      title: '处罚决定被变更、撤销或者确认违法、无效',
      basis: `${rules}第十一条；《行政处罚法》第四十八条`,
      from: ['toPublish', 'pushed', 'published', 'applied', 'accepted', 'stopping'],
      to: 'changed',
      by: handler,
      optional: true,
    },
    withdraw: {
      title: '撤回公示信息',
      basis: `${rules}第十一条；《行政处罚法》第四十八条`,
      from: ['changed'],
      to: 'withdrawn',
      by: handler,
      danger: true,
    },
  },
  clocks: {
    sameProvince: {
      title: '公示（登记地在本省）',
      limit: 'PUBLISH-SAME-PROV',
      from: last('open', 'decidedOn'),
      until: ['publish', 'learnChange'],
      only: (facts) => facts.sameProvince,
    },
    push: {
      title: '推送登记地',
      limit: 'PUBLISH-PUSH',
      from: last('open', 'decidedOn'),
      until: ['push', 'learnChange'],
      only: (facts) => !facts.sameProvince,
    },
    elsewhere: {
      title: '登记地协助公示',
      limit: 'PUBLISH-CROSS',
      from: last('recordReceipt', 'receivedOn'),
      until: ['publish', 'learnChange'],
    },
    maximumLow: { title: '公示期', limit: 'PUB-STOP-LOW', from: last('publish'), until: end, only: has('PUB-STOP-LOW') },
    minimumNormal: { title: '最短公示期', limit: 'PUB-MIN-NORMAL', from: last('publish'), until: end, only: has('PUB-MIN-NORMAL') },
    maximumNormal: { title: '公示期', limit: 'PUB-MAX-NORMAL', from: last('publish'), until: end, only: has('PUB-MAX-NORMAL') },
    minimumKey: { title: '最短公示期', limit: 'PUB-MIN-KEY', from: last('publish'), until: end, only: has('PUB-MIN-KEY') },
    maximumKey: { title: '公示期', limit: 'PUB-MAX-KEY', from: last('publish'), until: end, only: has('PUB-MAX-KEY') },
    earlyAcceptance: {
      title: '受理或者告知补正',
      limit: 'REPAIR-ACCEPT',
      from: last(['applyEarlyNormal', 'applyEarlyKey']),
      until: ['acceptEarly', 'returnEarly', ...end],
    },
    earlyDecision: {
      title: '提前停止公示的决定',
      limit: 'REPAIR-DECIDE',
      from: last('acceptEarly'),
      until: ['grantEarly', 'refuseEarly', ...end],
    },
    earlyData: { title: '停止公示的数据处理', limit: 'REPAIR-DATA', from: last('grantEarly'), until: ['stopEarly', 'learnChange'] },
    withdrawal: { title: '撤回公示信息', limit: 'WITHDRAW-PUBLICITY', from: last('learnChange', 'changedOn'), until: ['withdraw'] },
  },
  checks: {
    atHome: ({ sameProvince, pushed }) => (sameProvince || pushed ? null : { why: '当事人登记地在外省', todo: '请先推送登记地。' }),
    elsewhere: ({ sameProvince }) => (sameProvince ? { why: '当事人登记地在本省，直接公示' } : null),
    isNormal: (facts) =>
      has('PUB-MIN-NORMAL')(facts) ? null : { why: '本处罚信息不适用满三个月可以申请的规定', basis: `${rules}第十三条至第十五条` },
    isKey: (facts) =>
      has('PUB-MIN-KEY')(facts) ? null : { why: '本处罚信息不适用满一年可以申请的规定', basis: `${rules}第十三条至第十五条` },
  },
})
