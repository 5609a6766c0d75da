import pg from 'pg'
import { calendarFor, deadlineOf, limitById, viewDeadline } from '#kernel/calendar'
import { plantTree } from '#orgs'
import { readSeedTree } from '#seed'

/** A deadline as takeStep keeps it for lists; only its days differ from matter to matter here. */
function sampleDeadline(): unknown {
  const limit = limitById('CASE-TERM')
  const calendar = calendarFor()
  const today = '2026-11-20'
  const deadline = deadlineOf({ limit, begun: '2026-10-08', excluded: [], extensions: [], calendar })
  return viewDeadline({ name: 'term', title: '作出处理决定', limit, deadline, excluded: [], extensions: [], today, calendar })
}

/** How much a bench fills in. The size is the default; a quick look takes less. */
export interface Size {
  matters: number
  people: number
}

/**
 * Fills a throw-away database with a province at work: the real tree, officers and heads in every bureau and station, and penalty matters with
 * their case rows, clocks and inbox items. Rows are made in SQL, not walked: the bench asks how reads behave among a million, not how they came.
 */
export async function fillProvince(superuserUrl: string, { matters, people }: Size, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  const step = async (title: string, text: string, values: unknown[] = []) => {
    const began = performance.now()
    await client.query(text, values)
    say(`${title}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  }
  await client.query(
    "set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'",
  )
  await plantTree(client, readSeedTree().units, '2018-11-01')
  // Bureaus and stations that handle cases, numbered: the i-th matter goes to the i-th of them in turn, counties three times as often.
  await step(
    'units',
    `
    create temporary table place as
    select row_number() over (order by o.lo) - 1 as n, o.id, o.lo, coalesce(case when o.kind = 'station' then p.id else o.id end) as owner_id, case when o.kind = 'station' then p.lo else o.lo end as owner_lo
      from org o left join org p on p.id = o.parent_id, generate_series(1, case when o.kind = 'county' then 3 else 1 end)
     where o.kind in ('city', 'county', 'station') and o.active`,
  )
  const { rows } = await client.query<{ n: number }>('select count(*)::int n from place')
  const places = rows[0]!.n // an aggregate has one row
  await step(
    'people',
    `
    with made as (insert into person (account, name, certificate_no) select 'person' || i, '演' || i, '闽演' || i from generate_series(1, $1::int) i returning id, substr(account, 7)::int i)
    insert into duty (person_id, org_id, org_at, role, class, title, from_day)
    select m.id, pl.id, pl.lo, (array['officer','officer','officer','unitHead','legalReviewer','deputyHead','principalHead'])[1 + m.i / $2::int % 7], 'business', '职务', '2018-11-01'
      from made m join place pl on pl.n = m.i % $2::int`,
    [people, places],
  )
  await step(
    'a head of the province',
    `
    with head as (insert into person (account, name, certificate_no) values ('person0', '演0', '闽演0') returning id)
    insert into duty (person_id, org_id, org_at, role, class, title, from_day)
    select h.id, o.id, o.lo, 'principalHead', 'business', '职务', '2018-11-01' from head h, org o where o.kind = 'province'`,
  )
  await step(
    'matters',
    `
    insert into matter (id, process, law_of, state, version, number, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, recorded_at, closed, closed_on, due, due_name, yellow_on)
    select gen_random_uuid(), 'penalty', date '2021-07-15' + (i % 1900), s.state, 3, '演市监立〔' || (2021 + i % 6) || '〕' || i || '号', '涉嫌销售侵犯注册商标专用权商品案第' || i || '号',
           pl.owner_id, pl.owner_lo, pl.id, pl.lo, date '2021-07-15' + (i % 1900), timestamptz '2021-07-15' + (i % 1900) * interval '1 day' + (i % 86400) * interval '1 second',
           s.closed, case when s.closed then date '2021-10-15' + (i % 1900) end, case when not s.closed then date '2026-10-01' + (i % 120) end, case when not s.closed then '作出处理决定' end,
           case when not s.closed then date '2026-10-01' + (i % 120) - 18 end
      from generate_series(1, $1::int) i join place pl on pl.n = i % $2::int
      cross join lateral (select (array['archived','archived','archived','archived','archived','archived','investigating','underReview','noticed','served'])[1 + i % 10] state, i % 10 < 6 closed) s`,
    [matters, places],
  )
  await step(
    'clocks',
    `
    insert into matter_clock (matter_id, name, entry, title, limit_id, kind, begun, due, yellow_on, handling_at, detail)
    select id, 'term', 0, '作出处理决定', 'CASE-TERM', 'deadline', opened_on, due, due - 18, handling_at,
           $1::jsonb || jsonb_build_object('begun', opened_on, 'due', due)
      from matter where not closed`,
    [JSON.stringify(sampleDeadline())],
  )
  await step(
    'inbox',
    `
    insert into inbox_item (matter_id, org_id, org_at, role, steps, opens_on, closes_on, clock_title, yellow_on)
    select m.id, case when r.role in ('officer', 'unitHead') then m.handling_org_id else m.owner_org_id end, case when r.role in ('officer', 'unitHead') then m.handling_at else m.owner_at end,
           r.role, array['report'], m.opened_on, m.due, '作出处理决定', m.due - 18
      from matter m cross join lateral (select case m.state when 'investigating' then 'officer' when 'underReview' then 'legalReviewer' when 'noticed' then 'principalHead' else 'officer' end as role) r
     where not m.closed`,
  )
  await step(
    'histories',
    `
    insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_name, role, org_id, org_name)
    select m.id, s.step, 'filed', 'filed', m.opened_on, '演', 'officer', m.handling_org_id, '演' from matter m cross join (values ('open'), ('assignOfficers')) s(step)`,
  )
  await step(
    'cases',
    `
    with cases as (
      insert into enforcement_case (matter_id, source, found_on, filed_on, division_code, place, violation_code, content)
      select id, 'inspection', opened_on, opened_on, '350102', '演示路', (array['TM-103', 'TM-101', 'PT-103', 'GI-201'])[1 + abs(hashtext(id::text)) % 4], '演示' from matter returning matter_id)
    insert into case_party (matter_id, position, kind, name) select matter_id, 0, 'legal', '闽演示第' || abs(hashtext(matter_id::text)) || '号贸易有限公司' from cases`,
  )
  await step(
    'officers',
    `
    with team as (
      select org_id, person_id from (select org_id, person_id, row_number() over (partition by org_id order by id) n from duty where role = 'officer') d where n <= 2)
    insert into matter_assignee (matter_id, person_id, person_name, from_day)
    select m.id, t.person_id, '演', m.opened_on from matter m join team t on t.org_id = m.handling_org_id
     where not m.closed or abs(hashtext(m.id::text)) % 4 = 0`,
  )
  await step(
    'penalties',
    `
    insert into case_penalty (matter_id, stage, round, party_id, target, measures, fine, confiscated_gains, confiscated_goods, basis_law, basis_article, hearing, proposal)
    select p.matter_id, 'decided', 1, p.id, 'party', array['orderStop'], 3000, 0, 1200, '商标法', '第六十条第二款', false, '{}'
      from case_party p join matter m on m.id = p.matter_id where m.closed`,
  )
  await step(
    'search words',
    `insert into matter_text (matter_id, words) select m.id, authority.plain(concat_ws(' ', m.number, m.title, p.name)) from matter m join case_party p on p.matter_id = m.id`,
  )
  // As autovacuum leaves a database that was not filled a second ago.
  await step('vacuum', 'vacuum analyze')
  await client.end()
}
