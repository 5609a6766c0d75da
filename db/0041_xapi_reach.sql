-- Who sees and writes what. A client always sees what itself wrote, for the database compares it with what comes twice; the application asks for the
-- scope besides. A launch sees and writes its own registration and its own agent, whatever its scopes are called.
select authority.protect('xapi_statement', 'secret');
grant select, insert on xapi_statement to minzhi_app;
alter policy reach on xapi_statement
  using ((select (authority.actor()).kind) = 'service'
         or (client_id is not null and client_id = (select (authority.api_client()).id))
         or ((select authority.xapi_may('statements/read', 'all/read', 'all')) and (select (authority.api_client()).person_id) is null)
         or (registration = (select (authority.api_client()).registration) and actor_key = (select (authority.api_client()).agent_key)))
  with check ((select authority.xapi_may('statements/write', 'all'))
         and client_id is not distinct from (select (authority.api_client()).id)
         and ((select (authority.api_client()).person_id) is null
              or (registration = (select (authority.api_client()).registration) and actor_key = (select (authority.api_client()).agent_key) and voids is null)));

select authority.protect('xapi_mention', 'secret'), authority.protect('xapi_target', 'secret'), authority.protect('xapi_voiding', 'secret'),
  authority.protect('xapi_attachment', 'secret'), authority.protect('xapi_activity', 'secret'), authority.protect('xapi_document', 'secret');
grant select, insert on xapi_mention, xapi_voiding, xapi_attachment to minzhi_app;
grant select on xapi_target to minzhi_app;
grant select, insert, update on xapi_activity to minzhi_app;
grant select, insert, update, delete on xapi_document to minzhi_app;

-- `offset 0`: the planner looks at the one statement instead of hashing all that are in sight.
alter policy reach on xapi_mention using (exists (select 1 from xapi_statement s where s.id = statement_id offset 0))
  with check (exists (select 1 from xapi_statement s where s.id = statement_id and s.client_id is not distinct from (select (authority.api_client()).id) offset 0));
alter policy reach on xapi_attachment using (exists (select 1 from xapi_statement s where s.id = statement_id offset 0))
  with check (exists (select 1 from xapi_statement s where s.id = statement_id and s.client_id is not distinct from (select (authority.api_client()).id) offset 0));
-- Ids and who voided: no client learns more of a statement than that it is gone.
alter policy reach on xapi_target using ((select authority.xapi_may('statements/read', 'statements/read/mine', 'statements/write', 'all/read', 'all')));
alter policy reach on xapi_voiding using ((select authority.xapi_may('statements/read', 'statements/read/mine', 'statements/write', 'all/read', 'all')))
  with check ((select (authority.api_client()).person_id) is null and client_id is not distinct from (select (authority.api_client()).id)
         and (not any_client or (select authority.xapi_may('all')))
         and exists (select 1 from xapi_statement s where s.id = by_id and s.voids = target_id and s.client_id is not distinct from (select (authority.api_client()).id) offset 0));
alter policy reach on xapi_activity using ((select (authority.actor()).kind) in ('service', 'client'))
  with check ((select authority.xapi_may('statements/write', 'all')) and (select (authority.api_client()).person_id) is null);
-- A launch keeps the state of its own learner in its own registration, but not the launch data that the platform left there for it to read; its agent's
-- profile (preferences) it reads.
alter policy reach on xapi_document
  using ((select (authority.actor()).kind) = 'service'
         or case when (select (authority.api_client()).person_id) is null
                 then (select authority.xapi_may('all', 'all/read')) or (kind = 'state' and (select authority.xapi_may('state'))) or (kind <> 'state' and (select authority.xapi_may('profile')))
                 else agent_key = (select (authority.api_client()).agent_key)
                      and (kind = 'agent' or (kind = 'state' and registration = (select (authority.api_client()).registration))) end)
  with check ((select (authority.actor()).kind) = 'service'
         or (case when (select (authority.api_client()).person_id) is null
                 then (select authority.xapi_may('all')) or (kind = 'state' and (select authority.xapi_may('state'))) or (kind <> 'state' and (select authority.xapi_may('profile')))
                 else kind = 'state' and agent_key = (select (authority.api_client()).agent_key) and registration = (select (authority.api_client()).registration)
                      and name <> 'LMS.LaunchData' end
             and client_id is not distinct from (select (authority.api_client()).id)));
create policy keep_what_is_read on xapi_document as restrictive for delete to minzhi_app
  using ((select (authority.actor()).kind) = 'service'
         or case when (select (authority.api_client()).person_id) is null
                 then (select authority.xapi_may('all')) or (kind = 'state' and (select authority.xapi_may('state'))) or (kind <> 'state' and (select authority.xapi_may('profile')))
                 else kind = 'state' and name <> 'LMS.LaunchData' end);
