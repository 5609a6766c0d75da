-- What the inbox adds to the tables of matters, messages and long work.

-- The first day on which the term is yellow; null for what nobody can be late for. Computed with the due day, never set by hand.
alter table matter_clock add column yellow_on date;
-- The same of a matter's earliest deadline, for its lists.
alter table matter add column yellow_on date;
-- 暂定: that deadline rests on a year whose holidays are not published yet.
alter table matter add column due_provisional boolean not null default false;
-- And of the deadline that an item shows, and the instant of a limit in hours: red, yellow and green are three ranges of an index scan.
alter table inbox_item add column yellow_on date, add column closes_at timestamptz;

-- One row for each matter that a digest of deadlines (期限提醒) lists: one message a person a day, whatever its length.
create table message_line (
  message_id uuid not null references message on delete cascade,
  person_id uuid not null references person,
  position smallint not null,
  matter_id uuid not null references matter,
  number text,
  title text not null,
  clock_title text not null,
  due date not null,
  -- Whose work it is: one's own, that of somebody one stands in for, or of one's unit.
  why text not null constraint message_line_why check (why in ('mine', 'standIn', 'unit')),
  primary key (message_id, position)
);
create index message_line_of_person on message_line (person_id);
select authority.protect('message_line', 'self', 'select, insert');
alter policy reach on message_line
  using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service')
  with check ((select (authority.actor()).kind) = 'service');

create index message_unread_only on message (person_id, at desc) where read_at is null;
create index matter_watch_recent on matter_watch (person_id, since desc);
create index matter_step_opened on matter_step (person_id, recorded_at desc) where step = 'open';
create index delegation_to on delegation (to_person_id, to_day) where ended_at is null;
create index delegation_of_person on delegation (person_id, to_day) where ended_at is null;

-- The duty under which a person started a long piece of work: the work reads what that duty reads, not what the service may (S22).
alter table task add column duty_id uuid references duty;

-- How much waits under each duty of the person who asks. A session has one active duty, and row security shows the work of that one alone;
-- the counts of the others are all that this door lets through. It stops at a thousand.
create function authority.my_waiting() returns table (duty_id uuid, waiting integer) language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as (
    select d.id, d.org_id, d.role, d.person_id from (select authority.actor() a) x join duty d on d.person_id = (x.a).person_id
     where d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity'))
  select m.id, (
    (select count(*) from (select 1 from inbox_item i where i.person_id is null and i.org_id = m.org_id and i.role = m.role
        and i.opens_on <= clock.today() and m.person_id <> all (i.not_persons) limit 1000) a)
    + (select count(*) from (select 1 from inbox_item i where i.person_id = m.person_id and i.org_id = m.org_id and i.role = m.role
        and i.opens_on <= clock.today() limit 1000) b))::integer
  from mine m
$$;
revoke execute on function authority.my_waiting() from public;
grant execute on function authority.my_waiting() to minzhi_app;
