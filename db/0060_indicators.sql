-- What is counted, summed by month: facts come from acts in their transaction; the months of a unit follow from them, and each can be made anew from them.

-- Facts are corrected by facts. A reversal names the one fact that it takes back, stands at the same unit and carries the negative of its value. A stock is
-- what stands: its fact falls out when it is reversed. A flow that is reversed within its own month was never there; in a later month the reversal is a record
-- of that month. `records` is what a row adds to the number of records behind a figure, so that it can be summed as the values are.
alter table indicator_fact
  add column stock boolean not null default false,
  add column reverses bigint references indicator_fact,
  add column records smallint not null default 1 check (records in (-1, 1));
create unique index indicator_fact_reversed on indicator_fact (reverses) where reverses is not null;
create index indicator_fact_days on indicator_fact (indicator, day, id);
create index indicator_fact_of_matter on indicator_fact (matter_id, indicator) where matter_id is not null;
create index indicator_fact_of_record on indicator_fact (record, indicator) where matter_id is null;
create trigger indicator_fact_append_only before update or delete on indicator_fact for each row execute function ledger.changes_place_alone();
-- Facts come through authority.count_facts() alone.
revoke insert on indicator_fact from minzhi_app;

-- One row for what one unit itself counted of one indicator in one month: the sum of its facts, kept with them.
-- What it costs: an act takes the lock of its unit's row in this month and holds it until it commits, so that two acts of one unit that count the same thing go
-- one after the other. Units do not meet: the units above have no row of their own here. Rows are taken in one order within a statement. Two acts of
-- one unit that count two things in two statements could still meet crosswise; one of them is then told to come again. The sums stand in the key's index
-- too: a board adds up some hundred thousand of them, and reads each from the table thirty times as slowly. A fact costs about one more row written for it.
create table indicator_month (
  indicator text not null,
  month date not null,
  org_id uuid not null references org,
  value numeric not null,
  records integer not null,
  primary key (indicator, month, org_id) include (value, records),
  constraint indicator_month_begins check (extract(day from month) = 1)
-- Only what is vacuumed is read from the index alone.
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
select authority.protect('indicator_month', 'secret');

create function authority.sum_months() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into indicator_month as m (indicator, month, org_id, value, records)
  select n.indicator, date_trunc('month', n.day)::date, n.org_id, sum(n.value), sum(n.records) from new_rows n group by 1, 2, 3 order by 1, 2, 3
  on conflict on constraint indicator_month_pkey do update set value = m.value + excluded.value, records = m.records + excluded.records;
  return null;
end $$;
create trigger indicator_fact_sums after insert on indicator_fact referencing new table as new_rows for each statement execute function authority.sum_months();
insert into indicator_month (indicator, month, org_id, value, records)
select indicator, date_trunc('month', day)::date, org_id, sum(value), sum(records) from indicator_fact group by 1, 2, 3;

-- The door of the facts -----------------------------------------------------------------------------------------------------------------------------

-- For whose unit may the actor count? His own; those within his place, if his duty acts at all; a unit that has the matter he acts on. Services for all.
create function authority.counts_for(unit uuid, matter_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(
    a.kind = 'service' or unit = a.org_id
    or (a.kind = 'person' and a.role is distinct from 'supervisor' and exists (select 1 from org o where o.id = unit and authority.place() @> o.lo))
    or (authority.acts() and authority.acts_on(matter_is)
        and exists (select 1 from matter m where m.id = matter_is and unit in (m.owner_org_id, m.handling_org_id))), false)
    from authority.actor() a
$$;

-- A fact without a matter has no act behind it that the recount could hold it against. Services count it, from records; a person none but that of a
-- certificate that he has just issued or revoked, of the class of that unit, once and with the certificate's own day.
create function authority.fact_is_backed(indicator_is text, unit uuid, day_is date, record_is text, value_is numeric) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select value_is = 1 and authority.acts() and exists (
    select 1 from class_certificate c join training_class t on t.matter_id = c.class_id
     where c.id::text = record_is and t.org_id = unit and authority.acts_on(c.class_id)
       and case when indicator_is in ('training.certified', 'training.certificatesInForce') then c.issued_on = day_is and c.revoked_on is null
                when indicator_is = 'training.certificatesRevoked' then c.revoked_on = day_is
                else false end)
    and not exists (select 1 from indicator_fact f where f.indicator = indicator_is and f.record = record_is and f.matter_id is null)
$$;
-- And it goes with the certificate alone.
create function authority.reversal_stands(indicator_is text, record_is text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.is_service() or indicator_is in ('training.certified', 'training.certificatesInForce') and authority.acts() and exists (
    select 1 from class_certificate c where c.id::text = record_is and c.revoked_on is not null and authority.acts_on(c.class_id))
$$;

-- Appends new facts. What stands already in a stock does not stand twice.
create function authority.count_facts(facts jsonb) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  -- Who counts something of a matter acts on it: who reads it alone, or has nothing to do with it, could forge its figures or stop them.
  if exists (select 1 from (select distinct f.org_id, f.matter_id from jsonb_to_recordset(facts) as f (org_id uuid, matter_id uuid)) u
              where not authority.counts_for(u.org_id, u.matter_id)
                 or u.matter_id is not null and not (authority.acts() and (authority.is_service() or authority.acts_on(u.matter_id))))
     or not authority.is_service() and exists (
          select 1 from jsonb_to_recordset(facts) as f (indicator text, org_id uuid, day date, value numeric, matter_id uuid, record text)
           where f.matter_id is null and not coalesce(authority.fact_is_backed(f.indicator, f.org_id, f.day, f.record, f.value), false)) then
    raise exception 'not within reach' using errcode = 'insufficient_privilege';
  end if;
  insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record, stock)
  select f.indicator, f.org_id, 0, f.day, f.value, f.matter_id, f.record, f.stock
    from jsonb_to_recordset(facts) as f (indicator text, org_id uuid, day date, value numeric, matter_id uuid, record text, stock boolean)
   where not f.stock or not exists (
     select 1 from indicator_fact s
      where s.indicator = f.indicator and s.reverses is null and s.record = f.record and s.matter_id is not distinct from f.matter_id
        and not exists (select 1 from indicator_fact r where r.reverses = s.id))
   order by f.indicator, f.day, f.org_id, f.record;
  get diagnostics n = row_count;
  return n;
end $$;

-- The reversals of facts, each on the day on which it ended, never before its fact.
create function authority.reverse(ids bigint[], days date[], words text[]) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record, stock, reverses, records)
  select f.indicator, f.org_id, 0, d.day, -f.value, f.matter_id, coalesce(e.word, f.record), f.stock, f.id,
         case when f.stock or date_trunc('month', d.day) = date_trunc('month', f.day) then -1 else 1 end
    from unnest(ids, days, words) as e (id, day, word)
    join indicator_fact f on f.id = e.id
   cross join lateral (select greatest(coalesce(e.day, f.day), f.day) as day) d
   order by f.indicator, d.day, f.org_id, f.id;
  get diagnostics n = row_count;
  return n;
end $$;

-- Takes back what stands of a record: all its facts of an indicator, or one fact of this value. `day` is when it ended; without one it never was, and is taken
-- back on the day of its fact. `word` says what ended it. Answers how many facts were taken back.
create function authority.reverse_facts(ends jsonb) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found bigint[];
  days date[];
  words text[];
begin
  select array_agg(x.id), array_agg(x.day), array_agg(x.word) into found, days, words
    from (select f.id, f.org_id, f.matter_id, e.day, e.word,
                 row_number() over (partition by e.n order by f.day desc, f.id desc) as turn, e.value
            from rows from (jsonb_to_recordset(ends) as (indicator text, matter_id uuid, record text, value numeric, day date, word text))
                 with ordinality as e (indicator, matter_id, record, value, day, word, n)
            join indicator_fact f on f.indicator = e.indicator and f.matter_id is not distinct from e.matter_id and (e.record is null or f.record = e.record)
                 and f.reverses is null and (e.value is null or f.value = e.value)
           where not exists (select 1 from indicator_fact r where r.reverses = f.id)) x
   -- One value takes back one fact, the latest.
   where x.value is null or x.turn = 1;
  if exists (select 1 from indicator_fact f where f.id = any (found)
                and not case when f.matter_id is null then authority.reversal_stands(f.indicator, f.record)
                             else authority.is_service() or authority.acts() and authority.acts_on(f.matter_id) end) then
    raise exception 'not within reach' using errcode = 'insufficient_privilege';
  end if;
  return authority.reverse(found, days, words);
end $$;

-- What stands for a matter goes with it when it goes to another unit, whatever took it there: a transfer, a merger, a move.
create function authority.facts_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  standing bigint[];
begin
  select array_agg(f.id order by f.id) into standing from indicator_fact f
   where f.matter_id = new.id and f.stock and f.reverses is null and f.org_id <> new.handling_org_id
     and not exists (select 1 from indicator_fact r where r.reverses = f.id);
  if standing is null then return null; end if;
  perform authority.reverse(standing, array_fill(clock.today(), array[cardinality(standing)]), array_fill('moved'::text, array[cardinality(standing)]));
  insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record, stock)
  select f.indicator, new.handling_org_id, 0, greatest(clock.today(), f.day), f.value, f.matter_id, f.record, true
    from indicator_fact f where f.id = any (standing) order by f.indicator, f.id;
  return null;
