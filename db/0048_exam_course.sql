-- The course of an exam, one way, held by triggers: what no session, no job and no owner of the tables gets past.

-- The wording stands; only its state moves: drafted, reviewed by another, retired. The version that is reviewed retires those before it.
create function authority.question_version_moves() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if (new.question_id, new.org_id, new.number, new.kind, new.content, new.stem, new.difficulty, new.theme, new.author_id, new.at)
     is distinct from (old.question_id, old.org_id, old.number, old.kind, old.content, old.stem, old.difficulty, old.theme, old.author_id, old.at)
     or old.state = 'retired' or (old.state = 'reviewed' and (new.state = 'draft' or new.reviewer_id is distinct from old.reviewer_id)) then
    raise exception 'a version of a question keeps its words' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger question_version_moves before update on question_version for each row execute function authority.question_version_moves();

-- A paper with which an exam is held grows no more.
create function authority.exam_paper_is_final() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from exam e where e.paper_id = new.paper_id) then
    raise exception 'this paper is in use' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_paper_item_final before insert on exam_paper_item for each row execute function authority.exam_paper_is_final();

-- A question, its wordings, their keys and the papers with them are of one unit: a further key for another unit's question would score that unit's exams.
create function authority.question_is_of_one_unit() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.org_id is distinct from (case tg_table_name
       when 'question' then (select c.org_id from question_category c where c.id = (to_jsonb(new) ->> 'category_id')::uuid)
       when 'question_version' then (select q.org_id from question q where q.id = (to_jsonb(new) ->> 'question_id')::uuid)
       else (select v.org_id from question_version v where v.id = (to_jsonb(new) ->> 'version_id')::uuid) end)
     or tg_table_name = 'exam_paper_item' and new.org_id is distinct from (select p.org_id from exam_paper p where p.id = (to_jsonb(new) ->> 'paper_id')::uuid) then
    raise exception 'this is of another unit' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger question_of_one_unit before insert or update of org_id, category_id on question for each row execute function authority.question_is_of_one_unit();
create trigger question_version_of_one_unit before insert on question_version for each row execute function authority.question_is_of_one_unit();
create trigger question_key_of_one_unit before insert on question_key for each row execute function authority.question_is_of_one_unit();
create trigger exam_paper_item_of_one_unit before insert on exam_paper_item for each row execute function authority.question_is_of_one_unit();

-- The lock first: of two changes at once the second one sums up what the first one left (a statement begun before it would not see it).
create function authority.sum_up(attempt_is uuid) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform 1 from exam_attempt where id = attempt_is for no key update;
  insert into exam_result as r (attempt_id, exam_id, person_id, total, passed)
  select a.id, a.exam_id, a.person_id, s.total, s.total >= e.pass_share * p.marks
    from exam_attempt a join exam e on e.matter_id = a.exam_id join exam_paper p on p.id = e.paper_id,
         lateral (select coalesce(sum(l.score), 0) total from (
           select distinct on (c.item, c.part) c.score from exam_score c where c.attempt_id = a.id order by c.item, c.part, c.id desc) l) s
   where a.id = attempt_is
  on conflict (attempt_id) do update set total = excluded.total, passed = excluded.passed, at = clock.now();
end $$;

