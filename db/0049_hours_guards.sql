-- What a second reader of the room of hours found: a credit that no record backs, a certificate written in two ways, a correction that could not be entered
-- anew, an officer on his own list, a month that changes when somebody leaves.

-- A credit that a session asks for by a job (记学时) must be what the record of its room says: whoever can only speak SQL as the runtime role can put any
-- job into the queue. Asked by the job, in the service's name.
create function authority.credit_is_backed(credit jsonb) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.is_service() and case k.room
    when 'training' then k.turn = 1 and exists (
      select 1 from class_certificate c where c.class_id::text = k.source and c.person_id = k.person and c.revoked_on is null
         and (c.hours, c.days, c.starts_on, c.ends_on) = (k.hours, k.days, k.from_day, k.earned_on)
         and not exists (select 1 from training_class t where t.matter_id = c.class_id and (t.form, t.subject, t.qualifies) is distinct from (k.form, k.subject, k.qualifies)))
    when 'courses' then k.turn = 1 and k.days = 0 and k.form = 'online' and exists (
      select 1 from course_enrolment n join course_edition e on e.id = n.edition_id
       where n.course_id::text = k.source and n.person_id = k.person and n.completed_on = k.earned_on and e.hours = k.hours
         and e.qualifies = k.qualifies and nullif(e.subject, 'none') is not distinct from k.subject)
    -- A further turn of one source is possible only after each one before was taken back.
    when 'exams' then k.days = 0 and k.form = 'online' and k.subject = 'professional' and not k.qualifies
      and k.turn <= 1 + (select count(*) from exam_takeback t where t.exam_id::text = k.source and t.person_id = k.person) and exists (
      select 1 from exam_result r join exam e on e.matter_id = r.exam_id join exam_attempt a on a.id = r.attempt_id
       where coalesce(e.makeup_of, e.matter_id)::text = k.source and r.person_id = k.person and r.passed and e.released_at is not null and e.hours = k.hours
         and (a.closed_at at time zone 'Asia/Shanghai')::date = k.earned_on)
    else false end
    from (select credit->'source'->>'room' room, credit->'source'->>'id' source, (credit->>'personId')::uuid person, coalesce((credit->>'turn')::integer, 1) turn,
                 (credit->>'hours')::numeric hours, (credit->>'days')::numeric days, credit->>'form' form, credit->>'subject' subject,
                 (credit->>'qualifies')::boolean qualifies, (credit->>'fromDay')::date from_day, (credit->>'earnedOn')::date earned_on) k
