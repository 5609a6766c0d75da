-- Who reads and writes which rows of the online courses.

select authority.protect(t, 'public', 'select, insert, update', '(select authority.is(''trainingOfficer'')) and org_id = (select (authority.actor()).org_id)')
  from unnest(array['course_programme', 'course', 'content_package']::regclass[]) t;
select authority.protect(t, 'public', 'select, insert, update, delete') from unnest(array['course_edition', 'course_unit', 'content_entry']::regclass[]) t;
select authority.protect_person(t, 'select, insert, update') from unnest(array['course_enrolment', 'unit_attempt', 'unit_completion']::regclass[]) t;
select authority.protect(t, 'self', 'select, insert, update') from unnest(array['content_launch']::regclass[]) t;
select authority.protect('upload', 'self', 'select, insert, update, delete');

-- A course is seen by who keeps courses at its unit or above, by everybody at its unit or below it while it is offered, by who began it, and by jobs.
alter policy reach on course using (
  ((select authority.is('trainingOfficer', 'supervisor')) and (select authority.place()) @> org_at)
  or (offered and exists (select 1 from org o where o.id = org_id and lower((select authority.place())) >= o.lo and lower((select authority.place())) < o.hi))
  or exists (select 1 from course_enrolment e where e.course_id = course.id)
  or (select (authority.actor()).kind) = 'service');
alter policy reach on course_programme using ((select (authority.actor()).session_id) is not null);
-- A draft is seen where the course is kept; what was replaced or withdrawn, there and by who began it.
alter policy reach on course_edition using (
  exists (select 1 from course c where c.id = course_id
             and (state = 'published' or (select (authority.actor()).kind) = 'service'
                  or ((select authority.is('trainingOfficer', 'supervisor')) and (select authority.place()) @> c.org_at)))
  or exists (select 1 from course_enrolment e where e.edition_id = course_edition.id))
  with check (exists (select 1 from course c where c.id = course_id and (select authority.is('trainingOfficer')) and c.org_id = (select (authority.actor()).org_id)));
alter policy reach on course_unit using (exists (select 1 from course_edition e where e.id = edition_id))
  with check (exists (select 1 from course_edition e join course c on c.id = e.course_id
                       where e.id = edition_id and (select authority.is('trainingOfficer')) and c.org_id = (select (authority.actor()).org_id)));
create policy own_delete on course_unit as restrictive for delete to minzhi_app using (
  exists (select 1 from course_edition e join course c on c.id = e.course_id
           where e.id = edition_id and (select authority.is('trainingOfficer')) and c.org_id = (select (authority.actor()).org_id)));
create policy own_delete on course_edition as restrictive for delete to minzhi_app using (
  state = 'draft' and exists (select 1 from course c where c.id = course_id and (select authority.is('trainingOfficer')) and c.org_id = (select (authority.actor()).org_id)));
alter policy reach on content_package using (
  org_id = (select (authority.actor()).org_id) and (select authority.is('trainingOfficer'))
  or exists (select 1 from course_unit u where u.package_id = content_package.id) or (select (authority.actor()).kind) = 'service');
alter policy reach on content_entry using (exists (select 1 from content_package p where p.id = package_id))
  with check (exists (select 1 from content_package p where p.id = package_id and p.person_id = (select (authority.actor()).person_id)));
revoke update on content_package, content_entry, unit_completion from minzhi_app;
revoke delete on content_entry from minzhi_app;
-- Who is over somebody reads how far he is; only he himself learns, and jobs write what his course told the record store.
create policy own_insert on course_enrolment as restrictive for insert to minzhi_app with check (person_id = (select (authority.actor()).person_id));
create policy own_update on course_enrolment as restrictive for update to minzhi_app
  using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
create policy own_insert on unit_attempt as restrictive for insert to minzhi_app with check (person_id = (select (authority.actor()).person_id));
create policy own_update on unit_attempt as restrictive for update to minzhi_app
  using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
create policy own_insert on unit_completion as restrictive for insert to minzhi_app
  with check (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
-- Jobs look at launches for what a record store was told, and sweep uploads that nobody went on with.
alter policy reach on content_launch using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');
alter policy reach on upload using (person_id = (select (authority.actor()).person_id) or (select (authority.actor()).kind) = 'service');

select ledger.watch(t) from unnest(array['course_programme', 'course', 'course_edition', 'course_unit', 'content_package', 'course_enrolment', 'unit_completion']::regclass[]) t;