end $$;
create trigger matter_takes_facts after update on matter for each row when (old.handling_org_id is distinct from new.handling_org_id)
  execute function authority.facts_follow();

-- The tree of a month ----------------------------------------------------------------------------------------------------------------------------------

drop function authority.figures(text[], uuid, integer), authority.figure(text, uuid, date), authority.closure_on(date);
-- What was kept is a copy: it is made again, now with the distance, by which the units directly below are found.
delete from org_closure_month;
-- A copy needs no foreign keys; they were most of what it cost to make.
alter table org_closure_month drop constraint org_closure_month_ancestor_id_fkey, drop constraint org_closure_month_org_id_fkey,
  add column distance smallint not null check (distance between 0 and 5);

-- Who stood at or below whom on a day. A unit that was closed by then counts where it last stood, one not yet founded where it first stood: what it did in
-- the month belongs to somebody.
create function authority.closure_on(day date) returns table (ancestor_id uuid, org_id uuid, distance smallint)
language sql stable rows 5000 security definer set search_path = pg_catalog, public as $$
  with recursive tree as materialized (
    select distinct on (e.org_id) e.org_id, e.parent_id from org_edge e
     order by e.org_id, e.valid @> day desc, lower(e.valid) <= day desc, abs(lower(e.valid) - day)),
  above (ancestor_id, org_id, distance) as (
    select o.id, o.id, 0 from org o
    union all
    select t.parent_id, a.org_id, a.distance + 1 from above a join tree t on t.org_id = a.ancestor_id where a.distance < 5)
  select a.ancestor_id, a.org_id, min(a.distance)::smallint from above a group by 1, 2
