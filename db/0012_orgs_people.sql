-- The verbs of the tree and of accounts that reach beyond one row. The runtime role reads the tree and changes it through these functions alone.

-- Initials of the name's pinyin, for the search boxes. The application writes them; a job fills what a seed left empty.
alter table org add column initials text not null default '';
alter table person add column initials text not null default '';
create index org_initials on org (initials text_pattern_ops);
create index person_initials on person (initials text_pattern_ops);
create index person_name_trigrams on person using gin (name gin_trgm_ops);
-- Subtype (protectionCentre, workstation …), source and unverified facts of a planted unit, for its page.
alter table org add column facts jsonb not null default '{}';

-- One row for each unit below (or at) another one at the end of a past month: what figures of that month are summed over. Filled once, when first asked for.
create table org_closure_month (
  month date not null check (extract(day from month) = 1),
  ancestor_id uuid not null references org,
  org_id uuid not null references org,
  primary key (month, ancestor_id, org_id)
);
select authority.protect('org_closure_month', 'signedIn', 'select');

revoke insert, update on org, org_edge, org_name, org_merger from minzhi_app;

-- Writers of places wait for a move and a move waits for them: otherwise a row could be born at a place that its unit is just leaving.
create function authority.hold_tree(alone boolean) returns void language plpgsql set search_path = pg_catalog as $$
begin
  if alone then perform pg_advisory_xact_lock(20240231); else perform pg_advisory_xact_lock_shared(20240231); end if;
end $$;

create or replace function authority.place_row() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform authority.hold_tree(false);
  select lo into strict new.org_at from org where id = new.org_id;
  return new;
end $$;

create or replace function authority.place_matter() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  owner_hi bigint;
begin
  perform authority.hold_tree(false);
  select lo, hi into strict new.owner_at, owner_hi from org where id = new.owner_org_id;
  select lo into strict new.handling_at from org where id = new.handling_org_id;
  if new.handling_at < new.owner_at or new.handling_at >= owner_hi then
    raise exception 'the handling unit must be the owner or lie below it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Who shapes the tree at this unit: the system administrator of it or of a unit above. Out of reach it does not exist.
create function authority.shaped(unit uuid) returns org language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org;
begin
  select * into o from org where id = unit;
  if o.id is null or not authority.is('systemAdmin') or not authority.place() @> o.lo then
    raise exception 'not within reach' using errcode = 'insufficient_privilege';
  end if;
  return o;
end $$;

-- Figures of months whose last day is not yet over, or lies on or after this day, are summed anew.
create function authority.forget_closure(since date) returns void language sql security definer set search_path = pg_catalog, public as $$
  delete from org_closure_month where month >= date_trunc('month', since)::date
$$;

create function authority.create_org(parent uuid, kind_is text, code_is text, name_is text, short_is text, initials_is text, day date, paper_is text)
returns uuid language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  p org := authority.shaped(parent);
  made uuid;
  slot bigint;
begin
  perform authority.hold_tree(true);
  slot := authority.free_slot(parent);
  insert into org (kind, parent_id, depth, lo, hi, code, name, short_name, initials, opened_on)
  select kind_is, o.id, o.depth + 1, slot, slot + authority.width(o.depth + 1), code_is, name_is, short_is, initials_is, day from org o where o.id = parent
  returning id into made;
  insert into org_edge (org_id, parent_id, valid, paper) values (made, parent, daterange(day, null), paper_is);
  insert into org_name (org_id, name, short_name, code, valid) values (made, name_is, short_is, code_is, daterange(day, null));
  perform authority.forget_closure(day);
  return made;
end $$;

-- A new name or code from a day. The same day corrects what was entered for it.
create function authority.rename_org(unit uuid, code_is text, name_is text, short_is text, initials_is text, day date) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org := authority.shaped(unit);
begin
  update org_name set valid = daterange(lower(valid), day) where org_id = unit and upper_inf(valid) and lower(valid) < day;
  insert into org_name (org_id, name, short_name, code, valid) values (unit, name_is, short_is, code_is, daterange(day, null))
  on conflict (org_id, valid) do update set name = excluded.name, short_name = excluded.short_name, code = excluded.code;
  update org set name = name_is, short_name = short_is, code = code_is, initials = initials_is, version = version + 1 where id = unit;
end $$;

-- A later edge from a day; the earlier one ends the day before.
create function authority.turn_edge(unit uuid, parent uuid, day date, paper_is text) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update org_edge set valid = daterange(lower(valid), day) where org_id = unit and upper_inf(valid) and lower(valid) < day;
  insert into org_edge (org_id, parent_id, valid, paper) values (unit, parent, daterange(day, null), paper_is)
  on conflict (org_id, valid) do update set parent_id = excluded.parent_id, paper = excluded.paper;
end $$;

