-- 主办单位 of a class: who hosts it, where that is not the unit whose training officer runs it but one below, such as the platform of the province, whose
-- months are counted (每月一期). Null: the unit that runs it.
alter table training_class add column host_org_id uuid references org;
-- Judged when it is said: a unit that is moved later hosted it all the same.
create function authority.class_host_is_below() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.host_org_id is not null and not exists (
    select 1 from org host, org own where host.id = new.host_org_id and own.id = new.org_id and host.lo >= own.lo and host.lo < own.hi) then
    raise exception 'a class is hosted by its own unit or by one below it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger training_class_host before insert or update of host_org_id, org_id on training_class for each row execute function authority.class_host_is_below();

-- The name of the host on the day of issue; null on those that were issued before it was known apart from the issuer.
alter table class_certificate add column host text;

drop function authority.verify_certificate(text);
create function authority.verify_certificate(code_is text)
returns table (number text, name text, host text, issuer text, unit text, class_title text, hours numeric, days numeric, starts_on date, ends_on date, issued_on date, revoked_on date)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.number, left(c.person_name, 1) || repeat('*', greatest(1, length(c.person_name) - 2)) || case when length(c.person_name) > 2 then right(c.person_name, 1) else '' end,
         coalesce(c.host, c.issuer), c.issuer, c.org_name, c.class_title, c.hours, c.days, c.starts_on, c.ends_on, c.issued_on, c.revoked_on
    from class_certificate c where c.code = code_is
$$;
revoke execute on function authority.class_host_is_below(), authority.verify_certificate(text) from public;
grant execute on function authority.verify_certificate(text) to minzhi_app;
