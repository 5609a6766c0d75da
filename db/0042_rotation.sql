-- Coverage of the rotation (轮训覆盖).

-- Who had to be trained on a day, in this unit and below it by the tree of that month, and when he first was since the cycle began. A person is
-- counted once in the province: at the duty which he has held longest. Within reach, for those who read boards; names of who went elsewhere since
-- are told because that day he was here: a month that has passed keeps who was there. A duty that nobody ended when its holder left counts nowhere.
create function authority.coverage_people(unit uuid, day date, since date, kinds text[], roles_are text[])
returns table (person_id uuid, name text, org_id uuid, org_name text, child_id uuid, level text, role text, title text, since_day date, trained_on date)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not (authority.is_service() or authority.is('unitHead', 'deputyHead', 'principalHead', 'supervisor', 'trainingOfficer'))
     or not exists (select 1 from org o where o.id = unit and o.lo between authority.lo() and authority.hi() - 1) then return; end if;
  return query
  with below as materialized (select k.org_id from authority.closure_of(day) k where k.ancestor_id = unit),
  child as materialized (
    select k.org_id, k.ancestor_id from authority.closure_of(day) k join authority.tree_on(day) t on t.org_id = k.ancestor_id and t.parent_id = unit),
  held as materialized (
    select distinct on (d.person_id) d.person_id, p.name, d.org_id, d.role, d.title, d.from_day
      from duty d join org o on o.id = d.org_id join person p on p.id = d.person_id
     where d.status = 'active' and coverage_people.day between d.from_day and coalesce(d.to_day, 'infinity')
       and o.kind = any (kinds) and d.role = any (roles_are) and (p.status <> 'left' or d.to_day < clock.today())
     order by d.person_id, d.from_day, d.id),
  first as materialized (
    select e.person_id, min(e.earned_on) trained_on from hours_entry e
     where e.qualifies and e.reverses is null and e.earned_on between since and coverage_people.day
       and not exists (select 1 from hours_entry r where r.reverses = e.id)
     group by e.person_id)
  select h.person_id, h.name, h.org_id, o.name, coalesce(c.ancestor_id, h.org_id),
         case when o.kind in ('province', 'city', 'county', 'station') then o.kind
              when p1.kind in ('province', 'city', 'county', 'station') then p1.kind else coalesce(p2.kind, p1.kind, o.kind) end,
         h.role, h.title, h.from_day, f.trained_on
    from held h join below b on b.org_id = h.org_id join org o on o.id = h.org_id
    left join child c on c.org_id = h.org_id
    left join org p1 on p1.id = o.parent_id left join org p2 on p2.id = p1.parent_id
    left join first f on f.person_id = h.person_id;
end $$;

revoke execute on function authority.coverage_people(uuid, date, date, text[], text[]) from public;
grant execute on function authority.coverage_people(uuid, date, date, text[], text[]) to minzhi_app;

-- As in 0040, with the day asked for once: a function for each duty of a province made half a second of every statement that looks at people (measured).
create or replace function authority.my_people() returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
  with me as materialized (select authority.actor() a, clock.today() today),
  place as materialized (
    select me.today, (me.a).kind = 'service' everybody, o.lo, o.hi from me left join org o on o.id = (me.a).org_id
     where (me.a).kind = 'service' or (me.a).role in ('unitHead', 'deputyHead', 'principalHead', 'supervisor', 'trainingOfficer'))
  select distinct d.person_id from place p join duty d on p.everybody or d.org_at between p.lo and p.hi - 1
   where d.status = 'active' and p.today between d.from_day and coalesce(d.to_day, 'infinity')
$$;
