-- Online courses (网络课程): what is taught, what is kept of uploaded packages, who learns it, and how far he is.

-- One row for each programme (专题): the shelf on which a unit puts its courses.
create table course_programme (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  title text not null check (length(title) between 2 and 60),
  created_at timestamptz not null default clock.now(),
  constraint course_programme_once unique (org_id, title)
);
create trigger course_programme_place before insert or update of org_id, org_at on course_programme for each row execute function authority.place_row();

-- One row for each course, made by a unit for everybody at it and below it. What is taught stands in its editions.
create table course (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  programme_id uuid references course_programme,
  -- Has a published edition: somebody may begin it now.
  offered boolean not null default false,
  made_by uuid not null references person,
  created_at timestamptz not null default clock.now(),
  version integer not null default 1
);
create index course_of_unit on course (org_at);
create trigger course_place before insert or update of org_id, org_at on course for each row execute function authority.place_row();

-- One row for each edition (版本) of a course. A published one is never changed: who began it, ends it.
create table course_edition (
  id uuid primary key default gen_random_uuid(),
  course_id uuid not null references course,
  number integer not null check (number > 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'replaced', 'withdrawn')),
  title text not null check (length(title) between 2 and 80),
  summary text not null default '',
  theme text not null,
  hours numeric(5, 1) not null check (hours >= 0 and hours <= 200 and hours * 2 = trunc(hours * 2)),
  -- 防挂机: ask for a click after so many minutes of a film; null asks never.
  click_minutes integer check (click_minutes between 1 and 60),
  max_rate numeric(3, 2) not null default 1.5 check (max_rate between 1 and 2),
  made_by text not null,
  published_at timestamptz,
  published_by text,
  withdrawn_at timestamptz,
  withdrawn_why text,
  version integer not null default 1,
  constraint course_edition_number_once unique (course_id, number),
  constraint course_edition_published check ((state = 'draft') = (published_at is null)),
  constraint course_edition_withdrawn check ((state = 'withdrawn') = (withdrawn_why is not null))
);
create unique index course_edition_one_draft on course_edition (course_id) where state = 'draft';
create unique index course_edition_one_published on course_edition (course_id) where state = 'published';

create function authority.course_edition_stands() returns trigger language plpgsql as $$
begin
  if old.course_id <> new.course_id or old.number <> new.number
     or (old.state <> 'draft' and (new.state = 'draft' or (new.title, new.summary, new.theme, new.hours, new.click_minutes, new.max_rate, new.published_at)
         is distinct from (old.title, old.summary, old.theme, old.hours, old.click_minutes, old.max_rate, old.published_at)))
     or (old.state in ('replaced', 'withdrawn') and new.state <> old.state) then
    raise exception 'a published edition of a course is never changed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger course_edition_stands before update on course_edition for each row execute function authority.course_edition_stands();

-- One row for each uploaded package (SCORM 1.2, SCORM 2004, cmi5) that was checked and taken in whole. Rows are never changed.
create table content_package (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  kind text not null check (kind in ('scorm12', 'scorm2004', 'cmi5')),
  title text not null,
  name text not null,
  bytes bigint not null,
  entries integer not null,
  -- What can be launched in it, in order: id, title, path, and what its manifest says of mastery and of moving on.
  items jsonb not null,
  person_id uuid not null references person,
  created_at timestamptz not null default clock.now()
);
create trigger content_package_place before insert or update of org_id, org_at on content_package for each row execute function authority.place_row();
create trigger content_package_append_only before update or delete on content_package for each row execute function ledger.is_append_only();

-- One row for each file inside a package: where it is asked for, and which content that is. Not under the ledger: the package is, and these never change.
create table content_entry (
  package_id uuid not null references content_package,
  path text not null,
  sha256 text not null references blob,
  media_type text not null,
  bytes bigint not null,
  primary key (package_id, path)
);
create trigger content_entry_append_only before update or delete on content_entry for each row execute function ledger.is_append_only();

