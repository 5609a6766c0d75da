-- Question bank, papers, exams (题库、试卷、考试). Keys stand apart from questions; a candidate reaches his own sheet through functions alone. Once an attempt
-- is closed its answers stand still, for SQL too; the clock that decides is the database's.

-- Answers that left the candidate in time reach the server within this time, or do not count: the receipt of the server decides, not the sender's clock.
create function authority.exam_grace() returns interval language sql immutable as $$ select interval '30 seconds' $$;

-- The moment at which an attempt that has this end was over by itself; null while it may still be written. Who looks at an attempt asks this, and does not wait
-- for the job that writes it down.
create function authority.run_out(ends_at timestamptz) returns timestamptz language sql stable as $$
  select case when clock.now() > ends_at + authority.exam_grace() then ends_at + authority.exam_grace() end
$$;

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

-- One row for each credit of hours that was taken back because a result changed after its release (冲销): the next credit is a further turn of its source.
create table exam_takeback (
  exam_id uuid not null references exam,
  person_id uuid not null references person,
  turn smallint not null,
  reason text not null constraint exam_takeback_has_reason check (length(reason) >= 2),
  at timestamptz not null default clock.now(),
  primary key (exam_id, person_id, turn)
);

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
create trigger exam_takeback_append_only before update or delete on exam_takeback for each row execute function ledger.is_append_only();
create trigger exam_away_append_only before update or delete on exam_away for each row execute function ledger.is_append_only();
