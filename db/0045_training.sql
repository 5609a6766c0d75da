-- The training room: the yearly plan, classes (班次) with their timetable, places for units, attendance, leave, evaluation, certificates.

-- One row for each yearly plan of a unit. Its lines are changed while it is drafted or adjusted; what was approved is kept below.
create table training_plan (
  matter_id uuid primary key references matter,
  org_id uuid not null references org,
  year integer not null constraint training_plan_year check (year between 2020 and 2100),
  revision integer not null default 1,
  constraint training_plan_once unique (org_id, year)
);

-- One row for each line of a plan: a kind of class of a theme at a level, how often and for how many.
create table training_plan_line (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references training_plan,
  position integer not null,
  title text not null constraint training_plan_line_title check (length(title) between 2 and 100),
  theme text not null,
  level text not null constraint training_plan_line_level check (level in ('province', 'city', 'county', 'station', 'all')),
  partners text[] not null default '{}',
  partner_org_ids uuid[] not null default '{}',
  month smallint not null constraint training_plan_line_month check (month between 1 and 12),
  batches smallint not null constraint training_plan_line_batches check (batches between 1 and 50),
  places integer not null constraint training_plan_line_places check (places between 1 and 10000),
  hours numeric(6, 1) not null constraint training_plan_line_hours check (hours > 0 and hours * 2 = trunc(hours * 2)),
  dropped boolean not null default false
);
create index training_plan_line_of on training_plan_line (matter_id, position);

-- One row for each revision of a plan that was approved, as it stood on that day. Never changed.
create table training_plan_revision (
  matter_id uuid not null references training_plan,
  revision integer not null,
  approved_on date not null,
  reason text,
  lines jsonb not null,
  primary key (matter_id, revision)
);
create trigger training_plan_revision_append_only before update or delete on training_plan_revision for each row execute function ledger.is_append_only();

-- One row for each class (班次). From the call on (`called`) whoever is signed in may read it: it is a notice then.
create table training_class (
  matter_id uuid primary key references matter,
  org_id uuid not null references org,
  plan_line_id uuid references training_plan_line,
  outside_reason text,
  batch integer not null,
  title text not null constraint training_class_title check (length(title) between 2 and 150),
  theme text not null,
  audience text not null,
  starts_on date not null,
  ends_on date not null,
  place text,
  live_link text,
  partners text[] not null default '{}',
  places integer not null constraint training_class_places check (places between 1 and 5000),
  -- What a certificate is worth in the ledger of hours: 学时 and 天, neither made of the other.
  hours numeric(6, 1) not null constraint training_class_hours check (hours > 0 and hours * 2 = trunc(hours * 2)),
  days numeric(5, 1) not null constraint training_class_days_worth check (days >= 0 and days * 2 = trunc(days * 2)),
  form text not null default 'class',
  subject text,
  qualifies boolean not null default true,
  attendance_share numeric(4, 3) not null default 0.8 constraint training_class_share check (attendance_share between 0 and 1),
  exam_id uuid,
  course_id uuid,
  -- As the matter has it, for readers who do not see the matter; the trigger below keeps it.
  state text not null default 'preparing',
  cancelled boolean not null generated always as (state = 'cancelled') stored,
  called boolean not null default false,
  call_until date,
  evaluating boolean not null default false,
  -- It was opened once.
  evaluated boolean not null default false,
  constraint training_class_days check (ends_on >= starts_on),
  constraint training_class_why check ((plan_line_id is null) = (outside_reason is not null)),
  constraint training_class_somewhere check (place is not null or live_link is not null)
);
create function authority.tell_class_state() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update training_class set state = new.state where matter_id = new.id;
  return null;
end $$;
create trigger matter_class_state after update of state on matter for each row
  when (new.process = 'trainingClass' and new.state is distinct from old.state) execute function authority.tell_class_state();
create index training_class_line on training_class (plan_line_id) where plan_line_id is not null;

