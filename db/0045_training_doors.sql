-- The training room: who reads and writes which row, and the doors that do what no row lets through.

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
