-- The doors to the secret tables. The runtime role calls them by name and reads nothing else of passwords and sessions.

-- How the password of an account was derived: parameters and salt, without what it is compared with. The application derives the proof from what
-- was typed (Argon2id) and hands it to sign_in(), which compares its hash: who can inject SQL as the runtime role learns nothing that he could
-- guess against, and opens no session without the password. An unknown account gives no row; the application derives all the same (S5).
create function authority.password_recipe(account_is text) returns text
language sql stable security definer set search_path = pg_catalog, public as $$
  select regexp_replace(s.password_hash, '[$][^$]*$', '') from person p join person_secret s on s.person_id = p.id
   where p.account = lower(account_is) and p.status = 'active'
$$;

-- The person whose password this proof was derived from; null for everybody else.
create function authority.proved(account_is text, proof bytea) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id from person p join person_secret s on s.person_id = p.id
   where p.account = lower(account_is) and p.status = 'active'
     and split_part(s.password_hash, '$', 6) = translate(encode(sha256(proof), 'base64'), '+/=', '-_')
$$;

create function authority.sign_in_failed(account_is text, network_is text) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into sign_in_failure (account, network) values (lower(account_is), network_is)
$$;

-- Seconds until this account may try again from this network; 0 when it may now. Five failures in fifteen minutes lock for a minute,
-- each further one doubles it up to an hour; the lock holds with the right password too (S5).
create function authority.locked_for(account_is text, network_is text) returns integer language sql stable security definer set search_path = pg_catalog, public as $$
  with recent as (
    select count(*) n, max(at) latest from sign_in_failure
     where account = lower(account_is) and network = network_is and at > clock_timestamp() - interval '15 minutes')
  select case when n < 5 then 0
         else greatest(0, ceil(extract(epoch from latest + least(interval '1 hour', interval '1 minute' * power(2, n - 5)) - clock_timestamp())))::integer end
    from recent
$$;