-- One row for each session of a class (课程表): a day with a beginning and an end in Shanghai time, half-open. `short` is what its sign-in code begins with.
create table class_session (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  org_id uuid not null references org,
  day date not null,
  starts time not null,
  ends time not null,
  subject text not null constraint class_session_subject check (length(subject) between 1 and 100),
  hours numeric(4, 1) not null constraint class_session_hours check (hours > 0 and hours * 2 = trunc(hours * 2)),
  room text,
  live_link text,
  sequence integer not null default 0,
  dropped boolean not null default false,
  short text not null default substring(replace(gen_random_uuid()::text, '-', ''), 1, 10) constraint class_session_short unique,
  constraint class_session_times check (starts < ends),
  -- One room of one organiser holds one session at a time.
  constraint class_session_room_free exclude using gist (org_id with =, room with =, tsrange(day + starts, day + ends) with &&) where (room is not null and not dropped)
);
create index class_session_of on class_session (class_id, day, starts);

-- One row for each teacher of a session: a person of the system, or an outside one by name and unit. Times are the session's, set by triggers.
create table session_teacher (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references class_session,
  class_id uuid not null references training_class,
  person_id uuid references person,
  name text not null constraint session_teacher_name check (length(name) between 2 and 40),
  unit text not null default '',
  key text not null,
  day date not null,
  starts time not null,
  ends time not null,
  gone boolean not null default false,
  constraint session_teacher_free exclude using gist (key with =, tsrange(day + starts, day + ends) with &&) where (not gone)
);
create index session_teacher_of on session_teacher (session_id);
create index session_teacher_person on session_teacher (person_id) where person_id is not null and not gone;

create function authority.place_teacher() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select s.class_id, s.day, s.starts, s.ends into strict new.class_id, new.day, new.starts, new.ends from class_session s where s.id = new.session_id;
  new.key := coalesce(new.person_id::text, new.name || '·' || new.unit);
  return new;
end $$;
create trigger session_teacher_place before insert on session_teacher for each row execute function authority.place_teacher();
create function authority.move_teachers() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update session_teacher set day = new.day, starts = new.starts, ends = new.ends, gone = gone or new.dropped where session_id = new.id and not gone;
  return null;
end $$;
create trigger class_session_teachers after update of day, starts, ends, dropped on class_session for each row execute function authority.move_teachers();

-- One row for each session with a key that no client and no runtime role sees: the inner and outer pads of its HMAC (RFC 2104).
create table class_session_key (
  session_id uuid primary key references class_session,
  inner_pad bytea not null,
  outer_pad bytea not null
);
create function authority.make_session_key() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  secret bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'utf8'));
  inside bytea := decode(repeat('36', 64), 'hex');
  outside bytea := decode(repeat('5c', 64), 'hex');
