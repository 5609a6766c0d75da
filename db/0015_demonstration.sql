-- Who works in the demonstration, for the worker that walks its cases. A production database answers nothing.
create function authority.demonstration_staff() returns table (person_id uuid, name text, role text, org_id uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, p.name, d.role, d.org_id
    from duty d join person p on p.id = d.person_id
   where d.status = 'active' and p.status = 'active' and exists (select 1 from installation where mode = 'demonstration')
   order by p.account
$$;
revoke execute on function authority.demonstration_staff() from public;
grant execute on function authority.demonstration_staff() to minzhi_app;
