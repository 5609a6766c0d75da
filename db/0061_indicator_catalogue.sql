-- Indicators (指标) that the platform does not count itself: figures from outside, targets, and what is plausible for each.

-- The units above the active duty's own. What was published for a province holds for its counties to look at; a neighbour is neither above nor below.
create function authority.units_above() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select o.id from org o where (select authority.lo()) is not null and o.lo <= (select authority.lo()) and o.hi >= (select authority.hi())
$$;
revoke execute on function authority.units_above() from public;
grant execute on function authority.units_above() to minzhi_app;

-- One row for each version of a figure from outside (外部数据): population, patents in force, … of a unit's area in a period. A correction is a new version;
-- the newest that a second person confirmed is the figure.
create table indicator_value (
  id uuid primary key default gen_random_uuid(),
  series text not null constraint indicator_value_series check (series ~ '^[A-Za-z][A-Za-z0-9.-]{1,60}$'),
  org_id uuid not null references org,
  org_at bigint not null,
  -- 全国: kept by the province, apart from the tree.
  nation boolean not null default false,
  period text not null constraint indicator_value_period check (period ~ '^20\d\d(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$'),
  value numeric not null,
  as_of date not null,
  source text not null constraint indicator_value_source check (length(source) between 2 and 100),
  document text,
  provisional boolean not null,
  note text,
  warnings text[] not null default '{}',
  version integer not null default 0,
  state text not null default 'entered' constraint indicator_value_state check (state in ('entered', 'confirmed', 'refused', 'withdrawn')),
  entered_by uuid references person,
  entered_name text not null default '',
  entered_at timestamptz not null default clock.now(),
  decided_by uuid references person,
  decided_name text,
  decided_at timestamptz,
  reason text,
  constraint indicator_value_version unique (series, org_id, nation, period, version),
  constraint indicator_value_as_of_is_past check (as_of <= entered_at::date + 1),
  constraint indicator_value_decided check ((state = 'entered') = (decided_at is null))
);
create index indicator_value_read on indicator_value (org_at, series, period);
create trigger indicator_value_place before insert or update of org_id, org_at on indicator_value for each row execute function authority.place_row();

-- Who enters is who is signed in, whatever the row claims; versions follow each other.
create function authority.indicator_value_begins() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  new.entered_by := a.person_id; new.entered_name := coalesce(a.person_name, '系统服务'); new.entered_at := clock.now();
  new.state := 'entered'; new.decided_by := null; new.decided_name := null; new.decided_at := null; new.reason := null;
  -- First, so that two who correct the same figure at once follow each other.
  perform pg_advisory_xact_lock(20240261, hashtext(new.series || new.org_id || new.nation || new.period));
  select coalesce(max(v.version), 0) + 1 into new.version
    from indicator_value v where v.series = new.series and v.org_id = new.org_id and v.nation = new.nation and v.period = new.period;
  return new;
end $$;
create trigger indicator_value_begins before insert on indicator_value for each row execute function authority.indicator_value_begins();

-- Decided once: confirmed or refused by another person than who entered it, taken back by that one. What was entered is never changed.
create function authority.indicator_value_is_decided() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  if to_jsonb(new) - '{org_at,state,reason,decided_by,decided_name,decided_at}'::text[] <> to_jsonb(old) - '{org_at,state,reason,decided_by,decided_name,decided_at}'::text[] then
    raise exception 'a figure is corrected by a new version' using errcode = 'insufficient_privilege';
  end if;
  if new.state = old.state then
    new.reason := old.reason; new.decided_by := old.decided_by; new.decided_name := old.decided_name; new.decided_at := old.decided_at;
    return new;
  end if;
  if old.state <> 'entered' or a.person_id is null or (new.state = 'withdrawn') <> (a.person_id = old.entered_by) then
    raise exception 'a second person decides, once' using errcode = 'insufficient_privilege';
  end if;
  new.decided_by := a.person_id; new.decided_name := a.person_name; new.decided_at := clock.now();
  return new;
