-- Question bank, papers, exams (题库、试卷、考试). Keys stand apart from questions; a candidate reaches his own sheet through functions alone. Once an attempt
-- is closed its answers stand still, for SQL too; the clock that decides is the database's.

-- Answers that left the candidate in time reach the server within this time, or do not count: the receipt of the server decides, not the sender's clock.
create function authority.exam_grace() returns interval language sql immutable as $$ select interval '30 seconds' $$;

-- One row for each category of a unit's question bank (题库分类).
create table question_category (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  name text not null constraint question_category_is_named check (length(name) between 1 and 40),
  at timestamptz not null default clock.now(),
  constraint question_category_once unique (org_id, name)
);

-- One row for each question (试题), whatever its wording: the versions hold that.
create table question (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  category_id uuid not null references question_category,
  -- 保密期限: until this day its key is shown in no review. Null: it may be shown once an exam with it is released.
  secret_until date,
  version integer not null default 1,
  at timestamptz not null default clock.now()
);
create index question_of_category on question (org_id, category_id);

-- One row for each wording of a question (版本). An edited question is a new row; papers keep the one that they were made with. Without its key.
create table question_version (
  id uuid primary key default gen_random_uuid(),
  question_id uuid not null references question,
  org_id uuid not null references org,
  org_at bigint not null,
  number integer not null,
  kind text not null constraint question_kind_known check (kind in ('single', 'multiple', 'trueFalse', 'blank', 'short', 'case')),
  content jsonb not null,
  stem text not null,
  difficulty smallint not null constraint question_difficulty check (difficulty between 1 and 5),
  theme text not null default '',
  state text not null default 'draft' constraint question_state_known check (state in ('draft', 'reviewed', 'retired')),
  author_id uuid not null references person,
  author_name text not null,
  reviewer_id uuid references person,
  reviewer_name text,
  reviewed_at timestamptz,
  at timestamptz not null default clock.now(),
  constraint question_version_once unique (question_id, number),
  constraint question_reviewed_by_another check (reviewer_id is distinct from author_id),
  constraint question_reviewed_by_somebody check (state <> 'reviewed' or reviewer_id is not null)
);
create index question_version_bank on question_version (org_id, state, kind);

-- One row for each key (答案与评分标准) of a version; a correction is a further revision with its reason.
create table question_key (
  version_id uuid not null references question_version,
  revision integer not null default 1,
  org_id uuid not null references org,
  org_at bigint not null,
  key jsonb not null,
  analysis text not null default '',
  reason text,
  person_id uuid not null references person,
  at timestamptz not null default clock.now(),
  primary key (version_id, revision),
  constraint question_key_correction_has_reason check (revision = 1 or reason is not null)
);

-- One row for each paper (试卷): how it was put together. It is never changed; another choice of questions is another paper.
create table exam_paper (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  title text not null constraint exam_paper_is_named check (length(title) between 2 and 80),
  blueprint jsonb,
  seed text,
  -- Of the versions that the draw chose from, so that "same seed, same bank" can be said.
  bank_hash text,
  marks numeric(7, 2) not null,
  items integer not null,
  -- Units below may hold exams with it.
  shared boolean not null default false,
  person_id uuid not null references person,
  at timestamptz not null default clock.now(),
  constraint exam_paper_drawn_by_seed check ((blueprint is null) = (seed is null))
);
create index exam_paper_of_org on exam_paper (org_at, at desc);

-- One row for each question of a paper, in its order, with its marks (分值).
create table exam_paper_item (
  paper_id uuid not null references exam_paper,
  number smallint not null,
  version_id uuid not null references question_version,
  org_id uuid not null references org,
  org_at bigint not null,
  marks numeric(6, 2) not null constraint exam_paper_item_counts check (marks > 0),
  primary key (paper_id, number),
  constraint exam_paper_item_once unique (paper_id, version_id)
);

