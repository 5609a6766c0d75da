import { randomUUID } from 'node:crypto'
import type { PersonId } from '#contract/common'
import { postCredit } from '#hours'
import { openWorld, type World } from './world.ts'

/**
 * Forty people of a small province on 2026-11-22, with what a training officer with a pencil makes of each. Duties: unit role from..to. Categories:
 * T 乡科级以下, C 县处级以上, P 专业技术人员, O 其他; `!` marks 提任前未达标. Credits: form hours/days@day, c class, o online, p practice; P and G the subject,
 * q 合格培训, x reversed, a twin `=` said twice. Missing: of each line of the first rule, null where no figure is known.
 */
export const forty: readonly [
  name: string,
  duties: string,
  categories: string,
  credits: string,
  verdict: string,
  missing: (number | null)[],
  isTrained: boolean,
][] = [
  ['一', 'county officer 2020-01-01', 'T', 'c90/0@2026-05-10q', 'met', [0, 12], true],
  ['二', 'county officer 2020-01-01', 'T', 'c0/12@2026-06-01q', 'met', [90, 0], true],
  ['三', 'county officer 2020-01-01', 'T', 'c60/6@2026-04-01q c29.5/5.5@2026-09-01', 'short', [0.5, 0.5], true],
  ['四', 'county officer 2020-01-01', 'T', 'c89/11@2026-04-01 o100/0@2026-05-01', 'short', [1, 1], false],
  ['五', 'county officer 2020-01-01', 'T', 'c45/0@2025-12-31q c45/0@2026-01-01', 'short', [45, 12], true],
  ['六', 'county officer 2020-01-01', 'T', 'c90/0@2023-12-31q', 'short', [90, 12], false], // the day before the cycle
  ['七', 'county officer 2020-01-01', 'T', 'c90/0@2024-01-01q', 'short', [90, 12], true], // its first day
  ['八', 'county unitHead 2020-01-01', 'T', 'c90/0@2026-03-01qx', 'short', [90, 12], false],
  ['九', 'county officer 2020-01-01', 'T', 'c45/0@2026-02-02q=', 'short', [45, 12], true],
  ['十', 'county unitHead 2020-01-01', '', 'c90/0@2026-03-03q', 'unknown', [], true],
  ['十一', 'station officer 2020-01-01', 'T', 'c30/5@2026-07-01q', 'short', [60, 7], true],
  ['十二', 'station officer 2020-01-01', 'T', '', 'short', [90, 12], false],
  ['十三', 'station unitHead 2020-01-01', 'T', 'c91/13@2026-02-01q', 'met', [0, 0], true],
  ['十四', 'neighbour officer 2020-01-01..2026-03-31, county officer 2026-04-01', 'T', 'c20/3@2026-02-01q', 'short', [70, 9], true],
  ['十五', 'county officer 2020-01-01..2026-06-30, neighbour officer 2026-07-01', 'T', '', 'short', [90, 12], false],
  ['十六', 'county officer 2020-01-01..2026-10-31', 'T', 'c90/0@2026-02-10q', 'gone', [], true],
  ['十七', 'neighbour officer 2020-01-01', 'P', 'c60/0@2026-03-01P o30/0@2026-04-01G', 'met', [0, 0], false],
  ['十八', 'neighbour officer 2020-01-01', 'P', 'c59.5/0@2026-03-01P o40/0@2026-04-01', 'short', [0, 0.5], false],
  ['十九', 'neighbour officer 2020-01-01', 'P', 'c60/0@2026-03-05Pq o29.5/0@2026-04-01G', 'short', [0.5, 0], true],
  ['二十', 'neighbour caseReviewer 2020-01-01', 'P', 'c120/0@2025-05-01Pq c30/0@2026-05-01P', 'short', [60, 30], true], // nothing is carried over
  ['二一', 'neighbour legalReviewer 2020-01-01', 'P', 'p90/0@2026-05-01', 'short', [0, 60], false],
  ['二二', 'stationElsewhere officer 2020-01-01', 'T', 'c90/0@2026-11-22q', 'met', [0, 12], true], // today
  ['二三', 'stationElsewhere officer 2020-01-01', 'T', 'c90/0@2026-11-23q', 'short', [90, 12], false], // tomorrow
  ['二四', 'stationElsewhere unitHead 2020-01-01', 'O', 'c10/1@2026-05-01', 'unknown', [], false],
  ['二五', 'cityA officer 2020-01-01', 'C', 'c300/0@2024-05-01 c250/0@2026-05-01q', 'met', [0, null], true],
  ['二六', 'cityA officer 2020-01-01', 'C', 'c300/0@2022-12-31 c300/0@2025-05-01q', 'short', [250, null], true],
  ['二七', 'cityA unitHead 2020-01-01', 'C', 'c0/100@2025-05-01q', 'short', [550, null], true],
  ['二八', 'cityA officer 2020-01-01', 'C', 'o600/0@2025-05-01', 'short', [550, null], false],
  ['二九', 'cityA officer 2020-01-01 suspended', 'T', 'c90/0@2026-05-01q', 'gone', [], true],
  ['三十', 'cityB unitHead 2020-01-01', 'T C!2026-06-01', 'c40/0@2026-03-01q c60/0@2026-08-01', 'short', [450, null], true],
  ['三一', 'cityB officer 2020-01-01', 'T C!2025-10-01', 'c30/0@2025-05-01 c50/0@2026-02-01 c20/0@2026-10-02', 'short', [450, null], false],
  ['三二', 'cityB officer 2020-01-01, province officer 2024-01-01', 'T', 'c90/0@2026-05-01q', 'met', [0, 12], true], // once, where longest
  ['三三', 'countyB officer 2026-12-01', 'T', '', 'gone', [], false],
  ['三四', 'countyB officer 2026-11-22', 'T', '', 'short', [90, 12], false],
  ['三五', 'countyB presider 2020-01-01', 'T', 'c90/0@2026-05-01q', 'met', [0, 12], true], // no post of the rotation
  ['三六', 'countyB officer 2020-01-01 left', 'T', '', 'short', [90, 12], false],
  ['三七', 'countyB unitHead 2020-01-01', 'T', 'c44.5/6@2026-02-01q c45.5/5.5@2026-09-30', 'met', [0, 0.5], true],
  ['三八', 'province officer 2020-01-01', 'T', 'c12/2@2026-01-15 c12/2@2026-02-15 c12/2@2026-03-15q', 'short', [54, 6], true],
  ['三九', 'province unitHead 2020-01-01', 'C', 'c275/0@2023-01-01 c275/0@2026-11-01', 'met', [0, null], false],
  ['四十', 'province legalReviewer 2020-01-01', 'P', 'c45/0@2026-02-01P o45/0@2026-05-01Pq', 'met', [0, 0], true],
]

