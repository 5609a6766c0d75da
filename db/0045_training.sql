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

-- Who teaches where, for the policies: the classes in which the actor teaches, and those in which he takes part.
create function authority.classes_taught() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct t.class_id from session_teacher t where t.person_id = (authority.actor()).person_id and not t.gone
$$;
create function authority.classes_joined() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select e.class_id from enrolment e where e.person_id = (authority.actor()).person_id and e.status = 'enrolled'
$$;
-- Is the class the actor's to run? His matter to act on, as its organiser's training officer.
create function authority.runs_class(class uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(a.kind = 'service' or (a.role = 'trainingOfficer' and a.org_id = c.org_id), false)
    from authority.actor() a, training_class c where c.matter_id = class
$$;

select authority.protect(t, 'matter') from unnest(array['training_plan', 'training_plan_line', 'class_place']::regclass[]) t;
select authority.protect('training_plan_revision', 'matter', 'select, insert');
select authority.protect('training_class', 'matter');
alter policy reach on training_class
  using (exists (select 1 from matter m where m.id = matter_id offset 0) or (called and (select authority.actor()).session_id is not null))
  with check (exists (select 1 from matter m where m.id = matter_id offset 0));
select authority.protect(t, 'signedIn') from unnest(array['class_session', 'session_teacher']::regclass[]) t;
alter policy reach on class_session using (exists (select 1 from training_class c where c.matter_id = class_id)) with check (authority.runs_class(class_id));
alter policy reach on session_teacher
  using (exists (select 1 from training_class c where c.matter_id = class_id))
  with check (exists (select 1 from class_session s where s.id = session_id and authority.runs_class(s.class_id)));
create policy run_update on class_session as restrictive for update to minzhi_app using (authority.runs_class(class_id));
create policy run_update on session_teacher as restrictive for update to minzhi_app using (authority.runs_class(class_id));
select authority.protect(t, 'secret') from unnest(array['class_session_key', 'class_evaluation']::regclass[]) t;

select authority.protect_person('enrolment');
alter policy reach on enrolment
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_taught()))
  with check (person_id in (select authority.my_people()) and authority.acts_on(place_id)
              and (status in ('nominated', 'waiting', 'withdrawn') or authority.runs_class(class_id)));
create policy act_update on enrolment as restrictive for update to minzhi_app using (authority.acts_on(place_id));
select authority.protect_person('attendance');
alter policy reach on attendance
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_taught()))
  with check (authority.runs_class(class_id) and exists (select 1 from class_session s where s.id = session_id and s.class_id = attendance.class_id));
create policy run_update on attendance as restrictive for update to minzhi_app using (authority.runs_class(class_id));
select authority.protect_person('class_leave');
-- One asks for oneself; the organiser answers, and the job that brings it before him notes the matter.
alter policy reach on class_leave
  with check (case when state = 'asked' and matter_id is null or state = 'withdrawn' then person_id = (select (authority.actor()).person_id)
                   else authority.runs_class(class_id) end);
create policy own_or_run_update on class_leave as restrictive for update to minzhi_app
  using (person_id = (select (authority.actor()).person_id) or authority.runs_class(class_id));
select authority.protect('class_material', 'signedIn');
alter policy reach on class_material
  using (authority.runs_class(class_id) or class_id in (select authority.classes_taught()) or (not removed and class_id in (select authority.classes_joined())))
  with check (authority.runs_class(class_id));
select authority.protect('class_evaluation_given', 'self', 'select');
select authority.protect_person('class_certificate');
alter policy reach on class_certificate with check (authority.runs_class(class_id));
create policy run_update on class_certificate as restrictive for update to minzhi_app using (authority.runs_class(class_id));
select authority.protect('calendar_feed', 'self', 'select, insert');
grant update (revoked_at) on calendar_feed to minzhi_app;

-- The content of a material is seen by who sees the material.
create policy class_materials on blob for select to minzhi_app using (exists (select 1 from class_material m where m.sha256 = blob.sha256));

select ledger.watch(t) from unnest(array['training_plan', 'training_plan_line', 'training_plan_revision', 'training_class', 'class_session', 'session_teacher',
  'class_place', 'enrolment', 'attendance', 'class_leave', 'class_material', 'class_certificate', 'calendar_feed']::regclass[]) t;

-- The sign-in code of a session in a ten-second step: its short name and 80 bits of HMAC-SHA-256.
create function authority.code_of_step(session uuid, step bigint) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select s.short || encode(substring(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(s.id::text || ':' || step::text, 'utf8'))), 1, 10), 'hex')
    from class_session s join class_session_key k on k.session_id = s.id where s.id = session
$$;
create function authority.present_step() returns bigint language sql stable set search_path = pg_catalog as $$
  select floor(extract(epoch from clock.now()) / 10)::bigint
