-- The room of coordination: bodies and their meetings. Requests between units stand in the file after it.

-- A unit that is asked acts on the request, and a member on its notice of a meeting, by a grant; so does a supporting unit of a task.
alter table matter_grant drop constraint if exists matter_grant_purpose_check, drop constraint if exists matter_grant_purpose;
alter table matter_grant add constraint matter_grant_purpose
  check (purpose in ('assistance', 'transfer', 'designation', 'party', 'expert', 'support', 'request'));

-- One row for each coordination body (议事协调机构). Its name is its own (领导小组, 联席会议 …); `org_id` is the unit that holds its office (办公室).
create table coordination_body (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  form text not null constraint coordination_body_form check (form in ('leadingGroup', 'jointMeeting', 'mechanism', 'other')),
  name text not null constraint coordination_body_name check (length(name) between 2 and 80),
  office_name text not null constraint coordination_body_office check (length(office_name) between 2 and 80),
  paper text,
  mark text not null default 'assumption' constraint coordination_body_mark check (mark in ('verified', 'secondary', 'unverified', 'assumption')),
  -- What is to be known of it: that its list of members was not obtained (未取得).
  mark_note text,
  from_day date not null,
  to_day date,
  version integer not null default 1,
  constraint coordination_body_days check (to_day is null or to_day >= from_day)
);
create index coordination_body_of on coordination_body (org_at);
create trigger coordination_body_place before insert or update of org_id, org_at on coordination_body for each row execute function authority.place_row();

-- One row for each member of a body, from–to: a unit of the tree or one outside by its name, and the post (职务) by which it is represented. No names of persons.
create table body_member (
  id uuid primary key default gen_random_uuid(),
  body_id uuid not null references coordination_body,
  org_id uuid references org,
  name text not null constraint body_member_name check (length(name) between 2 and 80),
  part text not null constraint body_member_part check (part in ('lead', 'deputy', 'member', 'office')),
  post text not null default '' constraint body_member_post check (length(post) <= 60),
  paper text,
  from_day date not null,
  to_day date,
  constraint body_member_days check (to_day is null or to_day >= from_day)
);
create index body_member_of on body_member (body_id);

-- One row for each meeting of a body (协调会议).
create table meeting (
  matter_id uuid primary key references matter,
  body_id uuid not null references coordination_body,
  org_id uuid not null references org,
  form text not null constraint meeting_form check (form in ('plenary', 'special', 'liaison')),
  title text not null,
  day date not null,
  starts text not null constraint meeting_starts check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  place text not null,
  chair text not null
);
create index meeting_of on meeting (body_id, day);

-- One row for each item of the agenda, with who reports and the papers (files of the meeting).
create table meeting_item (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references meeting,
  position integer not null,
  title text not null constraint meeting_item_title check (length(title) between 2 and 150),
  reporter text not null,
  file_ids uuid[] not null default '{}'
);
create index meeting_item_of on meeting_item (matter_id, position);

-- One row for each member that a meeting asks to come, and whether it came.
create table meeting_member (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references meeting,
  member_id uuid not null references body_member,
  org_id uuid references org,
  name text not null,
  post text not null,
  -- Its notice, for a unit of the tree; others are told by letter.
  notice_id uuid references matter,
  presence text constraint meeting_member_presence check (presence in ('present', 'substitute', 'leave', 'absent')),
  who text,
  constraint meeting_member_once unique (matter_id, member_id)
);

-- One row for each notice of a meeting to a member unit: what it answered.
create table meeting_notice (
  matter_id uuid primary key references matter,
  meeting_id uuid not null references meeting,
  org_id uuid not null references org,
  answer text constraint meeting_notice_answer check (answer in ('comes', 'substitute', 'leave')),
  who text,
  reason text,
  answered_on date
);
create index meeting_notice_of on meeting_notice (meeting_id);

-- One row for each decision of a meeting (议定事项). Without owner and day it may be written, and the minutes may not be issued.
create table meeting_decision (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references meeting,
  position integer not null,
  item_id uuid references meeting_item,
  text text not null constraint meeting_decision_text check (length(text) between 2 and 500),
  owner_org_id uuid references org,
  owner_name text,
  support_org_ids uuid[] not null default '{}',
  due date,
  -- The supervised task that it became.
  task_id uuid references matter
);
create index meeting_decision_of on meeting_decision (matter_id, position);

-- One row for each version of the settings of cooperation: the thresholds of the measures, the smallest number of cases that is ranked, days of reminders.
create table coordination_setting (
  id bigint generated always as identity primary key,
  value jsonb not null,
  reason text not null,
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create trigger coordination_setting_append_only before update or delete on coordination_setting for each row execute function ledger.is_append_only();

-- Who keeps bodies: a coordinator, for units within his reach; the list itself is no secret inside the house.
create function authority.keeps_body(place bigint) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((select authority.is('coordinator')) and authority.place() @> place, false)
$$;
create function authority.keeps_body_of(body uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from coordination_body b where b.id = body and authority.keeps_body(b.org_at))
$$;
select authority.protect('coordination_body', 'signedIn', 'select, insert, update', 'authority.keeps_body(org_at)'),
       authority.protect('body_member', 'signedIn', 'select, insert, update', 'authority.keeps_body_of(body_id)');
create policy own_update on coordination_body as restrictive for update to minzhi_app using (authority.keeps_body(org_at));
create policy own_update on body_member as restrictive for update to minzhi_app using (authority.keeps_body_of(body_id));
revoke update on body_member from minzhi_app;
grant update (post, paper, to_day) on body_member to minzhi_app;

select authority.protect(t, 'matter') from unnest(array['meeting', 'meeting_item', 'meeting_member', 'meeting_notice', 'meeting_decision']::regclass[]) t;
-- An item or decision that is not yet part of minutes may be taken off again.
grant delete on meeting_item, meeting_decision to minzhi_app;
select authority.protect('coordination_setting', 'signedIn', 'select, insert', '(select authority.is(''coordinator'')) and (select (authority.actor()).org_kind) = ''province''');
select ledger.watch(t) from unnest(array['coordination_body', 'body_member', 'meeting', 'meeting_item', 'meeting_member', 'meeting_notice', 'meeting_decision',
  'coordination_setting']::regclass[]) t;

-- Who hears a reminder: heads and coordinators of one unit, for the house's own jobs.
create function authority.coordinators_of(unit uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct d.person_id from duty d
   where (authority.actor()).kind = 'service' and d.org_id = unit and d.status = 'active' and d.role in ('coordinator', 'unitHead')
     and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
$$;

revoke execute on function authority.keeps_body(bigint), authority.keeps_body_of(uuid), authority.coordinators_of(uuid) from public;
grant execute on function authority.keeps_body(bigint), authority.keeps_body_of(uuid), authority.coordinators_of(uuid) to minzhi_app;
