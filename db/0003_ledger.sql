-- The ledger (审计台账): one row for each state change, sign-in, refusal, sensitive view, export and administrator's act (S27).
-- Insert-only for everybody; rows are written by triggers and by ledger.note(), in the transaction of the act (S28, S29).
-- Sealing into the Merkle tree reads it later in the order of xid; nothing here needs a lock (measured: a locked chain head is 5 to 20 times slower).
create table ledger_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  request text,
  session_id uuid,
  actor text not null,
  person_id uuid,
  duty_id uuid,
  org_id uuid,
  address text,
  action text not null,
  object text not null,
  object_id text,
  outcome text not null default 'done' check (outcome in ('done', 'refused', 'failed')),
  before_hash bytea,
  after_hash bytea,
  detail jsonb
);
create index ledger_entry_at on ledger_entry (at desc);
create index ledger_entry_object on ledger_entry (object, object_id);
create index ledger_entry_person on ledger_entry (person_id, at desc);

create function ledger.is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry for each row execute function ledger.is_append_only();
create trigger ledger_entry_no_truncate before truncate on ledger_entry for each statement execute function ledger.is_append_only();

create function ledger.hash(r jsonb) returns bytea language sql immutable set search_path = pg_catalog as $$ select sha256(convert_to(r::text, 'utf8')) $$;

-- What code adds: reads of sensitive data, sign-ins, refusals. `detail` holds no secret and no personal number (S36).
create function ledger.note(action text, object text, object_id text, outcome text, detail jsonb) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into ledger_entry (request, session_id, actor, person_id, duty_id, org_id, address, action, object, object_id, outcome, detail)
  -- The actions of the triggers are theirs alone: nobody notes an 'update' that never was.
  select nullif(current_setting('app.request', true), ''), (x.a).session_id,
         coalesce((x.a).person_name, case when (x.a).kind = 'service' then '系统服务' end, '未登录'),
         (x.a).person_id, (x.a).duty_id, (x.a).org_id, nullif(current_setting('app.address', true), ''), 
         case when action in ('insert', 'update', 'delete') then 'note: ' || action else action end, object, object_id, outcome, detail
    from (select authority.actor() a) x
$$;

-- The triggers of every protected table: one entry a row, statement by statement (a row-level trigger is 90 times slower in bulk).
create function ledger.record() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  who text := coalesce(a.person_name, case when a.kind = 'service' then '系统服务' end, '系统');
  req text := nullif(current_setting('app.request', true), '');
  addr text := nullif(current_setting('app.address', true), '');
begin
  if tg_op = 'INSERT' then
    insert into ledger_entry (request, session_id, actor, person_id, duty_id, org_id, address, action, object, object_id, after_hash)
    select req, a.session_id, who, a.person_id, a.duty_id, a.org_id, addr, 'insert', tg_table_name, coalesce(r.j->>'id', r.j->>'matter_id', r.j->>'person_id', r.j->>'org_id'), ledger.hash(r.j)
      from (select to_jsonb(n) j from new_rows n) r;
  elsif tg_op = 'UPDATE' then
    -- PostgreSQL fills both transition tables in the order of the updated rows, so that the n-th old row belongs to the n-th new one.
    insert into ledger_entry (request, session_id, actor, person_id, duty_id, org_id, address, action, object, object_id, before_hash, after_hash)
    select req, a.session_id, who, a.person_id, a.duty_id, a.org_id, addr, 'update', tg_table_name, coalesce(n.k, o.k), ledger.hash(o.j), ledger.hash(n.j)
      from (select coalesce(j->>'id', j->>'matter_id', j->>'person_id', j->>'org_id') k, j, row_number() over () i from (select to_jsonb(t) j from new_rows t) x) n
      join (select coalesce(j->>'id', j->>'matter_id', j->>'person_id', j->>'org_id') k, j, row_number() over () i from (select to_jsonb(t) j from old_rows t) x) o using (i);
  else
    insert into ledger_entry (request, session_id, actor, person_id, duty_id, org_id, address, action, object, object_id, before_hash)
    select req, a.session_id, who, a.person_id, a.duty_id, a.org_id, addr, 'delete', tg_table_name, coalesce(r.j->>'id', r.j->>'matter_id', r.j->>'person_id', r.j->>'org_id'), ledger.hash(r.j)
      from (select to_jsonb(o) j from old_rows o) r;
  end if;
  return null;
end $$;

