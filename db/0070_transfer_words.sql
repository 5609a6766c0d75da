-- What another bureau hands over is called what it is: a lead that was looked into, or a case that was filed already. Either is registered as a lead there.
create or replace function authority.tell_transfer(matter_is uuid) returns integer language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with told as (
    insert into message (person_id, kind, matter_id, title, body, key)
    select distinct d.person_id, 'work', m.id, '收到移送的' || what.name || '：' || m.title,
           f.name || '将本' || what.name || '移送本局。请核对后接收，登记为本局的线索；对管辖有异议的，报请共同的上一级指定管辖，不得再自行移送（程序规定第十四条）。',
           'transfer:' || m.id
      from authority.actor() a
      join matter m on m.id = matter_is and m.owner_org_id = a.org_id
      cross join lateral (select case m.process when 'lead' then '线索' when 'complaint' then '投诉' else '案件' end as name) what
      join org f on f.id = m.owner_org_id
      join matter_grant g on g.matter_id = m.id and g.purpose = 'transfer' and clock.today() between g.from_day and coalesce(g.to_day, 'infinity')
      join duty d on d.org_id = g.org_id and d.role in ('officer', 'unitHead') and d.status = 'active'
       and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
    on conflict (person_id, key) do nothing
    returning 1)
  select count(*)::integer from told
$$;
