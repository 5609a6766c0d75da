-- 流程分析: how the matters of a process went, from their history.

-- The moves of the matters of a process that were opened in these days, of a unit and all below it: within the actor's reach and field. Row security judges each
-- step by its matter; here the matters are judged first, once each, and the steps follow. Records, which move nothing, are left out. `late_clock`: a deadline of the authority's that was still running when the step was taken after its due day; of several, the
-- one that was due first.
create function authority.flow_steps(process_is text, unit uuid, first date, last date, limits text[])
returns table (matter_id uuid, handling_at bigint, closed boolean, seq bigint, step text, from_state text, to_state text, day date, org_id uuid, org_name text, role text,
               late_clock text, late_days integer)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  u org;
begin
  select * into u from org where id = unit;
  if a.session_id is null or not coalesce(a.reads_matters and u.lo between a.lo and a.hi - 1, false) or last >= first + interval '12 months' then return; end if;
  return query
    with own as materialized (
      select m.id, m.handling_at, m.closed from matter m
       where m.process = process_is and m.opened_on between first and last and m.handling_at between u.lo and u.hi - 1 and coalesce(m.field = a.field, true)),
    -- Few clocks ever ran past their day: these alone are held against the steps.
    overdue as materialized (
      select k.matter_id, k.title, k.name, k.entry, k.begun, k.due, k.ended_on from own join matter_clock k on k.matter_id = own.id
       where k.kind in ('deadline', 'advanceNotice') and k.limit_id = any (limits) and k.due < coalesce(k.ended_on, clock.today())),
    late as materialized (
      select distinct on (s.id) s.id, k.title, s.happened_on - k.due as days
        from overdue k join matter_step s on s.matter_id = k.matter_id and s.from_state <> s.to_state and s.step <> 'open'
         and s.happened_on > k.due and s.happened_on >= k.begun and (k.ended_on is null or k.ended_on >= s.happened_on)
       order by s.id, k.due, k.name, k.entry)
    select own.id, own.handling_at, own.closed, s.id, s.step, s.from_state, s.to_state, s.happened_on, s.org_id, s.org_name, s.role, late.title, late.days
      from own
      join matter_step s on s.matter_id = own.id and (s.from_state <> s.to_state or s.step = 'open')
      left join late on late.id = s.id;
end $$;
revoke execute on function authority.flow_steps(text, uuid, date, date, text[]) from public;
grant execute on function authority.flow_steps(text, uuid, date, date, text[]) to minzhi_app;
