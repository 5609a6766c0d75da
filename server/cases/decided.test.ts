import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asRuntime } from '#test/administrators'
import { aReport, type CaseWorld, openCaseWorld } from '#test/case-world'
import type { PersonKey } from '#test/world'
import { penaltyProcess } from './penalty.process.ts'
import { simpleProcess } from './simple.process.ts'

type Rule = { from: readonly string[]; to?: string; by: unknown }
const rulesOf = (process: { steps: object }) => Object.entries(process.steps) as [string, Rule][] // the steps of a declaration
/** Every state that a case may reach from its decision on. */
function statesAfter(process: { steps: object }, decisions: readonly string[]): string[] {
  const rules = rulesOf(process)
  const reached = new Set(rules.flatMap(([step, rule]) => (decisions.includes(step) && rule.to ? [rule.to] : [])))
  for (let before = -1; before < reached.size; ) {
    before = reached.size
    for (const [, rule] of rules) if (rule.to && rule.from.some((state) => reached.has(state))) reached.add(rule.to)
  }
  return [...reached].toSorted()
}

describe('a decided case, by straight SQL under the runtime role,', () => {
  let w: CaseWorld
  let open: string
  let decided: string
  before(async () => {
    w = await openCaseWorld('2026-03-03')
    open = await reported()
    decided = await reported()
    await w.take('officer', decided, 'submitReview')
    await w.take('caseReviewer', decided, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', decided, 'decideNotEstablished', { reason: '证据不足' })
  })
  after(() => w.close())

  async function reported(): Promise<string> {
    const id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'noPenaltyDecision')
    await w.take('officer', id, 'report', await aReport(w, id))
    return id
  }
  const as = (who: PersonKey, statement: string) => asRuntime(w.world, w.world.people[who].token, (query) => query(statement))
  const refused = (statement: string, who: PersonKey = 'officer') => assert.rejects(as(who, statement), { code: '23514' }, statement)

  test('keeps its day, its number and its findings; an open one is still written', async () => {
    const change = (id: string, set: string) => `update enforcement_case set ${set} where matter_id = '${id}'`
    for (const set of ["decided_on = '2026-03-02'", 'decided_on = null', "decision_number = '改'", "findings = '改'"]) {
      await refused(change(decided, set))
      await as('officer', change(open, set))
    }
  })

  test('does not go back; it goes on', async () => {
    const move = (id: string, state: string) => `update matter set state = '${state}', version = version + 1 where id = '${id}'`
    for (const state of ['investigating', 'reviewed', 'discussed', 'suspended', 'terminated']) await refused(move(decided, state))
    await as('officer', move(decided, 'closed'))
    await as('officer', move(open, 'investigating'))
    await as('officer', `${move(decided, 'served')}; ${move(decided, 'executed')}`)
  })

  test('has no further round of penalties, and loses none', async () => {
    const again = (id: string, stage = 'decided') =>
      `insert into case_penalty (matter_id, stage, round, party_id, target, measures, fine, confiscated_gains, confiscated_goods, basis_law, basis_article, hearing, proposal)
       select matter_id, '${stage}', 9, party_id, target, measures, 1, 0, 0, basis_law, basis_article, false, proposal from case_penalty where matter_id = '${id}'`
    for (const stage of ['proposed', 'noticed', 'decided']) await refused(again(decided, stage))
    await as('officer', again(open))
    for (const statement of [
      `update case_penalty set fine = 1 where matter_id = '${decided}'`,
      `delete from case_penalty where matter_id = '${decided}'`,
    ])
      await assert.rejects(as('officer', statement), { code: '42501' })
    await assert.rejects(w.world.sql.query(`update case_penalty set fine = 1 where matter_id = '${decided}'`))
    await assert.rejects(w.world.sql.query('truncate case_penalty'))
  })

  test('keeps its parties, but for the initials that the search writes', async () => {
    await refused(`update case_party set name = '另一家' where matter_id = '${decided}'`)
    await refused(`insert into case_party (matter_id, position, kind, name) values ('${decided}', 7, 'legal', '另一家')`)
    await assert.rejects(w.world.sql.query('delete from case_party where matter_id = $1', [decided]), { code: '23514' })
    await as('officer', `update case_party set initials = 'zxmxh' where matter_id = '${decided}'`)
    await as('officer', `update case_party set name = '另一家' where matter_id = '${open}'`)
  })

  test('the same penalty stands once in a round', async () => {
    const twice = `insert into case_penalty (matter_id, stage, round, party_id, target, measures, fine, confiscated_gains, confiscated_goods, basis_law, basis_article, hearing, proposal)
      select matter_id, 'decided', 1, party_id, target, measures, 1, 0, 0, basis_law, basis_article, false, proposal from case_penalty, generate_series(1, N) where matter_id = '${open}'`
    await assert.rejects(as('officer', twice.replace('N', '2')), { code: '23505' })
    await as('officer', twice.replace('N', '1'))
  })

  test('is in the states that the processes reach from a decision on, and no others', async () => {
    const after = {
      penalty: statesAfter(penaltyProcess, ['decide', 'decideNoPenalty', 'decideNotEstablished']),
      simple: statesAfter(simpleProcess, ['decideOnSpot']),
    }
    for (const process of [penaltyProcess, simpleProcess] as const) {
      const { rows } = await w.world.sql.query(
        'select state from unnest($2::text[]) state where authority.is_decided_state($1, state) order by state collate "C"',
        [process.name, Object.keys(process.states)],
      )
      assert.deepEqual(
        rows.map(({ state }) => state),
        after[process.name as keyof typeof after],
      ) // the two names
    }
  })
})