-- One row for each unit of content (学习单元) of an edition, in its order.
create table course_unit (
  id uuid primary key default gen_random_uuid(),
  edition_id uuid not null references course_edition,
  position integer not null,
  title text not null check (length(title) between 1 and 80),
  kind text not null check (kind in ('video', 'document', 'scorm12', 'scorm2004', 'cmi5', 'quiz')),
  required boolean not null default true,
  sha256 text references blob,
  media_type text,
  name text,
  bytes bigint,
  -- Of a film, read from its own header.
  seconds numeric(9, 3),
  package_id uuid references content_package,
  exam_id uuid,
  -- A film is learned when this share of it was watched; a document after so many minutes of reading.
  share numeric(3, 2) not null default 0.9 check (share between 0.5 and 1),
  minutes integer not null default 0 check (minutes between 0 and 600),
  constraint course_unit_has_its_content check (case kind
    when 'video' then sha256 is not null and seconds is not null when 'document' then sha256 is not null
    when 'quiz' then exam_id is not null else package_id is not null end),
  constraint course_unit_position unique (edition_id, position) deferrable initially deferred
);
create index course_unit_of_package on course_unit (package_id) where package_id is not null;

create function authority.course_unit_of_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  e uuid := case when tg_op = 'INSERT' then new.edition_id else old.edition_id end;
begin
  if not exists (select 1 from course_edition where id = e and state = 'draft') or (tg_op = 'UPDATE' and new.edition_id <> old.edition_id) then
    raise exception 'the units of a published edition are never changed' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger course_unit_of_draft before insert or update or delete on course_unit for each row execute function authority.course_unit_of_draft();

-- One row for each person who began a course: the edition that he began is the one that he ends.
create table course_enrolment (
  id uuid primary key default gen_random_uuid(),
  course_id uuid not null references course,
  edition_id uuid not null references course_edition,
  person_id uuid not null references person,
  began_at timestamptz not null default clock.now(),
  completed_on date,
  completed_at timestamptz,
  constraint course_enrolment_once unique (course_id, person_id),
  constraint course_enrolment_completed check ((completed_on is null) = (completed_at is null))
);
create index course_enrolment_of_person on course_enrolment (person_id, began_at desc);

-- One row for each thing that a person works through: a film, a document, one part of a package. It changes with every heartbeat, so the ledger does not
-- follow it; what counts is in unit_completion.
create table unit_attempt (
  id uuid primary key default gen_random_uuid(),
  enrolment_id uuid not null references course_enrolment,
  unit_id uuid not null references course_unit,
  person_id uuid not null references person,
  item text not null default '',
  -- The registration of xAPI and cmi5: one for all parts of a unit.
  registration uuid not null default gen_random_uuid(),
  -- Of a film: intervals in seconds that were watched, as [[0, 12.5], …], and where he stopped.
  watched jsonb not null default '[]',
  position numeric(9, 3) not null default 0,
  -- Seconds that count: of a film watched, of a document read, of a package as it says.
  seconds numeric(9, 1) not null default 0,
  -- What a package wrote, as it will read it again.
  cmi jsonb not null default '{}',
  completion text,
  success text,
  score numeric(6, 4),
  satisfied boolean not null default false,
  updated_at timestamptz not null default clock_timestamp(),
  constraint unit_attempt_once unique (enrolment_id, unit_id, item)
);

-- One row for each unit that a person has learned: when, and by which proof. Rows are never changed.
create table unit_completion (
  enrolment_id uuid not null references course_enrolment,
  unit_id uuid not null references course_unit,
  person_id uuid not null references person,
  proof text not null,
  at timestamptz not null default clock.now(),
  primary key (enrolment_id, unit_id)
);
create trigger unit_completion_append_only before update or delete on unit_completion for each row execute function ledger.is_append_only();

