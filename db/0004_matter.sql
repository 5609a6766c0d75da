-- One row for each matter (事项): a running instance of a process. It moves by takeStep alone.
create table matter (
  id uuid primary key default gen_random_uuid(),
  process text not null,
  -- The day whose process version (law) it keeps (design §6.2).
  law_of date not null,
  state text not null,
  version integer not null default 1,
  number text,
  title text not null check (length(title) between 1 and 200),
  owner_org_id uuid not null references org,
  owner_at bigint not null,
  handling_org_id uuid not null references org,
  handling_at bigint not null,
  parent_id uuid references matter,
  opened_on date not null,
  recorded_at timestamptz not null default clock.now(),
  closed_on date,
  closed boolean not null default false,
  -- The earliest running deadline, kept for lists; the clocks below are the truth.
  due date,
  due_name text,
  unique (owner_org_id, number)
);
-- The handling unit is the owner or lies below it, so one column decides who reads (docs/decisions/0003).
create index matter_reach on matter (handling_at, recorded_at desc);
create index matter_recent on matter (recorded_at desc, id);
create index matter_due on matter (due, id) where not closed and due is not null;
create index matter_children on matter (parent_id) where parent_id is not null;
create index matter_state on matter (process, state);

create function authority.place_matter() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  owner_hi bigint;
begin
  select lo, hi into strict new.owner_at, owner_hi from org where id = new.owner_org_id;
  select lo into strict new.handling_at from org where id = new.handling_org_id;
  if new.handling_at < new.owner_at or new.handling_at >= owner_hi then
    raise exception 'the handling unit must be the owner or lie below it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger matter_place before insert or update of owner_org_id, handling_org_id, owner_at, handling_at on matter
  for each row execute function authority.place_matter();

-- A matter at its end stays there, also for SQL that bypasses the application (S44).
create function authority.matter_is_final() returns trigger language plpgsql as $$
begin
  if old.closed and (new.state is distinct from old.state or not new.closed) then
    raise exception 'matter % is closed', old.id using errcode = 'check_violation';
  end if;
  if new.version < old.version then raise exception 'the version of a matter only grows' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger matter_final before update on matter for each row execute function authority.matter_is_final();

alter table matter_grant add foreign key (matter_id) references matter;
-- A grant is read-only unless it says that it acts (design §6.1): the assisting unit answers, the common superior designates.
alter table matter_grant add column acts boolean not null default false;

-- Does the actor's unit hold a grant on this matter that acts, today?
create function authority.acts_by_grant(matter uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from matter_grant g, authority.actor() a
                  where g.matter_id = matter and g.acts and g.org_id = a.org_id and clock.today() between g.from_day and coalesce(g.to_day, 'infinity'))
$$;

-- Does this matter lie where the actor's unit may write: within its reach, or by a grant that acts?
create function authority.acts_on(matter_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from matter m where m.id = matter_is
                    and (m.handling_at between authority.lo() and authority.hi() - 1 or authority.acts_by_grant(m.id)))
$$;

-- One row for each act taken on a matter. Rows are never changed: the trigger below refuses it. Names are those of the day of the act.
create table matter_step (
  id bigint generated always as identity primary key,
  matter_id uuid not null references matter,
  step text not null,
  from_state text not null,
  to_state text not null,
  happened_on date not null,
  recorded_at timestamptz not null default clock.now(),
  late boolean not null default false,
  person_id uuid references person,
  person_name text not null,
  duty_id uuid references duty,
  role text not null,
  org_id uuid not null references org,
  org_name text not null,
  input jsonb not null default '{}'
);
create index matter_step_of on matter_step (matter_id, id);
create index matter_step_by on matter_step (person_id, recorded_at desc);
create trigger matter_step_append_only before update or delete on matter_step for each row execute function ledger.is_append_only();

-- One row for each statutory clock of a matter: what was computed when its history last changed. `detail` is the arithmetic that people open.
create table matter_clock (
  matter_id uuid not null references matter,
  name text not null,
  entry smallint not null,
  title text not null,
  limit_id text not null,
  kind text not null,
  begun date not null,
  due date,
  paused boolean not null default false,
  provisional boolean not null default false,
  ended_on date,
  handling_at bigint not null,
  detail jsonb not null,
  primary key (matter_id, name, entry)
);
create index matter_clock_running on matter_clock (handling_at, due) where ended_on is null;
create index matter_clock_due on matter_clock (due) where ended_on is null;

-- One row for each officer who handles a matter, from–to (two at least for an enforcement case).
create table matter_assignee (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references matter,
  person_id uuid not null references person,
  person_name text not null,
  certificate_no text,
  from_day date not null,
  to_day date,
  constraint matter_assignee_days check (to_day is null or to_day >= from_day)
);
create index matter_assignee_of on matter_assignee (matter_id);
create index matter_assignee_person on matter_assignee (person_id) where to_day is null;
create unique index matter_assignee_once on matter_assignee (matter_id, person_id) where to_day is null;

-- One row for each matter that a person follows (关注).
create table matter_watch (
  person_id uuid not null references person,
  matter_id uuid not null references matter,
  since timestamptz not null default clock_timestamp(),
  primary key (person_id, matter_id)
);

