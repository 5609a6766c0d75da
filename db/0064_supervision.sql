-- Supervised tasks (督办任务): what a unit has to do until a day, who supports it, how far it is, and when it counts as late.

-- One row for each supervised task. Lead unit (牵头) is the matter's handling unit, the issuer its owner; dates and progress are in the tables below.
create table supervised_task (
  matter_id uuid primary key references matter,
  source text not null constraint supervised_task_source check (source in ('clause', 'instruction', 'decision', 'other')),
  -- The clause that it came from (条款).
  clause_id uuid references clause,
  source_text text,
  source_number text,
  -- The meeting whose decision it is.
  source_matter_id uuid,
  key_task text not null constraint supervised_task_key check (length(key_task) between 2 and 300),
  measure text not null constraint supervised_task_measure check (length(measure) between 2 and 2000),
  -- 必办: what is above is not closed before it is.
  mandatory boolean not null default true,
  -- What it is part of, by name: a unit below does not see the matter above.
  parent_title text,
  target text not null constraint supervised_task_target check (target in ('figure', 'deliverable', 'reported')),
  indicator text,
  target_org_id uuid references org,
  target_value numeric,
  direction text constraint supervised_task_direction check (direction in ('atLeast', 'atMost')),
  from_month text,
  to_month text,
  deliverable text,
  -- The plan of a draft; what was agreed stands in supervised_task_due.
  planned_due date,
  planned_reports date[] not null default '{}',
  planned_support uuid[] not null default '{}',
  report_on date[] not null default '{}',
  issued_on date,
  signed_on date,
  -- The day of the claim that was accepted.
  claimed_on date,
  -- On that day it was over, closed or waived.
  ended_on date,
  -- 通报: a late one is published only after a person has confirmed it.
  noticed_on date,
  -- Assigned by the government itself (受指定): number of the paper, scope, until when (Regulations of 2021, art. 7).
  designation jsonb,
  -- The last day that was counted as due (到期任务), and whether it stands among those that are late now.
  counted_due date,
  counted_late boolean not null default false,
  constraint supervised_task_figure check ((target = 'figure') = (indicator is not null and target_value is not null and direction is not null and from_month is not null and to_month is not null)),
  constraint supervised_task_deliverable check ((target = 'deliverable') = (deliverable is not null)),
  constraint supervised_task_clause check (source <> 'clause' or clause_id is not null)
);
create index supervised_task_of_clause on supervised_task (clause_id) where clause_id is not null;
create index supervised_task_open on supervised_task (issued_on) where ended_on is null;

-- One row for each day to which a task was agreed: the first at its issue, a later one at each extension. Never changed.
create table supervised_task_due (
  matter_id uuid not null references supervised_task,
  position smallint not null,
  -- From this day on it holds.
  since date not null,
  due_on date not null,
  primary key (matter_id, position)
);
create trigger supervised_task_due_append_only before update or delete on supervised_task_due for each row execute function ledger.is_append_only();

-- One row for each time that the progress of a task was said or measured, in percent of its target. Never changed.
create table supervised_task_progress (
  id bigint generated always as identity primary key,
  matter_id uuid not null references supervised_task,
  happened_on date not null,
  percent smallint not null constraint supervised_task_percent check (percent between 0 and 100),
  -- Of a bound target: what the figure was. Null: it was reported.
  figure numeric,
  at timestamptz not null default clock.now()
);
create index supervised_task_progress_of on supervised_task_progress (matter_id, happened_on, id);
create trigger supervised_task_progress_append_only before update or delete on supervised_task_progress for each row execute function ledger.is_append_only();

-- One row for each unit that supports a task (配合单位): it acts there by its grant. One that was taken off stays, with the reason.
create table supervised_task_support (
  matter_id uuid not null references supervised_task,
  org_id uuid not null references org,
  contributed_on date,
  ended_on date,
  end_reason text,
  primary key (matter_id, org_id),
  constraint supervised_task_support_end check ((ended_on is null) = (end_reason is null))
);
create index supervised_task_support_by on supervised_task_support (org_id);

-- One row for each sub-task that a lead unit without units of its own proposes; the office issues it or says why not.
create table supervised_task_proposal (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references supervised_task,
  position smallint not null,
  org_id uuid not null references org,
  title text not null constraint supervised_task_proposal_title check (length(title) between 2 and 150),
  measure text not null,
  due_on date not null,
  mandatory boolean not null,
  proposed_on date not null,
  state text not null default 'proposed' constraint supervised_task_proposal_state check (state in ('proposed', 'issued', 'refused')),
  child_id uuid references matter,
  reason text,
  constraint supervised_task_proposal_position unique (matter_id, position),
  constraint supervised_task_proposal_done check ((state = 'issued') = (child_id is not null) and (state = 'refused') = (reason is not null))
);