-- Puts a table under the ledger.
create function ledger.watch(t regclass) returns void language plpgsql as $$
begin
  execute format('create trigger ledger_insert after insert on %s referencing new table as new_rows for each statement execute function ledger.record()', t);
  execute format('create trigger ledger_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function ledger.record()', t);
  execute format('create trigger ledger_delete after delete on %s referencing old table as old_rows for each statement execute function ledger.record()', t);
end $$;

-- Puts a table under one policy (design §6.8) with FORCE. Functions of the owner pass by the second policy: they are the only doors beyond reach,
-- and the runtime role is neither owner nor a member of it. `writers` narrows who may write below who may read.
create function authority.protect(t regclass, policy text, rights text default 'select, insert, update', writers text default 'true') returns void language plpgsql as $$
declare
  rule text := case policy
    -- `offset 0` keeps the planner from hashing all matters in reach before it looks at one row (measured: a province is a million).
    when 'matter' then 'exists (select 1 from matter m where m.id = matter_id offset 0)'
    when 'org' then 'org_at between (select authority.lo()) and (select authority.hi()) - 1'
    when 'place' then '(select authority.place()) @> org_at'
    when 'self' then 'person_id = (select (authority.actor()).person_id)'
    when 'signedIn' then '(select (authority.actor()).session_id) is not null'
    when 'public' then 'true'
    when 'secret' then 'false'
  end;
  -- Who reads a matter by supervision or by a grant does not write what belongs to it.
  acting text := '(select authority.acts()) and authority.acts_on(matter_id)';
begin
  if rule is null then raise exception 'no such policy: %', policy; end if;
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy reach on %s to minzhi_app using (%s) with check (%s and %s)', t, rule, rule, writers);
  execute format('create policy owner_functions on %s to minzhi_owner using (true) with check (true)', t);
  if policy = 'matter' then
    execute format('create policy act_insert on %s as restrictive for insert to minzhi_app with check (%s)', t, acting);
    execute format('create policy act_update on %s as restrictive for update to minzhi_app using (%s)', t, acting);
    execute format('create policy act_delete on %s as restrictive for delete to minzhi_app using (%s)', t, acting);
  end if;
  if policy <> 'secret' then execute format('grant %s on %s to minzhi_app', rights, t); end if;
end $$;

-- Does the active duty hold one of these roles? For the writing half of policies.
create function authority.is(variadic roles text[]) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((authority.actor()).role = any(roles), false)
$$;

-- A person without any duty belongs to nobody's subtree yet; the administrators of accounts must see him to give him one.
create function authority.has_duty(person uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from duty where person_id = person)
$$;

-- The ledger itself: only the audit administrator of a unit reads it, and reads what was done at or below that unit.
alter table ledger_entry enable row level security;
alter table ledger_entry force row level security;
create policy reach on ledger_entry for select to minzhi_app using (
  (select (authority.actor()).role) = 'auditAdmin'
  and (org_id is null or exists (select 1 from org o where o.id = org_id and (select authority.place()) @> o.lo)));
create policy owner_functions on ledger_entry to minzhi_owner using (true) with check (true);
grant select on ledger_entry to minzhi_app;

select authority.protect(t, 'signedIn', 'select, insert, update', '(select authority.is(''systemAdmin''))')
  from unnest(array['org', 'org_edge', 'org_name', 'org_merger']::regclass[]) t;
select authority.protect(t, 'secret') from unnest(array['person_secret', 'session', 'sign_in_failure', 'one_time_token']::regclass[]) t;
select authority.protect('role', 'public', 'select');
-- Duties are given by the security administrator, accounts kept by the system administrator (S18); each within his unit's subtree.
select authority.protect('duty', 'public', 'select, insert, update', '(select authority.is(''securityAdmin''))');
select authority.protect('person', 'public', 'select, insert, update', '(select authority.is(''systemAdmin''))');
alter policy reach on duty
  using ((select authority.place()) @> org_at or person_id = (select (authority.actor()).person_id));
alter policy reach on person
  using (id = (select (authority.actor()).person_id)
         or exists (select 1 from duty d where d.person_id = person.id and (select authority.place()) @> d.org_at)
         or ((select authority.is('systemAdmin', 'securityAdmin')) and not authority.has_duty(id)));

-- Of passwords and one-time codes the ledger keeps the hash of the row, in which the secret is hashed already (S36).
select ledger.watch(t) from unnest(array['org', 'org_edge', 'org_name', 'org_merger', 'person', 'duty', 'role', 'person_secret', 'one_time_token']::regclass[]) t;
