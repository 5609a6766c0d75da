import { z } from 'zod'
import { LegalDay, MatterId, PersonId } from '#contract/common'
import { post } from '#contract/endpoint'
import { type Handlers, routesOf } from '#kernel/http'
import { assignOfficers, lockMatter, openMatter, processRoom, settleMatter } from '#kernel/matter'
import { first, last, processFor } from '#kernel/process'
import { startTask } from '#kernel/task'

/** A small process for the tests of the inbox: assigned officers, a review by others, a wait, two terms. Nothing of the law of penalties. */

type State = 'open' | 'underReview' | 'told' | 'done'
type Step = 'remark' | 'submit' | 'pass' | 'tell' | 'finish'

export const patrolProcess = processFor<State, Step, never, null>()({
  name: 'patrol',
  title: '巡查',
  versions: [{ from: '2021-07-15', law: '巡查规定' }],
  states: { open: { title: '巡查中' }, underReview: { title: '审核中' }, told: { title: '已告知' }, done: { title: '已办结', end: true } },
  start: 'open',
  steps: {
    remark: { title: '记一笔', from: ['open'], by: { role: 'officer', at: 'handling' } },
    submit: { title: '提交审核', from: ['open'], to: 'underReview', by: { role: 'officer', at: 'handling', assigned: true } },
    pass: { title: '审核通过', from: ['underReview'], to: 'told', by: { role: 'officer', at: 'owner', notBy: 'handlers' } },
    tell: { title: '退回', from: ['underReview'], to: 'open', by: { role: 'legalReviewer', at: 'owner' } },
    finish: { title: '办结', from: ['told'], to: 'done', by: { role: 'deputyHead', at: 'owner' }, after: 'answering' },
  },
  clocks: {
    term: { title: '巡查期限', limit: 'CASE-TERM', from: first('open'), until: ['finish'] },
    answering: { title: '意见期间', limit: 'STATEMENT', from: last('pass'), until: ['finish'] },
  },
  checks: {},
})

const empty = z.object({})
export const patrolRoom = processRoom({
  process: patrolProcess,
  forms: { remark: empty, submit: empty, pass: empty, tell: empty, finish: empty },
  facts: async () => null,
})

export const patrolApi = {
  open: post('/patrols', {
    title: '登记巡查',
    needs: 'matter.act',
    body: z.strictObject({ title: z.string(), day: LegalDay, officers: z.array(PersonId), number: z.string().optional() }),
    answer: z.strictObject({ id: MatterId }),
  }),
  work: post('/patrols/work', {
    title: '导出巡查',
    needs: 'signedIn',
    body: z.strictObject({ note: z.string() }),
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
}

const handlers: Handlers<typeof patrolApi> = {
  async open(ctx, { body: { title, day, officers, number } }) {
    const owner = ctx.actor.orgId ?? ''
    const id = await openMatter(ctx, patrolProcess, { owner, handling: owner, happenedOn: day, title, number })
    const matter = await lockMatter(ctx, id)
    if (matter && officers.length > 0) await assignOfficers(ctx, matter, officers, day)
    await settleMatter(ctx, id)
    return { id }
  },
  work: async (ctx, { body }) => ({
    taskId: await startTask(ctx, { kind: 'patrol.work', title: '导出巡查', payload: body, job: 'patrol.work' }),
  }),
}
export const patrolRoutes = routesOf('patrol', patrolApi, handlers)
