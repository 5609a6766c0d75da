-- Who is who, where, and since when. Rooms `orgs` and `people` are the pages of these tables; the tables belong to the kernel (design §6.8).

-- One row for each unit (单位): its place today. Names, codes and parents of other days are in the dated tables below.
-- A unit owns the half-open interval [lo, hi); its own rows stand at lo; children take slots inside. No ltree (design §6.9).
create table org (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('province', 'city', 'county', 'station', 'department', 'institution', 'centre', 'platform', 'workstation', 'partner')),
  parent_id uuid references org,
  depth smallint not null check (depth between 0 and 5),
  lo bigint not null unique,
  hi bigint not null,
  code text not null unique,
  name text not null check (length(name) between 2 and 80),
  short_name text not null check (length(short_name) between 1 and 40),
  division_code text,
  document_word text,
  mark text not null default 'assumption' check (mark in ('verified', 'secondary', 'unverified', 'assumption')),
  mark_note text,
  active boolean not null default true,
  opened_on date not null,
  closed_on date,
  version integer not null default 1,
  constraint org_interval check (lo < hi),
  constraint org_root_has_no_parent check ((parent_id is null) = (depth = 0))
);
create index org_parent on org (parent_id);
create index org_name_trigrams on org using gin (name gin_trgm_ops);

-- One row for each parent that a unit had, with its days: figures of a past day use that day's tree.
create table org_edge (
  org_id uuid not null references org,
  parent_id uuid not null references org,
  valid daterange not null,
  paper text,
  primary key (org_id, valid),
  constraint org_edge_one_parent_a_day exclude using gist (org_id with =, valid with &&)
);

-- One row for each name and code that a unit had, with its days.
create table org_name (
  org_id uuid not null references org,
  name text not null,
  short_name text not null,
  code text not null,
  valid daterange not null,
  primary key (org_id, valid),
  constraint org_name_one_a_day exclude using gist (org_id with =, valid with &&)
);

-- One row for each unit that went into another (合并): its old figures stay where they were, its open work moves.
create table org_merger (
  org_id uuid primary key references org,
  into_id uuid not null references org,
  merged_on date not null,
  paper text
);

-- Each level has room for 1,023 children: widths 2^60, 2^50, … 2^10.
create function authority.width(depth integer) returns bigint language sql immutable as $$ select 1::bigint << (60 - 10 * depth) $$;

-- The lower bound of the first free slot below a parent. The parent row is locked, so that two children cannot take one slot.
create function authority.free_slot(parent uuid) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  p org;
  w bigint;
  slot bigint;
begin
  select * into strict p from org where id = parent for update;
  w := authority.width(p.depth + 1);
  select s into slot from generate_series(1, 1023) s
   where not exists (select 1 from org o where o.lo >= p.lo + s * w and o.lo < p.lo + (s + 1) * w)
   order by s limit 1;
  if slot is null then raise exception 'no room below unit %', parent; end if;
  return p.lo + slot * w;
end $$;

-- One row for each person: one account, never shared (S1). The password stands in another table that the runtime role cannot read.
create table person (
  id uuid primary key default gen_random_uuid(),
  account text not null constraint person_account_unique unique check (account = lower(account) and length(account) between 3 and 64),
  name text not null check (length(name) between 2 and 40),
  staff_no text,
  certificate_no text,
  status text not null default 'active' check (status in ('invited', 'active', 'suspended', 'left')),
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp()
);
create unique index person_certificate on person (certificate_no) where certificate_no is not null;

create table person_secret (
  person_id uuid primary key references person,
  password_hash text not null,
  changed_at timestamptz not null default clock_timestamp(),
  must_change boolean not null default false
);

-- One row for each role: who reads matters, and which of the three administrators it is. The actions of a role stand in contract/authority.ts.
create table role (
  name text primary key,
  reads_matters boolean not null,
  class text not null check (class in ('business', 'system', 'security', 'audit')),
  unique (name, class)
);
insert into role (name, reads_matters, class) values
  ('officer', true, 'business'), ('unitHead', true, 'business'), ('caseReviewer', true, 'business'), ('legalReviewer', true, 'business'),
  ('deputyHead', true, 'business'), ('principalHead', true, 'business'), ('presider', true, 'business'), ('supervisor', true, 'business'),
  ('systemAdmin', false, 'system'), ('securityAdmin', false, 'security'), ('auditAdmin', false, 'audit');

-- One row for each duty (职务): a role at a unit, from–to.
create table duty (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  org_id uuid not null references org,
  org_at bigint not null,
  role text not null,
  class text not null,
  title text not null,
  status text not null default 'active' check (status in ('invited', 'active', 'suspended', 'left')),
  from_day date not null,
  to_day date,
  version integer not null default 1,
  foreign key (role, class) references role (name, class),
  constraint duty_days check (to_day is null or to_day >= from_day),
  -- 三员分立 (S18): whoever is one administrator is neither another one nor anything in the business on the same day.
  constraint duty_classes_exclude exclude using gist (person_id with =, class with <>, daterange(from_day, to_day, '[]') with &&)
);
create index duty_of_person on duty (person_id);
create index duty_of_org on duty (org_at, role);
-- One principal head a unit is not enforced: 主持工作 and hand-overs overlap in practice.