$$;

-- Keeps the trees of months that are over, once for all readers. The tree is held, or a reader could keep what a move has just changed; a replica keeps nothing.
create function authority.keep_trees(first date, last date) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  m date;
begin
  if current_setting('transaction_read_only')::boolean then return; end if;
  for m in select authority.months_without_tree(first, last) loop
    perform authority.hold_tree(false);
    -- First, so that two readers do not fill the same month.
    perform pg_advisory_xact_lock(20240232, to_char(m, 'YYYYMM')::integer);
    insert into org_closure_month (month, ancestor_id, org_id, distance)
    select m, c.ancestor_id, c.org_id, c.distance from authority.closure_on((m + interval '1 month - 1 day')::date) c on conflict do nothing;
  end loop;
end $$;

-- Months that are over and whose tree is not kept.
create function authority.months_without_tree(first date, last date) returns setof date language sql stable rows 1 set search_path = pg_catalog, public as $$
  select m::date from generate_series(first, last, interval '1 month') m
   where (m + interval '1 month')::date <= clock.today() and not exists (select 1 from org_closure_month c where c.month = m::date)
$$;

create or replace function authority.closure_of(month_is date) returns table (ancestor_id uuid, org_id uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  m date := date_trunc('month', month_is)::date;
  last date := (m + interval '1 month - 1 day')::date;
begin
  if (authority.actor()).session_id is null then return; end if;
  perform authority.keep_trees(m, m);
  if exists (select 1 from org_closure_month c where c.month = m) then
    return query select c.ancestor_id, c.org_id from org_closure_month c where c.month = m;
  else
    return query select c.ancestor_id, c.org_id from authority.closure_on(least(last, clock.today())) c;
  end if;
end $$;

-- Which months have one tree? A tree changes when a unit leaves a parent for another; one that is founded or closed stands before and after where it stood.
create function authority.turns() returns setof date language sql stable rows 10 set search_path = pg_catalog, public as $$
  select distinct lower(e.valid) from org_edge e where exists (select 1 from org_edge b where b.org_id = e.org_id and lower(b.valid) < lower(e.valid))
$$;
create function authority.tree_runs(first date, last date) returns table (from_month date, to_month date)
language sql stable rows 2 set search_path = pg_catalog, public as $$
  select r.m, (lead(r.m, 1, (last + interval '1 month')::date) over (order by r.m) - interval '1 month')::date
    from (select first as m union select date_trunc('month', t)::date from authority.turns() t where date_trunc('month', t) > first and date_trunc('month', t) <= last) r
$$;

-- Where the tree of a month is: `present`, if no unit has left its parent since; else `kept`; `made` at each asking on a replica that cannot keep it.
create function authority.tree_at(m date) returns text language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from authority.turns() t where t >= m + interval '1 month') then return 'present'; end if;
  perform authority.keep_trees(m, m);
  return case when exists (select 1 from org_closure_month c where c.month = m) then 'kept' else 'made' end;