-- One row for each exam (考试): what it asks of whom, and the instants of its one-way course.
create table exam (
  matter_id uuid primary key references matter,
  org_id uuid not null references org,
  org_at bigint not null,
  title text not null,
  instructions text not null default '',
  paper_id uuid references exam_paper,
  -- listed: who is on the list. reach: everybody with a duty at the unit or below.
  audience text not null default 'listed' constraint exam_audience_known check (audience in ('listed', 'reach')),
  class_id uuid references matter,
  makeup_of uuid references exam,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  minutes integer not null constraint exam_minutes check (minutes between 1 and 600),
  -- 迟到多久不得入场; null: until the end of the window.
  late_minutes integer constraint exam_late_minutes check (late_minutes >= 0),
  shuffle_questions boolean not null default true,
  shuffle_options boolean not null default true,
  pass_share numeric(4, 3) not null default 0.6 constraint exam_pass_share check (pass_share between 0 and 1),
  partial text not null default 'none' constraint exam_partial_known check (partial in ('none', 'half', 'share')),
  double_marking boolean not null default true,
  -- Two marks that differ by more than this share of the unit's marks need a third.
  difference_share numeric(4, 3) not null default 0.2 constraint exam_difference_share check (difference_share between 0 and 1),
  review text not null default 'score' constraint exam_review_known check (review in ('score', 'answers', 'full')),
  hours numeric(5, 1) constraint exam_hours check (hours > 0),
  tells boolean not null default true,
  announced_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  scored_at timestamptz,
  marked_at timestamptz,
  released_at timestamptz,
  cancelled_at timestamptz,
  constraint exam_window check (closes_at > opens_at)
);
create index exam_of_paper on exam (paper_id);
create index exam_of_class on exam (class_id) where class_id is not null;

-- One row for each person on the list of an exam (考生), with the time that he is given besides (加时).
create table exam_candidate (
  exam_id uuid not null references exam,
  person_id uuid not null references person,
  extra_minutes integer not null default 0 constraint exam_extra_minutes check (extra_minutes between 0 and 600),
  extra_reason text,
  at timestamptz not null default clock.now(),
  primary key (exam_id, person_id),
  constraint exam_extra_has_reason check (extra_minutes = 0 or extra_reason is not null)
);
create index exam_candidate_person on exam_candidate (person_id);

-- One row for each person who marks the open answers of an exam (阅卷人员).
create table exam_marker (
  exam_id uuid not null references exam,
  person_id uuid not null references person,
  at timestamptz not null default clock.now(),
  primary key (exam_id, person_id)
);
create index exam_marker_person on exam_marker (person_id);

-- One row for each candidate who has begun (作答): when by the database's clock, until when, with which shuffle, and the sum of what he handed in.
create table exam_attempt (
  id uuid primary key default gen_random_uuid(),
  exam_id uuid not null references exam,
  person_id uuid not null references person,
  org_id uuid references org,
  -- What markers see in place of the name (密号).
  code text not null,
  seed text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  closed_at timestamptz,
  closed_by text constraint exam_attempt_closed_by_known check (closed_by in ('candidate', 'time', 'exam')),
  answers_hash text,
  constraint exam_attempt_once unique (exam_id, person_id),
  constraint exam_attempt_code_once unique (exam_id, code),
  constraint exam_attempt_closed_whole check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (answers_hash is null))
);
create index exam_attempt_person on exam_attempt (person_id);
create index exam_attempt_running on exam_attempt (ends_at) where closed_at is null;

-- One row for each question that a candidate has answered: the latest by his own sequence, and when the server received it.
create table exam_answer (
  attempt_id uuid not null references exam_attempt,
  item smallint not null,
  person_id uuid not null references person,
  seq bigint not null,
  answer jsonb not null,
  flagged boolean not null default false,
  received_at timestamptz not null,
  primary key (attempt_id, item)
);

-- One row for each time that a candidate left the page of the exam (切屏). A record, no verdict.
create table exam_away (
  id bigint generated always as identity primary key,
  attempt_id uuid not null references exam_attempt,
  person_id uuid not null references person,
  at timestamptz not null default clock.now(),
  seconds integer not null constraint exam_away_seconds check (seconds between 0 and 86400)
);
create index exam_away_of on exam_away (attempt_id);

-- One row for each thing of a paper that is scored by itself (评分点): a question, or a sub-question of a case. Written when the exam is scored.
create table exam_unit (
  exam_id uuid not null references exam,
  item smallint not null,
  part smallint not null,
  kind text not null,
  marks numeric(6, 2) not null,
  open boolean not null,
  version_id uuid not null references question_version,
  primary key (exam_id, item, part)
);

