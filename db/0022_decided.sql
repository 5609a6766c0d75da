-- What was decided stays as it was, also for SQL that bypasses the application (S44), and whoever handled a case does not review it (S19).

-- One penalty against one target of one party in each round: what stood twice would be owed twice. It serves the reader of a round as well.
alter table case_penalty add constraint case_penalty_once unique (matter_id, stage, round, party_id, target);
drop index case_penalty_of;
-- 再次违法 and 一事不二罚 ask from the party on.
create index case_penalty_party on case_penalty (party_id) where stage = 'decided';
create trigger case_penalty_no_truncate before truncate on case_penalty for each statement execute function ledger.is_append_only();

create index lead_received_from on lead (received_from) where received_from is not null;
create index lead_became on lead (became) where became is not null;

-- 同一违法行为同时违反的其他规定: fined once, by the rule with the higher fine (行政处罚法 art. 29).
alter table enforcement_case add column also_violates text[] not null default '{}';

-- The states of a case that has its decision; a test holds them against the processes.
create function authority.is_decided_state(process text, state text) returns boolean language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select case process when 'penalty' then state in ('decided', 'noPenalty', 'notEstablished', 'served', 'executed', 'closed', 'archived')
                      when 'simple' then state in ('decided', 'paid', 'archived') else true end
$$;

-- No step corrects or revokes a decision yet: its day, its number and the findings on which it rests are those of the day on which it was made.
create function authority.decision_stays() returns trigger language plpgsql as $$
begin
  if old.decided_on is not null and (tg_op = 'DELETE' or new is distinct from old) then
    raise exception 'case % was decided on %', old.matter_id, old.decided_on using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger enforcement_case_decided before update or delete on enforcement_case for each row execute function authority.decision_stays();

create function authority.is_decided(matter_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from enforcement_case c where c.matter_id = matter_is and c.decided_on is not null)
$$;

-- A decided case goes on, never back: neither before its decision nor into a state that it has left.
create function authority.decided_goes_on() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if authority.is_decided(new.id)
     and (not authority.is_decided_state(new.process, new.state)
          or exists (select 1 from matter_step s where s.matter_id = new.id and s.from_state = new.state and s.to_state <> new.state)) then
    raise exception 'matter % is decided and does not go back to %', new.id, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger matter_decided before update of state on matter for each row when (new.state <> old.state) execute function authority.decided_goes_on();

-- The penalties of a decision are written before its day is; afterwards there is no further round of any stage.
create function authority.penalties_are_decided() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if authority.is_decided(new.matter_id) then
    raise exception 'matter % is decided', new.matter_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger case_penalty_decided before insert on case_penalty for each row execute function authority.penalties_are_decided();

-- Nor do its parties change: the decision names them. The initials for the search are nobody's statement.
create function authority.parties_are_decided() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  p case_party := case tg_op when 'DELETE' then old else new end;
begin
  if authority.is_decided(p.matter_id) and (tg_op <> 'UPDATE' or to_jsonb(new) - 'initials' <> to_jsonb(old) - 'initials') then
    raise exception 'matter % is decided', p.matter_id using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger case_party_decided before insert or update or delete on case_party for each row execute function authority.parties_are_decided();

-- The steps by which a case is reviewed (审核); a test holds them against the process.
create function authority.is_review(process text, step text) returns boolean language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select process = 'penalty' and step in ('passCaseReview', 'passLegalReview', 'sendBack')
$$;

-- 办案人员不得审核, nor preside over the hearing (程序规定 art. 49, 听证办法 art. 11): whoever is or was assigned, to the case or to its track.
create function authority.reviewer_is_another() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from matter m join matter_assignee a on a.matter_id in (m.id, m.parent_id)
              where m.id = new.matter_id and a.person_id = new.person_id
                and (authority.is_review(m.process, new.step) or (m.process = 'hearing' and new.role = 'presider'))) then
    raise exception 'person % handles or handled matter %', new.person_id, new.matter_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger matter_step_reviewer before insert on matter_step for each row execute function authority.reviewer_is_another();