$$;
-- A credit that its room takes back (冲销): a certificate that was revoked, a result that was corrected.
create function authority.reversal_is_backed(room text, source text, person uuid, turn_is integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.is_service() and case room
    when 'training' then exists (
      select 1 from class_certificate c where c.class_id::text = source and c.person_id = person and c.revoked_on is not null)
    when 'exams' then exists (select 1 from exam_takeback t where t.exam_id::text = source and t.person_id = person and t.turn = turn_is)
    else false end
$$;
-- And a session that was hosted (期次) what its class or lecture says.
create function authority.session_is_backed(room text, source text, host uuid, kind text, held date, is_cancelled boolean) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select authority.is_service() and case room
    when 'lecture' then exists (
      select 1 from lecture l where l.id::text = source and l.org_id = host and l.held_on is not distinct from held and (l.state = 'cancelled') = is_cancelled
         and kind = case when l.counts_monthly then 'businessTraining' else 'lecture' end)
    -- Through jsonb: the one for whom a class is held (主办单位) may be a column of a later day.
    when 'training' then exists (
      select 1 from training_class c where c.matter_id::text = source and host in (c.org_id, (to_jsonb(c)->>'host_org_id')::uuid) and c.called and c.cancelled = is_cancelled
         and (held is null or exists (select 1 from matter_step s where s.matter_id = c.matter_id and s.step = 'startClass' and s.happened_on = held)))
    else false end
$$;
revoke execute on function authority.credit_is_backed(jsonb), authority.reversal_is_backed(text, text, uuid, integer), authority.session_is_backed(text, text, uuid, text, date, boolean) from public;
grant execute on function authority.credit_is_backed(jsonb), authority.reversal_is_backed(text, text, uuid, integer), authority.session_is_backed(text, text, uuid, text, date, boolean) to minzhi_app;

-- As in 0042, and: who writes a reversal does not choose its time.
create or replace function authority.hours_entry_is_sound() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  o hours_entry;
begin
  if a.kind = 'person' then new.recorded_at := clock.now(); end if;
  if a.kind = 'person' or new.by_person_id is null then new.by_person_id := a.person_id; new.by_name := coalesce(a.person_name, '系统服务'); end if;
  if new.reverses is null then return new; end if;
  select * into o from hours_entry e where e.id = new.reverses;
  if o.id is null or o.reverses is not null then
    raise exception 'only an entry is reversed' using errcode = 'insufficient_privilege';
  end if;
  new.person_id := o.person_id; new.form := o.form; new.subject := o.subject; new.theme := o.theme; new.hours := -o.hours; new.days := -o.days;
  new.from_day := o.from_day; new.earned_on := o.earned_on; new.source_room := o.source_room; new.source_id := o.source_id;
  new.source_title := o.source_title; new.turn := o.turn; new.host_org_id := o.host_org_id; new.qualifies := o.qualifies;
  return new;
end $$;

-- What the ledger would refuse by night is refused when it is brought.
alter table hours_claim
  add constraint hours_claim_figures check (hours <= 500 and days <= 366),
  add constraint hours_claim_codes check (form ~ '^[a-z][A-Za-z]{1,30}$' and subject ~ '^[a-z][A-Za-z]{1,30}$');

-- As in 0042, and: a certificate's number is kept in one writing, whoever typed it with spaces, small or wide letters; only a training officer says that
-- something qualifies; a record whose entry was reversed is withdrawn, so that it can be brought anew with the right figure.
create or replace function authority.hours_claim_is_sound() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  is_officer boolean := authority.is('trainingOfficer');
  may_be boolean;
begin
  if tg_op = 'INSERT' then
    new.submitted_by := a.person_id;
    new.qualifies := new.qualifies and is_officer;
    new.provider := btrim(normalize(new.provider, NFKC));
    new.certificate_no := nullif(upper(regexp_replace(normalize(new.certificate_no, NFKC), '\s', '', 'g')), '');
    new.state := case when new.source = 'import' and is_officer and new.person_id <> a.person_id then 'accepted' else 'pending' end;
    if new.source = 'import' and new.state <> 'accepted' then raise exception 'tables are brought by the training officer' using errcode = 'insufficient_privilege'; end if;
    new.turn := 1 + (select count(*) from hours_claim c where new.certificate_no is not null and c.provider = new.provider and c.certificate_no = new.certificate_no);
    new.version := 1; new.checked_by := null; new.checked_at := null; new.reason := null;
    return new;
  end if;
  if to_jsonb(new) - array['state', 'reason', 'checked_by', 'checked_at', 'version'] <> to_jsonb(old) - array['state', 'reason', 'checked_by', 'checked_at', 'version'] then
    raise exception 'a record is withdrawn and brought anew, not rewritten' using errcode = 'insufficient_privilege';
  end if;
  may_be := case
    when old.state = 'pending' and new.state in ('accepted', 'rejected') then is_officer and a.person_id not in (old.submitted_by, old.person_id)
    when old.state = 'pending' and new.state = 'withdrawn' then a.person_id in (old.submitted_by, old.person_id)
    when old.state = 'accepted' and new.state = 'withdrawn' then is_officer and a.person_id <> old.person_id and (old.source = 'import' or exists (
      select 1 from hours_entry e join hours_entry r on r.reverses = e.id
       where e.person_id = old.person_id and e.source_room = old.room and e.turn = old.turn and e.source_id = coalesce(old.provider || ':' || old.certificate_no, old.id::text)))
    else false end;
  if may_be is not true then raise exception 'not this person''s act' using errcode = 'insufficient_privilege'; end if;
  new.checked_by := a.person_id; new.checked_at := clock.now(); new.version := old.version + 1;
  return new;
end $$;

-- Nobody puts himself on a list, the training officer no more than others: he shows the code of the hall like everybody.
alter policy reach on lecture_attendance
  with check (how <> 'code' and (select authority.is('trainingOfficer')) and person_id <> (select (authority.actor()).person_id)
              and person_id in (select authority.my_people())
              and exists (select 1 from lecture l where l.id = lecture_id and (select authority.place()) @> l.org_at and l.state <> 'cancelled'));

-- What was held or cancelled stays so (S44): its hours are in people's ledgers. The link of its recording comes later.
create function authority.lecture_is_final() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if old.state <> 'planned' and to_jsonb(new) - array['recording_url', 'version', 'org_at'] <> to_jsonb(old) - array['recording_url', 'version', 'org_at'] then
    raise exception 'what was held or cancelled is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger lecture_final before update on lecture for each row execute function authority.lecture_is_final();
