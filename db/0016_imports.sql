-- The session that started a piece of work; the trigger writes it, so that nobody can have work done in another's name.
alter table task add column started_in uuid references session;
create function authority.task_is_started() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  new.started_in := (authority.actor()).session_id;
  return new;
end $$;
create trigger task_started before insert or update of started_in on task for each row execute function authority.task_is_started();

-- Opens a session in which the worker does what a person started, as that person under that duty: row security and the ledger then speak of him, not
-- of the service. False: the task has ended, or the duty is no longer held (S22).
create function authority.begin_task_session(task_is uuid, hash bytea) returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if (authority.actor()).kind is distinct from 'service' then
    raise exception 'only the worker takes up tasks' using errcode = 'insufficient_privilege';
  end if;
  insert into session (token_hash, kind, person_id, duty_id, expires_at, address, agent)
  select hash, 'person', t.person_id, t.duty_id, clock_timestamp() + interval '2 hours', '后台任务', left(t.title, 200)
    from task t
    join session s on s.id = t.started_in and s.kind = 'person' and s.person_id = t.person_id
    join person p on p.id = t.person_id and p.status = 'active'
    join duty d on d.id = t.duty_id and d.person_id = t.person_id and d.status = 'active'
     and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
   where t.id = task_is and t.state in ('waiting', 'running');
  return found;
end $$;

-- One row for each table that a person brought in (批量导入): the own file, what it says, what is wrong with it, and what came of it, so that it can be
-- undone as one batch.
create table import_batch (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  -- Rosters are the common work of the administrators of a unit; every other import is its bringer's alone.
  shared boolean not null default false,
  person_id uuid not null references person,
  org_id uuid not null references org,
  org_at bigint not null,
  file_name text not null constraint import_batch_file_is_named check (length(file_name) between 1 and 200),
  content bytea not null,
  rows jsonb not null,
  faults jsonb not null,
  state text not null default 'checked' constraint import_batch_state_known check (state in ('checked', 'applying', 'applied', 'undoing', 'undone')),
  task_id uuid references task,
  -- Why it ended before its last row.
  stopped text,
  version integer not null default 1,
  at timestamptz not null default clock.now()
);
create index import_batch_recent on import_batch (kind, org_at, at desc);
create index import_batch_of_person on import_batch (person_id, kind, at desc);
create trigger import_batch_place before insert or update of org_id, org_at on import_batch for each row execute function authority.place_row();

-- One row for each row of a file that came in: what was made of it, and whether it still stands. A row comes in once, however often it is tried.
create table import_made (
  batch_id uuid not null references import_batch,
  row integer not null,
  made_id uuid not null,
  outcome text not null default 'made' constraint import_made_outcome_known check (outcome in ('made', 'gone', 'kept')),
  primary key (batch_id, row)
);

select authority.protect('import_batch', 'self'), authority.protect('import_made', 'secret');
alter policy reach on import_batch
  using (person_id = (select (authority.actor()).person_id) or (shared and (select authority.is('systemAdmin')) and (select authority.place()) @> org_at))
  with check ((person_id = (select (authority.actor()).person_id) or shared) and (not shared or ((select authority.is('systemAdmin')) and (select authority.place()) @> org_at)));
alter policy reach on import_made using (exists (select 1 from import_batch b where b.id = batch_id)) with check (exists (select 1 from import_batch b where b.id = batch_id));
grant select, insert, update on import_made to minzhi_app;

-- Takes accounts of a roster back as if they had not been: those that nobody has used yet are gone with their proposed duties. Who has begun to work,
-- or was given a duty, stays, and is answered.
create function authority.take_back_accounts(batch uuid, people uuid[]) returns setof uuid language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  b import_batch;
  gone uuid[];
begin
  select * into b from import_batch where id = batch for update;
  if b.id is null or b.kind <> 'roster' or not authority.is('systemAdmin') or not authority.place() @> b.org_at or b.state <> 'undoing' then
    raise exception 'not within reach' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(p.id), '{}') into gone from person p join import_made i on i.batch_id = batch and i.made_id = p.id
   where p.id = any(people) and p.status = 'invited' and not exists (select 1 from person_secret s where s.person_id = p.id)
     and not exists (select 1 from duty d where d.person_id = p.id and d.status <> 'invited') and not exists (select 1 from session s where s.person_id = p.id);
  delete from one_time_token where person_id = any(gone);
  delete from duty where person_id = any(gone);
  delete from message where person_id = any(gone);
  delete from person where id = any(gone);
  return query select x from unnest(people) x where x <> all(gone);
end $$;

-- A batch comes to rest with its task, however that ended: what is in stands, and can be taken back as one.
create function authority.import_settles() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update import_batch b
     set state = case when exists (select 1 from import_made i where i.batch_id = b.id and i.outcome = 'made') then 'applied'
                      when b.state = 'applying' then 'checked' else 'undone' end,
         stopped = case new.state when 'failed' then new.outcome->>'said' when 'cancelled' then '已取消，没有做完' end,
         version = b.version + 1
   where b.task_id = new.id and b.state in ('applying', 'undoing');
  return null;
end $$;
create trigger task_ends_import after update of state on task for each row when (new.state in ('done', 'failed', 'cancelled'))
  execute function authority.import_settles();
create index import_batch_of_task on import_batch (task_id) where task_id is not null;

select ledger.watch('import_batch');
revoke execute on function authority.task_is_started(), authority.begin_task_session(uuid, bytea), authority.import_settles(), authority.take_back_accounts(uuid, uuid[]) from public;
grant execute on function authority.begin_task_session(uuid, bytea), authority.take_back_accounts(uuid, uuid[]) to minzhi_app;
