-- The learning record store (学习记录库): statements of who learned what, as xAPI 1.0.3 and 2.0 tell them, and the documents that courses keep beside them.

-- One row for each client of the store: another platform, or one launch of a course in one learner's browser. Its credential `key:secret` is the token of
-- a session of kind client, so that the hash of the secret stands where all hashes of tokens stand and the transaction carries the client itself.
create table api_client (
  id uuid primary key default gen_random_uuid(),
  key text not null constraint api_client_key unique check (key ~ '^[A-Za-z0-9_-]{8,64}$'),
  name text not null check (length(name) between 2 and 60),
  org_id uuid not null references org,
  org_at bigint not null,
  scopes text[] not null constraint api_client_scopes check (cardinality(scopes) > 0 and scopes <@ array[
    'statements/write', 'statements/read', 'statements/read/mine', 'state', 'profile', 'all/read', 'all']),
  from_day date not null,
  to_day date,
  -- Gone when the nightly sweep has let go of a session long ended; the client keeps its row, for its statements name it.
  session_id uuid references session on delete set null,
  made_by uuid references person,
  made_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz,
  revoked_by uuid references person,
  -- A launch: one person, as one agent, in one registration, until its session runs out.
  person_id uuid references person,
  agent_key bytea,
  registration uuid,
  activity_key bytea,
  constraint api_client_days check (to_day is null or to_day >= from_day),
  constraint api_client_launch check ((person_id is null) = (registration is null) and (person_id is null) = (agent_key is null) and (person_id is null) = (activity_key is null))
);
create index api_client_of_session on api_client (session_id);
create index api_client_of_registration on api_client (registration) where registration is not null;
create trigger api_client_place before insert or update of org_id, org_at on api_client for each row execute function authority.place_row();
select authority.protect('api_client', 'secret');
select ledger.watch('api_client');

-- Names of agents and activities in the index below: sixteen bytes of a hash, whatever the length of an IRI, and no address or name of a person in an index.
create function authority.xapi_key(what text) returns bytea language sql immutable set search_path = pg_catalog as $$
  select substring(sha256(convert_to(what, 'utf8')) for 16)
$$;

-- Which client the transaction carries; nothing if it is none, is revoked, or its days are over.
create function authority.api_client() returns api_client language sql stable security definer set search_path = pg_catalog, public as $$
  select c.* from (select authority.actor() a) x join api_client c on c.session_id = (x.a).session_id
   where (x.a).kind = 'client' and c.revoked_at is null and clock.today() between c.from_day and coalesce(c.to_day, 'infinity')
$$;

-- May the transaction do what any of these scopes opens? Jobs may. A launch holds the scope for its own registration alone: the policies say so.
create function authority.xapi_may(variadic wanted text[]) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select (authority.actor()).kind = 'service' or coalesce((authority.api_client()).scopes && wanted, false)
$$;

-- One row for each statement (学习记录), as it came in, with what the store set. Never changed: what is wrong is voided by another statement.
create table xapi_statement (
  id uuid primary key,
  seq bigint generated always as identity,
  -- The store's clock to the millisecond, taken after `authority.xapi_writing()`: see there.
  stored timestamptz not null,
  happened_at timestamptz not null,
  version text not null,
  client_id uuid references api_client,
  verb_key bytea not null,
  -- Whose act: the agent or group that stands as actor.
  actor_key bytea not null,
  object_key bytea,
  registration uuid,
  voids uuid,
  refers_to uuid,
  -- Letters as sent: jsonb would reorder them and forget how numbers were written.
  statement json not null
);
create index xapi_statement_order on xapi_statement (stored, seq);
create index xapi_statement_verb on xapi_statement (verb_key, stored, seq);
create index xapi_statement_registration on xapi_statement (registration, stored, seq) where registration is not null;
create index xapi_statement_client on xapi_statement (client_id, stored, seq);
create trigger xapi_statement_append_only before update or delete on xapi_statement for each row execute function ledger.is_append_only();
create trigger xapi_statement_no_truncate before truncate on xapi_statement for each statement execute function ledger.is_append_only();

