import type { OrgId, PersonId } from '#contract/common'
import { creditHours, reverseHours } from '#hours'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'

interface Credited {
  matter_id: string
  makeup_of: string | null
  org_id: string
  title: string
  hours: number
}
type Credit = Parameters<typeof creditHours>[1]

/** A make-up exam is the same source as the exam that it makes up: whoever passes twice is credited once. */
const sourceOf = ({ makeup_of, matter_id }: Credited) => makeup_of ?? matter_id

const creditOf = (exam: Credited, personId: string, day: string, turn: number): Credit => ({
  personId: personId as PersonId, // the database's keys are the ids that the contract brands
  form: 'online',
  subject: 'professional',
  theme: null,
  hours: exam.hours,
  days: 0,
  fromDay: day,
  earnedOn: day,
  source: { room: 'exams', id: sourceOf(exam), title: exam.title },
  turn,
  hostOrgId: exam.org_id as OrgId, // likewise
  qualifies: false,
})

/** After a credit was taken back the next one is a further turn of the same source. */
async function turnOf(ctx: Ctx, exam: Credited, personId: string): Promise<number> {
  const taken = await ctx.tx
    .selectFrom('exam_takeback')
    .select('turn')
    .where('exam_id', '=', sourceOf(exam))
    .where('person_id', '=', personId)
    .execute()
  return taken.length + 1
}

/** 计学时: for whoever passed, once. */
export async function creditPassed(ctx: Ctx, exam: Credited, personId: string, day: string): Promise<void> {
  await creditHours(ctx, creditOf(exam, personId, day, await turnOf(ctx, exam, personId)))
}

async function takeBack(ctx: Ctx, exam: Credited, personId: string, day: string, reason: string): Promise<void> {
  // A pass in the exam that was made up, or in its make-up, stands for the credit.
  const other = await ctx.tx
    .selectFrom('exam_result as r')
    .innerJoin('exam as e', 'e.matter_id', 'r.exam_id')
    .select('r.exam_id')
    .where((eb) => eb.or([eb('e.matter_id', '=', sourceOf(exam)), eb('e.makeup_of', '=', sourceOf(exam))]))
    .where('e.released_at', 'is not', null)
    .where('r.person_id', '=', personId)
    .where('r.passed', '=', true)
    .executeTakeFirst()
  if (other) return
  const turn = await turnOf(ctx, exam, personId)
  await reverseHours(ctx, creditOf(exam, personId, day, turn), reason)
  await ctx.tx
    .insertInto('exam_takeback')
    .values({ exam_id: sourceOf(exam), person_id: personId, turn, reason })
    .execute()
}

const passedIn = async (ctx: Ctx, examId: string) =>
  new Map(
    (await ctx.tx.selectFrom('exam_result').select(['person_id', 'passed']).where('exam_id', '=', examId).execute()).map((row) => [
      row.person_id,
      row.passed,
    ]),
  )

/** 更正得分 after the release: hours and the record store follow. A pass that becomes a fail takes them back with the reason, a fail that becomes a pass is credited. */
export async function withHours(ctx: Ctx, examId: string, reason: string, change: () => Promise<void>): Promise<void> {
  // One change of an exam after the other: each starts from what the one before left.
  const exam = await ctx.tx.selectFrom('exam').selectAll().where('matter_id', '=', examId).forNoKeyUpdate().executeTakeFirst()
  const before = await passedIn(ctx, examId)
  await change()
  if (exam?.released_at && exam.tells) await enqueue(ctx.tx, 'exams.tell', { examId }, { key: `exam-tell:${examId}` })
  if (exam?.released_at) await enqueue(ctx.tx, 'exams.count', { examId }, { key: `exam-count:${examId}` })
  if (!exam?.released_at || exam.hours === null) return
  const credited = { ...exam, hours: exam.hours }
  const day = ctx.today
  for (const [personId, passed] of await passedIn(ctx, examId)) {
    if (passed === before.get(personId)) continue
    if (passed) await creditPassed(ctx, credited, personId, await dayOf(ctx, examId, personId, day))
    else await takeBack(ctx, credited, personId, await dayOf(ctx, examId, personId, day), reason)
  }
}

/** Hours are earned on the day on which the paper was handed in, whenever the score is corrected. */
async function dayOf(ctx: Ctx, examId: string, personId: string, otherwise: string): Promise<string> {
  const row = await ctx.tx
    .selectFrom('exam_attempt')
    .select('closed_at')
    .where('exam_id', '=', examId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.closed_at ? legalDay(row.closed_at) : otherwise
}
const legalDay = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
