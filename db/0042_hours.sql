-- Hours of training (学时): the ledger of each person, who has to learn how much, what was hosted when, lectures, and records that come from outside.

create function authority.is_service() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((authority.actor()).kind = 'service', false)
$$;
-- The training officer of the province keeps what holds for everybody: rules, series of lectures.
create function authority.keeps_training() returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(a.role = 'trainingOfficer' and a.org_kind = 'province', false) from authority.actor() a
$$;

-- One row for each credit of hours or days to a person, or for the reversal (冲销) of one. Never changed: a mistake is reversed, with its reason.
create table hours_entry (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  -- 培训形式 and 科目 are two axes: cadres are judged by the first, professional staff by the second, from the same entry.
  form text not null constraint hours_entry_form check (form ~ '^[a-z][A-Za-z]{1,30}$'),
  subject text constraint hours_entry_subject check (subject ~ '^[a-z][A-Za-z]{1,30}$'),
  theme text,
  -- 学时 and 天 are two measures; neither is ever made of the other (PX-01).
  hours numeric(6, 1) not null constraint hours_entry_half_hours check (hours * 2 = trunc(hours * 2) and abs(hours) <= 2000),
  days numeric(5, 1) not null constraint hours_entry_half_days check (days * 2 = trunc(days * 2) and abs(days) <= 366),
  from_day date not null,
  earned_on date not null,
  source_room text not null constraint hours_entry_room check (source_room in ('training', 'courses', 'exams', 'lecture', 'national', 'manual', 'contest', 'teaching')),
  source_id text not null constraint hours_entry_source_is_named check (length(source_id) between 1 and 300),
  source_title text not null,
  -- A second credit of one source is possible only as its second turn, after the first was reversed.
  turn smallint not null default 1 constraint hours_entry_turn check (turn >= 1),
  host_org_id uuid references org,
  -- 合格培训 for the rotation (轮训).
  qualifies boolean not null,
  reverses uuid references hours_entry,
  reason text,
  by_person_id uuid references person,
  by_name text not null default '',
  recorded_at timestamptz not null default clock.now(),
  constraint hours_entry_days_in_order check (from_day <= earned_on),
  constraint hours_entry_sign check (case when reverses is null then hours >= 0 and days >= 0 else hours <= 0 and days <= 0 and length(reason) >= 2 end),
  constraint hours_entry_says_something check (reverses is not null or hours > 0 or days > 0 or qualifies)
);
create unique index hours_entry_once on hours_entry (person_id, source_room, source_id, turn) where reverses is null;
create unique index hours_entry_reversed_once on hours_entry (reverses) where reverses is not null;
create index hours_entry_of_person on hours_entry (person_id, earned_on);
create trigger hours_entry_append_only before update or delete on hours_entry for each row execute function ledger.is_append_only();
create trigger hours_entry_no_truncate before truncate on hours_entry for each statement execute function ledger.is_append_only();

-- A reversal says exactly the opposite of what it reverses, whoever wrote it; who wrote it is who is signed in.
create function authority.hours_entry_is_sound() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  o hours_entry;
begin
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
create trigger hours_entry_sound before insert on hours_entry for each row execute function authority.hours_entry_is_sound();

-- The person himself, who has him among his people, and the jobs. Credits are the jobs' alone; a training officer reverses, never for himself.
select authority.protect_person('hours_entry', 'select, insert');
alter policy reach on hours_entry
  using ((select authority.is_service()) or person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()))
  with check ((select authority.is_service())
              or (reverses is not null and (select authority.is('trainingOfficer')) and person_id <> (select (authority.actor()).person_id)
                  and person_id in (select authority.my_people())));
select ledger.watch('hours_entry');

