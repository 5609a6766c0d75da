-- The room of coordination: bodies and their meetings, requests between units, partners outside.

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

-- One row for each request between units (协作请求), or to a partner outside. The days are those by which cooperation is measured.
create table coordination_request (
  matter_id uuid primary key references matter,
  org_id uuid not null references org,
  org_at bigint not null,
  kind text not null constraint coordination_request_kind check (kind in ('leadTransfer', 'investigation', 'information', 'service')),
  title text not null,
  -- unit: of the tree. link, sheet: a partner outside. letter: beyond the province, by letter alone.
  channel text not null constraint coordination_request_channel check (channel in ('unit', 'link', 'sheet', 'letter')),
  asked_org_id uuid references org,
  asked_at bigint,
  asked_name text not null,
  content text not null,
  basis text,
  wanted_on date,
  contact text not null,
  detail jsonb not null default '{}',
  evidence jsonb not null default '[]',
  sent_on date,
  received_on date,
  responded_on date,
  response text constraint coordination_request_response check (response in ('accepted', 'declined', 'askedBack')),
  agreed_first date,
  agreed_on date,
  answered_on date,
  -- The agreed day that stood when it was first answered: what comes after a return does not change it.
  answer_due date,
  returned_on date,
  score smallint constraint coordination_request_score check (score between 1 and 5),
  score_words text,
  rated_on date,
  score_reply text,
  ended_on date,
  withdrawn boolean not null default false,
  reminded_on date,
  constraint coordination_request_asked check ((channel = 'unit') = (asked_org_id is not null)),
  constraint coordination_request_not_itself check (asked_org_id is distinct from org_id)
);
create index coordination_request_asked on coordination_request (asked_at, sent_on);
create index coordination_request_waiting on coordination_request (sent_on) where received_on is null and ended_on is null;

create function authority.place_request() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select lo into strict new.org_at from org where id = new.org_id;
  select lo into new.asked_at from org where id = new.asked_org_id;
  return new;
end $$;
create trigger coordination_request_place before insert or update of org_id, org_at, asked_org_id, asked_at on coordination_request
  for each row execute function authority.place_request();

-- One row for each question of a request, and its one answer.
create table request_question (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references coordination_request,
  position integer not null,
  ask text not null constraint request_question_ask check (length(ask) between 2 and 300),
  kind text not null constraint request_question_kind check (kind in ('text', 'yesNo', 'number', 'day', 'choice', 'file')),
  options text[] not null default '{}',
  required boolean not null default true,
  answer text constraint request_question_answer check (length(answer) <= 4000),
  file_ids uuid[] not null default '{}',
  answered_by text,
  answered_at timestamptz
);
create index request_question_of on request_question (matter_id, position);

-- One row for each link by which a partner outside works on one request. The link itself is shown once; its hash is kept.
create table request_link (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references coordination_request,
  token_hash bytea not null constraint request_link_token unique,
  made_by text not null,
  made_at timestamptz not null default clock.now(),
  expires_on date not null,
  revoked_at timestamptz,
  submitted_at timestamptz
);
create unique index request_link_one on request_link (matter_id) where revoked_at is null;

-- One row for each use of a link. Never changed.
create table request_link_use (
  id bigint generated always as identity primary key,
  link_id uuid not null references request_link,
  matter_id uuid not null references coordination_request,
  what text not null constraint request_link_use_what check (what in ('open', 'answer', 'attach', 'detach', 'submit', 'refused')),
  detail text,
  network text not null,
  at timestamptz not null default clock.now()
);
create index request_link_use_of on request_link_use (link_id, at);
create trigger request_link_use_append_only before update or delete on request_link_use for each row execute function ledger.is_append_only();

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

select authority.protect(t, 'matter') from unnest(array['meeting', 'meeting_item', 'meeting_member', 'meeting_notice', 'meeting_decision',
  'coordination_request', 'request_question', 'request_link', 'request_link_use']::regclass[]) t;
-- An item or decision that is not yet part of minutes may be taken off again.
grant delete on meeting_item, meeting_decision, request_question to minzhi_app;
-- Who supervises the unit that is asked reads what it was asked, and how it did; the file itself only by its matter.
alter policy reach on coordination_request
  using (exists (select 1 from matter m where m.id = matter_id)
         or (sent_on is not null and asked_at between (select authority.lo()) and (select authority.hi()) - 1
             and coalesce((select authority.field()) = 'coordination', true)));
-- A link is made and taken back by who asks; what it did is written by the door alone.
revoke insert, update, select on request_link from minzhi_app;
grant select (id, matter_id, made_by, made_at, expires_on, revoked_at, submitted_at), insert (matter_id, token_hash, made_by, expires_on), update (revoked_at) on request_link to minzhi_app;
revoke insert, update on request_link_use from minzhi_app;
create policy asker_alone on request_link as restrictive for all to minzhi_app
  using (exists (select 1 from matter m where m.id = matter_id and m.handling_at between (select authority.lo()) and (select authority.hi()) - 1));