-- Opens a session; the duty is the one last used, else the first. Reached through sign_in() alone.
create function authority.begin_session(person uuid, hash bytea, address_is text, agent_is text, hours integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  d uuid;
  made uuid;
begin
  select y.id into d from duty y
   where y.person_id = person and y.status = 'active' and clock.today() between y.from_day and coalesce(y.to_day, 'infinity')
   order by (select max(s.started_at) from session s where s.duty_id = y.id) desc nulls last, y.from_day, y.id limit 1;
  insert into session (token_hash, kind, person_id, duty_id, expires_at, address, agent)
  values (hash, 'person', person, d, clock_timestamp() + make_interval(hours => hours), address_is, left(agent_is, 200)) returning id into made;
  return made;
end $$;

-- The door: proof, lock and session in one, so that no code path can forget the lock (S5). Null for every cause of refusal.
create function authority.sign_in(account_is text, proof bytea, network_is text, hash bytea, address_is text, agent_is text, hours integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  person uuid := authority.proved(account_is, proof);
begin
  if person is null or authority.locked_for(account_is, network_is) > 0 then return null; end if;
  return authority.begin_session(person, hash, address_is, agent_is, hours);
end $$;

-- The demonstration's people walk their cases without passwords. A production database opens nothing here.
create function authority.open_session(person uuid, hash bytea, address_is text, agent_is text, hours integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from installation where mode = 'demonstration') then
    raise exception 'sessions are opened by a password' using errcode = 'insufficient_privilege';
  end if;
  return authority.begin_session(person, hash, address_is, agent_is, hours);
end $$;

-- Switches the duty of the present session: a new token, and the old one dies at once (S6).
create function authority.switch_duty(duty_is uuid, hash bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  update session s set token_hash = hash, duty_id = duty_is
   where s.id = a.session_id and s.kind = 'person'
     and exists (select 1 from duty d where d.id = duty_is and d.person_id = a.person_id and d.status = 'active'
                   and clock.today() between d.from_day and coalesce(d.to_day, 'infinity'));
  return found;
end $$;

-- Ends one of one's own sessions, or the present one.
create function authority.end_session(session_is uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  update session set ended_at = clock_timestamp() where id = session_is and person_id = a.person_id and ended_at is null;
  return found;
end $$;

-- Ends every session of a person: sign-out everywhere, disable, change of password (S7).
create function authority.end_sessions_of(person uuid) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  if person is distinct from (authority.actor()).person_id and not authority.is('systemAdmin', 'securityAdmin') then return 0; end if;
  update session set ended_at = clock_timestamp() where person_id = person and ended_at is null;
  get diagnostics n = row_count;
  return n;
end $$;

create function authority.my_sessions() returns table (id uuid, started_at timestamptz, last_seen_at timestamptz, address text, current boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, s.started_at, s.last_seen_at, s.address, s.id = (x.a).session_id
    from (select authority.actor() a) x join session s on s.person_id = (x.a).person_id
   where s.ended_at is null and s.expires_at > clock_timestamp() order by s.last_seen_at desc
$$;

create function authority.keep_password(person uuid, hash text) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into person_secret (person_id, password_hash) values (person, hash)
  on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = clock_timestamp(), must_change = false
$$;

-- The password of the person whose one-time token was just redeemed (the application passes the person it got from redeem()).
create function authority.set_password(person uuid, hash text, token bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from one_time_token t where t.token_hash in (token, sha256(token)) and t.person_id = person and t.used_at = transaction_timestamp()) then
    return false;
  end if;
  perform authority.keep_password(person, hash);
  update person p set status = 'active' where p.id = person and p.status = 'invited';
  return true;
end $$;

-- One's own password, by the proof of the one that held until now; under the lock like every other guess.
create function authority.change_password(old_proof bytea, network_is text, hash text) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  me person;
begin
  select p.* into me from person p where p.id = (authority.actor()).person_id;
  if me.id is null or authority.locked_for(me.account, network_is) > 0 or authority.proved(me.account, old_proof) is distinct from me.id then return false; end if;
  perform authority.keep_password(me.id, hash);
  return true;
end $$;

-- An administrator starts activation or reset; he gets the token's plain text from the application once and never the password (S10).
create function authority.offer_token(person uuid, purpose_is text, hash bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not authority.is('systemAdmin') or purpose_is not in ('activate', 'reset') then return false; end if;
  insert into one_time_token (token_hash, person_id, purpose, expires_at) values (hash, person, purpose_is, clock_timestamp() + interval '24 hours');
  return true;
end $$;

-- Redeems a token once. For the first two administrators it makes the person and his duty at the province: one makes accounts, the other gives
-- duties, and neither could begin alone (S18).
create function authority.redeem(hash bytea, account_is text, name_is text) returns uuid language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  t one_time_token;
  root org;
  made uuid;
begin
  update one_time_token set used_at = transaction_timestamp()
   where token_hash = hash and used_at is null and expires_at > clock_timestamp() returning * into t;
  if not found then return null; end if;
  if t.purpose not in ('first', 'firstSecurity') then
    select id into made from person where id = t.person_id and account = lower(account_is);
    return made;
  end if;
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

-- A service session for jobs: a named scope and an identity in the ledger (design §6.8). Only the worker's role may open one. It lives a day, so
-- that a worker that was killed leaves no key behind; a running worker opens the next one and ends the last.
create function authority.open_service(service_is text, hash bytea) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into session (token_hash, kind, service, service_org_id, expires_at, address)
  select hash, 'service', service_is, id, clock_timestamp() + interval '24 hours', 'local' from org where depth = 0
$$;
create function authority.close_service(hash bytea) returns void language sql security definer set search_path = pg_catalog, public as $$
  update session set ended_at = clock_timestamp() where token_hash = hash and kind = 'service' and ended_at is null
$$;

-- What has served its time: answers kept for repeated requests (72 hours, S41), failures beyond the lock's memory, spent codes and old sessions.
-- The ledger keeps what they did.
create function authority.sweep() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  swept integer;
begin
  if (authority.actor()).kind is distinct from 'service' then raise exception 'for jobs' using errcode = 'insufficient_privilege'; end if;
  delete from request_key where at < clock_timestamp() - interval '96 hours';
  get diagnostics swept = row_count;
  delete from sign_in_failure where at < clock_timestamp() - interval '1 day';
  delete from one_time_token where least(used_at, expires_at) < clock_timestamp() - interval '30 days';
  delete from session where least(ended_at, expires_at) < clock_timestamp() - interval '180 days';
  return swept;
end $$;

-- Has nobody set a password yet? Then the sign-in page shows how production begins.
create function authority.first_use() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select not exists (select 1 from person_secret)
$$;

-- How far the demonstration's data is, 0 to 1; null when it is complete or was never begun. The worker writes it.
create table preparation (only_row boolean primary key default true check (only_row), share double precision not null check (share between 0 and 1));
create function authority.preparing() returns double precision language sql stable security definer set search_path = pg_catalog, public as $$
  select share from preparation where share < 1
$$;
select authority.protect('preparation', 'public', 'select, insert, update', '(select (authority.actor()).kind) = ''service''');

revoke execute on all functions in schema authority, ledger from public;
grant execute on all functions in schema clock to minzhi_app, minzhi_worker;
grant execute on all functions in schema authority to minzhi_app;
grant execute on function ledger.note(text, text, text, text, jsonb) to minzhi_app;
revoke execute on function authority.open_service(text, bytea), authority.close_service(bytea), authority.protect(regclass, text, text, text),
  authority.proved(text, bytea), authority.begin_session(uuid, bytea, text, text, integer), authority.keep_password(uuid, text) from minzhi_app;
grant execute on function authority.open_service(text, bytea), authority.close_service(bytea) to minzhi_worker;
grant select on installation to minzhi_app;