-- Decisions for conduct of the kind of this case against one of its parties, as far as the asker may know of them: what was published, and his own
-- records. Which unit it was is not answered (design §6.12). The penalty is found within the case of the party, not among those of the province.
create function authority.known_decisions(matter_is uuid)
returns table (party_id uuid, target text, other_id uuid, decided_on date, conduct_from date, conduct_to date, fine numeric, measures text[])
language sql stable set search_path = pg_catalog, public as $$
  select p.id, d.target, o.id, e.decided_on, e.conduct_from, e.conduct_to, d.fine, d.measures
    from authority.actor() a
    join matter m on m.id = matter_is and (m.handling_at between a.lo and a.hi - 1 or m.id = any (a.granted))
    join enforcement_case c on c.matter_id = m.id
    join case_party p on p.matter_id = m.id
    -- Two codes that differ are two parties, whatever they are called.
    join case_party q on q.credit_code = p.credit_code or (q.name = p.name and (q.credit_code is null or p.credit_code is null))
    join case_penalty d on d.matter_id = q.matter_id and d.party_id = q.id and d.stage = 'decided'
    join matter o on o.id = d.matter_id and o.id <> m.id
    join enforcement_case e on e.matter_id = o.id and authority.conduct_kind(e.violation_code) = authority.conduct_kind(c.violation_code)
   where o.handling_at between a.lo and a.hi - 1
      or exists (select 1 from matter u where u.parent_id = o.id and u.process = 'publicity'
                    and u.state in ('published', 'applied', 'accepted', 'stopping', 'stopped'))
$$;

create or replace function authority.earlier_penalties(matter_is uuid) returns table (five_years integer, two_years integer)
language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as (
    select c.matter_id as id, coalesce(c.conduct_to, clock.today()) as again_on, authority.conduct_kind(c.violation_code) as kind
      from enforcement_case c where c.matter_id = matter_is),
  earlier as (
    select distinct k.other_id, k.decided_on, mine.again_on, mine.kind
      from mine
      -- An order to stop or correct is no penalty in itself.
      join authority.known_decisions(matter_is) k on k.decided_on <= mine.again_on
       and (k.fine > 0 or not k.measures <@ array['orderStop', 'orderStopSale', 'orderCorrect', 'orderRegister', 'announce']))
  select (count(*) filter (where kind = 'mark' and decided_on >= again_on - interval '5 years'))::integer,
         (count(*) filter (where decided_on >= again_on - interval '2 years'))::integer
    from earlier
$$;

-- 对当事人的同一个违法行为，不得给予两次以上罚款 (行政处罚法 art. 29): which parties of this case were fined already for conduct whose days meet those of this
-- one, and when.
create function authority.fined_already(matter_is uuid) returns table (party_id uuid, decided_on date)
language sql stable security definer set search_path = pg_catalog, public as $$
  select k.party_id, max(k.decided_on)
    from enforcement_case c
    join authority.known_decisions(matter_is) k on k.target = 'party' and k.fine > 0
     and coalesce(k.conduct_from, k.conduct_to, k.decided_on) <= coalesce(c.conduct_to, clock.today())
     and coalesce(k.conduct_to, k.decided_on) >= coalesce(c.conduct_from, c.conduct_to, clock.today())
   where c.matter_id = matter_is
   group by k.party_id
$$;

revoke execute on function authority.is_decided_state(text, text), authority.decision_stays(), authority.is_decided(uuid), authority.decided_goes_on(),
  authority.penalties_are_decided(), authority.parties_are_decided(), authority.is_review(text, text), authority.reviewer_is_another(),
  authority.known_decisions(uuid), authority.fined_already(uuid) from public;
grant execute on function authority.fined_already(uuid) to minzhi_app;
