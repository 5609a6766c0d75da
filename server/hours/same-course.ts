import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import type { Ctx } from '#kernel/house'

// 同一课程: the national platform tells of one course by the record store, by a table and by certificates. The ways share no number; what they share is whose
// it is, what the course is called and in which year it was learned. So much is counted once.

/** Without spaces, marks and width; the course alone as well as with the name of its class before it. */
const namesOf = (title: string): string[] =>
  [title, title.split(/[:：]/).at(-1) ?? '']
    .map((one) =>
      one
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s\p{P}]/gu, ''),
    )
    .filter((one) => one !== '')

export interface Learned {
  title: string
  earnedOn: LegalDay
}

export function sameAs({ title, earnedOn }: Learned, others: readonly Learned[]): Learned | undefined {
  const names = namesOf(title)
  return others.find((one) => one.earnedOn.slice(0, 4) === earnedOn.slice(0, 4) && namesOf(one.title).some((name) => names.includes(name)))
}

/** What the record store has told of these people and stands in their ledgers. */
export async function toldOf(ctx: Ctx, people: readonly string[]): Promise<Map<string, Learned[]>> {
  const { rows } = await sql<Learned & { personId: string }>`
    select e.person_id "personId", e.source_title title, e.earned_on "earnedOn" from hours_entry e
     where e.person_id = any (${[...people]}::uuid[]) and e.source_room = 'national' and starts_with(e.source_id, 'activity:') and e.reverses is null
       and not exists (select 1 from hours_entry r where r.reverses = e.id)`.execute(ctx.tx)
  return Map.groupBy(rows, ({ personId }) => personId)
}

/** What was accepted of somebody as a certificate or in a table. */
export async function acceptedOf(ctx: Ctx, personId: string): Promise<Learned[]> {
  return ctx.tx
    .selectFrom('hours_claim')
    .select(['title', 'earned_on as earnedOn'])
    .where('person_id', '=', personId)
    .where('room', '=', 'national')
    .where('state', '=', 'accepted')
    .execute()
}