-- One row for each session. Only the hash of the token is here (S6); the runtime role reads it through functions alone.
create table session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null constraint session_token_unique unique,
  kind text not null check (kind in ('person', 'service')),
  person_id uuid references person,
  duty_id uuid references duty,
  service text,
  service_org_id uuid references org,
  started_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text not null,
  agent text,
  constraint session_is_of_someone check ((kind = 'person') = (person_id is not null) and (kind = 'service') = (service is not null))
);
create index session_of_person on session (person_id) where ended_at is null;

-- One row for each failed sign-in: five in fifteen minutes lock account and network, with growing delay (S5).
create table sign_in_failure (
  id bigint generated always as identity primary key,
  account text not null,
  network text not null,
  at timestamptz not null default clock_timestamp()
);
create index sign_in_failure_recent on sign_in_failure (account, network, at);

-- One row for each one-time token: production's first administrator (no person yet, S1), or an account that its owner activates or resets (S10).
-- Only the hash is kept; it works once and for at most a day.
create table one_time_token (
  token_hash bytea primary key,
  person_id uuid references person,
  purpose text not null check (purpose in ('first', 'firstSecurity', 'activate', 'reset')),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint one_time_token_first_has_no_person check ((purpose in ('first', 'firstSecurity')) = (person_id is null))
);

-- One row for each dated permission on one matter beyond reach (协查、移送、指定管辖). The foreign key to matter comes with that table.
create table matter_grant (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null,
  org_id uuid references org,
  person_id uuid references person,
  purpose text not null check (purpose in ('assistance', 'transfer', 'designation', 'party', 'expert')),
  from_day date not null,
  to_day date,
  given_by uuid references person,
  constraint matter_grant_to_one check ((org_id is null) <> (person_id is null)),
  constraint matter_grant_days check (to_day is null or to_day >= from_day)
);
create index matter_grant_of_org on matter_grant (org_id, matter_id);
create index matter_grant_of_person on matter_grant (person_id, matter_id);
create index matter_grant_of_matter on matter_grant (matter_id);

create type authority.actor as (
  session_id uuid, kind text, person_id uuid, person_name text, duty_id uuid, role text, org_id uuid, org_name text, org_kind text,
  lo bigint, hi bigint, reads_matters boolean, granted uuid[]
);

-- Whose session the transaction carries, judged anew in each statement: an ended duty works no longer on the next request (S22).
-- The setting holds the opaque token, not a scope: who can inject SQL cannot widen his reach. An empty setting is nobody, never the root (S15).
create function authority.actor() returns authority.actor language sql stable security definer set search_path = pg_catalog, public as $$
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
     and (s.kind = 'service' or s.last_seen_at > clock_timestamp() - interval '30 minutes')
     and (s.kind = 'service' or p.id is not null)
$$;

-- The bounds that every policy compares with. Null bounds let nothing through.
create function authority.lo() returns bigint language sql stable security definer set search_path = pg_catalog, public as $$ select (authority.actor()).lo $$;
create function authority.hi() returns bigint language sql stable security definer set search_path = pg_catalog, public as $$ select (authority.actor()).hi $$;

-- The interval of the active duty's unit, also for roles that do not read matters: units and people are administered by reach.
create function authority.place() returns int8range language sql stable security definer set search_path = pg_catalog, public as $$
  select int8range(o.lo, o.hi) from (select authority.actor() a) x join org o on o.id = (x.a).org_id
$$;

-- Does the active duty act on matters, or does it only read them (监督人员, administrators)? Jobs act. Where and when is the process's business;
-- this is the floor that SQL cannot pass.
create function authority.acts() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(a.kind = 'service' or (a.reads_matters and a.role <> 'supervisor'), false) from authority.actor() a
$$;

-- Sets the session of this transaction and says whose it is. Touches the session at most once a minute: a write for each read would cost more than it tells.
create function authority.enter(token text, request text, address text, today_is text default '') returns setof authority.actor
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  who authority.actor;
begin
  perform set_config('app.session', coalesce(token, ''), true), set_config('app.request', request, true),
          set_config('app.address', address, true), set_config('app.now', coalesce(today_is, ''), true);
  who := authority.actor();
  if who.session_id is null then return; end if;
  -- A request that finds the row locked leaves it: another one of this session is touching it, and nobody waits for somebody's long export.
  update session set last_seen_at = clock_timestamp() where id = (
    select s.id from session s where s.id = who.session_id and s.last_seen_at < clock_timestamp() - interval '1 minute' for update skip locked);
  return next who;
end $$;

-- A protected row carries its unit's lower bound; the trigger sets it, so that no insert can claim another place.
create function authority.place_row() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select lo into strict new.org_at from org where id = new.org_id;
  return new;
end $$;
create trigger duty_place before insert or update of org_id, org_at on duty for each row execute function authority.place_row();
