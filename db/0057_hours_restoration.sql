-- One row for each reversal (冲销) of a lecture's hours that was itself wrong: who decided that they count again, and why. The entry and its reversal stay;
-- the job credits the next turn of the same source. Never changed.
create table hours_restoration (
  entry_id uuid primary key references hours_entry,
  person_id uuid not null references person,
  reason text not null constraint hours_restoration_reason check (length(reason) between 2 and 200),
  by_person_id uuid not null references person,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create index hours_restoration_person on hours_restoration (person_id);
create trigger hours_restoration_append_only before update or delete on hours_restoration for each row execute function ledger.is_append_only();

-- Only what a list of listeners backs comes back, and only while the entry is reversed and the last of its source.
create function authority.hours_restoration_is_sound() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  o hours_entry;
begin
  select * into o from hours_entry e where e.id = new.entry_id and e.reverses is null for share;
  if o.id is null or o.source_room <> 'lecture'
     or not exists (select 1 from hours_entry r where r.reverses = o.id)
     or exists (select 1 from hours_entry e where e.person_id = o.person_id and e.source_room = o.source_room and e.source_id = o.source_id and e.turn > o.turn)
     or not exists (select 1 from lecture_attendance x join lecture l on l.id = x.lecture_id and l.state = 'held'
                     where x.lecture_id::text = o.source_id and x.person_id = o.person_id) then
    raise exception 'nothing backs these hours' using errcode = 'insufficient_privilege';
  end if;
  new.person_id := o.person_id; new.by_person_id := a.person_id; new.by_name := a.person_name; new.at := clock.now();
  return new;
end $$;
create trigger hours_restoration_sound before insert on hours_restoration for each row execute function authority.hours_restoration_is_sound();
revoke execute on function authority.hours_restoration_is_sound() from public;

select authority.protect_person('hours_restoration', 'select, insert');
alter policy reach on hours_restoration
  using ((select authority.is_service()) or person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()))
  with check ((select authority.is('trainingOfficer')) and person_id <> (select (authority.actor()).person_id) and person_id in (select authority.my_people()));
select ledger.watch('hours_restoration');