-- One row for each agent or activity that a statement names: what the queries `agent` and `activity` look up. `direct`: as actor or object; else related.
create table xapi_mention (
  what bytea not null,
  stored timestamptz not null,
  seq bigint not null,
  statement_id uuid not null references xapi_statement,
  direct boolean not null,
  constraint xapi_mention_key primary key (what, stored, seq)
);
create trigger xapi_mention_append_only before update or delete on xapi_mention for each row execute function ledger.is_append_only();

-- One row for each statement that another one speaks of, through however many StatementRefs: a query that finds the one finds the other. Ids alone; the
-- target may come later or never.
create table xapi_target (
  statement_id uuid not null,
  target_id uuid not null,
  constraint xapi_target_key primary key (statement_id, target_id)
);
create index xapi_target_back on xapi_target (target_id, statement_id);
create trigger xapi_target_append_only before update or delete on xapi_target for each row execute function ledger.is_append_only();

-- One row for each voiding (作废): which statement by which. Whoever may do everything voids any statement; every other client its own alone.
create table xapi_voiding (
  target_id uuid not null,
  by_id uuid not null references xapi_statement,
  client_id uuid references api_client,
  any_client boolean not null,
  constraint xapi_voiding_key primary key (target_id, by_id)
);
create trigger xapi_voiding_append_only before update or delete on xapi_voiding for each row execute function ledger.is_append_only();

-- One row for each attachment that came with a statement. Bytes lie under their hash in the file store; `sha2` is what the statement calls them.
create table xapi_attachment (
  statement_id uuid not null references xapi_statement,
  sha2 text not null,
  sha256 text not null references blob,
  bytes integer not null,
  content_type text not null,
  constraint xapi_attachment_key primary key (statement_id, sha2)
);
create trigger xapi_attachment_append_only before update or delete on xapi_attachment for each row execute function ledger.is_append_only();

-- One row for each activity, with its definition merged from what clients said of it. A launch says nothing: a learner does not rename a course.
create table xapi_activity (
  key bytea primary key,
  iri text not null,
  definition json
);

-- One row for each document that a course or a client keeps: the state of one learner in one activity, or the profile of an agent or an activity.
create table xapi_document (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('state', 'agent', 'activity')),
  activity_key bytea,
  agent_key bytea,
  registration uuid,
  name text not null check (length(name) between 1 and 500),
  media_type text not null check (length(media_type) between 1 and 200),
  content bytea not null check (length(content) <= 1048576),
  etag text not null,
  changed_at timestamptz not null,
  client_id uuid references api_client,
  constraint xapi_document_of check (
    (kind in ('state', 'activity')) = (activity_key is not null) and (kind in ('state', 'agent')) = (agent_key is not null) and (kind = 'state' or registration is null)),
  constraint xapi_document_one unique nulls not distinct (kind, activity_key, agent_key, registration, name)
);

-- The ledger has one entry for each request that stored statements, with their number and one hash over them all: the statements are themselves
-- insert-only and signed with their client; an entry for each would write every record twice.
create function ledger.record_statements() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  insert into ledger_entry (request, session_id, actor, address, action, object, object_id, after_hash, detail)
  select nullif(current_setting('app.request', true), ''), a.session_id, coalesce(a.person_name, '系统服务'), nullif(current_setting('app.address', true), ''),
         'insert', 'xapi_statement', min(n.id::text), sha256(convert_to(string_agg(n.statement::text, chr(10) order by n.seq), 'utf8')), jsonb_build_object('statements', count(*))
    from new_rows n having count(*) > 0;
  return null;
end $$;
create trigger ledger_insert after insert on xapi_statement referencing new table as new_rows for each statement execute function ledger.record_statements();

-- Mentions, targets and activities follow from the statements; documents are the working memory of a course, written at every page that is turned. None of
-- them is a record of its own, and the ledger has no entry for them.