begin
  for i in 0..31 loop
    inside := set_byte(inside, i, get_byte(inside, i) # get_byte(secret, i));
    outside := set_byte(outside, i, get_byte(outside, i) # get_byte(secret, i));
  end loop;
  insert into class_session_key values (new.id, inside, outside);
  return null;
end $$;
create trigger class_session_key after insert on class_session for each row execute function authority.make_session_key();

-- One row for the places (名额) that a unit has in a class, or that its county has of its city's.
create table class_place (
  matter_id uuid primary key references matter,
  class_id uuid not null references training_class,
  org_id uuid not null references org,
  quota integer not null constraint class_place_quota check (quota between 0 and 5000),
  split_from uuid references class_place,
  -- Given up (放弃): what was its is free, and may be given again, to the same unit too.
  forgone boolean not null default false
);
create unique index class_place_once on class_place (class_id, org_id) where not forgone;
create index class_place_of on class_place (class_id);

-- One row for each person who was named for a class, as it stands with him now; the steps keep how it came.
create table enrolment (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  place_id uuid not null references class_place,
  person_id uuid not null references person,
  person_name text not null,
  org_id uuid not null references org,
  org_name text not null,
  status text not null constraint enrolment_status check (status in ('nominated', 'waiting', 'enrolled', 'withdrawn', 'dismissed')),
  reason text,
  since timestamptz not null default clock.now(),
  constraint enrolment_once unique (class_id, person_id)
);
create index enrolment_person on enrolment (person_id, status);
create index enrolment_place on enrolment (place_id, status);

-- One row for each person at a session: when he came, when he left, and who said so. Times, never a judgement.
create table attendance (
  id uuid not null default gen_random_uuid() constraint attendance_id unique,
  session_id uuid not null references class_session,
  person_id uuid not null references person,
  class_id uuid not null references training_class,
  arrived_at timestamptz not null,
  left_at timestamptz,
  how text not null constraint attendance_how check (how in ('code', 'list')),
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now(),
  primary key (session_id, person_id),
  constraint attendance_times check (left_at is null or left_at >= arrived_at)
);
create index attendance_of on attendance (class_id, person_id);

-- One row for each leave (请假) that a participant asks for. The matter of the organiser, which grants or refuses it, is opened by a job.
create table class_leave (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  person_id uuid not null references person,
  person_name text not null,
  session_ids uuid[] not null constraint class_leave_sessions check (cardinality(session_ids) between 1 and 200),
  hours numeric(6, 1) not null constraint class_leave_hours check (hours > 0),
  reason text not null constraint class_leave_reason check (length(reason) between 2 and 500),
  state text not null default 'asked' constraint class_leave_state check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  answer text,
  matter_id uuid unique references matter,
  at timestamptz not null default clock.now()
);
create index class_leave_of on class_leave (class_id, person_id);

-- One row for each material of a class: a file of its matter, which participants and teachers may read.
create table class_material (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  file_id uuid not null references file,
  title text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null references blob,
  removed boolean not null default false,
  at timestamptz not null default clock.now()
);
create index class_material_of on class_material (class_id);

-- One row for each answered questionnaire, of nobody: no person, no time, no ledger. Read through a function alone, from five on.
create table class_evaluation (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  scores jsonb not null,
  words text
);
-- One row for each person who has answered, so that nobody answers twice. What he answered is not known.
create table class_evaluation_given (
  class_id uuid not null references training_class,
  person_id uuid not null references person,
  primary key (class_id, person_id)
);

-- One row for each certificate (结业证书). Only its revocation is ever written to it.
create table class_certificate (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references training_class,
  person_id uuid not null references person,
  person_name text not null,
  org_name text not null,
  issuer text not null,
  class_title text not null,
  number text not null,
  -- 100 bits in letters that nobody misreads.
  code text not null constraint class_certificate_code unique constraint class_certificate_code_form check (code ~ '^[0-9A-HJKMNP-TV-Z]{20}$'),
  hours numeric(6, 1) not null,
  days numeric(5, 1) not null,
  starts_on date not null,
  ends_on date not null,
  issued_on date not null,
  revoked_on date,
  revoke_reason text,
  revoked_by text,
  constraint class_certificate_once unique (class_id, person_id),
  constraint class_certificate_revoked check ((revoked_on is null) = (revoke_reason is null))
);
create function authority.certificate_is_final() returns trigger language plpgsql as $$
begin
  if old.revoked_on is not null
     or to_jsonb(new) - 'revoked_on' - 'revoke_reason' - 'revoked_by' <> to_jsonb(old) - 'revoked_on' - 'revoke_reason' - 'revoked_by' then
    raise exception 'a certificate is only ever revoked' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger class_certificate_final before update on class_certificate for each row execute function authority.certificate_is_final();

-- One row for each secret address of a calendar (日历订阅). Only the hash of its token is kept.
create table calendar_feed (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  class_id uuid references training_class,
  token_hash bytea not null constraint calendar_feed_token unique,
  revoked_at timestamptz,
  at timestamptz not null default clock.now()
);
