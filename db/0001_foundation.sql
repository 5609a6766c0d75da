-- The ground: what the database was born for, whose clock it keeps, and the extensions it needs.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- A function is nobody's until it is granted: PostgreSQL would otherwise let everybody call what a later migration forgets to revoke.
alter default privileges revoke execute on functions from public;

create schema clock;
create schema authority;
create schema ledger;

-- One row: demonstration or production, written at birth and never changed. `npm run reset` refuses without the demonstration mark.
create table installation (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('demonstration', 'production')),
  born_at timestamptz not null default clock_timestamp()
);

create function installation_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'the mode of an installation is written once';
end $$;
create trigger installation_is_final before update or delete on installation for each row execute function installation_is_final();

-- Tests and the demonstration seed may set another clock for their transaction; production takes no word for it (design §6.5).
create function clock.now() returns timestamptz language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(
    (select nullif(current_setting('app.now', true), '')::timestamptz from public.installation where mode = 'demonstration'),
    clock_timestamp())
$$;

-- The legal day (法定日期) in Asia/Shanghai.
create function clock.today() returns date language sql stable set search_path = pg_catalog as $$
  select (clock.now() at time zone 'Asia/Shanghai')::date
$$;

grant usage on schema clock, authority, ledger to minzhi_app, minzhi_worker;
grant select on installation to minzhi_app, minzhi_worker;
