-- Doors that stood wider than they had to.

-- The calendar moves the deadlines of the whole province: its system administrator alone enters a year.
alter policy reach on holiday_year with check ((select authority.is('systemAdmin')) and (select (authority.actor()).org_kind) = 'province');

-- What a check of a content found: the jobs say anything, a person only that a content which he sees was not whole. Nobody lists what exists.
alter policy reach on blob_check
  using ((select (authority.actor()).kind) = 'service' or exists (select 1 from file f where f.sha256 = blob_check.sha256))
  with check ((select (authority.actor()).kind) = 'service' or (not whole and exists (select 1 from file f where f.sha256 = blob_check.sha256)));

-- The kept answer is what was sent, letter by letter. `matters` are those that it speaks of: it is given again only to who still reaches them all.
alter table request_key
  alter column answer type text using answer::text,
  add column matters uuid[] not null default '{}';

-- Sign-in (S5) -----------------------------------------------------------------------------------------------------------------------------------

-- The fifth failure in fifteen minutes is the first strike and locks for a minute; each further failure within a day doubles it, up to an hour. The
-- right password begins anew. (Counting over fifteen minutes alone never came to more than eight minutes: the earlier failures had dropped out.)
alter table sign_in_failure add column strike smallint not null default 0, add column locks_until timestamptz;

-- One guess after the other for an account from a network, until the end of the transaction: guesses sent at once would all be judged before the
-- first of them counts.
create function authority.guess_alone(account_is text, network_is text) returns void language sql set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(20240233, hashtext(lower(account_is) || ' ' || network_is))
$$;

create or replace function authority.locked_for(account_is text, network_is text) returns integer language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(greatest(0, ceil(extract(epoch from max(locks_until) - clock_timestamp()))), 0)::integer
    from sign_in_failure where account = lower(account_is) and network = network_is
$$;

