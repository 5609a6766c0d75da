-- How the hours of a course count (科目, 合格培训) is a choice of who keeps it, and stands in its edition: what was published is never counted otherwise.
alter table course_edition
  -- 公需科目 or 专业科目 of the professional staff's yearly hours; `none` for a course that is neither.
  add column subject text not null default 'professional' check (subject in ('public', 'professional', 'none')),
  -- Counts as a training of the rotation (轮训).
  add column qualifies boolean not null default true;

create or replace function authority.course_edition_stands() returns trigger language plpgsql as $$
begin
  if old.course_id <> new.course_id or old.number <> new.number
     or (old.state <> 'draft' and (new.state = 'draft'
         or (new.title, new.summary, new.theme, new.hours, new.subject, new.qualifies, new.click_minutes, new.max_rate, new.published_at)
         is distinct from (old.title, old.summary, old.theme, old.hours, old.subject, old.qualifies, old.click_minutes, old.max_rate, old.published_at)))
     or (old.state in ('replaced', 'withdrawn') and new.state <> old.state) then
    raise exception 'a published edition of a course is never changed' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Row security judges a row by its own person: so what hangs on an enrolment is of that enrolment's person, or nobody could keep another from completing.
alter table course_edition add constraint course_edition_of_course unique (id, course_id);
alter table course_enrolment
  add constraint course_enrolment_of_person_once unique (id, person_id),
  add constraint course_enrolment_edition_of_course foreign key (edition_id, course_id) references course_edition (id, course_id);
alter table unit_attempt
  add constraint unit_attempt_of_person_once unique (id, person_id),
  add constraint unit_attempt_of_learner foreign key (enrolment_id, person_id) references course_enrolment (id, person_id);
alter table unit_completion
  add constraint unit_completion_of_learner foreign key (enrolment_id, person_id) references course_enrolment (id, person_id);
alter table content_launch
  add constraint content_launch_of_learner foreign key (attempt_id, person_id) references unit_attempt (id, person_id);

-- As the contents themselves: over with the session in which it was launched, and with the person's account.
create or replace function authority.redeem_fetch(hash bytea) returns bytea
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  found bytea;
begin
  select l.sealed into found from content_launch l
    join session s on s.id = l.session_id and s.ended_at is null and s.expires_at > clock_timestamp()
    join person p on p.id = l.person_id and p.status = 'active'
   where l.fetch_hash = hash and l.ended_at is null and l.expires_at > clock_timestamp() for update of l;
  update content_launch set sealed = null where fetch_hash = hash;
  return found;
end $$;