-- What speaks of what, kept whole when either end comes in. Beyond the writer's sight, for a chain may pass through records of others; ids alone.
create function authority.xapi_chain() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into xapi_target (statement_id, target_id)
  select s.statement_id, t.target_id
    from (select new.id as statement_id union select x.statement_id from xapi_target x where x.target_id = new.id) s,
         (select new.refers_to as target_id union select x.target_id from xapi_target x where x.statement_id = new.refers_to) t
  on conflict do nothing;
  return null;
end $$;
create trigger xapi_statement_chain after insert on xapi_statement for each row when (new.refers_to is not null) execute function authority.xapi_chain();

-- Whoever stores says so before he looks at the clock, so that a reader can tell how far nothing more will come: a lock that all writers share, named by
-- the second in which it was taken. No writer waits for another.
create function authority.xapi_writing() returns timestamptz language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock_shared(20260041, extract(epoch from clock_timestamp())::integer);
  return date_trunc('milliseconds', clock_timestamp());
end $$;

-- Everything stored before this instant can be read by the next statement (X-Experience-API-Consistent-Through).
create function authority.xapi_consistent() returns timestamptz language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  present timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  return (select least(present, to_timestamp(min(l.objid::bigint)) - interval '1 second')
            from pg_locks l
           where l.locktype = 'advisory' and l.classid = 20260041 and l.objsubid = 2 and l.granted
             and l.database = (select oid from pg_database where datname = current_database()) and l.pid <> pg_backend_pid());
end $$;

-- A wrong credential is counted: -1. The right one gives the seconds for which its key is locked from this network all the same (S5).
create function authority.admit_client(key_is text, network_is text) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  account_is text := 'client:' || left(key_is, 64);
begin
  if (authority.api_client()).id is not null then return authority.locked_for(account_is, network_is); end if;
  perform authority.guess_alone(account_is, network_is);
  if authority.locked_for(account_is, network_is) = 0 then perform authority.sign_in_failed(account_is, network_is); end if;
  return -1;
end $$;

-- Opens a client. The system administrator of the province alone: records of people of the whole province go through it.
create function authority.open_client(key_is text, hash bytea, name_is text, org_is uuid, scopes_are text[], from_is date, to_is date, address_is text) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  session_is uuid;
  made uuid;
begin
  if a.role is distinct from 'systemAdmin' or a.org_kind is distinct from 'province' then
    raise exception 'clients are opened by the administrator of the province' using errcode = 'insufficient_privilege';
  end if;
  insert into session (token_hash, kind, service, service_org_id, expires_at, address)
  values (hash, 'client', name_is, org_is, coalesce((to_is + 1)::timestamp at time zone 'Asia/Shanghai', 'infinity'), address_is) returning id into session_is;
  insert into api_client (key, name, org_id, org_at, scopes, from_day, to_day, session_id, made_by)
  values (key_is, name_is, org_is, 0, scopes_are, from_is, to_is, session_is, a.person_id) returning id into made;
  return made;
end $$;

