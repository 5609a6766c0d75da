-- Who says what of an exchange, by SQL too.

-- The unit that gives hands in, today; the one that collects receives, accepts, waives and sets days. Returns are opened by the house's own jobs, and what was
-- asked stands.
create function authority.guard_return() returns trigger language plpgsql set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  givers text[] := array['submitted_on', 'submitted_first', 'rounds'];
  collectors text[] := array['received_on', 'accepted_on', 'waived_on', 'due_on'];
begin
  if current_user <> 'minzhi_app' or a.kind = 'service' then return new; end if;
  if tg_op = 'INSERT' or to_jsonb(new) - (case when new.org_id = a.org_id then givers else collectors end) is distinct from
                         to_jsonb(old) - (case when new.org_id = a.org_id then givers else collectors end) then
    raise exception 'not this side''s to say' using errcode = 'insufficient_privilege';
  end if;
  -- By these it is judged whether it was in time.
  if new.submitted_first is distinct from old.submitted_first and (old.submitted_first is not null or new.submitted_first is distinct from clock.today())
     or new.waived_on is distinct from old.waived_on and (old.waived_on is not null or new.waived_on is distinct from clock.today()) then
    raise exception 'the day of recording is today' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger exchange_return_guard before insert or update on exchange_return for each row execute function authority.guard_return();

-- What an adoption is worth is read from the table of scores in force, whatever its row claims.
create function authority.adoption_points() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if current_user <> 'minzhi_app' then return new; end if;
  select (e ->> 'points')::numeric into new.points
    from (select s.value from info_score_setting s order by s.id desc limit 1) t,
         jsonb_array_elements(t.value -> case new.what when 'instruction' then 'instructions' else 'base' end) e
   where e ->> 'level' = new.level and (new.what = 'instruction' or (e ->> 'channel', e ->> 'form') = (new.channel, new.form))
   limit 1;
  return new;
end $$;
create trigger info_adoption_points before insert on info_adoption for each row execute function authority.adoption_points();
revoke execute on function authority.guard_return(), authority.adoption_points() from public;