-- One row for each mark that a marker gave to an open answer (阅卷评分).
create table exam_mark (
  id bigint generated always as identity primary key,
  exam_id uuid not null references exam,
  attempt_id uuid not null references exam_attempt,
  item smallint not null,
  part smallint not null,
  person_id uuid not null references person,
  score numeric(6, 2) not null constraint exam_mark_not_negative check (score >= 0),
  remark text not null default '',
  at timestamptz not null default clock.now(),
  constraint exam_mark_once unique (attempt_id, item, part, person_id)
);
create index exam_mark_of on exam_mark (exam_id, person_id);

-- One row for each score that a unit of an attempt was given (得分); the last one counts, earlier ones stay with reason and person.
create table exam_score (
  id bigint generated always as identity primary key,
  exam_id uuid not null references exam,
  attempt_id uuid not null references exam_attempt,
  item smallint not null,
  part smallint not null,
  score numeric(6, 2) not null constraint exam_score_not_negative check (score >= 0),
  kind text not null constraint exam_score_kind_known check (kind in ('auto', 'marking', 'change', 'key')),
  key_revision integer,
  reason text,
  by_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now(),
  constraint exam_score_change_has_reason check (kind in ('auto', 'marking') or length(reason) >= 2)
);
create index exam_score_of on exam_score (attempt_id, item, part, id desc);
create index exam_score_exam on exam_score (exam_id);

-- One row for each attempt whose scores are summed up (成绩): derived from exam_score, kept for lists.
create table exam_result (
  attempt_id uuid primary key references exam_attempt,
  exam_id uuid not null references exam,
  person_id uuid not null references person,
  total numeric(7, 2) not null,
  passed boolean not null,
  at timestamptz not null default clock.now()
);
create index exam_result_exam on exam_result (exam_id, person_id);

create trigger question_category_place before insert or update of org_id, org_at on question_category for each row execute function authority.place_row();
create trigger question_place before insert or update of org_id, org_at on question for each row execute function authority.place_row();
create trigger question_version_place before insert or update of org_id, org_at on question_version for each row execute function authority.place_row();
create trigger question_key_place before insert or update of org_id, org_at on question_key for each row execute function authority.place_row();
create trigger exam_paper_place before insert or update of org_id, org_at on exam_paper for each row execute function authority.place_row();
create trigger exam_paper_item_place before insert or update of org_id, org_at on exam_paper_item for each row execute function authority.place_row();
create trigger exam_place before insert or update of org_id, org_at on exam for each row execute function authority.place_row();

create trigger question_key_append_only before update or delete on question_key for each row execute function ledger.is_append_only();
create trigger exam_paper_item_append_only before update or delete on exam_paper_item for each row execute function ledger.is_append_only();
create trigger exam_mark_append_only before update or delete on exam_mark for each row execute function ledger.is_append_only();
create trigger exam_score_append_only before update or delete on exam_score for each row execute function ledger.is_append_only();
create trigger exam_away_append_only before update or delete on exam_away for each row execute function ledger.is_append_only();

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