create function authority.answers_hash(attempt_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select encode(sha256(convert_to(coalesce(string_agg(item || ':' || seq || ':' || answer::text, E'\n' order by item), ''), 'utf8')), 'hex')
    from exam_answer where attempt_id = attempt_is
$$;

-- Each instant of an exam is set once, by the database's clock, and never taken back. With the close of the exam every attempt closes.
create function authority.exam_is_one_way() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if (old.announced_at is not null and new.announced_at is distinct from old.announced_at) or (old.opened_at is not null and new.opened_at is distinct from old.opened_at)
     or (old.closed_at is not null and new.closed_at is distinct from old.closed_at) or (old.marked_at is not null and new.marked_at is distinct from old.marked_at)
     or (old.scored_at is not null and new.scored_at is distinct from old.scored_at)
     or (old.released_at is not null and new.released_at is distinct from old.released_at) or (old.cancelled_at is not null and new.cancelled_at is distinct from old.cancelled_at)
     or (new.opened_at is not null and new.announced_at is null) or (new.closed_at is not null and new.opened_at is null)
     or (new.marked_at is not null and (new.closed_at is null or new.scored_at is null)) or (new.released_at is not null and new.marked_at is null)
     or (new.cancelled_at is not null and new.opened_at is not null) then
    raise exception 'an exam goes one way' using errcode = 'check_violation';
  end if;
  if new.matter_id is distinct from old.matter_id or new.org_id is distinct from old.org_id or (old.announced_at is not null and
     (new.title, new.hours, new.tells, new.class_id, new.paper_id, new.audience, new.opens_at, new.closes_at, new.minutes, new.late_minutes, new.shuffle_questions, new.shuffle_options, new.pass_share, new.partial, new.double_marking, new.difference_share, new.makeup_of)
     is distinct from (old.title, old.hours, old.tells, old.class_id, old.paper_id, old.audience, old.opens_at, old.closes_at, old.minutes, old.late_minutes, old.shuffle_questions, old.shuffle_options, old.pass_share, old.partial, old.double_marking, old.difference_share, old.makeup_of)) then
    raise exception 'an announced exam keeps its rules' using errcode = 'check_violation';
  end if;
  if old.released_at is not null and new.review is distinct from old.review then
    raise exception 'what is shown was decided with the release' using errcode = 'check_violation';
  end if;
  if new.announced_at is distinct from old.announced_at then new.announced_at := clock.now(); end if;
  if new.opened_at is distinct from old.opened_at then new.opened_at := clock.now(); end if;
  if new.scored_at is distinct from old.scored_at then new.scored_at := clock.now(); end if;
  if new.marked_at is distinct from old.marked_at then new.marked_at := clock.now(); end if;
  if new.released_at is distinct from old.released_at then new.released_at := clock.now(); end if;
  if new.cancelled_at is distinct from old.cancelled_at then new.cancelled_at := clock.now(); end if;
  if new.closed_at is distinct from old.closed_at then
    if clock.now() < new.closes_at then raise exception 'its window is open' using errcode = 'check_violation'; end if;
    new.closed_at := clock.now();
    update exam_attempt set closed_at = coalesce(authority.run_out(ends_at), clock.now()), closed_by = case when ends_at <= clock.now() then 'time' else 'exam' end, answers_hash = authority.answers_hash(id)
     where exam_id = new.matter_id and closed_at is null;
  end if;
  return new;
end $$;
create trigger exam_one_way before update on exam for each row execute function authority.exam_is_one_way();

create function authority.exam_begins_blank() returns trigger language plpgsql as $$
begin
  if coalesce(new.announced_at, new.opened_at, new.closed_at, new.scored_at, new.marked_at, new.released_at, new.cancelled_at) is not null then
    raise exception 'an exam begins as a draft' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_begins_blank before insert on exam for each row execute function authority.exam_begins_blank();

-- After the sums are asked for, all of them at once.
create function authority.exam_is_summed() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform authority.sum_up(a.id) from exam_attempt a where a.exam_id = new.matter_id;
  return null;
end $$;
create trigger exam_summed after update on exam for each row when (new.marked_at is not null and old.marked_at is null) execute function authority.exam_is_summed();

-- Who began, when, and with which shuffle stands; only the end may be moved out while it runs (加时); what ran out or was closed is closed for good.
create function authority.exam_attempt_is_one_way() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'an attempt is never deleted' using errcode = 'check_violation'; end if;
  if old.closed_at is not null
     or (new.id, new.exam_id, new.person_id, new.org_id, new.code, new.seed, new.started_at) is distinct from (old.id, old.exam_id, old.person_id, old.org_id, old.code, old.seed, old.started_at)
     or new.ends_at < old.ends_at or new.ends_at > old.ends_at and authority.run_out(old.ends_at) is not null then
    raise exception 'an attempt goes one way' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_attempt_one_way before update or delete on exam_attempt for each row execute function authority.exam_attempt_is_one_way();

-- The last line behind every door: an answer enters only while its attempt is open, is stamped by the database, and never goes back to an older one. The lock
-- on the attempt lets a hand-in wait for it, or it for the hand-in: there is no between.
create function authority.exam_answer_in_time() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a exam_attempt;
begin
  if tg_op = 'DELETE' then raise exception 'an answer is never deleted' using errcode = 'check_violation'; end if;
  select * into a from exam_attempt where id = new.attempt_id for share;
  if a.closed_at is not null or authority.run_out(a.ends_at) is not null then
    raise exception 'this attempt is closed' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and (new.seq <= old.seq or (new.attempt_id, new.item) is distinct from (old.attempt_id, old.item)) then
    raise exception 'an older answer does not replace a newer one' using errcode = 'check_violation';
  end if;
  new.person_id := a.person_id;
  new.received_at := clock.now();
  return new;
end $$;
create trigger exam_answer_in_time before insert or update or delete on exam_answer for each row execute function authority.exam_answer_in_time();
create trigger exam_answer_no_truncate before truncate on exam_answer for each statement execute function ledger.is_append_only();

-- Time given while somebody sits moves his end. Nobody is a candidate and a marker of one exam, and nobody with a part in its questions is a candidate.
create function authority.exam_candidate_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- Candidates and markers are named one after the other.
  perform 1 from exam where matter_id = new.exam_id for no key update;
  -- Who sits an exam that is open to all comes on the list only with the time that he is given.
  if new.extra_minutes > 0 and (tg_op = 'INSERT' or new.extra_minutes > old.extra_minutes) then
    update exam_attempt a set ends_at = greatest(a.ends_at, least(a.started_at + make_interval(mins => e.minutes + new.extra_minutes), e.closes_at + make_interval(mins => new.extra_minutes)))
      from exam e where e.matter_id = a.exam_id and a.exam_id = new.exam_id and a.person_id = new.person_id and a.closed_at is null and authority.run_out(a.ends_at) is null;
  end if;
  if exists (select 1 from exam_marker m where m.exam_id = new.exam_id and m.person_id = new.person_id) then
    raise exception 'a marker does not sit the exam' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_candidate_fits before insert or update on exam_candidate for each row execute function authority.exam_candidate_fits();
create function authority.exam_marker_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- Against a start at the same moment, which shares this lock.
  perform 1 from exam where matter_id = new.exam_id for no key update;
  if exists (select 1 from exam_candidate c where c.exam_id = new.exam_id and c.person_id = new.person_id)
     or exists (select 1 from exam_attempt a where a.exam_id = new.exam_id and a.person_id = new.person_id) then
    raise exception 'a candidate does not mark the exam' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_marker_fits before insert or update on exam_marker for each row execute function authority.exam_marker_fits();

-- No score before the close, none above what the question gives, and nobody's own.
create function authority.exam_score_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a exam_attempt;
begin
  select * into strict a from exam_attempt where id = new.attempt_id;
  if a.exam_id <> new.exam_id or a.closed_at is null or a.person_id is not distinct from new.by_id
     or new.score > coalesce((select u.marks from exam_unit u where u.exam_id = new.exam_id and u.item = new.item and u.part = new.part), -1) then
    raise exception 'this score does not fit' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_score_fits before insert on exam_score for each row execute function authority.exam_score_fits();
create function authority.exam_score_counts() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  marked timestamptz;
begin
  -- Against the end of the marking at the same moment: either it sums up this score, or this sums up again.
  select marked_at into strict marked from exam where matter_id = new.exam_id for share;
  if marked is not null then perform authority.sum_up(new.attempt_id); end if;
  return null;
end $$;
create trigger exam_score_counts after insert on exam_score for each row execute function authority.exam_score_counts();

revoke execute on function authority.question_version_moves(), authority.exam_paper_is_final(), authority.question_is_of_one_unit(), authority.sum_up(uuid),
  authority.answers_hash(uuid), authority.exam_is_one_way(), authority.exam_begins_blank(), authority.exam_is_summed(), authority.exam_attempt_is_one_way(),
  authority.exam_answer_in_time(), authority.exam_candidate_fits(), authority.exam_marker_fits(), authority.exam_score_fits(), authority.exam_score_counts() from public;
