-- Recounting: the facts against the history of acts, the months against the facts; and what each recount found.

-- Whose work an act was: the unit that handled the matter then. Acts of before this column say nothing of it.
alter table matter_step add column handling_org_id uuid references org;

-- Where the kept months are not what the facts come to. For services alone: it is a sum over everything.
create function authority.months_that_differ() returns table (indicator text, month date, org_id uuid, kept numeric, counted numeric, kept_records bigint, counted_records bigint)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if not authority.is_service() then raise exception 'for services alone' using errcode = 'insufficient_privilege'; end if;
  return query
    select coalesce(k.indicator, c.indicator), coalesce(k.month, c.month), coalesce(k.org_id, c.org_id), k.value, c.value, k.records::bigint, c.records
      from indicator_month k
      full join (select f.indicator, date_trunc('month', f.day)::date as month, f.org_id, sum(f.value) as value, sum(f.records)::bigint as records
                   from indicator_fact f group by 1, 2, 3) c
        on c.indicator = k.indicator and c.month = k.month and c.org_id = k.org_id
     where k.value is distinct from c.value or k.records is distinct from c.records
     order by 1, 2, 3;
end $$;

-- Makes the months anew where they differ; nobody counts meanwhile. Says how many were wrong.
create function authority.rebuild_months() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  wrong record;
  n integer := 0;
begin
  if not authority.is_service() then raise exception 'for services alone' using errcode = 'insufficient_privilege'; end if;
  lock table indicator_fact in share row exclusive mode;
  for wrong in select * from authority.months_that_differ() loop
    n := n + 1;
    delete from indicator_month m where m.indicator = wrong.indicator and m.month = wrong.month and m.org_id = wrong.org_id;
    if wrong.counted is not null then
      insert into indicator_month (indicator, month, org_id, value, records)
      values (wrong.indicator, wrong.month, wrong.org_id, wrong.counted, wrong.counted_records);
    end if;
  end loop;
  return n;
end $$;

-- Where the facts of matters are not what the history of acts says. `counts`: process, indicator, steps, and for a stock the steps that end it.
-- A flow has a fact for each act, on its day and at the unit whose work it was; a stock stands, where the
-- matter is now, if and only if the last of its acts began it. What was taken back was not counted.
create function authority.facts_that_differ(counts jsonb) returns table (indicator text, matter_id uuid, step text, day date, acts bigint, counted bigint)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if not authority.is_service() then raise exception 'for services alone' using errcode = 'insufficient_privilege'; end if;
  return query
    with rule as (select * from jsonb_to_recordset(counts) as r (process text, indicator text, steps text[], until text[])),
    act as (
      select r.indicator, s.matter_id, s.step, s.happened_on as day, s.id, s.handling_org_id, r.until, s.step = any (r.steps) as begins
        from rule r join matter m on m.process = r.process join matter_step s on s.matter_id = m.id and (s.step = any (r.steps) or s.step = any (r.until))),
    flow as (
      select a.indicator, a.matter_id, a.step, a.day, a.handling_org_id, count(*) as n from act a where a.until is null group by 1, 2, 3, 4, 5),
    fact as (
      select f.indicator, f.matter_id, f.record as step, f.day, f.org_id, count(*) as n
        from indicator_fact f join matter m on m.id = f.matter_id
        join rule r on r.process = m.process and r.indicator = f.indicator and f.record = any (r.steps)
       where not f.stock and f.reverses is null and not exists (select 1 from indicator_fact x where x.reverses = f.id) group by 1, 2, 3, 4, 5),
    last_act as (select distinct on (a.indicator, a.matter_id) a.* from act a where a.until is not null order by a.indicator, a.matter_id, a.id desc),
    stands as (
      select f.indicator, f.matter_id, count(*) as n
        from indicator_fact f join matter m on m.id = f.matter_id join rule r on r.process = m.process and r.indicator = f.indicator and r.until is not null
       where f.stock and f.reverses is null and f.org_id = m.handling_org_id
         and not exists (select 1 from indicator_fact x where x.reverses = f.id) group by 1, 2)
    select coalesce(a.indicator, f.indicator), coalesce(a.matter_id, f.matter_id), coalesce(a.step, f.step), coalesce(a.day, f.day), coalesce(a.n, 0), coalesce(f.n, 0)
      from flow a full join fact f on f.indicator = a.indicator and f.matter_id = a.matter_id and f.step = a.step and f.day = a.day
                                  and f.org_id = coalesce(a.handling_org_id, f.org_id)
     where a.n is distinct from f.n
    union all
    select coalesce(l.indicator, s.indicator), coalesce(l.matter_id, s.matter_id), l.step, l.day, case when l.begins then 1 else 0 end, coalesce(s.n, 0)
      from last_act l full join stands s on s.indicator = l.indicator and s.matter_id = l.matter_id
     where coalesce(s.n, 0) <> case when l.begins then 1 else 0 end
     order by 1, 4, 2;
end $$;

-- One row for each recount: what was compared, and what was found to differ. Read by the system administrator.
create table indicator_check (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock.now(),
  facts bigint not null,
  months_differ integer not null,
  facts_differ integer not null,
  mended boolean not null,
  detail jsonb not null
);
create trigger indicator_check_append_only before update or delete on indicator_check for each row execute function ledger.is_append_only();
select authority.protect('indicator_check', 'public', 'select, insert', '(select authority.is_service())');
alter policy reach on indicator_check using ((select authority.is('systemAdmin')) or (select authority.is_service()));
select ledger.watch('indicator_check');

revoke execute on function authority.months_that_differ(), authority.rebuild_months(), authority.facts_that_differ(jsonb) from public;
grant execute on function authority.months_that_differ(), authority.rebuild_months(), authority.facts_that_differ(jsonb) to minzhi_app;