create function authority.sum_up(attempt_is uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into exam_result as r (attempt_id, exam_id, person_id, total, passed)
  select a.id, a.exam_id, a.person_id, s.total, s.total >= e.pass_share * p.marks
    from exam_attempt a join exam e on e.matter_id = a.exam_id join exam_paper p on p.id = e.paper_id,
         lateral (select coalesce(sum(l.score), 0) total from (
           select distinct on (c.item, c.part) c.score from exam_score c where c.attempt_id = a.id order by c.item, c.part, c.id desc) l) s
   where a.id = attempt_is
  on conflict (attempt_id) do update set total = excluded.total, passed = excluded.passed, at = clock.now()
$$;

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
     or (new.marked_at is not null and new.closed_at is null) or (new.released_at is not null and new.marked_at is null)
     or (new.cancelled_at is not null and new.opened_at is not null) then
    raise exception 'an exam goes one way' using errcode = 'check_violation';
  end if;
  if new.matter_id is distinct from old.matter_id or new.org_id is distinct from old.org_id or (old.announced_at is not null and
     (new.paper_id, new.audience, new.opens_at, new.closes_at, new.minutes, new.late_minutes, new.shuffle_questions, new.shuffle_options, new.pass_share, new.partial, new.double_marking, new.difference_share, new.makeup_of)
     is distinct from (old.paper_id, old.audience, old.opens_at, old.closes_at, old.minutes, old.late_minutes, old.shuffle_questions, old.shuffle_options, old.pass_share, old.partial, old.double_marking, old.difference_share, old.makeup_of)) then
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
    new.closed_at := clock.now();
    update exam_attempt set closed_at = clock.now(), closed_by = case when ends_at <= clock.now() then 'time' else 'exam' end, answers_hash = authority.answers_hash(id)
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

-- Who began, when, and with which shuffle stands; only the end may be moved out while it runs (加时), and a closed attempt is closed for good.
create function authority.exam_attempt_is_one_way() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'an attempt is never deleted' using errcode = 'check_violation'; end if;
  if old.closed_at is not null
     or (new.id, new.exam_id, new.person_id, new.org_id, new.code, new.seed, new.started_at) is distinct from (old.id, old.exam_id, old.person_id, old.org_id, old.code, old.seed, old.started_at)
     or new.ends_at < old.ends_at then
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
  if a.closed_at is not null or clock.now() > a.ends_at + authority.exam_grace() then
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
  if tg_op = 'UPDATE' and new.extra_minutes > old.extra_minutes then
    update exam_attempt a set ends_at = greatest(a.ends_at, least(a.started_at + make_interval(mins => e.minutes + new.extra_minutes), e.closes_at + make_interval(mins => new.extra_minutes)))
      from exam e where e.matter_id = a.exam_id and a.exam_id = new.exam_id and a.person_id = new.person_id and a.closed_at is null;
  end if;
  if exists (select 1 from exam_marker m where m.exam_id = new.exam_id and m.person_id = new.person_id) then
    raise exception 'a marker does not sit the exam' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_candidate_fits before insert or update on exam_candidate for each row execute function authority.exam_candidate_fits();
create function authority.exam_marker_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
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
begin
  if exists (select 1 from exam e where e.matter_id = new.exam_id and e.marked_at is not null) then perform authority.sum_up(new.attempt_id); end if;
  return null;
end $$;
create trigger exam_score_counts after insert on exam_score for each row execute function authority.exam_score_counts();

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

-- Has this person written or reviewed a wording of a question of this paper (命题、审题人员)?
create function authority.wrote_in(paper_is uuid, person uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from exam_paper_item i join question_version v on v.id = i.version_id join question_version any_of on any_of.question_id = v.question_id
                  where i.paper_id = paper_is and person in (any_of.author_id, any_of.reviewer_id))
$$;

-- Why the person who asks cannot begin this exam now; null when nothing stands against it.
create function authority.exam_hindrance(exam_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select case
           when e.cancelled_at is not null then 'cancelled'
           when authority.wrote_in(e.paper_id, (x.a).person_id) then 'author'
           when exists (select 1 from exam_marker m where m.exam_id = e.matter_id and m.person_id = (x.a).person_id) then 'marker'
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
  why := authority.exam_hindrance(exam_is);
  if why is not null then return jsonb_build_object('refused', why); end if;
  -- Against a close at the same moment: either this attempt is there when the exam closes, or the exam is closed when it would begin.
  perform 1 from exam where matter_id = exam_is and closed_at is null for share;
  if not found then return jsonb_build_object('refused', 'over'); end if;
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
   where a.id = attempt_is and a.person_id = (authority.actor()).person_id and a.closed_at is null
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
  if clock.now() > a.ends_at + authority.exam_grace() then return jsonb_build_object('refused', 'over'); end if;
  insert into exam_away (attempt_id, person_id, seconds)
  select attempt_is, who.person_id, s from unnest(away) s where (select count(*) from exam_away w where w.attempt_id = attempt_is) < 500;
  insert into exam_answer as t (attempt_id, item, person_id, seq, answer, flagged, received_at)
  select attempt_is, r.item, who.person_id, r.seq, r.answer, coalesce(r.flagged, false), clock.now()
    from jsonb_to_recordset(items) r(item smallint, seq bigint, answer jsonb, flagged boolean)
   where r.answer is not null and exists (select 1 from exam e join exam_paper_item i on i.paper_id = e.paper_id where e.matter_id = a.exam_id and i.number = r.item)
   order by r.item
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
    update exam_attempt set closed_at = clock.now(), closed_by = case when clock.now() > ends_at + authority.exam_grace() then 'time' else 'candidate' end,
           answers_hash = authority.answers_hash(id) where id = attempt_is returning * into a;
  end if;
  return a.answers_hash;
end $$;

-- Closes what has run out (自动交卷). For the service alone; how many were closed.
create function authority.end_attempts() returns integer language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  n integer;
begin
  if (authority.actor()).kind is distinct from 'service' then raise exception 'only the clock ends attempts' using errcode = 'insufficient_privilege'; end if;
  with late as (select id from exam_attempt where closed_at is null and ends_at + authority.exam_grace() < clock.now() for update skip locked)
  update exam_attempt a set closed_at = clock.now(), closed_by = 'time', answers_hash = authority.answers_hash(a.id) from late where a.id = late.id;
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

-- The own attempt after the release, as far as the exam shows it. A key whose term of secrecy runs stays where it is.
create function authority.attempt_review(attempt_is uuid) returns table
  (item smallint, kind text, content jsonb, marks numeric, answer jsonb, key jsonb, analysis text, scores jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.number, v.kind, v.content, i.marks, w.answer,
         case when e.review = 'full' and coalesce(q.secret_until <= clock.today(), true) then k.key end,
         case when e.review = 'full' and coalesce(q.secret_until <= clock.today(), true) then k.analysis end,
         (select jsonb_agg(l.score order by l.part) from (select distinct on (c.part) c.part, c.score from exam_score c
           where c.attempt_id = a.id and c.item = i.number order by c.part, c.id desc) l)
    from exam_attempt a join exam e on e.matter_id = a.exam_id and e.released_at is not null and e.review in ('answers', 'full')
    join exam_paper_item i on i.paper_id = e.paper_id join question_version v on v.id = i.version_id join question q on q.id = v.question_id
    left join exam_answer w on w.attempt_id = a.id and w.item = i.number
    left join lateral (select c.key, c.analysis from question_key c where c.version_id = v.id order by c.revision desc limit 1) k on true
   where a.id = attempt_is and a.person_id = (authority.actor()).person_id
   order by i.number
$$;

-- A paper that a unit above shares: is that unit above the one of the active duty?
create function authority.lies_above(org_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from org o where o.id = org_is and int8range(o.lo, o.hi) @> authority.place())
$$;

-- The bank is its unit's own examiners'; training officers never read a question. Jobs score.
select authority.protect(t, 'org', 'select, insert, update') from unnest(array['question_category', 'question', 'question_version']::regclass[]) t;
select authority.protect(t, 'org', 'select, insert') from unnest(array['question_key', 'exam_paper_item']::regclass[]) t;
do $$
declare t text;
begin
  foreach t in array array['question_category', 'question', 'question_version', 'question_key', 'exam_paper_item'] loop
    execute format($p$alter policy reach on %I
      using ((select (authority.actor()).kind) = 'service' or (select authority.is('examiner')) and org_id = (select (authority.actor()).org_id))
      with check ((select authority.is('examiner')) and org_id = (select (authority.actor()).org_id))$p$, t);
  end loop;
end $$;
-- What was written or corrected was written in one's own name; whoever wrote it does not review it.
create policy own_name on question_version as restrictive for insert to minzhi_app with check (author_id = (select (authority.actor()).person_id) and state = 'draft' and reviewer_id is null);
create policy own_review on question_version as restrictive for update to minzhi_app using (true)
  with check (state <> 'reviewed' or reviewer_id = (select (authority.actor()).person_id));
create policy own_name on question_key as restrictive for insert to minzhi_app with check (person_id = (select (authority.actor()).person_id));

select authority.protect('exam_paper', 'org', 'select, insert');
grant update (shared) on exam_paper to minzhi_app;
alter policy reach on exam_paper
  using ((select (authority.actor()).kind) = 'service' or (select authority.is('examiner', 'trainingOfficer'))
         and (org_at between (select authority.lo()) and (select authority.hi()) - 1 or shared and authority.lies_above(org_id)))
  with check ((select authority.is('examiner')) and org_id = (select (authority.actor()).org_id) and person_id = (select (authority.actor()).person_id));

select authority.protect('exam', 'matter', 'select, insert, update');
alter policy reach on exam
  using ((select (authority.actor()).kind) = 'service' or matter_id in (select authority.my_exams())
         or (select authority.is('trainingOfficer', 'examiner')) and exists (select 1 from matter m where m.id = matter_id offset 0))
  with check ((select (authority.actor()).kind) = 'service' or (select authority.is('trainingOfficer')));

select authority.protect('exam_candidate', 'self', 'select, insert, update, delete'), authority.protect('exam_marker', 'self', 'select, insert, delete');
do $$
declare t text;
begin
  foreach t in array array['exam_candidate', 'exam_marker'] loop
    execute format($p$alter policy reach on %I
      using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service'
             or (select authority.is('trainingOfficer')) and exists (select 1 from matter m where m.id = exam_id offset 0))
      with check ((select (authority.actor()).kind) = 'service' or (select authority.is('trainingOfficer')) and authority.acts_on(exam_id))$p$, t);
    execute format($p$create policy only_lists on %I as restrictive for delete to minzhi_app
      using ((select authority.is('trainingOfficer')) and exists (select 1 from matter m where m.id = exam_id offset 0))$p$, t);
  end loop;
end $$;

-- Read by whom it is about, and by the training officers of the exam; never by those who write questions and mark. Written by functions alone.
select authority.protect('exam_attempt', 'self', 'select'), authority.protect('exam_away', 'self', 'select'), authority.protect('exam_result', 'self', 'select');
alter policy reach on exam_attempt using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service'
  or (select authority.is('trainingOfficer')) and exists (select 1 from matter m where m.id = exam_id offset 0));
alter policy reach on exam_away using ((select (authority.actor()).kind) = 'service' or exists (select 1 from exam_attempt a where a.id = attempt_id));
alter policy reach on exam_result using ((select (authority.actor()).kind) = 'service'
  or (select authority.is('trainingOfficer')) and exists (select 1 from matter m where m.id = exam_id offset 0)
  or person_id = (select (authority.actor()).person_id) and exists (select 1 from exam e where e.matter_id = exam_id and e.released_at is not null));
-- A candidate's answers are his own; the job that scores reads them.
select authority.protect('exam_answer', 'self', 'select');
alter policy reach on exam_answer using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');

-- What a unit of a paper is worth, and which scores were given: for the training officers and examiners of the exam, who cannot tell by it whose they are
-- unless they read the attempts. Changes are theirs, in their own name and with a reason; the rest is the job's.
select authority.protect('exam_unit', 'signedIn', 'select, insert'), authority.protect('exam_score', 'signedIn', 'select, insert'), authority.protect('exam_mark', 'self', 'select');
alter policy reach on exam_unit using ((select (authority.actor()).kind) = 'service'
    or (select authority.is('trainingOfficer', 'examiner')) and exists (select 1 from matter m where m.id = exam_id offset 0))
  with check ((select (authority.actor()).kind) = 'service');
alter policy reach on exam_score using ((select (authority.actor()).kind) = 'service'
    or (select authority.is('trainingOfficer', 'examiner')) and exists (select 1 from matter m where m.id = exam_id offset 0))
  with check ((select (authority.actor()).kind) = 'service'
    or kind = 'change' and by_id = (select (authority.actor()).person_id) and (select authority.is('trainingOfficer'))
       and exists (select 1 from exam e where e.matter_id = exam_id and e.org_id = (select (authority.actor()).org_id)));
alter policy reach on exam_mark using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service'
    or (select authority.is('trainingOfficer')) and exists (select 1 from exam e where e.matter_id = exam_id and e.marked_at is not null));