end $$;

-- Whose sums belong to which line of a unit, by the tree of a month. `self`: one line with all below it. `child`: a line for each unit directly below, and the
-- unit's own. `own`: what the unit did itself. `kind:station`: what the units of that kind did themselves, at or below it. Written so that it melts into the
-- query that asks: the planner then knows how many units there are, from the bounds of the unit above all.
create function authority.members(unit uuid, from_lo bigint, to_hi bigint, m date, tree text, by_is text) returns table (line uuid, own boolean, org_id uuid)
language sql stable as $$
  select unit, by_is <> 'self', o.id
    from public.org o
   where tree = 'present' and by_is <> 'child' and o.lo >= from_lo and o.lo < to_hi
     and case when by_is = 'self' then true when by_is = 'own' then o.id = unit else by_is = 'kind:' || o.kind end
  union all
  select l.id, false, o.id from public.org l join public.org o on o.lo >= l.lo and o.lo < l.hi where tree = 'present' and by_is = 'child' and l.parent_id = unit
  union all
  select unit, true, unit where tree = 'present' and by_is = 'child'
  union all
  select l.org_id, l.distance = 0 and by_is <> 'self', c.org_id
    from public.org_closure_month l join public.org_closure_month c on c.month = l.month and c.ancestor_id = l.org_id
   where tree = 'kept' and l.ancestor_id = unit and l.month = m
     and ((l.distance = 1 and by_is = 'child')
          or (l.distance = 0 and (by_is = 'self' or case when by_is like 'kind:%' then by_is = 'kind:' || (select k.kind from public.org k where k.id = c.org_id) else c.org_id = unit end)))
  union all
  select l.org_id, l.distance = 0 and by_is <> 'self', c.org_id
    from authority.closure_on((m + interval '1 month - 1 day')::date) l join authority.closure_on((m + interval '1 month - 1 day')::date) c on c.ancestor_id = l.org_id
   where tree = 'made' and l.ancestor_id = unit
     and ((l.distance = 1 and by_is = 'child')
          or (l.distance = 0 and (by_is = 'self' or case when by_is like 'kind:%' then by_is = 'kind:' || (select k.kind from public.org k where k.id = c.org_id) else c.org_id = unit end)))
