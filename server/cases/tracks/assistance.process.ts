import type { assistanceSteps } from '#contract/track-measures'
import { type By, last, processFor } from '#kernel/process'
import { handler } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'drafted' | 'asked' | 'working' | 'answered' | 'closed' | 'withdrawn'
const basis = '《市场监督管理行政处罚程序规定》第四十五条'

const assisting: readonly By[] = [
  { role: 'officer', at: { granted: 'assistance' } },
  { role: 'unitHead', at: { granted: 'assistance' } },
]

/** 协助调查. The other unit acts here by a dated grant; the case itself it only reads, until its own day. */
export const assistanceProcess = processFor<State, keyof typeof assistanceSteps, CasePaper, null>()({
  name: 'assistance',
  title: '协助调查',
  versions: [{ from: '2021-07-15', law: '《市场监督管理行政处罚程序规定》' }],
  states: {
    drafted: { title: '拟函' },
    asked: { title: '已发函' },
    working: { title: '协助调查中' },
    answered: { title: '已回复' },
    closed: { title: '已办结', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'drafted',
  steps: {
    send: { title: '发出协助调查函', basis, from: ['drafted'], to: 'asked', by: handler, needs: ['assistanceLetter'] },
    receive: { title: '接到协助调查函', basis, from: ['asked'], to: 'working', by: assisting },
    tellDelay: { title: '告知需要延期', basis, from: ['working'], by: assisting, extends: 'answer', within: 'answer' },
    answer: { title: '回复协助调查结果', basis, from: ['working'], to: 'answered', by: assisting },
    accept: { title: '收到结果，办结', basis, from: ['answered'], to: 'closed', by: handler },
    withdraw: {
      title: '撤回协助请求',
      from: ['drafted', 'asked', 'working'],
      to: 'withdrawn',
      by: handler,
      optional: true,
      danger: true,
    },
  },
  clocks: {
    answer: { title: '协助调查完成', limit: 'TIP-TRANSFER-ASSIST', from: last('receive'), until: ['answer', 'withdraw'] },
  },
  checks: {},
})