$$;
-- What the projector shows now: to the organiser's training officer and to the teacher of the session.
create function authority.session_code(session uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.code_of_step(s.id, authority.present_step()) from class_session s
   where s.id = session and not s.dropped
     and (authority.runs_class(s.class_id)
          or exists (select 1 from session_teacher t where t.session_id = s.id and t.person_id = (authority.actor()).person_id and not t.gone))
$$;

-- Signs the actor in (or out, `leaving`) by a code of this step or the one before. A replay of the own code changes nothing; a code helps nobody who is
-- not enrolled. Open from an hour before the beginning to an hour after the end, by the database's clock.
create function authority.attend_session(code text, leaving boolean)
returns table (outcome text, session_id uuid, class_id uuid, class_title text, subject text, day date, starts time, ends time, arrived_at timestamptz, left_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  s class_session;
  c training_class;
  seen attendance;
  local timestamp := clock.now() at time zone 'Asia/Shanghai';
  step bigint := authority.present_step();
  verdict text;
begin
  if a.person_id is null then return; end if;
  select * into s from class_session x where x.short = substring(code, 1, 10) and not x.dropped;
  if s.id is null or code <> all (array[authority.code_of_step(s.id, step), authority.code_of_step(s.id, step - 1)]) then
    return query select 'expired', null::uuid, null::uuid, null::text, null::text, null::date, null::time, null::time, null::timestamptz, null::timestamptz;
    return;
  end if;
  select * into c from training_class x where x.matter_id = s.class_id;
  if not exists (select 1 from enrolment e where e.class_id = s.class_id and e.person_id = a.person_id and e.status = 'enrolled') then
    verdict := 'notEnrolled';
  elsif c.state = 'postponed' then
    verdict := 'postponed';
  elsif c.cancelled or local < s.day + s.starts - interval '1 hour' or local > s.day + s.ends + interval '1 hour' then
    verdict := 'notNow';
  else
    select * into seen from attendance x where x.session_id = s.id and x.person_id = a.person_id for update;
    if seen.person_id is null then
      if leaving then
        verdict := 'notArrived';
      else
        insert into attendance as x (session_id, person_id, class_id, arrived_at, how, by_person_id, by_name)
        values (s.id, a.person_id, s.class_id, clock.now(), 'code', a.person_id, a.person_name) on conflict do nothing;
        verdict := 'signedIn';
      end if;
    elsif leaving and seen.left_at is null then
      update attendance x set left_at = clock.now() where x.session_id = s.id and x.person_id = a.person_id;
      verdict := 'signedOut';
    else
      verdict := 'already';
    end if;
  end if;
  return query select verdict, s.id, s.class_id, c.title, s.subject, s.day, s.starts, s.ends, x.arrived_at, x.left_at
    from (select 1) one left join attendance x on x.session_id = s.id and x.person_id = a.person_id;
end $$;

-- Where a session would meet another one: its room or a teacher. The other class is named when it was called or lies within reach.
create function authority.session_clashes(class uuid, except_session uuid, day_is date, starts_at time, ends_at time, room_is text, teachers text[])
returns table (what text, who text, title text, day date, starts time, ends time)
language sql stable security definer set search_path = pg_catalog, public as $$
  select x.what, x.who, case when c.called or m.handling_at between authority.lo() and authority.hi() - 1 then c.title else '另一单位的培训班' end, s.day, s.starts, s.ends
    from (select 'room' what, s.room who, s.id from class_session s
           where s.room = room_is and s.org_id = (select k.org_id from training_class k where k.matter_id = class) and not s.dropped
          union all
          select 'teacher', t.name, t.session_id from session_teacher t where t.key = any (teachers) and not t.gone) x
    join class_session s on s.id = x.id
    join training_class c on c.matter_id = s.class_id
    join matter m on m.id = c.matter_id
   where authority.runs_class(class) and s.id is distinct from except_session and s.day = day_is and s.starts < ends_at and starts_at < s.ends
   limit 5
$$;

-- Who of these (null: of all who are named or enrolled) is at the same hour in another class, as a participant or as a teacher. For who names people or runs
-- the class; people outside his reach are not answered for. The people are locked first, in order, so that two units cannot name one at once.
create function authority.person_clashes(class uuid, people uuid[])
returns table (person_id uuid, name text, title text, day date, starts time, ends time)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  asked uuid[] := coalesce(people, (select array_agg(e.person_id) from enrolment e where e.class_id = class and e.status in ('nominated', 'enrolled')), '{}');
begin
  if not authority.acts() then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p::text, 45)) from (select unnest(asked) p order by 1) x;
  return query
    select p.id, p.name, case when c.called or m.handling_at between authority.lo() and authority.hi() - 1 then c.title else '另一单位的培训班' end, o.day, o.starts, o.ends
      from person p
      join lateral (select e.class_id, null::uuid as session_id from enrolment e where e.person_id = p.id and e.status in ('nominated', 'enrolled')
                    union all
                    select t.class_id, t.session_id from session_teacher t where t.person_id = p.id and not t.gone) busy on busy.class_id <> class
      join training_class c on c.matter_id = busy.class_id and not c.cancelled
      join matter m on m.id = c.matter_id and not m.closed
      join class_session o on o.class_id = c.matter_id and not o.dropped and (busy.session_id is null or o.id = busy.session_id)
      join class_session mine on mine.class_id = class and not mine.dropped and mine.day = o.day and mine.starts < o.ends and o.starts < mine.ends
     where p.id = any (asked) and p.id in (select authority.my_people())
     limit 20;