$$;

-- Figures ----------------------------------------------------------------------------------------------------------------------------------------------

create function authority.reaches_unit(unit uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from org o where o.id = unit and o.lo between authority.lo() and authority.hi() - 1)
$$;

-- The lines of a unit in each month, by the names of that month. `existed`: a unit that was not there yet, or no longer, has a line only for what was counted.
create function authority.figure_lines(unit uuid, first date, last date, by_is text)
returns table (month date, line uuid, own boolean, name text, existed boolean)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  u org;
  run record;
begin
  if not authority.reaches_unit(unit) then return; end if;
  select * into strict u from org o where o.id = unit;
  for run in select r.from_month, r.to_month, authority.tree_at(r.to_month) as tree from authority.tree_runs(first, last) r order by 1 loop
    return query
      select g.month::date, l.line, l.own, coalesce(n.short_name, o.short_name),
             o.opened_on < g.month + interval '1 month' and coalesce(o.closed_on, 'infinity') > g.month
        from (select distinct x.line, x.own from authority.members(unit, u.lo, u.hi, run.to_month, run.tree, by_is) x) l
       cross join generate_series(run.from_month, run.to_month, interval '1 month') g (month)
        join org o on o.id = l.line
        left join org_name n on n.org_id = l.line and n.valid @> (g.month + interval '1 month - 1 day')::date
       order by g.month, l.own desc, o.lo;
  end loop;
end $$;

-- The sums of a unit, each month by its own tree. A flow is what was counted in the month; a stock what stood at its end, wherever and whenever it began.
-- Lines without a sum are left out. Beyond today's reach nothing is given.
create function authority.figures(flows text[], stocks text[], unit uuid, first date, last date, by_is text)
returns table (indicator text, month date, line uuid, own boolean, value numeric, records bigint)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  u org;
  run record;
begin
  if not authority.reaches_unit(unit) then return; end if;
  select * into strict u from org o where o.id = unit;
  -- A station has a handful of rows and the province a hundred thousand: one plan does not fit both.
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  for run in select r.from_month, r.to_month, authority.tree_at(r.to_month) as tree from authority.tree_runs(first, last) r loop
    if flows <> '{}' then
      return query
        select x.indicator, x.month, m.line, m.own, sum(x.value), sum(x.records)
          from authority.members(unit, u.lo, u.hi, run.to_month, run.tree, by_is) m join indicator_month x on x.org_id = m.org_id
         where x.indicator = any (flows) and x.month between run.from_month and run.to_month
         group by 1, 2, 3, 4;
    end if;
    continue when stocks = '{}';
    return query
      -- What stood before, as one row at the first month; then what each month changed; then the running sum, for every month.
      with change as (
        select x.indicator, m.line, m.own, greatest(x.month, run.from_month) as month, sum(x.value) as value, sum(x.records) as records
          from authority.members(unit, u.lo, u.hi, run.to_month, run.tree, by_is) m join indicator_month x on x.org_id = m.org_id
         where x.indicator = any (stocks) and x.month <= run.to_month
         group by 1, 2, 3, 4),
      grid as (
        select c.indicator, c.line, c.own, g.month::date as month
          from (select distinct h.indicator, h.line, h.own from change h) c cross join generate_series(run.from_month, run.to_month, interval '1 month') g (month)),
      standing as (
        select g.indicator, g.month, g.line, g.own, sum(c.value) over running as value, sum(c.records) over running as records
          from grid g left join change c on c.indicator = g.indicator and c.line = g.line and c.own = g.own and c.month = g.month
        window running as (partition by g.indicator, g.line, g.own order by g.month))
      select s.indicator, s.month, s.line, s.own, s.value, s.records::bigint from standing s where s.records is not null;
  end loop;
end $$;

