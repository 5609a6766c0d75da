-- A grant is read-only unless it says that it acts (design §6.1): the assisting unit answers, the common superior designates.
alter table matter_grant add column acts boolean not null default false;

-- Does the actor's unit hold a grant on this matter that acts, today?
create function authority.acts_by_grant(matter uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from matter_grant g, authority.actor() a
                  where g.matter_id = matter and g.acts and g.org_id = a.org_id and clock.today() between g.from_day and coalesce(g.to_day, 'infinity'))
$$;
revoke execute on function authority.acts_by_grant(uuid) from public;
grant execute on function authority.acts_by_grant(uuid) to minzhi_app;

-- Who reads by a grant must not write; the step's own rule says which grants act.
alter policy reach on matter
  with check (handling_at between (select authority.lo()) and (select authority.hi()) - 1 or authority.acts_by_grant(id));
-- Whoever reads by a grant cannot hand it on or make it act: grants are given from within one's own reach.
alter policy reach on matter_grant
  with check (exists (select 1 from matter m where m.id = matter_id and m.handling_at between (select authority.lo()) and (select authority.hi()) - 1));
