-- The place of a clock is its matter's, set here and nowhere else, as design §6.9 has it for every protected row; a matter that goes to another
-- unit takes its clocks along, also those of tracks that ended before.
create function authority.place_clock() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  select m.handling_at into strict new.handling_at from matter m where m.id = new.matter_id;
  return new;
end $$;
create trigger matter_clock_place before insert or update of matter_id, handling_at on matter_clock for each row execute function authority.place_clock();

create function authority.clocks_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update matter_clock set handling_at = new.handling_at where matter_id = new.id;
  return null;
end $$;
create trigger matter_takes_clocks after update of handling_at on matter for each row when (old.handling_at is distinct from new.handling_at)
  execute function authority.clocks_follow();
revoke execute on function authority.place_clock(), authority.clocks_follow() from public;

-- The figures of a unit month by month, each month by its own tree: a unit that moved or was merged keeps its past.
create function authority.figures(indicators text[], unit uuid, year_is integer) returns table (indicator text, month integer, value numeric)
language sql security definer set search_path = pg_catalog, public as $$
  select i, m, authority.figure(i, unit, make_date(year_is, m, 1))
    from unnest(indicators) i, generate_series(1, 12) m
   where make_date(year_is, m, 1) <= clock.today()
   order by 1, 2
$$;
revoke execute on function authority.figures(text[], uuid, integer) from public;
grant execute on function authority.figures(text[], uuid, integer) to minzhi_app;
