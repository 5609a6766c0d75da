-- Papers of a new round, and who may review for law.

-- How many acts stood in the history of its matter when a paper was issued: a paper of an earlier round does not stand for the one that a later round
-- asks for. A count and not an instant: the day is a legal day, and the clock may stand still. Null: issued before this was kept, and counts for every round.
alter table paper add column acts_before integer;

create function authority.paper_takes_its_place() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and old.state <> 'draft' then
    new.acts_before := old.acts_before;
  elsif new.state = 'issued' then
    new.acts_before := (select count(*) from matter_step s where s.matter_id = new.matter_id);
  else
    new.acts_before := null;
  end if;
  return new;
end $$;
create trigger paper_place_in_history before insert or update on paper for each row execute function authority.paper_takes_its_place();
revoke execute on function authority.paper_takes_its_place() from public;

-- 初次从事法制审核的人员应当取得法律职业资格 (行政处罚法 art. 58 para. 2): the certificate with its day, and since when somebody has reviewed for law.
alter table person
  add column legal_licence_no text,
  add column legal_licensed_on date,
  add column legal_review_since date,
  add constraint person_legal_licence check ((legal_licence_no is null) = (legal_licensed_on is null));
