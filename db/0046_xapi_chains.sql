-- A statement is followed through thirty-two references and no further. Nobody tells in longer chains, and without a bound whoever may send statements could
-- make as many rows as the square of what he sends.
create or replace function authority.xapi_chain() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into xapi_target (statement_id, target_id)
  select s.statement_id, t.target_id
    from (select new.id as statement_id union select x.statement_id from xapi_target x where x.target_id = new.id) s,
         (select n.target_id from (select new.refers_to as target_id, 0 as far union all select x.target_id, 1 from xapi_target x where x.statement_id = new.refers_to) n
           order by n.far limit 32) t
   where (select count(*) from xapi_target known where known.statement_id = s.statement_id) < 32
  on conflict do nothing;
  return null;
end $$;

-- How much a launch has left is asked by registration.
create index xapi_document_registration on xapi_document (registration) where registration is not null;