const categories: Record<string, string> = { T: 'townshipDown', C: 'countyUp', P: 'professional', O: 'other' }
const formsByLetter: Record<string, string> = { c: 'class', o: 'online', p: 'practice' }
const subjectsByLetter: Record<string, string> = { P: 'professional', G: 'public' }

/** A world in which they live, and whoever it has besides is not to be trained. */
export async function openForty(): Promise<{ world: World; ids: ReadonlyMap<string, string> }> {
  const world = await openWorld('2026-11-22')
  const ids = new Map<string, string>()
  await world.sql.query(
    "update duty set to_day = '2019-12-31' where role in ('officer', 'unitHead', 'caseReviewer', 'legalReviewer', 'presider')",
  )
  for (const [name, duties, belongs, credits] of forty) await settle(world, ids, name, duties, belongs, credits)
  return { world, ids }
}

async function settle(world: World, ids: Map<string, string>, name: string, duties: string, belongs: string, credits: string) {
  const id = randomUUID()
  ids.set(name, id)
  const isLeft = duties.endsWith(' left')
  await world.sql.query('insert into person (id, account, name, status) values ($1, $2, $3, $4)', [
    id,
    `forty.${ids.size}`,
    `${name}号`,
    isLeft ? 'left' : 'active',
  ])
  for (const duty of duties.split(', ')) {
    const [unit, role, days, state] = duty.split(' ')
    const [from, to] = String(days).split('..')
    await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day, to_day, status) values ($1, $2, 0, $3, 'business', '科员', $4, $5, $6)",
      [id, world.orgs.get(String(unit)), role, from, to ?? null, state === 'suspended' ? 'suspended' : 'active'],
    )
  }
  const [first, then] = belongs.split(' ')
  if (first)
    await world.sql.query(
      "insert into staff_category (person_id, category, from_day, to_day) values ($1, $2, '2020-01-01', $3::date - 1)",
      [id, categories[first], then?.slice(2) ?? null],
    )
  if (then)
    await world.sql.query('insert into staff_category (person_id, category, from_day, unmet) values ($1, $2, $3, true)', [
      id,
      categories[then[0]!],
      then.slice(2),
    ])
  for (const [at, credit] of credits.split(' ').filter(Boolean).entries()) await earn(world, id, at, credit)
}

async function earn(world: World, id: string, at: number, text: string) {
  const [, form = '', hours, days, earnedOn = '', marks = ''] = /^(\w)([\d.]+)\/([\d.]+)@([\d-]+)(.*)$/.exec(text) ?? []
  const subject = subjectsByLetter[marks[0] ?? ''] ?? null
  for (let said = 0; said < (marks.includes('=') ? 2 : 1); said += 1)
    await world.inService((ctx) =>
      postCredit(ctx, {
        personId: id as PersonId,
        form: formsByLetter[form] ?? '',
        subject,
        theme: null,
        hours: Number(hours),
        days: Number(days),
        fromDay: earnedOn,
        earnedOn,
        source: { room: 'training', id: `class-${at}`, title: '培训班' },
        hostOrgId: null,
        qualifies: marks.includes('q'),
      }),
    )
  if (marks.includes('x'))
    await world.sql.query(
      `insert into hours_entry (person_id, form, hours, days, from_day, earned_on, source_room, source_id, source_title, qualifies, reverses, reason)
       select person_id, 'class', 0, 0, from_day, earned_on, 'manual', 'x', 'x', false, id, '登记有误' from hours_entry where person_id = $1`,
      [id],
    )
}