-- One row for each configuration of the lights of a province or a city, the newest in force. A unit without one has that of the unit above it.
create table supervision_setting (
  id bigint generated always as identity primary key,
  org_id uuid not null references org,
  value jsonb not null,
  reason text not null constraint supervision_setting_reason check (length(reason) between 2 and 500),
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create index supervision_setting_of on supervision_setting (org_id, id desc);
create trigger supervision_setting_append_only before update or delete on supervision_setting for each row execute function ledger.is_append_only();

-- The lights of its own tasks are set by the coordinator of a province or a city, for his own unit alone.
create function authority.keeps_lights(unit uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((a).role = 'coordinator' and (a).org_id = unit and (a).org_kind in ('province', 'city'), false) from (select authority.actor() a) x
$$;

-- To whom a task is told: coordinators of the unit; where it has none, its head; where it has none, whoever heads it. For services: a person sees no inbox of others.
create function authority.told_of_tasks(unit uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with at_unit as (
    select d.person_id, case d.role when 'coordinator' then 1 when 'unitHead' then 2 when 'deputyHead' then 3 else 4 end as rank
      from duty d join person p on p.id = d.person_id and p.status = 'active'
     where d.org_id = unit and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
       and d.role in ('coordinator', 'unitHead', 'deputyHead', 'principalHead'))
  select distinct person_id from at_unit where rank = (select min(rank) from at_unit) and (authority.actor()).kind = 'service'
$$;

select authority.protect(t, 'matter') from unnest(array['supervised_task', 'supervised_task_support', 'supervised_task_proposal']::regclass[]) t;
select authority.protect(t, 'matter', 'select, insert') from unnest(array['supervised_task_due', 'supervised_task_progress']::regclass[]) t;
select authority.protect('supervision_setting', 'signedIn', 'select, insert', '(select authority.keeps_lights(org_id))');
-- What was promised is put off, measured and ended by who issued it, by SQL too: the lead unit signs for it and says how far it is, nothing else of it is its own.
create function authority.issues_task(matter_is uuid) returns boolean language sql stable set search_path = pg_catalog, public as $$
  select exists (select 1 from matter m, (select authority.actor() a) x where m.id = matter_is and ((a).kind = 'service' or m.owner_org_id = (a).org_id))
$$;
create function authority.leads_task(matter_is uuid) returns boolean language sql stable set search_path = pg_catalog, public as $$
  select exists (select 1 from matter m, (select authority.actor() a) x where m.id = matter_is and ((a).kind = 'service' or m.handling_org_id = (a).org_id))
$$;
create policy by_issuer on supervised_task_due as restrictive for insert to minzhi_app with check (authority.issues_task(matter_id));
create policy by_lead on supervised_task_progress as restrictive for insert to minzhi_app with check (authority.leads_task(matter_id));
create function authority.guard_task() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if current_user <> 'minzhi_app' or authority.issues_task(new.matter_id) then return new; end if;
  if not authority.leads_task(new.matter_id) or to_jsonb(new) - 'signed_on' is distinct from to_jsonb(old) - 'signed_on' then
    raise exception 'written by the unit that issued the task' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger supervised_task_guard before insert or update on supervised_task for each row execute function authority.guard_task();
-- Who supports is said by the issuer; the unit that supports says only that it has.
create function authority.guard_support() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if current_user <> 'minzhi_app' or authority.issues_task(new.matter_id) then return new; end if;
  if tg_op = 'INSERT' or to_jsonb(new) - 'contributed_on' is distinct from to_jsonb(old) - 'contributed_on'
     or new.org_id is distinct from (authority.actor()).org_id then
    raise exception 'said by the unit that issued the task' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger supervised_task_support_guard before insert or update on supervised_task_support for each row execute function authority.guard_support();
select ledger.watch(t) from unnest(array['supervised_task', 'supervised_task_due', 'supervised_task_progress', 'supervised_task_support', 'supervised_task_proposal', 'supervision_setting']::regclass[]) t;
revoke execute on function authority.keeps_lights(uuid), authority.told_of_tasks(uuid), authority.issues_task(uuid), authority.leads_task(uuid), authority.guard_task(),
  authority.guard_support() from public;
grant execute on function authority.keeps_lights(uuid), authority.told_of_tasks(uuid), authority.issues_task(uuid), authority.leads_task(uuid) to minzhi_app;