-- Which of these persons had a part in the questions of a paper: asked when a list of candidates is made.
create function authority.writers_among(paper_is uuid, persons uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select p from (select authority.actor() a offset 0) x, unnest(persons) p
   where ((x.a).kind = 'service' or (x.a).role = 'trainingOfficer') and authority.wrote_in(paper_is, p)
$$;

revoke execute on all functions in schema authority from public;
grant execute on function authority.exam_grace(), authority.my_exams(), authority.exam_hindrance(uuid), authority.start_attempt(uuid), authority.attempt_sheet(uuid),
  authority.save_answers(uuid, jsonb, integer[]), authority.hand_in(uuid, jsonb, integer[]), authority.end_attempts(), authority.settled(numeric[], numeric, boolean),
  authority.to_mark(uuid, integer), authority.give_mark(uuid, text, smallint, smallint, numeric, text), authority.marking_left(uuid), authority.my_marking(),
  authority.attempt_review(uuid), authority.lies_above(uuid), authority.writers_among(uuid, uuid[]) to minzhi_app;

-- Answers are not entered one by one, they come every few seconds: their sum stands in the row of the attempt that is closed.
select ledger.watch(t) from unnest(array['question_category', 'question', 'question_version', 'question_key', 'exam_paper', 'exam_paper_item', 'exam', 'exam_candidate',
  'exam_marker', 'exam_attempt', 'exam_mark', 'exam_score']::regclass[]) t;
