-- Fields of work under one roof: who runs the training, or keeps the tasks of the leading group, has no business in the penalty cases of the same units, though
-- all of them are matters.

-- The field that a matter belongs to, by the declaration of its process. A role may be of one field; without one it reads them all, by reach.
alter table matter add column field text not null default 'enforcement' check (field in ('enforcement', 'training', 'coordination'));
-- As in 0017, a list chooses its rows from the index alone; the field is asked of every row, so it stands there too (without it a city's list took half as long again).
drop index matter_list;
create index matter_list on matter (handling_at, process, opened_on, due, closed, state, number, id) include (field);
alter table role add column field text check (field in ('enforcement', 'training', 'coordination'));
insert into role (name, reads_matters, class, field) values
  ('trainingOfficer', true, 'business', 'training'), ('examiner', true, 'business', 'training'), ('coordinator', true, 'business', 'coordination');

-- A client is a machine beside the platform with a key of its own: another learning platform, a course that runs in somebody's browser. It has no reach;
-- what it may do is said where its scopes stand, and the session endpoints do not know it.
alter table session
  drop constraint session_kind_check,
  drop constraint session_is_of_someone,
  add constraint session_kind check (kind in ('person', 'service', 'client')),
  add constraint session_is_of_someone check ((kind = 'person') = (person_id is not null) and (kind <> 'person') = (service is not null));

alter type authority.actor add attribute field text;

-- Every statement asks it several times. The token is hashed once and not for each session, and a duty is found by its id: with `=` the planner took the index
-- of those of a person, which is fifty times as slow.
create or replace function authority.actor() returns authority.actor language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, s.kind, p.id, case when s.kind = 'client' then s.service else p.name end, d.id, d.role, o.id, o.name, o.kind,
         case when s.kind = 'service' or r.reads_matters then o.lo end,
         case when s.kind = 'service' or r.reads_matters then o.hi end,
         coalesce(r.reads_matters, s.kind = 'service'),
         -- A unit's grant is for whoever works in its field there; a person's is his own, whatever the field.
         coalesce((select array_agg(g.matter_id) from matter_grant g join matter gm on gm.id = g.matter_id
                    where (g.person_id = p.id or g.org_id = d.org_id and coalesce(gm.field = r.field, true)) and clock.today() between g.from_day and coalesce(g.to_day, 'infinity')
                      and r.reads_matters), '{}'),
         r.field
    from session s
    left join person p on p.id = s.person_id and p.status = 'active'
    left join duty d on d.id = s.duty_id and d.person_id is not distinct from p.id and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
    left join role r on r.name = d.role
    left join org o on o.id = coalesce(d.org_id, s.service_org_id)
   where s.token_hash = (select sha256(convert_to(nullif(current_setting('app.session', true), ''), 'utf8')))
     and s.ended_at is null and s.expires_at > clock_timestamp()
     and (s.kind <> 'person' or s.last_seen_at between clock_timestamp() - interval '30 minutes' and clock_timestamp() + interval '1 minute')
     and (s.kind <> 'person' or p.id is not null)
$$;

create function authority.field() returns text language sql stable security definer set search_path = pg_catalog, public as $$ select (authority.actor()).field $$;

-- As in 0004, and the field besides: who keeps the training of a unit does not answer for a case that was granted to it.
create or replace function authority.acts_by_grant(matter uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from matter_grant g join matter m on m.id = g.matter_id, authority.actor() a
                  where g.matter_id = acts_by_grant.matter and g.acts and g.org_id = a.org_id and coalesce(m.field = a.field, true)
                    and clock.today() between g.from_day and coalesce(g.to_day, 'infinity'))
$$;

-- As in 0017, and the field besides. What was granted has its field asked above, in authority.actor().
alter policy reach on matter
  using (case when handling_at between (select authority.lo()) and (select authority.hi()) - 1 and coalesce(field = (select authority.field()), true) then true
              else id = any ((select (authority.actor()).granted)::uuid[]) end)
  with check (handling_at between (select authority.lo()) and (select authority.hi()) - 1 and coalesce(field = (select authority.field()), true)
              or authority.acts_by_grant(id));
alter policy reach on matter_clock
  using (case when handling_at between (select authority.lo()) and (select authority.hi()) - 1
                   and ((select authority.field()) is null or exists (select 1 from matter m where m.id = matter_id)) then true
              else matter_id = any ((select (authority.actor()).granted)::uuid[]) end);

create or replace function authority.acts_on(matter_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from matter m where m.id = matter_is
                    and (m.handling_at between authority.lo() and authority.hi() - 1 and coalesce(m.field = authority.field(), true)
                         or authority.acts_by_grant(m.id)))
$$;

create or replace function authority.search_matters(q text, at_most integer default 10000) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  needle text := authority.plain(q);
  letters text := case when needle ~ '^[a-z]{3,}$' then '%' || needle || '%' end;
begin
  if a.session_id is null or needle = '' then return; end if;
  return query
    select m.id from matter_text t join matter m on m.id = t.matter_id
     where (t.grams @> authority.grams(needle) and (select bool_and(position(w in t.words) > 0) from unnest(string_to_array(needle, ' ')) w)
            or t.initials like letters)
       and (m.handling_at between a.lo and a.hi - 1 and coalesce(m.field = a.field, true) or m.id = any (a.granted))
     order by m.recorded_at desc limit least(at_most, 10000);
end $$;

-- People are read by reach: heads, supervisors and training officers see the record of whoever has a duty in their unit or below it today. One list for a
-- statement, so that a policy can hash it; somebody else sees himself alone.
create function authority.my_people() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct d.person_id
    from (select authority.actor() a) x
    left join org o on o.id = (x.a).org_id
    join duty d on (x.a).kind = 'service' or d.org_at between o.lo and o.hi - 1
   where ((x.a).kind = 'service' or (x.a).role in ('unitHead', 'deputyHead', 'principalHead', 'supervisor', 'trainingOfficer'))
     and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
$$;

-- A row that is about a person, whoever wrote it: `person_id` himself, and who has him among his people.
create function authority.protect_person(t regclass, rights text default 'select, insert, update', writers text default 'true') returns void language plpgsql as $$
declare
  rule text := '(person_id = (select (authority.actor()).person_id) or person_id in (select authority.my_people()))';
begin
  perform authority.protect(t, 'self', rights, writers);
  execute format('alter policy reach on %s using (%s) with check (%s and %s)', t, rule, rule, writers);
end $$;

revoke execute on function authority.field(), authority.my_people(), authority.protect_person(regclass, text, text) from public;
grant execute on function authority.field(), authority.my_people() to minzhi_app;