-- One row for each thing that somebody has to do (待办): which duty, where, until when. takeStep rewrites the rows of its matter.
create table inbox_item (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references matter,
  org_id uuid not null references org,
  org_at bigint not null,
  role text not null,
  person_id uuid references person,
  not_persons uuid[] not null default '{}',
  steps text[] not null,
  opens_on date not null,
  closes_on date,
  clock_title text,
  arrived_at timestamptz not null default clock.now()
);
create index inbox_item_duty on inbox_item (org_id, role, closes_on, id) where person_id is null;
create index inbox_item_person on inbox_item (person_id, closes_on, id) where person_id is not null;
create index inbox_item_matter on inbox_item (matter_id);
create trigger inbox_item_place before insert or update of org_id, org_at on inbox_item for each row execute function authority.place_row();

-- One row for each fact that an indicator counts (design §6.11), written in the transaction of the step.
create table indicator_fact (
  id bigint generated always as identity primary key,
  indicator text not null,
  org_id uuid not null references org,
  org_at bigint not null,
  day date not null,
  value numeric not null,
  matter_id uuid references matter,
  record text not null
);
create index indicator_fact_read on indicator_fact (indicator, org_at, day) include (value);
create trigger indicator_fact_place before insert on indicator_fact for each row execute function authority.place_row();

-- One row for each writing request that carried an Idempotency-Key: same key and body, same answer, one effect (S41). Kept 72 hours and longer.
create table request_key (
  person_id uuid not null references person,
  key uuid not null,
  route text not null,
  body_hash bytea not null,
  status smallint,
  answer jsonb,
  version integer,
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, key)
);
create index request_key_age on request_key (at);

-- One row for each series of numbers: unit, word, year. The row's lock makes the number; the number and its use commit together, so there are no gaps.
create table number_series (
  org_id uuid not null references org,
  org_at bigint not null,
  word text not null,
  year integer not null,
  last integer not null default 0,
  primary key (org_id, word, year)
);
create trigger number_series_place before insert on number_series for each row execute function authority.place_row();

-- In whose name may the actor number? Units within his reach; the bureau that his own unit belongs to; the owner of a matter that he acts on.
-- A number tells how many there were (S23), so it is not given for anybody else's series.
create function authority.numbers_for(unit uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.acts() and (
    exists (select 1 from org o where o.id = unit and o.lo between authority.lo() and authority.hi() - 1)
    or unit = (select up.id from org up, org mine where mine.id = (authority.actor()).org_id and up.lo <= mine.lo and up.hi >= mine.hi
                 and up.kind in ('province', 'city', 'county') order by up.depth desc limit 1)
    or exists (select 1 from matter m where m.owner_org_id = unit and m.handling_at between authority.lo() and authority.hi() - 1)
    or exists (select 1 from unnest((authority.actor()).granted) g join matter m on m.id = g where m.owner_org_id = unit and authority.acts_by_grant(m.id)))
$$;
create function authority.next_number(org uuid, word text, year integer) returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  if not authority.numbers_for(org) then raise exception 'no numbers of this unit' using errcode = 'insufficient_privilege'; end if;
  insert into number_series as s (org_id, org_at, word, year, last) values (org, 0, word, year, 1)
  on conflict on constraint number_series_pkey do update set last = s.last + 1
  returning last into n;
  return n;
end $$;

select authority.protect('matter', 'public');
alter policy reach on matter
  using (handling_at between (select authority.lo()) and (select authority.hi()) - 1 or id = any ((select (authority.actor()).granted)::uuid[]))
  with check (handling_at between (select authority.lo()) and (select authority.hi()) - 1);
create policy act_insert on matter as restrictive for insert to minzhi_app with check ((select authority.acts()));
create policy act_update on matter as restrictive for update to minzhi_app using (true) with check ((select authority.acts()));
select authority.protect(t, 'matter') from unnest(array['matter_grant', 'matter_step', 'matter_assignee']::regclass[]) t;
select authority.protect('matter_clock', 'matter', 'select, insert, update, delete'), authority.protect('inbox_item', 'matter', 'select, insert, update, delete'),
       authority.protect('matter_watch', 'self', 'select, insert, update, delete'),
       authority.protect('request_key', 'self'), authority.protect('number_series', 'org', 'select'), authority.protect('indicator_fact', 'org', 'select, insert', '(select authority.acts())');
-- History is written in one's own name.
create policy own_name on matter_step as restrictive for insert to minzhi_app
  with check (person_id is not distinct from (select (authority.actor()).person_id) and duty_id is not distinct from (select (authority.actor()).duty_id));
alter policy reach on matter_clock using (handling_at between (select authority.lo()) and (select authority.hi()) - 1 or matter_id = any ((select (authority.actor()).granted)::uuid[]))
  with check (exists (select 1 from matter m where m.id = matter_id));
revoke update on matter_step from minzhi_app;
select ledger.watch(t) from unnest(array['matter', 'matter_grant', 'matter_step', 'matter_assignee', 'indicator_fact']::regclass[]) t;
