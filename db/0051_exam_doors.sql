-- The doors of exams: what a candidate, a marker and the clock do, and who reads which rows.

-- The exams that the person who asks may sit, sits or sat: announced ones of whose list he is, or that are open to all of a unit above one of his duties.
create function authority.my_exams() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select e.matter_id from (select authority.actor() a offset 0) x join exam e on e.announced_at is not null
   where (x.a).person_id is not null
     and (exists (select 1 from exam_candidate c where c.exam_id = e.matter_id and c.person_id = (x.a).person_id)
          or exists (select 1 from exam_attempt t where t.exam_id = e.matter_id and t.person_id = (x.a).person_id)
          or e.audience = 'reach' and e.cancelled_at is null and exists (
               select 1 from org o join duty d on d.org_at between o.lo and o.hi - 1
                where o.id = e.org_id and d.person_id = (x.a).person_id and d.class = 'business' and d.status = 'active'
                  and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')))
$$;

-- Does this person know what this paper asks: has he written, reviewed or keyed one of its questions, put it together, or had a duty that reads its bank since
-- the first of them was written (命题、审题人员)?
create function authority.wrote_in(paper_is uuid, person uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from exam_paper p where p.id = paper_is and p.person_id = person)
      or exists (select 1 from exam_paper_item i join question_version v on v.id = i.version_id join question_version any_of on any_of.question_id = v.question_id
                  where i.paper_id = paper_is and (person in (any_of.author_id, any_of.reviewer_id)
                        or exists (select 1 from question_key k where k.version_id = any_of.id and k.person_id = person)))
      or exists (select 1 from duty d join exam_paper p on p.org_id = d.org_id
                  where p.id = paper_is and d.person_id = person and d.role = 'examiner' and d.status <> 'invited' and d.from_day <= clock.today()
                    and coalesce(d.to_day, 'infinity') >= (select min(v.at at time zone 'Asia/Shanghai')::date
                                                             from exam_paper_item i join question_version v on v.id = i.version_id where i.paper_id = paper_is))
$$;

-- Is this person named to mark an exam that has a question in common with this paper? Markers read its keys; a make-up exam asks the same.
create function authority.marks_in(paper_is uuid, person uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from exam_marker m join exam e on e.matter_id = m.exam_id where m.person_id = person and (e.paper_id = paper_is or exists (
    select 1 from exam_paper_item i join question_version v on v.id = i.version_id join question_version w on w.question_id = v.question_id
      join exam_paper_item j on j.version_id = w.id where i.paper_id = e.paper_id and j.paper_id = paper_is)))
$$;

-- Is an exam that asks this question still to be sat by somebody? Until then its key is shown in no review of another exam (S71).
create function authority.is_still_asked(question_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from question_version v join exam_paper_item i on i.version_id = v.id join exam e on e.paper_id = i.paper_id
                  where v.question_id = question_is and e.announced_at is not null and e.closed_at is null and e.cancelled_at is null)
$$;

-- Were the questions of this paper shown to candidates after an exam? Asked before another exam with it is announced.
create function authority.paper_was_shown(paper_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select ((authority.actor()).kind = 'service' or (authority.actor()).role = 'trainingOfficer')
     and exists (select 1 from exam e where e.paper_id = paper_is and e.released_at is not null and e.review <> 'score')
$$;

-- Why the person who asks cannot begin this exam now; null when nothing stands against it.
create function authority.exam_hindrance(exam_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select case
           when e.cancelled_at is not null then 'cancelled'
           when authority.wrote_in(e.paper_id, (x.a).person_id) then 'author'
           when authority.marks_in(e.paper_id, (x.a).person_id) then 'marker'
           when e.closed_at is not null or clock.now() > e.closes_at then 'over'
           when e.opened_at is null or clock.now() < e.opens_at then 'notOpen'
           when clock.now() > e.opens_at + make_interval(mins => e.late_minutes) then 'late'
         end
    from exam e, (select authority.actor() a offset 0) x
   where e.matter_id = exam_is and e.matter_id in (select authority.my_exams())
$$;

-- Begins the own attempt, or goes on with it (第二台设备). The start fixes shuffle and end. Answers {"refused": why} or {"attempt": id, "begun": whether now}.
create function authority.start_attempt(exam_is uuid) returns jsonb language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  who authority.actor := authority.actor();
  e exam;
  extra integer;
  why text;
  found_id uuid;
begin
  select * into e from exam where matter_id = exam_is and matter_id in (select authority.my_exams());
  if not found then return jsonb_build_object('refused', 'notFound'); end if;
  select id into found_id from exam_attempt where exam_id = exam_is and person_id = who.person_id;
  if found then return jsonb_build_object('attempt', found_id, 'begun', false); end if;
  -- Against a close, or a marker who is named, at the same moment: either this attempt is there by then, or what follows sees it.
  perform 1 from exam where matter_id = exam_is for share;
  why := authority.exam_hindrance(exam_is);
  if why is not null then return jsonb_build_object('refused', why); end if;
  select coalesce((select c.extra_minutes from exam_candidate c where c.exam_id = exam_is and c.person_id = who.person_id), 0) into extra;
  insert into exam_attempt (exam_id, person_id, org_id, code, seed, started_at, ends_at)
  values (exam_is, who.person_id, who.org_id, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 10)), gen_random_uuid()::text, clock.now(),
          least(clock.now() + make_interval(mins => e.minutes + extra), e.closes_at + make_interval(mins => extra)))
  on conflict on constraint exam_attempt_once do nothing returning id into found_id;
  if found_id is null then
    select id into found_id from exam_attempt where exam_id = exam_is and person_id = who.person_id;
    return jsonb_build_object('attempt', found_id, 'begun', false);
  end if;
  return jsonb_build_object('attempt', found_id, 'begun', true);
end $$;

-- The questions of the own running attempt, without keys, in the order of the paper: the server shuffles them by the attempt's seed.
create function authority.attempt_sheet(attempt_is uuid) returns table (item smallint, kind text, content jsonb, marks numeric)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.number, v.kind, v.content, i.marks
    from exam_attempt a join exam e on e.matter_id = a.exam_id join exam_paper_item i on i.paper_id = e.paper_id join question_version v on v.id = i.version_id
   where a.id = attempt_is and a.person_id = (authority.actor()).person_id and a.closed_at is null and authority.run_out(a.ends_at) is null
   order by i.number
$$;

-- Keeps what the candidate wrote: [{item, seq, answer, flagged}]. An older sequence changes nothing. Answers {"refused"} or {"kept": {item: seq}, "newer": [...]},
-- where `newer` is what another device has written since.
create function authority.save_answers(attempt_is uuid, items jsonb, away integer[] default '{}') returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  who authority.actor := authority.actor();
  a exam_attempt;
begin
  select * into a from exam_attempt where id = attempt_is and person_id = who.person_id for share;
  if not found then return jsonb_build_object('refused', 'notFound'); end if;
  if a.closed_at is not null then return jsonb_build_object('refused', 'closed'); end if;
  if authority.run_out(a.ends_at) is not null then return jsonb_build_object('refused', 'over'); end if;
  insert into exam_away (attempt_id, person_id, seconds)
  select attempt_is, who.person_id, s from unnest(away) s where (select count(*) from exam_away w where w.attempt_id = attempt_is) < 500;
  insert into exam_answer as t (attempt_id, item, person_id, seq, answer, flagged, received_at)
  select distinct on (r.item) attempt_is, r.item, who.person_id, r.seq, r.answer, coalesce(r.flagged, false), clock.now()
    from jsonb_to_recordset(items) r(item smallint, seq bigint, answer jsonb, flagged boolean)
   where r.answer is not null and exists (select 1 from exam e join exam_paper_item i on i.paper_id = e.paper_id where e.matter_id = a.exam_id and i.number = r.item)
   order by r.item, r.seq desc
  on conflict (attempt_id, item) do update set seq = excluded.seq, answer = excluded.answer, flagged = excluded.flagged where excluded.seq > t.seq;
  return (select jsonb_build_object(
      'kept', coalesce(jsonb_object_agg(t.item, t.seq) , '{}'),
      'newer', coalesce(jsonb_agg(jsonb_build_object('item', t.item, 'seq', t.seq, 'answer', t.answer, 'flagged', t.flagged)) filter (where t.seq > r.seq), '[]'))
    from jsonb_to_recordset(items) r(item smallint, seq bigint) join exam_answer t on t.attempt_id = attempt_is and t.item = r.item);
end $$;

-- Hands in once (交卷), with what was not sent before. Handed in again it answers the same receipt and changes nothing. The attempt is locked whole from the
-- start: two that shared it first would wait for each other.
create function authority.hand_in(attempt_is uuid, items jsonb, away integer[] default '{}') returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a exam_attempt;
begin
  select * into a from exam_attempt where id = attempt_is and person_id = (authority.actor()).person_id for update;
  if not found then return null; end if;
  if a.closed_at is null then
    perform authority.save_answers(attempt_is, items, away);
    update exam_attempt set closed_at = coalesce(authority.run_out(ends_at), clock.now()), closed_by = case when authority.run_out(ends_at) is null then 'candidate' else 'time' end,
           answers_hash = authority.answers_hash(id) where id = attempt_is returning * into a;
  end if;
  return a.answers_hash;
end $$;

-- The sum of what was handed in, for the candidate himself: also of an attempt that ran out and that no job has closed yet. Nothing changes it any more.
create function authority.own_receipt(attempt_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(a.answers_hash, authority.answers_hash(a.id)) from exam_attempt a
   where a.id = attempt_is and a.person_id = (authority.actor()).person_id and (a.closed_at is not null or authority.run_out(a.ends_at) is not null)
$$;

-- Writes down what has run out (自动交卷). For the service alone; how many were closed.
create function authority.end_attempts() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  if (authority.actor()).kind is distinct from 'service' then raise exception 'only the clock ends attempts' using errcode = 'insufficient_privilege'; end if;
  with late as (select id from exam_attempt where closed_at is null and ends_at + authority.exam_grace() < clock.now() for update skip locked)
  update exam_attempt a set closed_at = authority.run_out(a.ends_at), closed_by = 'time', answers_hash = authority.answers_hash(a.id) from late where a.id = late.id;
  get diagnostics n = row_count;
  return n;
end $$;

-- Two marks agree when they lie no further apart than the limit, and then their mean counts; with a third, the mean of it and the nearer one. Null: not settled.
create function authority.settled(marks numeric[], apart numeric, doubly boolean) returns numeric language sql immutable as $$
  select case
    when not doubly then marks[1]
    when cardinality(marks) < 2 then null
    when abs(marks[1] - marks[2]) <= apart then round((marks[1] + marks[2]) / 2, 2)
    when cardinality(marks) < 3 then null
    when abs(marks[3] - marks[1]) <= abs(marks[3] - marks[2]) then round((marks[3] + marks[1]) / 2, 2)
    else round((marks[3] + marks[2]) / 2, 2)
  end
$$;

-- What waits for this marker: answers without name and without the marks of others. Question by question.
create function authority.to_mark(exam_is uuid, at_most integer default 10) returns table
  (code text, item smallint, part smallint, marks numeric, kind text, content jsonb, key jsonb, analysis text, answer jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.code, u.item, u.part, u.marks, v.kind, v.content, k.key, k.analysis, w.answer
    from (select authority.actor() a offset 0) x
    join exam_marker m on m.exam_id = exam_is and m.person_id = (x.a).person_id
    join exam e on e.matter_id = exam_is and e.scored_at is not null and e.marked_at is null
    join exam_unit u on u.exam_id = exam_is and u.open
    join exam_attempt a on a.exam_id = exam_is and a.person_id <> (x.a).person_id
    join exam_answer w on w.attempt_id = a.id and w.item = u.item
    join question_version v on v.id = u.version_id
    join lateral (select q.key, q.analysis from question_key q where q.version_id = v.id order by q.revision desc limit 1) k on true
   where not exists (select 1 from exam_score s where s.attempt_id = a.id and s.item = u.item and s.part = u.part)
     and not exists (select 1 from exam_mark g where g.attempt_id = a.id and g.item = u.item and g.part = u.part and g.person_id = (x.a).person_id)
   order by u.item, u.part, a.code limit least(at_most, 50)
$$;

-- Gives one mark, in the own name. Answers 'kept', 'settled' or why not.
create function authority.give_mark(exam_is uuid, code_is text, item_is smallint, part_is smallint, score_is numeric, remark_is text) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  who authority.actor := authority.actor();
  e exam;
  u exam_unit;
  a exam_attempt;
  final numeric;
begin
  if not exists (select 1 from exam_marker m where m.exam_id = exam_is and m.person_id = who.person_id) then return 'notFound'; end if;
  select * into strict e from exam where matter_id = exam_is;
  select * into a from exam_attempt where exam_id = exam_is and code = code_is for update;
  select * into u from exam_unit where exam_id = exam_is and item = item_is and part = part_is and open;
  if a.id is null or u.item is null or a.person_id = who.person_id then return 'notFound'; end if;
  if e.scored_at is null or e.marked_at is not null then return 'notOpen'; end if;
  if score_is > u.marks or score_is < 0 then return 'tooHigh'; end if;
  if exists (select 1 from exam_score s where s.attempt_id = a.id and s.item = item_is and s.part = part_is) then return 'already'; end if;
  insert into exam_mark (exam_id, attempt_id, item, part, person_id, score, remark) values (exam_is, a.id, item_is, part_is, who.person_id, score_is, coalesce(remark_is, ''))
  on conflict on constraint exam_mark_once do nothing;
  if not found then return 'given'; end if;
  select authority.settled(array_agg(g.score order by g.id), e.difference_share * u.marks, e.double_marking) into final
    from exam_mark g where g.attempt_id = a.id and g.item = item_is and g.part = part_is;
  if final is null then return 'kept'; end if;
  insert into exam_score (exam_id, attempt_id, item, part, score, kind, by_name) values (exam_is, a.id, item_is, part_is, final, 'marking', '阅卷');
  return 'settled';
end $$;

-- How far the marking is: units that have a score, and units that lack one. Numbers alone.
create function authority.marking_left(exam_is uuid) returns table (item smallint, part smallint, done bigint, waiting bigint, third bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select u.item, u.part, count(*) filter (where s.n > 0), count(*) filter (where s.n = 0), count(*) filter (where s.n = 0 and g.n >= 2)
    from (select authority.actor() a offset 0) x
    join exam_unit u on u.exam_id = exam_is and u.open
    join exam_attempt t on t.exam_id = exam_is
    join lateral (select count(*) n from exam_score c where c.attempt_id = t.id and c.item = u.item and c.part = u.part) s on true
    join lateral (select count(*) n from exam_mark c where c.attempt_id = t.id and c.item = u.item and c.part = u.part) g on true
   where exists (select 1 from exam_marker m where m.exam_id = exam_is and m.person_id = (x.a).person_id)
      or (x.a).kind = 'service' or (x.a).role in ('trainingOfficer', 'examiner') and exists (
           select 1 from exam e where e.matter_id = exam_is and e.org_at between (x.a).lo and (x.a).hi - 1)
   group by u.item, u.part order by u.item, u.part
$$;

-- The exams that this person marks, with their names.
create function authority.my_marking() returns table (exam_id uuid, title text, org text, state text) language sql stable security definer set search_path = pg_catalog, public as $$
  select e.matter_id, e.title, o.name, case when e.marked_at is not null then 'marked' when e.scored_at is not null then 'open' else 'waiting' end
    from (select authority.actor() a offset 0) x join exam_marker m on m.person_id = (x.a).person_id join exam e on e.matter_id = m.exam_id join org o on o.id = e.org_id
   order by e.closes_at desc
$$;

-- The own attempt after the release, as far as the exam shows it. A key whose term of secrecy runs, or that another exam still asks for, stays where it is.
create function authority.attempt_review(attempt_is uuid) returns table
  (item smallint, kind text, content jsonb, marks numeric, answer jsonb, key jsonb, analysis text, scores jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.number, v.kind, v.content, i.marks, w.answer,
         case when e.review = 'full' and not h.held then k.key end,
         case when e.review = 'full' and not h.held then k.analysis end,
         -- Whether it was right says what is right.
         (select jsonb_agg(l.score order by l.part) from (select distinct on (c.part) c.part, c.score from exam_score c
           where c.attempt_id = a.id and c.item = i.number and not h.held order by c.part, c.id desc) l)
    from exam_attempt a join exam e on e.matter_id = a.exam_id and e.released_at is not null and e.review in ('answers', 'full')
    join exam_paper_item i on i.paper_id = e.paper_id join question_version v on v.id = i.version_id join question q on q.id = v.question_id
    left join exam_answer w on w.attempt_id = a.id and w.item = i.number
    left join lateral (select c.key, c.analysis from question_key c where c.version_id = v.id order by c.revision desc limit 1) k on true
    cross join lateral (select q.secret_until > clock.today() is true or authority.is_still_asked(q.id) as held) h
   where a.id = attempt_is and a.person_id = (authority.actor()).person_id
   order by i.number
$$;

-- A paper that a unit above shares: is that unit above the one of the active duty?
create function authority.lies_above(org_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from org o where o.id = org_is and int8range(o.lo, o.hi) @> authority.place())
$$;

-- Which of these persons had a part in the questions of a paper: asked when a list of candidates is made.
create function authority.writers_among(paper_is uuid, persons uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select p from (select authority.actor() a offset 0) x, unnest(persons) p
   where ((x.a).kind = 'service' or (x.a).role = 'trainingOfficer') and authority.wrote_in(paper_is, p)
$$;
-- And which of them mark its questions, in this exam or another.
create function authority.markers_among(paper_is uuid, persons uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select p from (select authority.actor() a offset 0) x, unnest(persons) p
   where ((x.a).kind = 'service' or (x.a).role = 'trainingOfficer') and authority.marks_in(paper_is, p)
$$;

revoke execute on all functions in schema authority from public;
grant execute on function authority.exam_grace(), authority.run_out(timestamptz), authority.own_receipt(uuid), authority.my_exams(), authority.exam_hindrance(uuid), authority.start_attempt(uuid), authority.attempt_sheet(uuid),
  authority.save_answers(uuid, jsonb, integer[]), authority.hand_in(uuid, jsonb, integer[]), authority.end_attempts(), authority.settled(numeric[], numeric, boolean),
  authority.to_mark(uuid, integer), authority.give_mark(uuid, text, smallint, smallint, numeric, text), authority.marking_left(uuid), authority.my_marking(),
  authority.attempt_review(uuid), authority.lies_above(uuid), authority.writers_among(uuid, uuid[]), authority.markers_among(uuid, uuid[]), authority.paper_was_shown(uuid) to minzhi_app;