select authority.protect('coordination_setting', 'signedIn', 'select, insert', '(select authority.is(''coordinator'')) and (select (authority.actor()).org_kind) = ''province''');
select ledger.watch(t) from unnest(array['coordination_body', 'body_member', 'meeting', 'meeting_item', 'meeting_member', 'meeting_notice', 'meeting_decision',
  'coordination_request', 'request_question', 'request_link', 'request_link_use', 'coordination_setting']::regclass[]) t;

-- Each side of a request writes its own words and days, by SQL too: the unit that is asked does not rate itself, the one that asks does not answer.
-- The house's jobs write either; the doors of partners act as the owner of the functions and do not come here.
create function authority.sides_of_request(matter_is uuid, out asks boolean, out answers boolean) language sql stable set search_path = pg_catalog, public as $$
  select coalesce(m.handling_org_id = (a).org_id, false), authority.acts_by_grant(m.id) from matter m, (select authority.actor() a) x where m.id = matter_is
$$;
create function authority.guard_request() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  side record;
begin
  if current_user <> 'minzhi_app' or (authority.actor()).kind = 'service' then return new; end if;
  select * into side from authority.sides_of_request(new.matter_id);
  if not coalesce(side.asks, false)
     and (new.org_id, new.kind, new.title, new.channel, new.asked_org_id, new.asked_name, new.content, new.basis, new.wanted_on, new.contact, new.detail, new.evidence,
          new.sent_on, new.returned_on, new.score, new.score_words, new.rated_on, new.ended_on, new.withdrawn, new.reminded_on)
         is distinct from
         (old.org_id, old.kind, old.title, old.channel, old.asked_org_id, old.asked_name, old.content, old.basis, old.wanted_on, old.contact, old.detail, old.evidence,
          old.sent_on, old.returned_on, old.score, old.score_words, old.rated_on, old.ended_on, old.withdrawn, old.reminded_on) then
    raise exception 'written by the unit that asks' using errcode = 'insufficient_privilege';
  end if;
  if not coalesce(case when new.channel = 'unit' then side.answers else side.asks end, false)
     and (new.received_on, new.responded_on, new.response, new.agreed_first, new.answered_on, new.answer_due, new.score_reply)
         is distinct from (old.received_on, old.responded_on, old.response, old.agreed_first, old.answered_on, old.answer_due, old.score_reply) then
    raise exception 'written by the unit that is asked' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger coordination_request_guard before insert or update on coordination_request for each row execute function authority.guard_request();

create function authority.guard_question() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  side record;
  of_unit boolean;
begin
  if current_user <> 'minzhi_app' or (authority.actor()).kind = 'service' then return coalesce(new, old); end if;
  select * into side from authority.sides_of_request(coalesce(new.matter_id, old.matter_id));
  select r.channel = 'unit' into of_unit from coordination_request r where r.matter_id = coalesce(new.matter_id, old.matter_id);
  if not coalesce(side.asks, false)
     and (new.matter_id, new.position, new.ask, new.kind, new.options, new.required)
         is distinct from (old.matter_id, old.position, old.ask, old.kind, old.options, old.required) then
    raise exception 'asked by the unit that asks' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and not coalesce(case when of_unit then side.answers else side.asks end, false)
     and (new.answer, new.file_ids, new.answered_by, new.answered_at) is distinct from (old.answer, old.file_ids, old.answered_by, old.answered_at) then
    raise exception 'answered by the unit that is asked' using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create trigger request_question_guard before insert or update or delete on request_question for each row execute function authority.guard_question();

-- A link that was taken back opens nothing again, nor is the moment of it moved.
create function authority.guard_link() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'taken back already' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger request_link_guard before update of revoked_at on request_link for each row execute function authority.guard_link();

-- Who hears a reminder: heads and coordinators of one unit, for the house's own jobs.
create function authority.coordinators_of(unit uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct d.person_id from duty d
   where (authority.actor()).kind = 'service' and d.org_id = unit and d.status = 'active' and d.role in ('coordinator', 'unitHead')
     and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
$$;

revoke execute on function authority.place_request(), authority.keeps_body(bigint), authority.keeps_body_of(uuid), authority.coordinators_of(uuid),
  authority.sides_of_request(uuid), authority.guard_request(), authority.guard_question(), authority.guard_link() from public;
grant execute on function authority.keeps_body(bigint), authority.keeps_body_of(uuid), authority.coordinators_of(uuid), authority.sides_of_request(uuid) to minzhi_app;