describe('a review, by straight SQL,', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('is refused to whoever handles or handled the case, and open to another', async () => {
    const id = await w.file()
    const { officer, officer3 } = w.world.people
    await w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id, officer3.id], reason: '工作调整' })
    // The duty of the reviewer himself: row security lets nobody write in another's name.
    const act = (who: PersonKey, step: string) => {
      const { id: person, dutyId } = w.world.people[who]
      return asRuntime(w.world, w.world.people[who].token, (query) =>
        query(`insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_id, person_name, duty_id, role, org_id, org_name)
          select '${id}', '${step}', 'underReview', 'reviewed', '2026-03-03', '${person}', '甲', d.id, d.role, d.org_id, '局'
            from duty d where d.id = '${dutyId}'`),
      )
    }
    for (const step of ['passCaseReview', 'passLegalReview', 'sendBack'])
      for (const who of ['officer', 'officer2'] as const) await assert.rejects(act(who, step), { code: '23514' }, `${who} ${step}`)
    await act('officer', 'recordScene')
    await act('caseReviewer', 'passCaseReview')
    // 兼任: the reviewer was once an officer of the case.
    await w.world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, from_day, to_day) values ($1, $2, '乙', '2026-03-01', '2026-03-02')",
      [id, w.world.people.caseReviewer.id],
    )
    await assert.rejects(act('caseReviewer', 'passCaseReview'), { code: '23514' })
  })

  test('like the chair of the hearing: no officer of the case presides, though the hearing is a track of its own', async () => {
    const id = await w.file()
    const { rows } = await w.world.sql.query<{ id: string }>(
      `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, parent_id, opened_on)
       select 'hearing', law_of, 'requested', '听证', owner_org_id, 0, handling_org_id, 0, id, opened_on from matter where id = $1 returning id`,
      [id],
    )
    const preside = (who: PersonKey) =>
      w.world.sql.query(
        `insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_id, person_name, role, org_id, org_name)
         select id, 'schedule', state, state, opened_on, $2, '甲', 'presider', owner_org_id, '局' from matter where id = $1`,
        [rows[0]!.id, w.world.people[who].id],
      )
    await assert.rejects(preside('officer'), { code: '23514' })
    await preside('officer3')
  })

  test('is the steps that are closed to handlers, in the process as in the database', async () => {
    const closed = rulesOf(penaltyProcess).flatMap(
      ([step, { by }]) => ([by].flat().every((one) => (one as { notBy?: string }).notBy === 'handlers') ? [step] : []), // the steps of a declaration
    )
    const { rows } = await w.world.sql.query("select step from unnest($1::text[]) step where authority.is_review('penalty', step)", [
      Object.keys(penaltyProcess.steps),
    ])
    assert.deepEqual(
      rows.map(({ step }) => step),
      closed,
    )
  })
})