-- One row for each time that somebody belongs to a category of staff (人员类别), by which the rule of his hours is chosen.
create table staff_category (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  category text not null constraint staff_category_known check (category in ('countyUp', 'townshipDown', 'professional', 'other')),
  from_day date not null,
  to_day date,
  -- 提任前未达标 (PX-04): what was missing is made up within a year.
  unmet boolean not null default false,
  note text,
  by_person_id uuid references person,
  at timestamptz not null default clock.now(),
  constraint staff_category_days check (to_day is null or to_day >= from_day),
  constraint staff_category_one_a_day exclude using gist (person_id with =, daterange(from_day, to_day, '[]') with &&)
);
select authority.protect_person('staff_category', 'select, insert', '(select authority.is(''trainingOfficer'')) and person_id <> (select (authority.actor()).person_id)');
-- The jobs read it too, of whoever has a duty no more.
alter policy reach on staff_category
  using ((select authority.is_service()) or person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()));
grant update (to_day, category, unmet, note, by_person_id) on staff_category to minzhi_app;
create policy by_officer on staff_category as restrictive for update to minzhi_app
  using ((select authority.is('trainingOfficer')) and person_id <> (select (authority.actor()).person_id));
-- An import that is undone takes its rows away; the ledger keeps what they said.
grant delete on staff_category to minzhi_app;
create policy gone_by_officer on staff_category as restrictive for delete to minzhi_app
  using ((select authority.is('trainingOfficer')) and person_id <> (select (authority.actor()).person_id));
select ledger.watch('staff_category');

-- One row for each state of the configuration of hours (学时规则): the newest holds, the earlier ones stay.
create table hours_setting (
  id bigint generated always as identity primary key,
  value jsonb not null,
  reason text not null,
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create trigger hours_setting_append_only before update or delete on hours_setting for each row execute function ledger.is_append_only();
create trigger hours_setting_no_truncate before truncate on hours_setting for each statement execute function ledger.is_append_only();
select authority.protect('hours_setting', 'signedIn', 'select, insert', '(select authority.keeps_training())');
select ledger.watch('hours_setting');

-- One row for each session that somebody hosts or has hosted (期次), whichever room keeps it: what the rule of the month (ZC-01) is judged by.
create table hosted_session (
  room text not null,
  id text not null,
  org_id uuid not null references org,
  kind text not null,
  title text not null,
  planned_on date not null,
  held_on date,
  cancelled boolean not null default false,
  -- Days for which it was planned before.
  postponed_from date[] not null default '{}',
  at timestamptz not null default clock.now(),
  primary key (room, id),
  constraint hosted_session_cancelled_is_not_held check (not (cancelled and held_on is not null))
);
create index hosted_session_of_host on hosted_session (org_id, planned_on);
select authority.protect('hosted_session', 'signedIn', 'select, insert, update', '(select authority.is_service())');
create policy by_service on hosted_session as restrictive for update to minzhi_app using ((select authority.is_service()));
select ledger.watch('hosted_session');

-- One row for each record that somebody brings from outside (外来学习记录): by hand with a proof, a certificate, or a line of an imported table.
create table hours_claim (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person,
  source text not null constraint hours_claim_source check (source in ('manual', 'certificate', 'import')),
  room text not null constraint hours_claim_room check (room in ('manual', 'national', 'contest', 'teaching')),
  title text not null constraint hours_claim_title check (length(title) between 2 and 200),
  provider text not null,
  certificate_no text,
  form text not null,
  subject text,
  theme text,
  hours numeric(6, 1) not null constraint hours_claim_half_hours check (hours >= 0 and hours * 2 = trunc(hours * 2)),
  days numeric(5, 1) not null constraint hours_claim_half_days check (days >= 0 and days * 2 = trunc(days * 2)),
  from_day date not null,
  earned_on date not null,
  score text,
  qualifies boolean not null default false,
  file_id uuid references file,
  state text not null default 'pending' constraint hours_claim_state check (state in ('pending', 'accepted', 'rejected', 'withdrawn')),
  turn smallint not null default 1,
  submitted_by uuid not null references person,
  checked_by uuid references person,
  reason text,
  version integer not null default 1,
  at timestamptz not null default clock.now(),
  checked_at timestamptz,
  constraint hours_claim_has_proof check (source = 'import' or file_id is not null),
  constraint hours_claim_import_has_number check (source <> 'import' or certificate_no is not null),
  constraint hours_claim_days_in_order check (from_day <= earned_on)
);
-- One certificate is one credit, whoever brings it and on whatever way.
create unique index hours_claim_certificate_once on hours_claim (provider, certificate_no) where certificate_no is not null and state in ('pending', 'accepted');
create index hours_claim_of_person on hours_claim (person_id, at desc);
create index hours_claim_waiting on hours_claim (at) where state = 'pending';

-- Two persons (双人核验): who brought a record does not check it, and nobody checks his own. A table that the training officer brings from the national
-- platform counts at once and is withdrawn as it came. What a record says is never changed.
create function authority.hours_claim_is_sound() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  is_officer boolean := authority.is('trainingOfficer');
  may_be boolean;
begin
  if tg_op = 'INSERT' then
    new.submitted_by := a.person_id;
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
    when old.state = 'accepted' and new.state = 'withdrawn' then old.source = 'import' and is_officer and a.person_id <> old.person_id
    else false end;
  if may_be is not true then raise exception 'not this person''s act' using errcode = 'insufficient_privilege'; end if;
  new.checked_by := a.person_id; new.checked_at := clock.now(); new.version := old.version + 1;
  return new;
end $$;
create trigger hours_claim_sound before insert or update on hours_claim for each row execute function authority.hours_claim_is_sound();
select authority.protect_person('hours_claim', 'select, insert, update');
alter policy reach on hours_claim
  using ((select authority.is_service()) or person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()))
  with check (person_id = (select (authority.actor()).person_id)
              or ((select authority.is('trainingOfficer')) and person_id in (select authority.my_people())));
