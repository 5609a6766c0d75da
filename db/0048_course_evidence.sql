-- What is learned is judged by the database from what it saw itself: how long content lay open, what a package or an exam said. Whoever could only speak SQL in
-- a learner's own session completes by it what he could complete by learning, and nothing else. Rows that no session writes (a restore, the owner) pass.

-- A launch begins with the clock of the database, belongs to its session, ends once, and is heard forwards.
create function authority.launch_is_true() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  if a.kind is distinct from 'person' then return new; end if;
  if tg_op = 'INSERT' then
    new.opened_at := clock_timestamp();
    new.session_id := a.session_id;
    new.expires_at := least(new.expires_at, new.opened_at + interval '30 minutes');
    new.heard_at := null; new.serial := 0; new.budget := 0; new.since_click := 0; new.asking := false; new.ended_at := null; new.ended_why := null;
    select t.unit_id, t.item, t.seconds into strict new.unit_id, new.item, new.base_seconds from unit_attempt t where t.id = new.attempt_id;
    return new;
  end if;
  if old.ended_at is not null
     or (new.id, new.token_hash, new.person_id, new.session_id, new.attempt_id, new.unit_id, new.item, new.opened_at, new.base_seconds)
        is distinct from (old.id, old.token_hash, old.person_id, old.session_id, old.attempt_id, old.unit_id, old.item, old.opened_at, old.base_seconds)
     or new.serial < old.serial then
    raise exception 'a launch stands as it was opened' using errcode = 'insufficient_privilege';
  end if;
  new.heard_at := greatest(old.heard_at, least(new.heard_at, clock_timestamp()));
  -- What ran out is not taken up again, or the time between would count.
  new.expires_at := case when old.expires_at <= clock_timestamp() then old.expires_at
                         else least(new.expires_at, clock_timestamp() + interval '30 minutes', new.opened_at + interval '8 hours') end;
  if new.ended_at is not null then new.ended_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger launch_true before insert or update on content_launch for each row execute function authority.launch_is_true();

-- Seconds for which the launches of an attempt lay open. A person has one open launch at a time, so that this is never more than the time that passed.
create function authority.seconds_open(attempt_is uuid) returns numeric language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(sum(extract(epoch from least(l.ended_at, l.expires_at, clock_timestamp()) - l.opened_at)), 0) from content_launch l where l.attempt_id = attempt_is
$$;

-- Seconds of a film that its intervals hold: in order, apart, within the film. Null: they are none.
create function authority.seconds_in(watched jsonb, duration numeric) returns numeric language sql immutable set search_path = pg_catalog as $$
  select case when bool_and(p.from_s >= 0 and p.from_s < p.to_s and p.to_s <= duration + 0.01 and p.from_s >= p.before) is not false
              then coalesce(sum(p.to_s - p.from_s), 0) end
    from (select (w->>0)::numeric from_s, (w->>1)::numeric to_s, coalesce(lag((w->>1)::numeric) over (order by n), 0) before
            from jsonb_array_elements(watched) with ordinality e(w, n)) p
$$;

-- An attempt begins empty. What its learner writes fits the time for which it lay open; what a record store or an exam says of it, the service writes.
create function authority.attempt_is_earned() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  u course_unit;
  open_seconds numeric;
  rate numeric;
begin
  if a.kind is null then return new; end if;
  select x.* into strict u from course_unit x where x.id = new.unit_id;
  select e.max_rate into strict rate from course_enrolment n join course_edition e on e.id = n.edition_id where n.id = new.enrolment_id and n.edition_id = u.edition_id;
  if tg_op = 'INSERT' then
    new.watched := '[]'; new.position := 0; new.seconds := 0; new.cmi := '{}'; new.completion := null; new.success := null; new.score := null; new.satisfied := false;
    return new;
  end if;
  if (new.id, new.enrolment_id, new.unit_id, new.person_id, new.item, new.registration) is distinct from (old.id, old.enrolment_id, old.unit_id, old.person_id, old.item, old.registration)
     or old.satisfied and not new.satisfied
     or (u.kind in ('quiz', 'cmi5')) is distinct from (a.kind = 'service') then
    raise exception 'an attempt is written by who hears of it' using errcode = 'insufficient_privilege';
  end if;
  if a.kind = 'service' then return new; end if;
  open_seconds := authority.seconds_open(old.id);
  if (case u.kind
       when 'video' then authority.seconds_in(new.watched, u.seconds) <= open_seconds * rate + 1 and new.seconds <= authority.seconds_in(new.watched, u.seconds)
                         and new.satisfied = old.satisfied
       when 'document' then new.seconds <= open_seconds + 1 and (not new.satisfied or new.seconds >= u.minutes * 60)
       -- A package says itself how far its learner is, while it is open.
       else new.seconds <= open_seconds + 1 and (not new.satisfied or open_seconds > 0) end) is true then
    return new;
  end if;
  raise exception 'more than there was time for' using errcode = 'insufficient_privilege';
