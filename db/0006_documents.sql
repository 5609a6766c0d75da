-- One row for each stored content: bytes are in the file store under their SHA-256 before this row exists (S53). Contents are never changed.
create table blob (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  stored_at timestamptz not null default clock_timestamp()
);

-- One row for each file as somebody gave it to a matter: a name, a purpose, a content.
create table file (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid references matter,
  sha256 text not null references blob,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  bytes bigint not null,
  purpose text not null,
  person_id uuid references person,
  person_name text not null,
  at timestamptz not null default clock.now()
);
create index file_of_matter on file (matter_id);
create index file_of_content on file (sha256);
create trigger file_append_only before delete on file for each row execute function ledger.is_append_only();

-- One row for each paper (文书) of a matter. An issued paper is final; a void number stays with its reason and is never used again.
create table paper (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references matter,
  kind text not null,
  title text not null,
  state text not null default 'draft' check (state in ('draft', 'issued', 'void')),
  fields jsonb not null default '{}',
  org_id uuid not null references org,
  org_at bigint not null,
  number text,
  word text,
  year integer,
  serial integer,
  issued_on date,
  issued_by text,
  void_reason text,
  voided_by text,
  fields_hash text,
  version integer not null default 1,
  created_at timestamptz not null default clock.now(),
  constraint paper_number_once unique (org_id, word, year, serial),
  constraint paper_void_has_reason check ((state = 'void') = (void_reason is not null)),
  constraint paper_issued_has_day check (state = 'draft' or issued_on is not null)
);
create index paper_of_matter on paper (matter_id, created_at);
create index paper_register on paper (org_at, issued_on desc) where number is not null;
create trigger paper_place before insert or update of org_id, org_at on paper for each row execute function authority.place_row();

create function authority.paper_is_final() returns trigger language plpgsql as $$
begin
  if old.state = 'void' or (old.state = 'issued' and (new.state not in ('issued', 'void') or new.fields is distinct from old.fields
      or new.number is distinct from old.number or new.serial is distinct from old.serial or new.issued_on is distinct from old.issued_on)) then
    raise exception 'an issued paper is final; it can only be voided' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger paper_final before update on paper for each row execute function authority.paper_is_final();

-- One row for each message to a person. `key` makes a reminder arrive once however often its job runs.
create table message (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  kind text not null check (kind in ('deadline', 'work', 'notice')),
  matter_id uuid references matter,
  title text not null,
  body text not null,
  at timestamptz not null default clock.now(),
  read_at timestamptz,
  key text not null,
  unique (person_id, key)
);
create index message_unread on message (person_id, at desc);

-- One row for each delegation (委托): who stands in for a duty during leave.
create table delegation (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  duty_id uuid not null references duty,
  to_person_id uuid not null references person,
  from_day date not null,
  to_day date not null,
  reason text not null,
  ended_at timestamptz,
  constraint delegation_days check (to_day >= from_day),
  constraint delegation_to_another check (to_person_id <> person_id)
);
create index delegation_of_duty on delegation (duty_id);

-- One row for each year of the State Council's holiday notice that an administrator entered (暂定 until then).
create table holiday_year (
  year integer primary key check (year between 2020 and 2100),
  notice text not null,
  holidays text[] not null,
  workdays text[] not null,
  entered_by uuid references person,
  entered_at timestamptz not null default clock_timestamp()
);

-- One row for each long piece of work that a person started: an export, an import. The page shows its progress.
create table task (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  kind text not null,
  title text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0,
  total integer,
  payload jsonb not null default '{}',
  outcome jsonb,
  sha256 text references blob,
  file_name text,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create index task_of_person on task (person_id, created_at desc);
-- One long piece of work a person at a time (S88).
create unique index task_one_at_a_time on task (person_id, kind) where state in ('waiting', 'running');

-- One row for each named view of a list that a person keeps (我的视图), or as the head of a unit shares with it (单位视图).
create table saved_view (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  person_name text not null,
  list text not null,
  name text not null check (length(name) between 1 and 40),
  query jsonb not null,
  -- The unit that it is shared with: read under every duty at this very unit, not above or below.
  org_id uuid references org,
  -- What the list shows its owner when he opens it without a filter.
  is_default boolean not null default false,
  unique (person_id, list, name)
);
create unique index saved_view_one_default on saved_view (person_id, list) where is_default;
create index saved_view_of_unit on saved_view (org_id, list) where org_id is not null;

select authority.protect('blob', 'signedIn', 'select, insert'), authority.protect('paper', 'matter'), authority.protect('message', 'self'),
       authority.protect('task', 'self'), authority.protect('saved_view', 'self', 'select, insert, update, delete'),
       authority.protect('holiday_year', 'public', 'select, insert, update', '(select authority.is(''systemAdmin''))'), authority.protect('delegation', 'public');
alter policy reach on saved_view
  using (person_id = (select (authority.actor()).person_id) or org_id = (select (authority.actor()).org_id))
  with check (person_id = (select (authority.actor()).person_id)
              and (org_id is null or (org_id = (select (authority.actor()).org_id) and (select authority.is('unitHead', 'deputyHead', 'principalHead')))));
create policy own_update on saved_view as restrictive for update to minzhi_app using (person_id = (select (authority.actor()).person_id));
-- Who heads the unit now takes away what an earlier head had shared.
create policy own_delete on saved_view as restrictive for delete to minzhi_app
  using (person_id = (select (authority.actor()).person_id) or (select authority.is('unitHead', 'deputyHead', 'principalHead')));
-- A file before it is bound to a matter is seen by who brought it.
select authority.protect('file', 'public');
alter policy reach on file
  using (case when matter_id is null then person_id = (select (authority.actor()).person_id) else exists (select 1 from matter m where m.id = matter_id) end)
  with check (case when matter_id is null then person_id = (select (authority.actor()).person_id) else exists (select 1 from matter m where m.id = matter_id) end);
create policy act_insert on file as restrictive for insert to minzhi_app with check (
  (matter_id is null or ((select authority.acts()) and authority.acts_on(matter_id)))
  and ((select (authority.actor()).kind) = 'service' or person_id = (select (authority.actor()).person_id)));
-- Which contents exist is nobody's to list: a content is seen by who sees a file or a result with it, and by the jobs that look after them.
alter policy reach on blob
  using ((select (authority.actor()).kind) = 'service' or exists (select 1 from file f where f.sha256 = blob.sha256) or exists (select 1 from task t where t.sha256 = blob.sha256));
-- Jobs write messages and move tasks of others.
alter policy reach on message
  using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service')
  with check (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
alter policy reach on task
  using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service')
  with check (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
alter policy reach on delegation
  using (person_id = (select (authority.actor()).person_id) or to_person_id = (select (authority.actor()).person_id)
         or exists (select 1 from duty d where d.id = duty_id and (select authority.place()) @> d.org_at))
  with check (person_id = (select (authority.actor()).person_id)
              and exists (select 1 from duty d where d.id = duty_id and d.person_id = (select (authority.actor()).person_id)));
select ledger.watch(t) from unnest(array['file', 'paper', 'delegation', 'holiday_year']::regclass[]) t;
revoke execute on all functions in schema authority, ledger from public;