-- Every place that the catalogue knows: by convention a bigint column whose name ends in _at. A table of a later room is found without being named here.
create function authority.place_columns() returns table (t regclass, c name) language sql stable security definer set search_path = pg_catalog, public as $$
  select a.attrelid::regclass, a.attname
    from pg_attribute a join pg_class k on k.oid = a.attrelid
   where k.relnamespace = 'public'::regnamespace and k.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     and a.atttypid = 'int8'::regtype and a.attname like '%\_at'
   order by k.relname <> 'matter', k.relname, a.attname
$$;

-- Gives the subtree another place: the unit's own intervals and each protected row in it, in one statement a column. A change of depth scales: the
-- widths of two levels differ by 2^10, so every offset shifts exactly. Nothing outside the subtree is touched.
create function authority.replace_subtree(unit uuid, parent uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org;
  p org;
  slot bigint;
  deeper integer;
  place record;
begin
  select * into strict o from org where id = unit;
  select * into strict p from org where id = parent;
  if p.lo >= o.lo and p.lo < o.hi then raise exception 'a unit cannot stand below itself' using errcode = 'check_violation'; end if;
  slot := authority.free_slot(parent);
  deeper := p.depth + 1 - o.depth;
  if (select max(depth) from org where lo >= o.lo and lo < o.hi) + deeper > 5 then
    raise exception 'no level left below unit %', parent using errcode = 'check_violation';
  end if;
  update org x set lo = authority.shifted(x.lo, o.lo, slot, deeper), hi = authority.shifted(x.lo, o.lo, slot, deeper) + authority.width(x.depth + deeper),
                   depth = x.depth + deeper, parent_id = case when x.id = unit then parent else x.parent_id end, version = x.version + 1
   where x.lo >= o.lo and x.lo < o.hi;
  perform authority.take_back(unit);
  for place in select * from authority.place_columns() loop
    execute format('update %s set %I = authority.shifted(%I, $1, $2, $3) where %I >= $1 and %I < $4', place.t, place.c, place.c, place.c, place.c)
      using o.lo, slot, deeper, o.hi;
  end loop;
end $$;

create function authority.shifted(at bigint, was bigint, now_is bigint, deeper integer) returns bigint language sql immutable set search_path = pg_catalog as $$
  select now_is + case when deeper >= 0 then (at - was) >> (10 * deeper) else (at - was) << (-10 * deeper) end
$$;

-- A matter that the moved unit handled in the name of a unit which is no longer above it goes back to its owner, with what waits for it and what runs.
create function authority.take_back(unit uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  back uuid[];
begin
  select coalesce(array_agg(m.id), '{}') into back
    from matter m join org h on h.id = m.handling_org_id join org w on w.id = m.owner_org_id join org u on u.id = unit
   where h.lo >= u.lo and h.lo < u.hi and not (h.lo >= w.lo and h.lo < w.hi);
  update inbox_item i set org_id = m.owner_org_id from matter m where m.id = any(back) and i.matter_id = m.id and i.org_id = m.handling_org_id;
  update matter_clock c set handling_at = w.lo from matter m join org w on w.id = m.owner_org_id where m.id = any(back) and c.matter_id = m.id;
  update matter set handling_org_id = owner_org_id where id = any(back);
end $$;

-- A move (隶属关系变更) from a day.
create function authority.move_org(unit uuid, parent uuid, day date, paper_is text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org := authority.shaped(unit);
  p org := authority.shaped(parent);
begin
  perform authority.hold_tree(true);
  perform authority.replace_subtree(unit, parent);
  perform authority.turn_edge(unit, parent, day, paper_is);
  perform authority.forget_closure(day);
end $$;

-- A merger (合并): the children and the open matters go to the other unit, and the merged one itself stands below it, closed, with its past.
create function authority.merge_org(unit uuid, into_is uuid, day date, paper_is text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org := authority.shaped(unit);
  i org := authority.shaped(into_is);
  child uuid;
begin
  perform authority.hold_tree(true);
  for child in select id from org where parent_id = unit order by lo loop
    perform authority.replace_subtree(child, into_is);
    perform authority.turn_edge(child, into_is, day, paper_is);
  end loop;
  perform authority.replace_subtree(unit, into_is);
  perform authority.turn_edge(unit, into_is, day, paper_is);
  update inbox_item x set org_id = into_is from matter m where m.id = x.matter_id and x.org_id = unit;
  update matter_clock c set handling_at = (select lo from org where id = into_is) from matter m where m.id = c.matter_id and not m.closed and m.handling_org_id = unit;
  update matter set owner_org_id = case when owner_org_id = unit then into_is else owner_org_id end,
                    handling_org_id = case when handling_org_id = unit then into_is else handling_org_id end
   where not closed and (owner_org_id = unit or handling_org_id = unit);
  insert into org_merger (org_id, into_id, merged_on, paper) values (unit, into_is, day, paper_is);
  update org set active = false, closed_on = day, version = version + 1 where id = unit;
  perform authority.forget_closure(day);
end $$;

-- What still stands in the way of closing a unit: active children, open matters, running duties. Counts only, whoever asks within his reach.
create function authority.left_in(unit uuid) returns table (children integer, matters integer, duties integer)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  perform authority.shaped(unit);
  return query select
    (select count(*)::integer from org where parent_id = unit and active),
    (select count(*)::integer from matter where not closed and (owner_org_id = unit or handling_org_id = unit)),
    (select count(*)::integer from duty where org_id = unit and status in ('active', 'invited') and coalesce(to_day, 'infinity') >= clock.today());
end $$;

create function authority.close_org(unit uuid, day date, paper_is text) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  o org := authority.shaped(unit);
begin
  perform authority.hold_tree(true);
  if exists (select 1 from authority.left_in(unit) l where l.children + l.matters + l.duties > 0) then
    raise exception 'unit % is not empty', unit using errcode = 'check_violation';
  end if;
  update org_edge set valid = daterange(lower(valid), greatest(day, lower(valid) + 1)), paper = coalesce(paper_is, paper) where org_id = unit and upper_inf(valid);
  update org_name set valid = daterange(lower(valid), greatest(day, lower(valid) + 1)) where org_id = unit and upper_inf(valid);
  update org set active = false, closed_on = day, version = version + 1 where id = unit;
  perform authority.forget_closure(day);
end $$;

-- The tree of a day: each unit with the parent and the name that it had on it.
create function authority.tree_on(day date) returns table (org_id uuid, parent_id uuid, name text, short_name text, code text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select o.id, e.parent_id, n.name, n.short_name, n.code
    from org o join org_name n on n.org_id = o.id and n.valid @> day
    left join org_edge e on e.org_id = o.id and e.valid @> day
   where o.depth = 0 or e.org_id is not null
$$;

-- Who stood at or below whom at the end of a month. A month that is over is kept; the present one is computed each time, by the tree of today.
create function authority.closure_of(month_is date) returns table (ancestor_id uuid, org_id uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  m date := date_trunc('month', month_is)::date;
  last date := (m + interval '1 month - 1 day')::date;
begin
  if last >= clock.today() then return query select * from authority.closure_on(clock.today()); return; end if;
  -- First, so that two readers do not fill the same month.
  perform pg_advisory_xact_lock(20240232, to_char(m, 'YYYYMM')::integer);
  if not exists (select 1 from org_closure_month c where c.month = m) then
    insert into org_closure_month (month, ancestor_id, org_id) select m, c.ancestor_id, c.org_id from authority.closure_on(last) c;
  end if;
  return query select c.ancestor_id, c.org_id from org_closure_month c where c.month = m;
end $$;

create function authority.closure_on(day date) returns table (ancestor_id uuid, org_id uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  with recursive tree as materialized (select * from authority.tree_on(day)),
  above (ancestor_id, org_id) as (
    select t.org_id, t.org_id from tree t
    union all
    select t.parent_id, a.org_id from above a join tree t on t.org_id = a.ancestor_id where t.parent_id is not null)
  select * from above
$$;

-- The figure of an indicator for a unit in a month, by that month's tree. A sum beyond today's reach is not given.
create function authority.figure(indicator_is text, unit uuid, month_is date) returns numeric
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from org o where o.id = unit and o.lo between authority.lo() and authority.hi() - 1) then return null; end if;
  return (select coalesce(sum(f.value), 0) from authority.closure_of(month_is) c join indicator_fact f on f.org_id = c.org_id
           where c.ancestor_id = unit and f.indicator = indicator_is and f.day >= date_trunc('month', month_is) and f.day < date_trunc('month', month_is) + interval '1 month');
end $$;

-- People -----------------------------------------------------------------------------------------------------------------------------------------

-- Does the active duty's unit reach this person? One without any duty is reached by the administrators of accounts.
create function authority.reaches_person(person_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(authority.is('systemAdmin', 'securityAdmin') and (
    not authority.has_duty(person_is) or exists (select 1 from duty d where d.person_id = person_is and authority.place() @> d.org_at)), false)
$$;

-- The doors of 0005 to tokens and sessions of others, now within reach only.
create or replace function authority.offer_token(person uuid, purpose_is text, hash bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not authority.is('systemAdmin') or not authority.reaches_person(person) or purpose_is not in ('activate', 'reset') then return false; end if;
  -- An earlier code dies when a new one is given.
  update one_time_token set used_at = clock_timestamp() where person_id = person and used_at is null;
  insert into one_time_token (token_hash, person_id, purpose, expires_at) values (hash, person, purpose_is, clock_timestamp() + interval '24 hours');
  return true;
end $$;

create or replace function authority.end_sessions_of(person uuid) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  if person is distinct from (authority.actor()).person_id and not authority.reaches_person(person) then return 0; end if;
  update session set ended_at = clock_timestamp() where person_id = person and ended_at is null;
  get diagnostics n = row_count;
  return n;
end $$;

-- Whoever leaves or is suspended is out at once, whatever code forgot (S7).
create function authority.person_is_out() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update session set ended_at = clock_timestamp() where person_id = new.id and ended_at is null;
  update one_time_token set used_at = clock_timestamp() where person_id = new.id and used_at is null;
  return new;
end $$;
create trigger person_is_out after update of status on person for each row when (new.status in ('suspended', 'left')) execute function authority.person_is_out();

-- A duty takes effect by the security administrator's hand alone, within his subtree and never his own. The system administrator, who brings a
-- roster, proposes (`invited`), and may withdraw what was only proposed (S18, S20).
create function authority.duty_is_given() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  if a.role = 'securityAdmin' and new.person_id = a.person_id then
    raise exception 'nobody gives himself a duty' using errcode = 'insufficient_privilege';
  end if;
  if a.role = 'systemAdmin' and not (new.status in ('invited', 'left') and (tg_op = 'INSERT' or old.status = 'invited')) then
    raise exception 'the system administrator proposes duties only' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and (new.person_id, new.org_id, new.role, new.from_day) is distinct from (old.person_id, old.org_id, old.role, old.from_day) and a.session_id is not null then
    raise exception 'a duty is ended and given anew, not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger duty_given before insert or update of person_id, org_id, role, class, status, from_day, to_day on duty
  for each row execute function authority.duty_is_given();
alter policy reach on duty with check ((select authority.is('securityAdmin', 'systemAdmin')) and (select authority.place()) @> org_at);
create index duty_proposed on duty (org_at) where status = 'invited';

create function authority.set_initials(person_is uuid, initials_is text) returns void language sql security definer set search_path = pg_catalog, public as $$
  update person set initials = initials_is where id = person_is and initials = ''
$$;
create function authority.without_initials(n integer) returns table (id uuid, name text) language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, p.name from person p where p.initials = '' and (authority.actor()).kind = 'service' limit n
$$;

revoke execute on function authority.hold_tree(boolean), authority.shaped(uuid), authority.forget_closure(date), authority.create_org(uuid, text, text, text, text, text, date, text),
  authority.rename_org(uuid, text, text, text, text, date), authority.turn_edge(uuid, uuid, date, text), authority.place_columns(), authority.replace_subtree(uuid, uuid),
  authority.shifted(bigint, bigint, bigint, integer), authority.take_back(uuid), authority.move_org(uuid, uuid, date, text), authority.merge_org(uuid, uuid, date, text),
  authority.left_in(uuid), authority.close_org(uuid, date, text), authority.tree_on(date), authority.closure_of(date), authority.closure_on(date),
  authority.figure(text, uuid, date), authority.reaches_person(uuid), authority.person_is_out(), authority.duty_is_given(), authority.set_initials(uuid, text),
  authority.without_initials(integer) from public;
-- free_slot() locks a unit and tells of its neighbours: nobody but the functions above needs it.
revoke execute on function authority.free_slot(uuid) from minzhi_app;
grant execute on function authority.hold_tree(boolean), authority.create_org(uuid, text, text, text, text, text, date, text), authority.rename_org(uuid, text, text, text, text, date),
  authority.move_org(uuid, uuid, date, text), authority.merge_org(uuid, uuid, date, text), authority.left_in(uuid), authority.close_org(uuid, date, text),
  authority.tree_on(date), authority.closure_of(date), authority.figure(text, uuid, date), authority.reaches_person(uuid), authority.set_initials(uuid, text),
  authority.without_initials(integer) to minzhi_app;

-- Was this account ever activated? An account without a password cannot be resumed, only activated.
create function authority.has_password(person_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.reaches_person(person_is) and exists (select 1 from person_secret s where s.person_id = person_is)
$$;
revoke execute on function authority.has_password(uuid) from public;
grant execute on function authority.has_password(uuid) to minzhi_app;

-- Which of these accounts and certificates exist anywhere: both are unique over the whole system, and nothing else of their people is told.
create function authority.taken_among(accounts_are text[], certificates_are text[]) returns table (accounts text[], certificates text[])
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array(select p.account from person p where p.account = any(accounts_are)), '{}'),
         coalesce(array(select p.certificate_no from person p where p.certificate_no = any(certificates_are)), '{}')
   where authority.is('systemAdmin')
$$;
revoke execute on function authority.taken_among(text[], text[]) from public;
grant execute on function authority.taken_among(text[], text[]) to minzhi_app;
