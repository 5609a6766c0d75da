import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import { type AnswerDraft, type QuestionDraft, requestSteps } from '#contract/coordination-requests'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { countFacts, reverseFacts } from '#kernel/indicator'
import { type MatterRow, processRoom } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { keepAnswer, writeAnswer } from './answer.ts'
import { letterFacts } from './letter.facts.ts'
import { type RequestFacts, requestProcess } from './request.process.ts'
import { questionsOf, recordOf, unansweredOf } from './request.store.ts'

async function factsOf(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<RequestFacts> {
  const record = await recordOf(ctx, matter.id)
  const questions = await questionsOf(ctx, matter.id)
  const turn = history.findLast(
    ({ step }) => step === 'askExtension' || step === 'extend' || step === 'refuseExtension' || step === 'accept',
  )
  return {
    // While it is being opened, its row is not there yet.
    channel: record?.channel ?? 'unit',
    questions: questions.length,
    unanswered: unansweredOf(questions),
    extensionAsked: turn?.step === 'askExtension',
    replied: (record?.reply ?? null) !== null,
  }
}

async function keep(ctx: Ctx, matter: MatterRow, columns: Record<string, unknown>): Promise<void> {
  await ctx.tx.updateTable('coordination_request').set(columns).where('matter_id', '=', matter.id).execute()
}

/** The asked unit reads and acts from now on, and sees this request alone. */
async function send(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const record = await recordOf(ctx, matter.id)
  await keep(ctx, matter, { sent_on: on })
  if (record?.kind === 'leadTransfer') await countFacts(ctx, [leadFact(matter, 'leadsTransferred', on)])
  if (!record?.askedOrgId) return
  await ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: matter.id, org_id: record.askedOrgId, purpose: 'request', from_day: on, given_by: ctx.actor.personId, acts: true })
    .execute()
}

/** What was between the two sides stays readable to both; nobody acts on it any more. */
async function endGrant(ctx: Ctx, matter: MatterRow): Promise<void> {
  await ctx.tx
    .updateTable('matter_grant')
    .set({ acts: false })
    .where('matter_id', '=', matter.id)
    .where('purpose', '=', 'request')
    .execute()
}

/** The first answer of any kind to the request counts for 受理及时率; what follows does not change it. */
async function respond(ctx: Ctx, matter: MatterRow, response: 'accepted' | 'declined' | 'askedBack', on: LegalDay): Promise<void> {
  const record = await recordOf(ctx, matter.id)
  await keep(ctx, matter, {
    received_on: sql`coalesce(received_on, ${on}::date)`,
    response,
    ...(record?.respondedOn ? {} : { responded_on: on }),
  })
}

async function agree(ctx: Ctx, matter: MatterRow, agreedOn: LegalDay, on: LegalDay): Promise<void> {
  if (agreedOn < on) throw new Problem('invalid', { issues: [{ path: 'agreedOn', message: '约定答复日期不能早于受理之日' }] })
  await keep(ctx, matter, { agreed_on: agreedOn, agreed_first: sql`coalesce(agreed_first, ${agreedOn}::date)` })
}

/** The link by which a partner answered or declined opens for him again. */
async function reopenLink(ctx: Ctx, matter: MatterRow): Promise<void> {
  await sql`select authority.reopen_link(${matter.id})`.execute(ctx.tx)
}

const leadFact = (matter: MatterRow, what: 'leadsTransferred' | 'leadsReported', day: LegalDay) => ({
  ...{ indicator: `coordination.${what}`, orgId: matter.handlingOrgId, day, matterId: matter.id, record: what },
})

/**
 * The first answer is what is measured; a second one after a return changes none of its days. On time is who answered here in time: the day that he
 * enters is shown and judges nothing.
 */
