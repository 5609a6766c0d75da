-- Lectures (大讲堂): series, speakers, who heard them.

-- One row for each series of lectures: 市场监管大讲堂, 知创大讲堂, and what the province adds.
create table lecture_series (
  id uuid primary key default gen_random_uuid(),
  name text not null constraint lecture_series_name unique check (length(name) between 2 and 40),
  active boolean not null default true,
  at timestamptz not null default clock.now()
);
insert into lecture_series (name) values ('市场监管大讲堂'), ('知创大讲堂');
select authority.protect('lecture_series', 'signedIn', 'select, insert, update', '(select authority.keeps_training())');
create policy by_keeper on lecture_series as restrictive for update to minzhi_app using ((select authority.keeps_training()));

-- One row for each lecture (讲座).
create table lecture (
  id uuid primary key default gen_random_uuid(),
  series_id uuid not null references lecture_series,
  org_id uuid not null references org,
  org_at bigint not null,
  title text not null constraint lecture_title check (length(title) between 2 and 100),
  summary text,
  theme text,
  subject text,
  planned_on date not null,
  starts_at text not null constraint lecture_starts check (starts_at ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  minutes integer not null constraint lecture_minutes check (minutes between 10 and 1440),
  place text,
  live_url text,
  recording_url text,
  state text not null default 'planned' constraint lecture_state check (state in ('planned', 'held', 'cancelled')),
  held_on date,
  -- Counts as the month's 业务培训 of its host, and as 合格培训 of the rotation.
  counts_monthly boolean not null default false,
  qualifies boolean not null default false,
  postponed_from date[] not null default '{}',
  reason text,
  version integer not null default 1,
  at timestamptz not null default clock.now(),
  constraint lecture_held_has_day check ((state = 'held') = (held_on is not null))
);
create index lecture_by_day on lecture (planned_on desc);
create trigger lecture_place before insert or update of org_id, org_at on lecture for each row execute function authority.place_row();
select authority.protect('lecture', 'signedIn', 'select, insert, update', '(select authority.is(''trainingOfficer'')) and (select authority.place()) @> org_at');
create policy by_host on lecture as restrictive for update to minzhi_app using ((select authority.is('trainingOfficer')) and (select authority.place()) @> org_at);

-- One row for each speaker of a lecture: from inside (a person of the platform) or from outside (a name and a unit, no account).
create table lecture_speaker (
  lecture_id uuid not null references lecture,
  position smallint not null,
  person_id uuid references person,
  name text not null,
  unit text not null,
  primary key (lecture_id, position)
);
select authority.protect('lecture_speaker', 'signedIn', 'select, insert, delete');
alter policy reach on lecture_speaker
  with check (exists (select 1 from lecture l where l.id = lecture_id and (select authority.is('trainingOfficer')) and (select authority.place()) @> l.org_at));
create policy by_host on lecture_speaker as restrictive for delete to minzhi_app
  using (exists (select 1 from lecture l where l.id = lecture_id and (select authority.is('trainingOfficer')) and (select authority.place()) @> l.org_at));

-- One row for each person who heard a lecture.
create table lecture_attendance (
  id uuid not null default gen_random_uuid() constraint lecture_attendance_id unique,
  lecture_id uuid not null references lecture,
  person_id uuid not null references person,
  mode text not null constraint lecture_attendance_mode check (mode in ('onsite', 'online')),
  how text not null constraint lecture_attendance_how check (how in ('list', 'import', 'code')),
  at timestamptz not null default clock.now(),
  primary key (lecture_id, person_id)
);
create index lecture_attendance_of_person on lecture_attendance (person_id);
select authority.protect_person('lecture_attendance', 'select, insert, delete');
alter policy reach on lecture_attendance
  using ((select authority.is_service()) or person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()))
  with check (how <> 'code' and (select authority.is('trainingOfficer')) and person_id in (select authority.my_people())
              and exists (select 1 from lecture l where l.id = lecture_id and (select authority.place()) @> l.org_at and l.state <> 'cancelled'));
-- Taken off the list only before it was credited; afterwards the entry is reversed.
create policy before_held on lecture_attendance as restrictive for delete to minzhi_app
  using (exists (select 1 from lecture l where l.id = lecture_id and l.state = 'planned' and (select authority.is('trainingOfficer')) and (select authority.place()) @> l.org_at));

-- One row for each lecture: the key of its sign-in code, which nobody reads.
create table lecture_key (
  lecture_id uuid primary key references lecture,
  key bytea not null
);
select authority.protect('lecture_key', 'secret');
create function authority.lecture_gets_key() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into lecture_key (lecture_id, key) values (new.id, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'utf8')));
  return null;
end $$;
create trigger lecture_key_made after insert on lecture for each row execute function authority.lecture_gets_key();

-- Eight digits that change every thirty seconds.
create function authority.lecture_digits(lecture_is uuid, ago integer) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select lpad((('x' || encode(substr(sha256(k.key || convert_to((floor(extract(epoch from clock.now()) / 30)::bigint - ago)::text, 'utf8')), 1, 7), 'hex'))::bit(56)::bigint
               % 100000000)::text, 8, '0')
    from lecture_key k where k.lecture_id = lecture_is
$$;
-- The code of now, for the training officer who hosts, on the day of the lecture.
create function authority.lecture_code(lecture_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.lecture_digits(l.id, 0) from lecture l
   where l.id = lecture_is and l.state = 'planned' and l.planned_on = clock.today() and authority.is('trainingOfficer') and authority.place() @> l.org_at
$$;
-- Signs the person himself in who shows the code of now, or of half a minute ago.
create function authority.attend_lecture(lecture_is uuid, code text, mode_is text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  if a.person_id is null or not exists (
    select 1 from lecture l where l.id = lecture_is and l.state = 'planned' and l.planned_on = clock.today()
       and code in (authority.lecture_digits(l.id, 0), authority.lecture_digits(l.id, 1))) then return false; end if;
  insert into lecture_attendance (lecture_id, person_id, mode, how) values (lecture_is, a.person_id, mode_is, 'code') on conflict do nothing;
  return true;
end $$;
select ledger.watch(t) from unnest(array['lecture_series', 'lecture', 'lecture_speaker', 'lecture_attendance', 'lecture_key']::regclass[]) t;

revoke execute on function authority.lecture_gets_key(), authority.lecture_digits(uuid, integer), authority.lecture_code(uuid), authority.attend_lecture(uuid, text, text) from public;
grant execute on function authority.lecture_code(uuid), authority.attend_lecture(uuid, text, text) to minzhi_app;