end $$;
create trigger attempt_earned before insert or update on unit_attempt for each row execute function authority.attempt_is_earned();

-- Was this exam, or a make-up of it (补考), passed by this person, and the result released? Asked of the room that marked it.
create function authority.exam_was_passed(exam_is uuid, person uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from exam_result r join exam e on e.matter_id = r.exam_id
                  where exam_is in (e.matter_id, e.makeup_of) and r.person_id = person and r.passed and e.released_at is not null)
$$;

-- A unit is learned by what its attempts say (the same rules as server/courses/learning.rules.ts), a quiz by its exam.
create function authority.unit_is_learned() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  u course_unit;
begin
  if (authority.actor()).kind is null then return new; end if;
  select x.* into strict u from course_unit x where x.id = new.unit_id;
  if not exists (select 1 from course_enrolment n where n.id = new.enrolment_id and n.edition_id = u.edition_id)
     or not (case u.kind
       when 'quiz' then authority.exam_was_passed(u.exam_id, new.person_id)
       when 'video' then exists (select 1 from unit_attempt t where t.enrolment_id = new.enrolment_id and t.unit_id = u.id and t.seconds >= u.share * u.seconds - 0.001)
       when 'document' then exists (select 1 from unit_attempt t where t.enrolment_id = new.enrolment_id and t.unit_id = u.id and t.satisfied)
       else not exists (
         select 1 from content_package k, jsonb_array_elements(k.items) i(item)
          where k.id = u.package_id and not exists (
            select 1 from unit_attempt t where t.enrolment_id = new.enrolment_id and t.unit_id = u.id and t.item = i.item->>'id' and t.satisfied)) end) then
    raise exception 'this unit is not learned' using errcode = 'insufficient_privilege';
  end if;
  new.at := clock.now();
  return new;
end $$;
create trigger unit_learned before insert on unit_completion for each row execute function authority.unit_is_learned();

-- A course is begun by oneself where it is offered, and completed once all its required units are learned; one without a required unit, when all are.
create function authority.course_is_learned() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
begin
  if a.kind is null then return new; end if;
  if tg_op = 'INSERT' then
    if not exists (select 1 from course_edition e join course c on c.id = e.course_id join org o on o.id = c.org_id
                    where e.id = new.edition_id and e.state = 'published' and c.offered and lower(authority.place()) >= o.lo and lower(authority.place()) < o.hi) then
      raise exception 'this course is not offered here' using errcode = 'insufficient_privilege';
    end if;
    new.began_at := clock.now(); new.completed_on := null; new.completed_at := null;
    return new;
  end if;
  if (new.id, new.course_id, new.edition_id, new.person_id, new.began_at) is distinct from (old.id, old.course_id, old.edition_id, old.person_id, old.began_at)
     or old.completed_on is not null or new.completed_on is null
     or exists (select 1 from course_unit u where u.edition_id = new.edition_id
                   and (u.required or not exists (select 1 from course_unit r where r.edition_id = new.edition_id and r.required))
                   and not exists (select 1 from unit_completion k where k.enrolment_id = new.id and k.unit_id = u.id)) then
    raise exception 'this course is not completed' using errcode = 'insufficient_privilege';
  end if;
  new.completed_on := clock.today(); new.completed_at := clock.now();
  return new;
end $$;
create trigger course_learned before insert or update on course_enrolment for each row execute function authority.course_is_learned();

revoke execute on function authority.launch_is_true(), authority.seconds_open(uuid), authority.seconds_in(jsonb, numeric), authority.attempt_is_earned(),
  authority.exam_was_passed(uuid, uuid), authority.unit_is_learned(), authority.course_is_learned() from public;
