import { z } from 'zod'
import type { LegalDay } from '#contract/common'
import { MatterId } from '#contract/common'
import { get, post } from '#contract/endpoint'
import { type Handlers, routesOf } from '#kernel/http'
import { openMatter, processRoom, settleMatter } from '#kernel/matter'
import { first, last, processFor } from '#kernel/process'

/** A small process for the tests of the kernel: it has one of each thing that a process can have, and nothing of the law of penalties. */

type State = 'open' | 'told' | 'done' | 'dropped'
type Step = 'remark' | 'tell' | 'answer' | 'waive' | 'prolong' | 'pause' | 'resume' | 'finish' | 'drop'
interface Facts {
  remarks: number
}

export const errandProcess = processFor<State, Step, never, Facts>()({
  name: 'errand',
  title: '差事',
  versions: [
    { from: '2021-07-15', law: '旧规定' },
    { from: '2026-06-01', law: '新规定', steps: { finish: { title: '按新规定办结' } } },
  ],
  states: {
    open: { title: '已交办' },
    told: { title: '已告知' },
    done: { title: '已办结', end: true },
    dropped: { title: '已撤销', end: true },
  },
  start: 'open',
  steps: {
    remark: { title: '记一笔', from: ['open', 'told'], by: { role: 'officer', at: 'handling' } },
    tell: { title: '告知', from: ['open'], to: 'told', by: { role: 'officer', at: 'handling' }, when: ['remarked'] },
    answer: { title: '提出意见', from: ['told'], by: { role: 'officer', at: 'handling' }, within: 'answering' },
    waive: { title: '放弃意见', from: ['told'], by: { role: 'officer', at: 'handling' }, waives: 'answering' },
    prolong: { title: '延长', basis: '程序规定第64条', from: ['open', 'told'], by: { role: 'deputyHead', at: 'owner' }, extends: 'term' },
    pause: { title: '中止', from: ['open'], by: { role: 'deputyHead', at: 'owner' } },
    resume: { title: '恢复', from: ['open'], by: { role: 'deputyHead', at: 'owner' } },
    finish: {
      title: '办结',
      from: ['told'],
      to: 'done',
      by: { role: 'deputyHead', at: 'owner', notBy: 'handlers' },
      after: 'answering',
      danger: true,
    },
    drop: { title: '撤销', from: ['open', 'told'], to: 'dropped', by: { role: 'principalHead', at: 'above' }, optional: true },
  },
  clocks: {
    term: { title: '办理期限', limit: 'CASE-TERM', from: first('open'), until: ['finish', 'drop'] },
    answering: { title: '意见期间', limit: 'STATEMENT', from: last('tell'), until: ['finish', 'drop'] },
  },
  excludes: [{ reason: '中止', from: 'pause', to: ['resume'] }],
  checks: { remarked: ({ remarks }) => (remarks > 0 ? null : { why: '还没有任何记录', todo: '请先记一笔。' }) },
})

const empty = z.object({})
export const errandRoom = processRoom({
  process: errandProcess,
  forms: {
    remark: z.object({ text: z.string().min(1, '请填写内容').max(200) }),
    tell: empty,
    answer: empty,
    waive: empty,
    prolong: z.object({ length: z.number().int().optional() }),
    pause: empty,
    resume: empty,
    finish: empty,
    drop: empty,
  },
  facts: async (_ctx, _matter, history) => ({ remarks: history.filter((act) => act.step === 'remark').length }),
})

export const errandApi = {
  open: post('/errands', {
    title: '交办差事',
    needs: 'matter.act',
    body: z.strictObject({ title: z.string().min(1).max(200), day: z.iso.date() }),
    answer: z.strictObject({ id: MatterId }),
  }),
  break: get('/errands/break', { title: '出错', needs: 'signedIn', answer: z.null() }),
}

const handlers: Handlers<typeof errandApi> = {
  async open(ctx, { body }) {
    const owner = ctx.actor.orgId ?? ''
    const id = await openMatter(ctx, errandProcess, { owner, handling: owner, happenedOn: body.day as LegalDay, title: body.title })
    await settleMatter(ctx, id)
    return { id }
  },
  async break() {
    throw new Error('a secret detail that nobody should see')
  },
}
export const errandRoutes = routesOf('errand', errandApi, handlers)