-- Since when is an indicator counted at all? From its first fact, or from the birth of the installation: before that there is no figure, not even 0.
create function authority.counted_since(indicators text[]) returns table (indicator text, since date)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i, least((select min(m.month) from indicator_month m where m.indicator = i), date_trunc('month', n.born_at at time zone 'Asia/Shanghai')::date)
    from unnest(indicators) i cross join installation n
   where (authority.actor()).session_id is not null
$$;

-- The facts behind a flow in these months or behind a stock at the end of the last one, the latest first, by the trees that the figures are summed by.
-- Today's reach is asked for the unit alone: who stood below it then and stands elsewhere now has a line too, and the caller finds no name for it.
create function authority.facts_behind(indicator_is text, is_stock boolean, unit uuid, first date, last date, by_is text, skip integer, take integer)
returns table (id bigint, day date, org_id uuid, org_name text, value numeric, matter_id uuid, record text)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  u org;
  tree text;
  m date := last;
  units uuid[];
  n bigint;
  left_out bigint := skip;
  wanted integer := take;
begin
  if not authority.reaches_unit(unit) then return; end if;
  select * into strict u from org o where o.id = unit;
  -- A station has a handful of rows and the province a million: one plan does not fit both.
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  if is_stock then
    tree := authority.tree_at(last);
    select array_agg(x.org_id) into units from authority.members(unit, u.lo, u.hi, last, tree, by_is) x;
    return query
      select f.id, f.day, f.org_id, o.short_name, f.value, f.matter_id, f.record
        from indicator_fact f join org o on o.id = f.org_id
       where f.indicator = indicator_is and f.org_id = any (units) and f.day < last + interval '1 month' and f.reverses is null
         and not exists (select 1 from indicator_fact r where r.reverses = f.id and r.day < last + interval '1 month')
       order by f.day desc, f.id desc offset skip limit take;
    return;
  end if;
  while m >= first and wanted > 0 loop
    tree := authority.tree_at(m);
    select array_agg(x.org_id) into units from authority.members(unit, u.lo, u.hi, m, tree, by_is) x;
    select coalesce(sum(s.records), 0) into n from indicator_month s where s.indicator = indicator_is and s.month = m and s.org_id = any (units);
    if n > left_out then
      return query
        select f.id, f.day, f.org_id, o.short_name, f.value, f.matter_id, f.record
          from indicator_fact f join org o on o.id = f.org_id
         where f.indicator = indicator_is and f.org_id = any (units) and f.day >= m and f.day < m + interval '1 month' and f.records = 1
           and not exists (select 1 from indicator_fact r where r.reverses = f.id and r.records = -1)
         order by f.day desc, f.id desc offset left_out limit wanted;
      wanted := wanted - least(wanted, n - left_out);
    end if;
    left_out := greatest(left_out - n, 0);
    m := (m - interval '1 month')::date;
  end loop;
end $$;

revoke execute on function authority.sum_months(), authority.counts_for(uuid, uuid), authority.fact_is_backed(text, uuid, date, text, numeric), authority.reversal_stands(text, text),
  authority.count_facts(jsonb), authority.reverse(bigint[], date[], text[]),
  authority.reverse_facts(jsonb), authority.facts_follow(), authority.closure_on(date), authority.keep_trees(date, date), authority.months_without_tree(date, date),
  authority.turns(), authority.tree_runs(date, date), authority.tree_at(date), authority.members(uuid, bigint, bigint, date, text, text), authority.reaches_unit(uuid), authority.figure_lines(uuid, date, date, text),
  authority.figures(text[], text[], uuid, date, date, text), authority.counted_since(text[]),
  authority.facts_behind(text, boolean, uuid, date, date, text, integer, integer) from public;
grant execute on function authority.count_facts(jsonb), authority.reverse_facts(jsonb),
  authority.figure_lines(uuid, date, date, text), authority.figures(text[], text[], uuid, date, date, text), authority.counted_since(text[]),
  authority.facts_behind(text, boolean, uuid, date, date, text, integer, integer) to minzhi_app;