select ledger.watch('hours_claim');
-- Whoever sees the record sees its proof. Beside the policy of files, which other rooms extend likewise.
create policy proof_of_hours on file for select to minzhi_app using (exists (select 1 from hours_claim c where c.file_id = file.id));

-- One row for each activity of another platform that counts (活动—学时对照), as the record store names it.
create table activity_credit (
  id uuid primary key default gen_random_uuid(),
  client text not null,
  activity text not null constraint activity_credit_activity check (length(activity) between 5 and 500),
  title text not null,
  verbs text[] not null,
  form text not null,
  subject text,
  theme text,
  hours numeric(6, 1) not null constraint activity_credit_half_hours check (hours > 0 and hours <= 200 and hours * 2 = trunc(hours * 2)),
  active boolean not null default true,
  by_name text not null,
  at timestamptz not null default clock.now(),
  constraint activity_credit_once unique (client, activity)
);
select authority.protect('activity_credit', 'signedIn', 'select, insert, update', '(select authority.keeps_training())');
create policy by_keeper on activity_credit as restrictive for update to minzhi_app using ((select authority.keeps_training()));
select ledger.watch('activity_credit');
-- One row for each statement that was credited, so that one which its sender voids later takes its credit back.
create table activity_use (
  statement_id uuid primary key,
  person_id uuid not null references person,
  source_id text not null,
  turn smallint not null,
  voided boolean not null default false
);
create index activity_use_of_source on activity_use (person_id, source_id);
select authority.protect('activity_use', 'public', 'select, insert, update', '(select authority.is_service())');
alter policy reach on activity_use using ((select authority.is_service()));
select ledger.watch('activity_use');
-- One row: up to where the jobs have read the record store.
create table activity_cursor (only_row boolean primary key default true check (only_row), read_to text not null);
select authority.protect('activity_cursor', 'public', 'select, insert, update', '(select authority.is_service())');
alter policy reach on activity_cursor using ((select authority.is_service()));

revoke execute on function authority.is_service(), authority.keeps_training(), authority.hours_entry_is_sound(), authority.hours_claim_is_sound() from public;
grant execute on function authority.is_service(), authority.keeps_training() to minzhi_app;
