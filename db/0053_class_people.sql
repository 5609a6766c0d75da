-- Who takes part in a class stays in its list when he moves to another unit while it runs: the organiser and the unit that named him see him still.
create function authority.classes_run() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select c.matter_id from training_class c, authority.actor() a where a.kind = 'service' or (a.role = 'trainingOfficer' and c.org_id = a.org_id)
$$;
-- The places of the actor's own unit and of those below, for its training officer.
create function authority.places_kept() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select p.matter_id from authority.actor() a join org own on own.id = a.org_id join org o on o.lo between own.lo and own.hi - 1 join class_place p on p.org_id = o.id
   where a.role = 'trainingOfficer'
$$;
alter policy reach on enrolment
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_taught())
         or class_id in (select authority.classes_run()) or place_id in (select authority.places_kept()))
  -- Named is who is among one's people; who was named before and has left is only confirmed, taken out or dismissed.
  with check ((person_id in (select authority.my_people()) or class_id in (select authority.classes_run()) or status = 'withdrawn' and place_id in (select authority.places_kept()))
              and authority.acts_on(place_id) and exists (select 1 from class_place p where p.matter_id = place_id and p.class_id = enrolment.class_id)
              and (status in ('nominated', 'waiting', 'withdrawn') or authority.runs_class(class_id)));
alter policy reach on attendance
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_taught())
         or class_id in (select authority.classes_run()));
alter policy reach on class_leave
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_run()));
alter policy reach on class_certificate
  using (person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()) or class_id in (select authority.classes_run()));

-- What was answered stays answered: the person himself takes back only what nobody has answered yet.
alter policy own_or_run_update on class_leave
  using ((person_id = (select (authority.actor()).person_id) and state = 'asked') or authority.runs_class(class_id))
  with check (person_id = (select (authority.actor()).person_id) or authority.runs_class(class_id));

-- A teacher is kept from a session also by the class that he sits in himself at that hour.
create or replace function authority.session_clashes(class uuid, except_session uuid, day_is date, starts_at time, ends_at time, room_is text, teachers text[])
returns table (what text, who text, title text, day date, starts time, ends time)
language sql stable security definer set search_path = pg_catalog, public as $$
  select x.what, x.who, case when c.called or m.handling_at between authority.lo() and authority.hi() - 1 then c.title else '另一单位的培训班' end, s.day, s.starts, s.ends
    from (select 'room' what, s.room who, s.id from class_session s
           where s.room = room_is and s.org_id = (select k.org_id from training_class k where k.matter_id = class) and not s.dropped
          union all
          select 'teacher', t.name, t.session_id from session_teacher t where t.key = any (teachers) and not t.gone
          union all
          select 'teacher', e.person_name, s.id from enrolment e
            join training_class c on c.matter_id = e.class_id and not c.cancelled
            join class_session s on s.class_id = e.class_id and not s.dropped
           where e.person_id::text = any (teachers) and e.status in ('nominated', 'enrolled') and e.class_id <> class) x
    join class_session s on s.id = x.id
    join training_class c on c.matter_id = s.class_id
    join matter m on m.id = c.matter_id
   where authority.runs_class(class) and s.id is distinct from except_session and s.day = day_is and s.starts < ends_at and starts_at < s.ends
   limit 5
$$;

revoke execute on function authority.classes_run(), authority.places_kept() from public;
grant execute on function authority.classes_run(), authority.places_kept() to minzhi_app;