end $$;
create trigger indicator_value_is_decided before update on indicator_value for each row execute function authority.indicator_value_is_decided();
create trigger indicator_value_stays before delete on indicator_value for each row execute function ledger.is_append_only();
create trigger indicator_value_no_truncate before truncate on indicator_value for each statement execute function ledger.is_append_only();
revoke execute on function authority.indicator_value_begins(), authority.indicator_value_is_decided() from public;

select authority.protect('indicator_value', 'org', 'select, insert', '(select authority.is(''coordinator''))');
alter policy reach on indicator_value
  using (org_at between (select authority.lo()) and (select authority.hi()) - 1
         or state = 'confirmed' and (org_id in (select authority.units_above()) or nation and (select authority.lo()) is not null));
grant update (state, reason) on indicator_value to minzhi_app;
create policy decided_within on indicator_value as restrictive for update to minzhi_app
  using (org_at between (select authority.lo()) and (select authority.hi()) - 1 and (select authority.is('coordinator')));
select ledger.watch('indicator_value');

-- One row for each setting of a target (目标) of a unit and year; the newest holds, without a value there is none any more.
create table indicator_target (
  id uuid primary key default gen_random_uuid(),
  indicator text not null constraint indicator_target_indicator check (indicator ~ '^[A-Za-z][A-Za-z0-9.-]{1,60}$'),
  org_id uuid not null references org,
  org_at bigint not null,
  year integer not null constraint indicator_target_year check (year between 2018 and 2100),
  value numeric,
  source text not null constraint indicator_target_source check (length(source) between 2 and 200),
  mark text not null constraint indicator_target_mark check (mark in ('verified', 'secondary', 'unverified', 'assumption')),
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now(),
  sequence bigint generated always as identity
);
create index indicator_target_read on indicator_target (indicator, org_id, year, sequence desc);
create trigger indicator_target_place before insert or update of org_id, org_at on indicator_target for each row execute function authority.place_row();
create trigger indicator_target_append_only before update or delete on indicator_target for each row execute function ledger.changes_place_alone();
create trigger indicator_target_no_truncate before truncate on indicator_target for each statement execute function ledger.is_append_only();
select authority.protect('indicator_target', 'org', 'select, insert', '(select authority.is(''coordinator''))');
alter policy reach on indicator_target
  using (org_at between (select authority.lo()) and (select authority.hi()) - 1 or org_id in (select authority.units_above()));
select ledger.watch('indicator_target');

-- One row for each state of what is plausible for a series (合理范围): outside it a person is asked, never stopped. The newest holds.
create table indicator_plausibility (
  id bigint generated always as identity primary key,
  series text not null,
  min numeric,
  max numeric,
  change numeric constraint indicator_plausibility_change check (change >= 0),
  reason text not null,
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now(),
  constraint indicator_plausibility_in_order check (min <= max)
);
create index indicator_plausibility_read on indicator_plausibility (series, id desc);
create trigger indicator_plausibility_append_only before update or delete on indicator_plausibility for each row execute function ledger.is_append_only();
create trigger indicator_plausibility_no_truncate before truncate on indicator_plausibility for each statement execute function ledger.is_append_only();
-- It holds for the whole province: its own coordinators keep it.
create function authority.keeps_indicators() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(a.role = 'coordinator' and a.org_kind = 'province', false) from authority.actor() a
$$;
revoke execute on function authority.keeps_indicators() from public;
grant execute on function authority.keeps_indicators() to minzhi_app;
select authority.protect('indicator_plausibility', 'signedIn', 'select, insert', '(select authority.keeps_indicators())');
select ledger.watch('indicator_plausibility');

-- 全国 is said by the province, in its own line: whoever else entered it would speak to every county.
create policy nation_by_province on indicator_value as restrictive for insert to minzhi_app
  with check (not nation or (select authority.keeps_indicators()) and org_id = (select (authority.actor()).org_id));
create policy nation_decided_by_province on indicator_value as restrictive for update to minzhi_app
  using (not nation or (select authority.keeps_indicators()));
