import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId, PersonId } from '#contract/common'
import type { Credit } from '#contract/hours'
import { asRuntime } from '#test/administrators'
import { movedBy } from '#test/counted'
import { openWorld, type PersonKey, type World } from '#test/world'
import { postReversal } from './credit.ts'
import { postCredit, postSession, unitsOn } from './index.ts'

describe('a credit of hours', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const credit = (who: PersonKey, id: string, more: Partial<Credit> = {}): Credit => ({
    personId: world.people[who].id as PersonId,
    form: 'class',
    subject: 'professional',
    theme: '商标',
    hours: 8,
    days: 1,
    fromDay: '2026-03-02',
    earnedOn: '2026-03-02',
    source: { room: 'training', id, title: '商标业务培训班' },
    hostOrgId: world.orgs.get('county') as OrgId,
    qualifies: true,
    ...more,
  })
  const entries = async (who: PersonKey) =>
    (
      await world.sql.query(
        'select hours::float8, days::float8, source_id, turn, by_name from hours_entry where person_id = $1 order by 3, 4',
        [world.people[who].id],
      )
    ).rows
  const insert = (who: PersonKey, more = '') =>
    `insert into hours_entry (person_id, form, hours, days, from_day, earned_on, source_room, source_id, source_title, qualifies${more ? ', reverses, reason' : ''})
     values ('${world.people[who].id}', 'class', 8, 0, '2026-03-01', '2026-03-01', 'manual', 'x', 'x', false${more})`

  test('is one for a person and a source, however often and with whatever figure it is said', async () => {
    for (const hours of [8, 8, 40]) await world.inService((ctx) => postCredit(ctx, credit('officer', 'a', { hours })))
    await world.inService((ctx) => postCredit(ctx, credit('officer2', 'a')))
    assert.deepEqual(await entries('officer'), [{ hours: 8, days: 1, source_id: 'a', turn: 1, by_name: '系统服务' }])
    assert.equal((await entries('officer2')).length, 1)
  })

  test('is counted once, by its form', async () => {
    const online = () => world.inService((ctx) => postCredit(ctx, credit('examiner', 'net', { form: 'online', hours: 4 })))
    assert.deepEqual(await movedBy(world.sql, online), { 'hours.credited': 4, 'hours.creditedOnline': 4 })
    assert.deepEqual(await movedBy(world.sql, online), {})
  })

  test('reaches also who has left meanwhile: what was learned was learned', async () => {
    await world.sql.query("update duty set to_day = '2026-03-05' where person_id = $1", [world.people.officer3.id])
    await world.inService((ctx) => postCredit(ctx, credit('officer3', 'a')))
    assert.equal((await entries('officer3')).length, 1)
  })

  test('counts at the unit of its day; of a day without a duty at the one where its person stands now, or stood last', async () => {
    const { id } = world.people.examiner
    const [a, b] = [world.orgs.get('county'), world.orgs.get('cityB')]
    await world.sql.query("update duty set org_id = $2, from_day = '2020-01-01', to_day = '2022-12-31' where person_id = $1", [id, a])
    await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, 'officer', 'business', '考官', '2024-01-01')",
      [id, b],
    )
    const units = async (...days: string[]) => {
      const found = await world.inService((ctx) =>
        unitsOn(
          ctx,
          days.map((day) => ({ personId: id, day })),
        ),
      )
      return days.map((day) => found.get(`${id} ${day}`))
    }
    assert.deepEqual(await units('2021-06-01', '2023-06-01', '2019-06-01', '2025-06-01'), [a, b, b, b])
    await world.sql.query("update duty set to_day = '2025-12-31' where person_id = $1 and org_id = $2", [id, b])
    assert.deepEqual(await units('2026-02-01', '2023-06-01'), [b, b])
  })

  test('is written by nobody who is signed in: not for himself, not as training officer', async () => {
    for (const [who, whom] of [
      ['officer', 'officer'],
      ['trainer', 'officer'],
      ['provinceTrainer', 'officer'],
      ['principalHead', 'officer'],
      ['systemAdmin', 'systemAdmin'],
    ] as const)
      await asRuntime(world, world.people[who].token, (query) => assert.rejects(query(insert(whom)), { code: '42501' }, who))
  })

  test('is never changed and never deleted, by whoever runs SQL', async () => {
    for (const statement of ['update hours_entry set hours = 99', 'delete from hours_entry', 'truncate hours_entry'])
      for (const who of ['provinceTrainer', 'officer'] as const)
        await asRuntime(world, world.people[who].token, (query) => assert.rejects(query(statement), { code: '42501' }, statement))
    await assert.rejects(world.sql.query('update hours_entry set hours = 99'), { code: '42501' })
    await assert.rejects(
      world.inService(async (ctx) => void (await ctx.tx.updateTable('hours_entry').set({ hours: 99 }).execute())),
      { code: '42501' },
    )
  })

  test('is seen by the person, by who has him among his people, and by nobody from the side', async () => {
    const seen = async (who: PersonKey) => {
      let count = -1
      await asRuntime(world, world.people[who].token, async (query) => {
        count = (await query(`select 1 from hours_entry where person_id = '${world.people.officer.id}'`)).rows.length
      })
      return count
    }
    for (const who of ['officer', 'unitHead', 'principalHead', 'trainer', 'cityTrainer', 'provinceSupervisor'] as const)
      assert.equal(await seen(who), 1, who)
    for (const who of [
      'officer2',
      'stationHead',
      'headElsewhere',
      'trainerElsewhere',
      'trainerB',
      'examiner',
      'systemAdmin',
      'auditAdmin',
    ] as const)
      assert.equal(await seen(who), 0, who)
  })

  test('is reversed once, in full, by the training officer of his people, and by nobody for himself', async () => {
    const { rows } = await world.sql.query('select id from hours_entry where person_id = $1', [world.people.officer2.id])
    const reverse = insert('officer', `, '${rows[0].id}', '登记有误'`)
    for (const who of ['officer2', 'principalHead', 'trainerElsewhere', 'provinceSupervisor'] as const)
      await asRuntime(world, world.people[who].token, (query) => assert.rejects(query(reverse), { code: '42501' }, who))
    await asRuntime(world, world.people.trainer.token, async (query) => {
      await query(reverse)
      // Said for another person and with other hours: the opposite of the entry is written all the same.
      const made = await query('select person_id, hours::float8, days::float8, by_name from hours_entry where reverses is not null')
      assert.deepEqual(made.rows, [{ person_id: world.people.officer2.id, hours: -8, days: -1, by_name: '县培训甲' }])
      await assert.rejects(query(reverse), { code: '23505' })
      const again = (await query('select id from hours_entry where reverses is not null')).rows as { id: string }[]
      await assert.rejects(query(insert('officer', `, '${again[0]?.id}', '登记有误'`)), { code: '42501' })
    })
    await world.inService((ctx) => postCredit(ctx, credit('trainer', 'own')))
    const own = await world.sql.query('select id from hours_entry where person_id = $1', [world.people.trainer.id])
    const reverseOwn = insert('trainer', `, '${own.rows[0].id}', '登记有误'`)
    await asRuntime(world, world.people.trainer.token, (query) => assert.rejects(query(reverseOwn), { code: '42501' }))
    await asRuntime(world, world.people.cityTrainer.token, (query) => query(reverseOwn))
  })

  test('of half an hour stands, and of less than that does not', async () => {
    await world.inService((ctx) => postCredit(ctx, credit('unitHead', 'half', { hours: 0.5, days: 0 })))
    assert.equal((await entries('unitHead'))[0].hours, 0.5)
    await assert.rejects(
      world.inService((ctx) => postCredit(ctx, credit('unitHead', 'third', { hours: 0.3 }))),
      { code: '23514' },
    )
  })

  test('a session that is put off keeps the days for which it was planned', async () => {
    const session = {
      room: 'training',
      id: 's',
      hostOrgId: world.orgs.get('province') as OrgId,
      kind: 'businessTraining',
      title: '培训',
      cancelled: false,
    } as const
    for (const [plannedOn, heldOn] of [
      ['2026-03-12', null],
      ['2026-03-20', null],
      ['2026-04-02', null],
      ['2026-04-02', '2026-04-02'],
    ] as const)
      await world.inService((ctx) => postSession(ctx, { ...session, plannedOn, heldOn }))
    const { rows } = await world.sql.query('select planned_on::text, held_on::text, postponed_from::text[] from hosted_session')
    assert.deepEqual(rows, [{ planned_on: '2026-04-02', held_on: '2026-04-02', postponed_from: ['2026-03-12', '2026-03-20'] }])
  })

  test('goes with what it was given for: reversed once, with the reason and who decided it, whichever job comes first', async () => {
    const said = {
      credit: credit('officer', 'revoked'),
      reason: '他人代签到',
      byPersonId: world.people.provinceTrainer.id as PersonId,
      byName: '省培训甲',
    }
    for (const _ of [1, 2]) await world.inService((ctx) => postReversal(ctx, said))
    await world.inService((ctx) => postCredit(ctx, said.credit))
    const { rows } = await world.sql.query(
      "select hours::float8, days::float8, reason, by_name from hours_entry where source_id = 'revoked' order by hours desc",
    )
    assert.deepEqual(rows, [
      { hours: 8, days: 1, reason: null, by_name: '系统服务' },
      { hours: -8, days: -1, reason: '他人代签到', by_name: '省培训甲' },
    ])
  })
})