async function answered(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const record = await recordOf(ctx, matter.id)
  if (!record || record.answeredOn) return
  await keep(ctx, matter, {
    answered_on: on,
    answer_due: record.agreedOn,
    received_on: sql`coalesce(received_on, ${on}::date)`,
    responded_on: sql`coalesce(responded_on, ${on}::date)`,
    response: sql`coalesce(response, 'accepted')`,
  })
  const isOnTime = record.agreedOn !== null && ctx.today <= record.agreedOn
  await countFacts(ctx, [
    ...(record.askedOrgId ? [askedFact(matter, record.askedOrgId, 'requestsAnswered', on)] : []),
    ...(record.askedOrgId && isOnTime ? [askedFact(matter, record.askedOrgId, 'answeredOnTime', on)] : []),
    ...(record.kind === 'leadTransfer' ? [leadFact(matter, 'leadsReported', record.sentOn ?? on)] : []),
  ])
}

const askedFact = (matter: MatterRow, orgId: string, what: 'requestsAccepted' | 'requestsAnswered' | 'answeredOnTime', day: LegalDay) => ({
  ...{ indicator: `coordination.${what}`, orgId, day, matterId: matter.id, record: what },
})

async function writeQuestion(
  ctx: Ctx,
  matter: MatterRow,
  { changes, ...draft }: QuestionDraft & { changes?: string | undefined },
): Promise<void> {
  if (changes) {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('request_question')
      .set(draft)
      .where('id', '=', changes)
      .where('matter_id', '=', matter.id)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该问题' })
    return
  }
  const { position } = await ctx.tx
    .selectFrom('request_question')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('position'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  if (position >= 40) throw new Problem('closed', { what: '增加问题', why: '一项请求最多 40 个问题', todo: '请另行提出请求。' })
  await ctx.tx
    .insertInto('request_question')
    .values({ matter_id: matter.id, position: position + 1, ...draft })
    .execute()
}

/** Those behind it move up: people speak of «第 3 题». */
async function dropQuestion(ctx: Ctx, matter: MatterRow, id: string): Promise<void> {
  const gone = await ctx.tx
    .deleteFrom('request_question')
    .where('id', '=', id)
    .where('matter_id', '=', matter.id)
    .returning('position')
    .executeTakeFirst()
  if (!gone) throw new Problem('notFound', { what: '该问题' })
  await ctx.tx
    .updateTable('request_question')
    .set((eb) => ({ position: eb('position', '-', 1) }))
    .where('matter_id', '=', matter.id)
    .where('position', '>', gone.position)
    .execute()
}

const answer = (ctx: Ctx, matter: MatterRow, draft: AnswerDraft) => keepAnswer(ctx, matter, draft, ctx.actor.orgName ?? '')

/** Who said it, and who wrote it down for him. What a partner wrote himself by his link is his. */
async function registering(ctx: Ctx, matter: MatterRow, answers: readonly { questionId: string; answer: string }[]): Promise<string> {
  const record = await recordOf(ctx, matter.id)
  const own = (await questionsOf(ctx, matter.id)).find(
    (question) =>
      record?.channel === 'link' &&
      question.answeredBy === record.askedName &&
      answers.some(({ questionId, answer }) => questionId === question.id && answer !== question.answer),
  )
  if (own)
    throw new Problem('closed', {
      what: '登记对方答复',
      why: `第 ${own.position} 题对方已经凭链接填写`,
      todo: '需要更改的，请对方凭链接修改。',
    })
  return `${record?.askedName ?? ''}（${ctx.actor.orgName ?? ''}登记）`
}

export const requestRoom = processRoom({
  process: requestProcess,
  forms: requestSteps,
  facts: factsOf,
  paperFacts: letterFacts,
  papers: ['requestLetter'],
  counts: [{ indicator: 'coordination.requestsSent', steps: ['send', 'sendLetter'] }],
  apply: {
    amend: (ctx, matter, { input }) =>
      keep(ctx, matter, { content: input.content, basis: input.basis ?? null, wanted_on: input.wantedOn ?? null, contact: input.contact }),
    writeQuestion: (ctx, matter, { input }) => writeQuestion(ctx, matter, input),
    dropQuestion: (ctx, matter, { input }) => dropQuestion(ctx, matter, input.questionId),
    send: (ctx, matter, { happenedOn }) => send(ctx, matter, happenedOn),
    sendLetter: (ctx, matter, { happenedOn }) => send(ctx, matter, happenedOn),
    receive: (ctx, matter, { happenedOn }) => keep(ctx, matter, { received_on: happenedOn }),
    registerReceipt: (ctx, matter, { happenedOn }) => keep(ctx, matter, { received_on: happenedOn }),
    partnerReceive: (ctx, matter, { happenedOn }) => keep(ctx, matter, { received_on: happenedOn }),
    async accept(ctx, matter, { input, happenedOn }) {
      await respond(ctx, matter, 'accepted', happenedOn)
      await agree(ctx, matter, input.agreedOn, happenedOn)
      await countFacts(ctx, [askedFact(matter, ctx.actor.orgId ?? '', 'requestsAccepted', happenedOn)])
    },
    async registerAccept(ctx, matter, { input, happenedOn }) {
      await respond(ctx, matter, 'accepted', happenedOn)
      await agree(ctx, matter, input.agreedOn, happenedOn)
    },
    decline: (ctx, matter, { happenedOn }) => respond(ctx, matter, 'declined', happenedOn),
    partnerDecline: (ctx, matter, { happenedOn }) => respond(ctx, matter, 'declined', happenedOn),
    resend: (ctx, matter) => reopenLink(ctx, matter),
    askBack: (ctx, matter, { happenedOn }) => respond(ctx, matter, 'askedBack', happenedOn),
    supplement: (ctx, matter, { input }) => bindFiles(ctx, matter.id, input.files),
    async endDeclined(ctx, matter, { happenedOn }) {
      await keep(ctx, matter, { ended_on: happenedOn })
      await endGrant(ctx, matter)
    },
    answerQuestion: (ctx, matter, { input }) => answer(ctx, matter, input),
    recordAnswer: async (ctx, matter, { input }) => keepAnswer(ctx, matter, input, await registering(ctx, matter, [input])),
    async recordSheet(ctx, matter, { input }) {
      const by = await registering(ctx, matter, input.answers)
      for (const { questionId, answer } of input.answers) await writeAnswer(ctx, matter.id, questionId, { answer, by })
    },
    extend: (ctx, matter, { input }) => keep(ctx, matter, { agreed_on: input.agreedOn }),
    answer: (ctx, matter, { happenedOn }) => answered(ctx, matter, happenedOn),
    registerAnswer: (ctx, matter, { happenedOn }) => answered(ctx, matter, happenedOn),
    partnerAnswer: (ctx, matter, { happenedOn }) => answered(ctx, matter, happenedOn),
    async returnAnswer(ctx, matter, { input, happenedOn }) {
      if (input.agreedOn < happenedOn)
        throw new Problem('invalid', { issues: [{ path: 'agreedOn', message: '约定补充答复日期不能早于退回之日' }] })
      const record = await recordOf(ctx, matter.id)
      await keep(ctx, matter, { agreed_on: input.agreedOn, ...(record?.returnedOn ? {} : { returned_on: happenedOn }) })
      await reopenLink(ctx, matter)
    },
    rate: (ctx, matter, { input, happenedOn }) =>
      keep(ctx, matter, { score: Number(input.score), score_words: input.words ?? null, rated_on: happenedOn }),
    replyRating: (ctx, matter, { input }) => keep(ctx, matter, { score_reply: input.words }),
    async close(ctx, matter, { happenedOn }) {
      await keep(ctx, matter, { ended_on: happenedOn })
      await endGrant(ctx, matter)
    },
    async withdraw(ctx, matter, { happenedOn }) {
      await keep(ctx, matter, { ended_on: happenedOn, withdrawn: true })
      await reverseFacts(ctx, [{ indicator: 'coordination.leadsTransferred', matterId: matter.id }])
      await endGrant(ctx, matter)
    },
  },
})