create or replace function authority.sign_in_failed(account_is text, network_is text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  last integer;
  recent integer;
  now_is integer;
begin
  select coalesce(max(strike), 0), count(*) filter (where at > clock_timestamp() - interval '15 minutes') into last, recent
    from sign_in_failure where account = lower(account_is) and network = network_is and at > clock_timestamp() - interval '1 day';
  now_is := case when last > 0 then least(last + 1, 20) when recent >= 4 then 1 else 0 end;
  insert into sign_in_failure (account, network, strike, locks_until)
  values (lower(account_is), network_is, now_is,
          case when now_is > 0 then clock_timestamp() + least(interval '1 hour', interval '1 minute' * power(2, now_is - 1)) end);
end $$;

-- Twelve hours are the longest that a session lasts, whatever the caller says (S7).
create or replace function authority.begin_session(person uuid, hash bytea, address_is text, agent_is text, hours integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  d uuid;
  made uuid;
begin
  select y.id into d from duty y
   where y.person_id = person and y.status = 'active' and clock.today() between y.from_day and coalesce(y.to_day, 'infinity')
   order by (select max(s.started_at) from session s where s.duty_id = y.id) desc nulls last, y.from_day, y.id limit 1;
  insert into session (token_hash, kind, person_id, duty_id, expires_at, address, agent)
  values (hash, 'person', person, d, clock_timestamp() + make_interval(hours => least(hours, 12)), address_is, left(agent_is, 200)) returning id into made;
  return made;
end $$;

-- The door: lock, proof, count and session in one, so that no code path can forget the lock or the count. Null for every cause of refusal; the
-- caller commits, or the failure would not count.
create or replace function authority.sign_in(account_is text, proof bytea, network_is text, hash bytea, address_is text, agent_is text, hours integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  person uuid;
begin
  perform authority.guess_alone(account_is, network_is);
  if authority.locked_for(account_is, network_is) > 0 then return null; end if;
  person := authority.proved(account_is, proof);
  if person is null then
    perform authority.sign_in_failed(account_is, network_is);
    return null;
  end if;
  delete from sign_in_failure f where f.account = lower(account_is) and f.network = network_is;
  return authority.begin_session(person, hash, address_is, agent_is, hours);
end $$;

-- Whoever changes or resets a password ends every other session of the account, the stranger's above all (S7).
create or replace function authority.keep_password(person uuid, hash text) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into person_secret (person_id, password_hash) values (person, hash)
  on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = clock_timestamp(), must_change = false;
  update session s set ended_at = clock_timestamp()
   where s.person_id = person and s.ended_at is null and s.id is distinct from (authority.actor()).session_id
$$;

create or replace function authority.change_password(old_proof bytea, network_is text, hash text) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  me person;
begin
  select p.* into me from person p where p.id = (authority.actor()).person_id;
  if me.id is null then return false; end if;
  perform authority.guess_alone(me.account, network_is);
  if authority.locked_for(me.account, network_is) > 0 then return false; end if;
  if authority.proved(me.account, old_proof) is distinct from me.id then
    perform authority.sign_in_failed(me.account, network_is);
    return false;
  end if;
  perform authority.keep_password(me.id, hash);
  return true;
end $$;

-- Redeems a token once, under the same lock and count as a password. A code that has run out stays so when the clock is set back: no time before
-- the latest entry of the ledger is believed (S45).
drop function authority.redeem(bytea, text, text);
create function authority.redeem(hash bytea, account_is text, name_is text, network_is text) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  t one_time_token;
  root org;
  made uuid;
begin
  perform authority.guess_alone(account_is, network_is);
  if authority.locked_for(account_is, network_is) > 0 then return null; end if;
  select * into t from one_time_token o
   where o.token_hash = hash and o.used_at is null and o.expires_at > greatest(clock_timestamp(), (select max(l.at) from ledger_entry l)) for update;
  select p.id into made from person p where p.id = t.person_id and p.account = lower(account_is) and p.status in ('invited', 'active');
  if t.token_hash is null or (t.person_id is not null and made is null) then
    perform authority.sign_in_failed(account_is, network_is);
    return null;
  end if;
  update one_time_token o set used_at = transaction_timestamp() where o.token_hash = hash;
  if made is not null then return made; end if;
  select * into strict root from org where depth = 0;
  insert into person (account, name) values (lower(account_is), name_is) returning id into made;
  insert into duty (person_id, org_id, org_at, role, class, title, from_day)
  select made, root.id, 0, d.role, d.class, d.title, clock.today()
    from (values ('first', 'systemAdmin', 'system', '系统管理员'), ('firstSecurity', 'securityAdmin', 'security', '安全管理员')) d(purpose, role, class, title)
   where d.purpose = t.purpose;
  -- set_password() asks for the token of this very person.
  insert into one_time_token (token_hash, person_id, purpose, expires_at, used_at)
  values (sha256(hash), made, 'activate', clock_timestamp(), transaction_timestamp());
  return made;
end $$;

-- A session that was seen after this moment belongs to a clock which has been set back since: it is over, or it would live again (S45). Services
-- are opened by the worker's own key and end with it.
create or replace function authority.actor() returns authority.actor language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, s.kind, p.id, p.name, d.id, d.role, o.id, o.name, o.kind,
         case when s.kind = 'service' or r.reads_matters then o.lo end,
         case when s.kind = 'service' or r.reads_matters then o.hi end,
         coalesce(r.reads_matters, s.kind = 'service'),
         coalesce((select array_agg(g.matter_id) from matter_grant g
                    where (g.org_id = d.org_id or g.person_id = p.id) and clock.today() between g.from_day and coalesce(g.to_day, 'infinity')
                      and r.reads_matters), '{}')
    from session s
    left join person p on p.id = s.person_id and p.status = 'active'
    left join duty d on d.id = s.duty_id and d.person_id = p.id and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
    left join role r on r.name = d.role
    left join org o on o.id = coalesce(d.org_id, s.service_org_id)
   where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'utf8'))
     and s.ended_at is null and s.expires_at > clock_timestamp()
     and (s.kind = 'service' or s.last_seen_at between clock_timestamp() - interval '30 minutes' and clock_timestamp() + interval '1 minute')
     and (s.kind = 'service' or p.id is not null)
$$;

-- Administrators ---------------------------------------------------------------------------------------------------------------------------------

-- Whoever resets a password could take the account: it is for the administrator whose reach holds all that the account may do. A county does not
-- reset somebody who also has a duty at the province.
create or replace function authority.offer_token(person uuid, purpose_is text, hash bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not authority.is('systemAdmin') or not authority.reaches_person(person) or purpose_is not in ('activate', 'reset')
     or exists (select 1 from duty d where d.person_id = person and d.status in ('active', 'invited', 'suspended')
                   and coalesce(d.to_day, 'infinity') >= clock.today() and not authority.place() @> d.org_at) then
    return false;
  end if;
  -- An earlier code dies when a new one is given.
  update one_time_token set used_at = clock_timestamp() where person_id = person and used_at is null;
  insert into one_time_token (token_hash, person_id, purpose, expires_at) values (hash, person, purpose_is, clock_timestamp() + interval '24 hours');
  return true;
end $$;

-- What a batch claims to have made is believed within reach only.
create or replace function authority.take_back_accounts(batch uuid, people uuid[]) returns setof uuid language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  b import_batch;
  gone uuid[];
begin
  select * into b from import_batch where id = batch for update;
  if b.id is null or b.kind <> 'roster' or not authority.is('systemAdmin') or not authority.place() @> b.org_at or b.state <> 'undoing' then
    raise exception 'not within reach' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(p.id), '{}') into gone from person p join import_made i on i.batch_id = batch and i.made_id = p.id
   where p.id = any(people) and p.status = 'invited' and authority.reaches_person(p.id)
     and not exists (select 1 from person_secret s where s.person_id = p.id)
     and not exists (select 1 from duty d where d.person_id = p.id and (d.status <> 'invited' or not authority.place() @> d.org_at))
     and not exists (select 1 from session s where s.person_id = p.id);
  delete from one_time_token where person_id = any(gone);
  delete from duty where person_id = any(gone);
  delete from message where person_id = any(gone);
  delete from person where id = any(gone);
  return query select x from unnest(people) x where x <> all(gone);
end $$;

-- The tree is for who is signed in, by function as by table.
create or replace function authority.tree_on(day date) returns table (org_id uuid, parent_id uuid, name text, short_name text, code text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select o.id, e.parent_id, n.name, n.short_name, n.code
    from org o join org_name n on n.org_id = o.id and n.valid @> day
    left join org_edge e on e.org_id = o.id and e.valid @> day
   where (o.depth = 0 or e.org_id is not null) and (select (authority.actor()).session_id) is not null
$$;
create or replace function authority.closure_of(month_is date) returns table (ancestor_id uuid, org_id uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  m date := date_trunc('month', month_is)::date;
  last date := (m + interval '1 month - 1 day')::date;
begin
  if (authority.actor()).session_id is null then return; end if;
  if last >= clock.today() then return query select * from authority.closure_on(clock.today()); return; end if;
  -- First, so that two readers do not fill the same month.
  perform pg_advisory_xact_lock(20240232, to_char(m, 'YYYYMM')::integer);
  if not exists (select 1 from org_closure_month c where c.month = m) then
    insert into org_closure_month (month, ancestor_id, org_id) select m, c.ancestor_id, c.org_id from authority.closure_on(last) c;
  end if;
  return query select c.ancestor_id, c.org_id from org_closure_month c where c.month = m;
end $$;

-- Tasks ------------------------------------------------------------------------------------------------------------------------------------------

-- How often a worker took it up. One that keeps failing ends.
alter table task add column attempts smallint not null default 0;

-- A task is done under the duty that is active when it is started, and not under another one that its owner also has.
create or replace function authority.task_is_started() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  new.started_in := a.session_id;
  if tg_op = 'INSERT' and a.kind = 'person' then new.duty_id := a.duty_id; end if;
  return new;
end $$;

-- Its owner may cancel it and show its progress. What it is to do stays, and its file is what the worker made: a name of a content is no right to it.
create function authority.task_is_fixed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if (authority.actor()).kind = 'person' and (case tg_op when 'INSERT' then new.sha256 is not null
      else (new.person_id, new.duty_id, new.kind, new.payload, new.sha256) is distinct from (old.person_id, old.duty_id, old.kind, old.payload, old.sha256) end) then
    raise exception 'a task is what it was started as' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger task_fixed before insert or update of person_id, duty_id, kind, payload, sha256 on task for each row execute function authority.task_is_fixed();

create or replace function authority.sweep() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  swept integer;
begin
  if (authority.actor()).kind is distinct from 'service' then raise exception 'for jobs' using errcode = 'insufficient_privilege'; end if;
  delete from request_key where at < clock_timestamp() - interval '96 hours';
  get diagnostics swept = row_count;
  delete from sign_in_failure where at < clock_timestamp() - interval '1 day';
  delete from one_time_token where least(used_at, expires_at) < clock_timestamp() - interval '30 days';
  delete from session where least(ended_at, expires_at) < clock_timestamp() - interval '180 days';
  -- Whose job is gone for good: no worker will end it.
  update task set state = 'failed', finished_at = clock.now(), outcome = jsonb_build_object('said', '任务超过一天没有做完，已经停止。请重新发起；仍不成功请联系系统管理员。')
   where state in ('waiting', 'running') and created_at < clock.now() - interval '1 day';
  return swept;
end $$;

revoke execute on function authority.guess_alone(text, text), authority.redeem(bytea, text, text, text), authority.task_is_fixed() from public;
grant execute on function authority.redeem(bytea, text, text, text) to minzhi_app;
-- Who counts and who opens are doors of their own no more.
revoke execute on function authority.sign_in_failed(text, text), authority.locked_for(text, text) from minzhi_app;
