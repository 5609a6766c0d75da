-- Requests between units, and to partners outside.

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
  -- Days as they were entered; the three `…_recorded` are those on which they were, and by these alone anybody is late.
  sent_on date,
  sent_recorded date,
  received_on date,
  responded_on date,
  responded_recorded date,
  response text constraint coordination_request_response check (response in ('accepted', 'declined', 'askedBack')),
  agreed_first date,
  agreed_on date,
  answered_on date,
  answered_recorded date,
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

-- Whoever writes an earlier day is not on time by it: nobody but this sets what was recorded when, and it is set once.
create function authority.date_request() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  before coordination_request;
begin
  if tg_op = 'UPDATE' then before := old; end if;
  new.sent_recorded := coalesce(before.sent_recorded, case when new.sent_on is not null then clock.today() end);
  new.responded_recorded := coalesce(before.responded_recorded, case when new.responded_on is not null then clock.today() end);
  new.answered_recorded := coalesce(before.answered_recorded, case when new.answered_on is not null then clock.today() end);
  return new;
end $$;
create trigger coordination_request_recorded before insert or update on coordination_request for each row execute function authority.date_request();

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
  submitted_at timestamptz,
  -- 不予受理, by the partner himself.
  declined_at timestamptz,
  decline_reason text constraint request_link_reason check (length(decline_reason) between 2 and 500),
  constraint request_link_declined check ((declined_at is null) = (decline_reason is null))
);
create unique index request_link_one on request_link (matter_id) where revoked_at is null;

-- One row for each use of a link. Never changed.
create table request_link_use (
  id bigint generated always as identity primary key,
  link_id uuid not null references request_link,
  matter_id uuid not null references coordination_request,
  what text not null constraint request_link_use_what check (what in ('receive', 'answer', 'attach', 'detach', 'submit', 'decline')),
  detail text,
  network text not null,
  at timestamptz not null default clock.now()
);
create index request_link_use_of on request_link_use (link_id, at);
create trigger request_link_use_append_only before update or delete on request_link_use for each row execute function ledger.is_append_only();

select authority.protect(t, 'matter') from unnest(array['coordination_request', 'request_question', 'request_link', 'request_link_use']::regclass[]) t;
-- A question that was not asked yet may be taken off again.
grant delete on request_question to minzhi_app;
-- Who supervises the unit that is asked reads what it was asked, and how it did; the file itself only by its matter.
alter policy reach on coordination_request
  using (exists (select 1 from matter m where m.id = matter_id)
         or (sent_on is not null and asked_at between (select authority.lo()) and (select authority.hi()) - 1
             and coalesce((select authority.field()) = 'coordination', true)));
-- A link is made and taken back by who asks; what it did is written by the door alone.
revoke insert, update, select on request_link from minzhi_app;
grant select (id, matter_id, made_by, made_at, expires_on, revoked_at, submitted_at, declined_at, decline_reason), insert (matter_id, token_hash, made_by, expires_on), update (revoked_at) on request_link to minzhi_app;
revoke insert, update on request_link_use from minzhi_app;
create policy asker_alone on request_link as restrictive for all to minzhi_app
  using (exists (select 1 from matter m where m.id = matter_id and m.handling_at between (select authority.lo()) and (select authority.hi()) - 1));
select ledger.watch(t) from unnest(array['coordination_request', 'request_question', 'request_link', 'request_link_use']::regclass[]) t;

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

revoke execute on function authority.place_request(), authority.date_request(), authority.sides_of_request(uuid), authority.guard_request(), authority.guard_question(), authority.guard_link() from public;
grant execute on function authority.sides_of_request(uuid) to minzhi_app;