create function authority.revoke_client(client_is uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  ended uuid;
begin
  if a.role is distinct from 'systemAdmin' or a.org_kind is distinct from 'province' then
    raise exception 'clients are revoked by the administrator of the province' using errcode = 'insufficient_privilege';
  end if;
  update api_client set revoked_at = clock_timestamp(), revoked_by = a.person_id
   where id = client_is and person_id is null and revoked_at is null returning session_id into ended;
  update session set ended_at = clock_timestamp() where id = ended and ended_at is null;
  return ended is not null;
end $$;

-- What the administrator's page shows: who may come in, how much came, when last. Of the records themselves nothing; launches are not listed.
create function authority.list_clients() returns table (
  id uuid, key text, name text, org_id uuid, org_name text, scopes text[], from_day date, to_day date, made_at timestamptz, made_by text, revoked_at timestamptz,
  last_used_at timestamptz, statements bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id, c.key, c.name, c.org_id, o.name, c.scopes, c.from_day, c.to_day, c.made_at, p.name, c.revoked_at,
         case when s.last_seen_at > s.started_at then s.last_seen_at end,
         (select count(*) from (select 1 from xapi_statement t where t.client_id = c.id limit 100000) n)
    from (select authority.actor() a) x
    join api_client c on (x.a).role = 'systemAdmin' and (x.a).org_kind = 'province'
    join org o on o.id = c.org_id
    left join session s on s.id = c.session_id
    left join person p on p.id = c.made_by
   where c.person_id is null
   order by c.revoked_at is not null, c.made_at desc
$$;

-- Opens a client for one launch: for oneself, at most a day, in one's own name. What the course finds there to read (`LMS.LaunchData`) is left with it.
create function authority.open_launch(key_is text, hash bytea, home_page text, registration_is uuid, activity_is text, hours integer, launch_data bytea, address_is text) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  agent bytea := authority.xapi_key('account ' || home_page || ' ' || a.person_id::text);
  session_is uuid;
  made uuid;
begin
  if a.person_id is null then raise exception 'a launch is of somebody' using errcode = 'insufficient_privilege'; end if;
  -- Who has seen the id of another one's registration does not enter it.
  if exists (select 1 from api_client c where c.registration = registration_is and c.person_id <> a.person_id) then
    raise exception 'a registration is of one person' using errcode = 'insufficient_privilege';
  end if;
  insert into session (token_hash, kind, service, service_org_id, expires_at, address)
  values (hash, 'client', '课程播放', a.org_id, clock_timestamp() + make_interval(hours => least(hours, 24)), address_is) returning id into session_is;
  insert into api_client (key, name, org_id, org_at, scopes, from_day, session_id, made_by, person_id, agent_key, registration, activity_key)
  select key_is, '课程播放', coalesce(a.org_id, o.id), 0, array['statements/write', 'statements/read/mine', 'state'], clock.today(), session_is, a.person_id,
         a.person_id, agent, registration_is, authority.xapi_key('activity ' || activity_is)
    from org o where o.depth = 0 returning id into made;
  if launch_data is not null then
    insert into xapi_document (kind, activity_key, agent_key, registration, name, media_type, content, etag, changed_at)
    values ('state', authority.xapi_key('activity ' || activity_is), agent, registration_is, 'LMS.LaunchData', 'application/json', launch_data,
            encode(sha256(launch_data), 'hex'), clock_timestamp())
    on conflict on constraint xapi_document_one do update
      set content = excluded.content, media_type = excluded.media_type, etag = excluded.etag, changed_at = excluded.changed_at, client_id = null;
  end if;
  return made;
end $$;

-- Ends the launches of one's own registration: the course is closed, or somebody else's browser must not go on.
create function authority.close_launch(registration_is uuid) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  n integer;
begin
  with ended as (
    update api_client set revoked_at = clock_timestamp(), revoked_by = a.person_id
     where registration = registration_is and (person_id = a.person_id or a.kind = 'service') and revoked_at is null returning session_id)
  update session s set ended_at = clock_timestamp() from ended where s.id = ended.session_id and s.ended_at is null;
  get diagnostics n = row_count;
  return n;
end $$;

revoke execute on function authority.xapi_key(text), authority.api_client(), authority.xapi_may(text[]), authority.xapi_chain(), authority.xapi_writing(),
  authority.xapi_consistent(), authority.admit_client(text, text), authority.open_client(text, bytea, text, uuid, text[], date, date, text),
  authority.revoke_client(uuid), authority.list_clients(), authority.open_launch(text, bytea, text, uuid, text, integer, bytea, text),
  authority.close_launch(uuid), ledger.record_statements() from public;
grant execute on function authority.xapi_key(text), authority.api_client(), authority.xapi_may(text[]), authority.xapi_writing(), authority.xapi_consistent(),
  authority.admit_client(text, text), authority.open_client(text, bytea, text, uuid, text[], date, date, text), authority.revoke_client(uuid),
  authority.list_clients(), authority.open_launch(text, bytea, text, uuid, text, integer, bytea, text), authority.close_launch(uuid) to minzhi_app;
