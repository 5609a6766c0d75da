-- A unit that moves takes its rows along (0012): their place changes and nothing else of them. Rows that are never changed otherwise must let it.

create function ledger.changes_place_alone() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'org_at' = to_jsonb(old) - 'org_at' then return new; end if;
  raise exception '% is append-only but for its place', tg_table_name using errcode = 'insufficient_privilege';
end $$;
revoke execute on function ledger.changes_place_alone() from public;

drop trigger content_package_append_only on content_package;
create trigger content_package_append_only before update or delete on content_package for each row execute function ledger.changes_place_alone();
drop trigger question_key_append_only on question_key;
create trigger question_key_append_only before update or delete on question_key for each row execute function ledger.changes_place_alone();
drop trigger exam_paper_item_append_only on exam_paper_item;
create trigger exam_paper_item_append_only before update or delete on exam_paper_item for each row execute function ledger.changes_place_alone();

-- A retired wording moves too.
drop trigger question_version_moves on question_version;
create trigger question_version_moves before update of question_id, org_id, number, kind, content, stem, difficulty, theme, state, author_id, author_name, reviewer_id,
  reviewer_name, reviewed_at, at on question_version for each row execute function authority.question_version_moves();
