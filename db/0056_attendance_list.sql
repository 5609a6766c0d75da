-- A list of signatures that was brought from a table is taken back by who brought it, as long as nothing was built on it: what somebody scanned himself stays,
-- and so does the attendance of who has his certificate.
grant delete on attendance to minzhi_app;
create policy list_delete on attendance as restrictive for delete to minzhi_app
  using (how = 'list' and by_person_id = (select (authority.actor()).person_id) and authority.runs_class(class_id)
         and not exists (select 1 from class_certificate c where c.class_id = attendance.class_id and c.person_id = attendance.person_id));
