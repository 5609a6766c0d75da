-- Who reads and writes which rows of question bank, papers and exams.

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
-- The code under which markers know an attempt (密号) is read beside the name by nobody: who names markers may be one.
revoke select on exam_attempt from minzhi_app;
grant select (id, exam_id, person_id, org_id, seed, started_at, ends_at, closed_at, closed_by, answers_hash) on exam_attempt to minzhi_app;
-- Hours that were taken back: entered by the job, or by who changed the score.
select authority.protect('exam_takeback', 'self', 'select, insert');
alter policy reach on exam_takeback using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service'
    or (select authority.is('trainingOfficer')) and exists (select 1 from exam e where e.matter_id = exam_id offset 0))
  with check ((select (authority.actor()).kind) = 'service' or (select authority.is('trainingOfficer'))
    and exists (select 1 from exam e where e.matter_id = exam_id and e.org_id = (select (authority.actor()).org_id)));
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

-- Answers are not entered one by one, they come every few seconds: their sum stands in the row of the attempt that is closed.
select ledger.watch(t) from unnest(array['question_category', 'question', 'question_version', 'question_key', 'exam_paper', 'exam_paper_item', 'exam', 'exam_candidate',
  'exam_marker', 'exam_attempt', 'exam_mark', 'exam_score', 'exam_takeback']::regclass[]) t;

-- Results that are released (成绩), of persons whom the asker reads: himself, and his people. For their head, who has no part in the exam.
create function authority.exam_results_of(persons uuid[]) returns table (exam_id uuid, title text, person_id uuid, total numeric, marks numeric, passed boolean, sat_on date)
language sql stable security definer set search_path = pg_catalog, public as $$
  select e.matter_id, e.title, r.person_id, r.total, p.marks, r.passed, (a.closed_at at time zone 'Asia/Shanghai')::date
    from (select authority.actor() a offset 0) x
    join exam_result r on r.person_id = any (persons)
    join exam_attempt a on a.id = r.attempt_id
    join exam e on e.matter_id = r.exam_id and e.released_at is not null
    join exam_paper p on p.id = e.paper_id
   where r.person_id = (x.a).person_id or r.person_id in (select authority.my_people())
   order by a.closed_at desc, e.matter_id
$$;
revoke execute on function authority.exam_results_of(uuid[]) from public;
grant execute on function authority.exam_results_of(uuid[]) to minzhi_app;