end $$;

-- An anonymous answer: that one has answered is kept apart from what one answered.
create function authority.evaluate_class(class uuid, scores jsonb, words text) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if class not in (select authority.classes_joined()) or not exists (select 1 from training_class c where c.matter_id = class and c.evaluating) then return false; end if;
  insert into class_evaluation_given (class_id, person_id) values (class, (authority.actor()).person_id) on conflict do nothing;
  if not found then return false; end if;
  insert into class_evaluation (class_id, scores, words) values (class, scores, nullif(words, ''));
  return true;
end $$;
-- To who runs the class or teaches in it: nothing at all while people answer, not even how many, since whoever looks again after each of them would know whose
-- answer came. Afterwards how many, and from five answers on what they say, in no order of time.
create function authority.evaluation_of(class uuid) returns table (open boolean, answers integer, scores jsonb, words text[])
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.evaluating, case when not c.evaluating then x.n end, case when not c.evaluating and x.n >= 5 then x.scores end,
         case when not c.evaluating and x.n >= 5 then x.words end
    from training_class c
    cross join lateral (select count(*)::integer n, jsonb_agg(e.scores order by e.id) scores, array_remove(array_agg(e.words order by e.id), null) words
                          from class_evaluation e where e.class_id = c.matter_id) x
   where c.matter_id = class and (authority.runs_class(class) or class in (select authority.classes_taught()))
$$;
-- Closed is closed: opened once more, it could be watched after all.
create function authority.evaluation_opens_once() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if new.evaluating and not old.evaluating and old.evaluated then
    raise exception 'an evaluation is opened once' using errcode = 'insufficient_privilege';
  end if;
  new.evaluated := old.evaluated or new.evaluating;
  return new;
end $$;
create trigger training_class_evaluation before update on training_class for each row execute function authority.evaluation_opens_once();

-- What a stranger learns of a certificate by its code: enough to trust it, and not the whole name.
create function authority.verify_certificate(code_is text)
returns table (number text, name text, issuer text, unit text, class_title text, hours numeric, days numeric, starts_on date, ends_on date, issued_on date, revoked_on date)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.number, left(c.person_name, 1) || repeat('*', greatest(1, length(c.person_name) - 2)) || case when length(c.person_name) > 2 then right(c.person_name, 1) else '' end,
         c.issuer, c.org_name, c.class_title, c.hours, c.days, c.starts_on, c.ends_on, c.issued_on, c.revoked_on
    from class_certificate c where c.code = code_is
$$;

-- The sessions behind a secret address: the person's own as participant and teacher, or those of one class while he still belongs to it.
create function authority.feed_sessions(hash bytea)
returns table (session_id uuid, class_title text, subject text, day date, starts time, ends time, room text, place text, live_link text, teachers text[], sequence integer, gone boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, c.title, s.subject, s.day, s.starts, s.ends, s.room, c.place, coalesce(s.live_link, c.live_link),
         (select coalesce(array_agg(t.name order by t.name), '{}') from session_teacher t where t.session_id = s.id and not t.gone), s.sequence, s.dropped or c.cancelled
    from calendar_feed f
    join person p on p.id = f.person_id and p.status = 'active'
    join training_class c on (f.class_id is null or f.class_id = c.matter_id)
    join class_session s on s.class_id = c.matter_id
   where f.token_hash = hash and f.revoked_at is null
     and (exists (select 1 from enrolment e where e.class_id = c.matter_id and e.person_id = f.person_id and e.status = 'enrolled')
          or exists (select 1 from session_teacher t where t.session_id = s.id and t.person_id = f.person_id)
          or (f.class_id is not null and exists (select 1 from duty d where d.person_id = f.person_id and d.org_id = c.org_id and d.role = 'trainingOfficer'
                and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity'))))
   order by s.day, s.starts
$$;
-- Is the address still in use? An empty calendar is answered, a revoked one is not there.
create function authority.feed_lives(hash bytea) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from calendar_feed f join person p on p.id = f.person_id and p.status = 'active' where f.token_hash = hash and f.revoked_at is null)
$$;

revoke execute on all functions in schema authority from public;
grant execute on function authority.classes_taught(), authority.classes_joined(), authority.runs_class(uuid), authority.present_step(), authority.session_code(uuid),
  authority.attend_session(text, boolean), authority.session_clashes(uuid, uuid, date, time, time, text, text[]), authority.person_clashes(uuid, uuid[]),
  authority.evaluate_class(uuid, jsonb, text), authority.evaluation_of(uuid), authority.verify_certificate(text), authority.feed_sessions(bytea), authority.feed_lives(bytea) to minzhi_app;