-- One row for each launch (启动): content of one unit opened by one person in one session. The token opens the content listener, and only while the session
-- lives; only its hash is kept. A person has one open launch: two devices at once do not add up.
create table content_launch (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null constraint content_launch_token unique,
  person_id uuid not null references person,
  session_id uuid not null references session,
  attempt_id uuid not null references unit_attempt,
  unit_id uuid not null references course_unit,
  item text not null default '',
  opened_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('left', 'elsewhere', 'finished')),
  -- The last heartbeat that was heard, by the database's clock: what the next one is judged by.
  serial integer not null default 0,
  heard_at timestamptz,
  position numeric(9, 3) not null default 0,
  playing boolean not null default false,
  rate numeric(3, 2) not null default 1,
  budget numeric(9, 3) not null default 0,
  -- What a package had taken before this launch: it counts each session from nothing.
  base_seconds numeric(9, 1) not null default 0,
  -- 防挂机: seconds that counted since the last click, and whether a click is being waited for.
  since_click numeric(9, 1) not null default 0,
  asking boolean not null default false,
  -- cmi5: the token that is exchanged once for the credential, and the credential sealed by it.
  fetch_hash bytea,
  sealed bytea,
  constraint content_launch_ended check ((ended_at is null) = (ended_why is null))
);
create unique index content_launch_one_open on content_launch (person_id) where ended_at is null;
create unique index content_launch_fetch on content_launch (fetch_hash) where fetch_hash is not null;

-- One row for each file that is on its way (断点续传): who may go on with it. Its bytes lie beside the file store until they are whole.
create table upload (
  id uuid primary key,
  person_id uuid not null references person,
  purpose text not null,
  name text not null,
  bytes bigint not null check (bytes > 0),
  begun_at timestamptz not null default clock_timestamp(),
  -- What it became once it was whole and found in order: a file (of a film with its length) or a package.
  file_id uuid references file,
  seconds numeric(9, 3),
  package_id uuid references content_package
);
create index upload_of_person on upload (person_id);

-- What the content listener gives for a token: one file of the launched content. It has no session of its own; the launch is bound to the session in which
-- it was opened, and ends with it. The path is compared, never walked.
create function authority.launched_content(token bytea, path_is text) returns table (sha256 text, media_type text, bytes bigint, name text, kind text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(c.sha256, u.sha256), coalesce(c.media_type, u.media_type), coalesce(c.bytes, u.bytes), coalesce(u.name, c.path), u.kind
    from content_launch l
    join session s on s.id = l.session_id and s.ended_at is null and s.expires_at > clock_timestamp()
    join person p on p.id = l.person_id and p.status = 'active'
    join course_unit u on u.id = l.unit_id
    left join content_entry c on c.package_id = u.package_id and c.path = path_is
   where l.token_hash = token and l.ended_at is null and l.expires_at > clock_timestamp()
     and (c.sha256 is not null or (u.sha256 is not null and path_is = ''))
$$;

-- The kind of what was launched, for the page that hosts it; nothing for a token that opens nothing.
create function authority.launched_kind(token bytea) returns table (kind text, path text, query text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select u.kind, i.item->>'path', i.item->>'query'
    from content_launch l
    join session s on s.id = l.session_id and s.ended_at is null and s.expires_at > clock_timestamp()
    join course_unit u on u.id = l.unit_id
    join content_package k on k.id = u.package_id
    join lateral jsonb_array_elements(k.items) i(item) on i.item->>'id' = l.item
   where l.token_hash = token and l.ended_at is null and l.expires_at > clock_timestamp()
$$;

-- The credential of a cmi5 launch, sealed by the very token that asks for it, and gone with the first asking.
create function authority.redeem_fetch(hash bytea) returns bytea
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found bytea;
begin
  select l.sealed into found from content_launch l
   where l.fetch_hash = hash and l.ended_at is null and l.expires_at > clock_timestamp() for update;
  update content_launch set sealed = null where fetch_hash = hash;
  return found;
end $$;

revoke execute on function authority.launched_content(bytea, text), authority.launched_kind(bytea), authority.redeem_fetch(bytea),
  authority.course_edition_stands(), authority.course_unit_of_draft() from public;
grant execute on function authority.launched_content(bytea, text), authority.launched_kind(bytea), authority.redeem_fetch(bytea) to minzhi_app;
