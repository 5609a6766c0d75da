-- Themes of training (专题) are one configured list: plan, class, course, lecture and hours name them by their words.

-- Which of these names are filed by somewhere, whoever's it is: such a theme is ended, never taken away. It answers names that the asker gave, and no more.
create function authority.themes_used(names text[]) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
  select n from unnest(names) n
   where authority.acts() and (
     exists (select 1 from training_plan_line x where x.theme = n) or exists (select 1 from training_class x where x.theme = n)
     or exists (select 1 from lecture x where x.theme = n) or exists (select 1 from activity_credit x where x.theme = n)
     or exists (select 1 from hours_claim x where x.theme = n) or exists (select 1 from hours_entry x where x.theme = n)
     or exists (select 1 from course_edition x where x.theme = n))
   order by n
$$;
revoke execute on function authority.themes_used(text[]) from public;
grant execute on function authority.themes_used(text[]) to minzhi_app;
