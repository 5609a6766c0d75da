-- The case room: leads, complaints, cases, their parties, what is proposed and decided, and how people find them.

-- One row for each lead (线索) to a violation, before anything is filed.
create table lead (
  matter_id uuid primary key references matter,
  source text not null check (source in ('inspection', 'complaint', 'report', 'transfer', 'assignment', 'monitoring')),
  source_note text,
  -- The day of discovery, or of receiving the material: verification runs from it (procedure art. 18).
  found_on date not null,
  division_code text not null check (division_code ~ '^35[0-9]{4}([0-9]{3})?$'),
  place text not null check (length(place) between 1 and 200),
  content text not null check (length(content) between 1 and 5000),
  violation_code text,
  conduct_from date,
  -- Null: it still goes on, or nobody knows yet.
  conduct_to date,
  -- 涉及公民生命健康安全、金融安全且有危害后果: five years instead of two (Administrative Penalty Law art. 36).
  life_or_finance boolean not null default false,
  jurisdiction_flags jsonb not null default '{}',
  findings text,
  from_mediation boolean not null default false,
  -- The matter of another unit from which it was handed over: what was received may not be handed on (procedure art. 14).
  received_from uuid references matter,
  became uuid references matter,
  registered_by uuid references person,
  constraint lead_conduct_days check (conduct_to is null or conduct_from is null or conduct_to >= conduct_from)
);
create index lead_found on lead (found_on);

-- One row for each lead whose informant (举报人) is known. Apart from the lead, because only those who act on it may read it.
create table lead_informant (
  matter_id uuid primary key references matter,
  name text,
  phone text,
  note text
);

-- One row for each complaint (投诉) in mediation between a consumer and a business.
create table complaint (
  matter_id uuid primary key references matter,
  received_on date not null,
  complainant text not null check (length(complainant) between 1 and 100),
  complainant_phone text,
  division_code text not null check (division_code ~ '^35[0-9]{4}([0-9]{3})?$'),
  place text not null,
  content text not null check (length(content) between 1 and 5000),
  demand text not null
);

-- One row for each enforcement case (案件), of the ordinary or the simple procedure: what the investigation has found so far.
create table enforcement_case (
  matter_id uuid primary key references matter,
  lead_id uuid references matter,
  source text not null,
  found_on date not null,
  filed_on date not null,
  division_code text not null,
  place text not null,
  violation_code text not null,
  content text not null,
  conduct_from date,
  conduct_to date,
  findings text,
  -- Null is a finding: there is none, or it cannot be calculated (没有或者无法计算).
  turnover numeric(14, 2),
  illegal_gains numeric(14, 2),
  goods_value numeric(14, 2),
  flags text[] not null default '{}',
  -- What the thresholds of crime ask for (法释〔2025〕5号); null: not measured.
  crime jsonb,
  violated text,
  discretion text,
  grade text check (grade in ('mitigated', 'lenient', 'ordinary', 'severe')),
  key_field boolean not null default false,
  major_public_interest boolean not null default false,
  complex boolean not null default false,
  in_catalogue boolean not null default false,
  decided_on date,
  decision_number text,
  constraint enforcement_case_conduct check (conduct_to is null or conduct_from is null or conduct_to >= conduct_from)
);
create index enforcement_case_code on enforcement_case (violation_code);
create index enforcement_case_filed on enforcement_case (filed_on);

-- One row for each party (当事人) of a lead, complaint or case. Identity card numbers are not kept here.
create table case_party (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references matter,
  position smallint not null,
  kind text not null check (kind in ('natural', 'soleTrader', 'legal', 'other')),
  name text not null check (length(name) between 1 and 120),
  credit_code text,
  address text,
  representative text,
  phone text,
  -- Registered in another province: publicity goes by push (publicity rules art. 10).
  outside_province boolean not null default false,
  constraint case_party_position unique (matter_id, position) deferrable initially immediate
);
create index case_party_name on case_party (name);
create index case_party_credit on case_party (credit_code) where credit_code is not null;

-- One row for each penalty that was proposed, told to the party, or decided, against one target. Rows are never changed; the last round of a stage holds.
create table case_penalty (
  id bigint generated always as identity primary key,
  matter_id uuid not null references matter,
  stage text not null check (stage in ('proposed', 'noticed', 'decided')),
  round smallint not null,
  party_id uuid not null references case_party,
  target text not null,
  measures text[] not null,
  fine numeric(14, 2) not null,
  confiscated_gains numeric(14, 2) not null,
  confiscated_goods numeric(14, 2) not null,
  basis_law text not null,
  basis_article text not null,
  range_min numeric(14, 2),
  range_max numeric(14, 2),
  range_formula text,
  hearing boolean not null,
  proposal jsonb not null,
  told_at timestamptz not null default clock.now()
);
create index case_penalty_of on case_penalty (matter_id, stage, round);
create trigger case_penalty_append_only before update or delete on case_penalty for each row execute function ledger.is_append_only();

-- One row for each tie between two matters: a lead and its case, two cases of one chain.
create table related_matter (
  matter_id uuid not null references matter,
  other_id uuid not null references matter,
  kind text not null check (kind in ('origin', 'transfer', 'merged', 'sameParty', 'chain', 'other')),
  note text,
  primary key (matter_id, other_id),
  constraint related_matter_to_another check (matter_id <> other_id)
);
create index related_matter_other on related_matter (other_id);

-- Characters and pairs of neighbours: Chinese has no words to index, and two characters are what people type first.
create function authority.grams(words text) returns text[] language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select substr(w, i, n) g
      from unnest(string_to_array(words, ' ')) w, generate_series(1, char_length(w)) i, generate_series(1, 2) n
     where i + n - 1 <= char_length(w)) x
$$;

create function authority.plain(words text) returns text language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select btrim(regexp_replace(lower(normalize(words, nfkc)), '\s+', ' ', 'g'))
$$;

-- One row for each lead, complaint or case as people search for it: number, title, parties. Read by search_matters() alone.
create table matter_text (
  matter_id uuid primary key references matter,
  words text not null,
  grams text[] generated always as (authority.grams(words)) stored
);
create index matter_text_grams on matter_text using gin (grams);

create function authority.write_matter_text(matter uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into matter_text (matter_id, words)
  select m.id, authority.plain(concat_ws(' ', m.number, m.title,
           (select string_agg(concat_ws(' ', p.name, p.credit_code), ' ' order by p.position) from case_party p where p.matter_id = m.id)))
    from matter m where m.id = matter and m.parent_id is null
  on conflict (matter_id) do update set words = excluded.words where matter_text.words <> excluded.words
$$;
create function authority.matter_text_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform authority.write_matter_text(case tg_table_name when 'matter' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'matter_id')::uuid end);
  return null;
end $$;
create trigger matter_text_of_matter after insert or update of number, title on matter for each row execute function authority.matter_text_follows();
create trigger matter_text_of_party after insert or update on case_party for each row execute function authority.matter_text_follows();

-- Search beyond what row security lets the planner use an index for: the reach stands inside (design §6.17, S24).
create function authority.search_matters(q text, at_most integer default 10000) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  needle text := authority.plain(q);
begin
  if a.session_id is null or needle = '' then return; end if;
  return query
    select m.id from matter_text t join matter m on m.id = t.matter_id
     where t.grams @> authority.grams(needle)
       and (select bool_and(position(w in t.words) > 0) from unnest(string_to_array(needle, ' ')) w)
       and (m.handling_at between a.lo and a.hi - 1 or m.id = any (a.granted))
     order by m.recorded_at desc limit least(at_most, 10000);
end $$;

-- 最先立案、一案多立: may another unit have this party's conduct in hand? Yes or no, and nothing else (design §6.12); the rest is a
-- question of jurisdiction for the common superior. Only for a matter that the asker can read.
create function authority.possible_overlap(matter_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select 1
      from authority.actor() a
      join matter mine on mine.id = matter_is and (mine.handling_at between a.lo and a.hi - 1 or mine.id = any (a.granted))
      join case_party p on p.matter_id = mine.id
      join case_party q on q.name = p.name or q.credit_code = p.credit_code
      join matter other on other.id = q.matter_id and other.process in ('lead', 'penalty') and not other.closed
     where other.id <> mine.id and other.owner_org_id <> mine.owner_org_id)
$$;

-- Conduct of one kind (同类行为): infringement of marks (geographical indications registered as marks among them), passing-off of patents, trade secrets.
create function authority.conduct_kind(code text) returns text language sql immutable strict parallel safe set search_path = pg_catalog as $$
  select case when code ~ '^(TM-1|GI-201$)' then 'mark' when code ~ '^PT-10[1-5]$' then 'patent' when code = 'UC-102' then 'secret' else code end
$$;

-- 再次违法: how many penalties for conduct of the same kind the same party has had within five years (trade marks: 商标法 art. 60) and within two
-- (the lower thresholds of crime). Read from what was published and from the asker's own records; which unit it was is not answered (design §6.12).
create function authority.earlier_penalties(matter_is uuid) returns table (five_years integer, two_years integer)
language sql stable security definer set search_path = pg_catalog, public as $$
  with mine as (
    select m.id, a.lo, a.hi, coalesce(c.conduct_to, clock.today()) as again_on, authority.conduct_kind(c.violation_code) as kind
      from authority.actor() a
      join matter m on m.id = matter_is and (m.handling_at between a.lo and a.hi - 1 or m.id = any (a.granted))
      join enforcement_case c on c.matter_id = m.id),
  earlier as (
    select distinct o.id, e.decided_on, mine.again_on, mine.kind
      from mine
      join case_party p on p.matter_id = mine.id
      -- Two codes that differ are two parties, whatever they are called.
      join case_party q on q.credit_code = p.credit_code or (q.name = p.name and (q.credit_code is null or p.credit_code is null))
      -- An order to stop or correct is no penalty in itself.
      join case_penalty d on d.party_id = q.id and d.stage = 'decided'
       and (d.fine > 0 or not d.measures <@ array['orderStop', 'orderStopSale', 'orderCorrect', 'orderRegister', 'announce'])
      join matter o on o.id = d.matter_id and o.id <> mine.id
      join enforcement_case e on e.matter_id = o.id and authority.conduct_kind(e.violation_code) = mine.kind and e.decided_on <= mine.again_on
     where o.handling_at between mine.lo and mine.hi - 1
        or exists (select 1 from matter u where u.parent_id = o.id and u.process = 'publicity'
                      and u.state in ('published', 'applied', 'accepted', 'stopping', 'stopped')))
  select (count(*) filter (where kind = 'mark' and decided_on >= again_on - interval '5 years'))::integer,
         (count(*) filter (where decided_on >= again_on - interval '2 years'))::integer
    from earlier
$$;

-- 移送: the people of the receiving bureau who take up leads are told. Only for what was granted to them by the very unit that asks.
create function authority.tell_transfer(matter_is uuid) returns integer language sql security definer set search_path = pg_catalog, public as $$
  with told as (
    insert into message (person_id, kind, matter_id, title, body, key)
    select distinct d.person_id, 'work', m.id, '收到移送的线索：' || m.title,
           f.name || '将本线索移送本局。请核对后接收，登记为本局的线索；对管辖有异议的，报请共同的上一级指定管辖，不得再自行移送（程序规定第十四条）。',
           'transfer:' || m.id
      from authority.actor() a
      join matter m on m.id = matter_is and m.owner_org_id = a.org_id
      join org f on f.id = m.owner_org_id
      join matter_grant g on g.matter_id = m.id and g.purpose = 'transfer' and clock.today() between g.from_day and coalesce(g.to_day, 'infinity')
      join duty d on d.org_id = g.org_id and d.role in ('officer', 'unitHead') and d.status = 'active'
       and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')
    on conflict (person_id, key) do nothing
    returning 1)
  select count(*)::integer from told
$$;

-- May the actor's bureau still receive this transferred lead? `open` once; `received` when it has a lead of its own from it; null where nothing was
-- handed to it.
create function authority.transfer_stands(matter_is uuid) returns text language sql stable security definer set search_path = pg_catalog, public as $$
  select case when exists (select 1 from lead l join matter r on r.id = l.matter_id
                            where l.received_from = matter_is and r.owner_org_id = g.org_id and r.state <> 'withdrawn')
              then 'received' else 'open' end
    from authority.actor() a
    join org mine on mine.id = a.org_id
    join org bureau on bureau.lo <= mine.lo and bureau.hi >= mine.hi and bureau.kind in ('province', 'city', 'county')
    join matter_grant g on g.org_id = bureau.id and g.matter_id = matter_is and g.purpose = 'transfer'
     and clock.today() between g.from_day and coalesce(g.to_day, 'infinity')
   limit 1
$$;

select authority.protect(t, 'matter') from unnest(array['lead', 'lead_informant', 'complaint', 'enforcement_case', 'case_penalty']::regclass[]) t;
select authority.protect('case_party', 'matter', 'select, insert, update, delete'), authority.protect('related_matter', 'matter', 'select, insert, delete'),
       authority.protect('matter_text', 'secret');
-- 举报人信息保密 (121号令 art. 37): only those who act on the lead; supervisors and whoever reads by a grant do not.
alter policy reach on lead_informant
  using (exists (select 1 from matter m where m.id = matter_id and (select (authority.actor()).org_id) in (m.handling_org_id, m.owner_org_id))
         and (select authority.is('officer', 'unitHead', 'deputyHead', 'principalHead')));
-- A tie is seen from both of its ends.
alter policy reach on related_matter using (exists (select 1 from matter m where m.id in (matter_id, other_id)));
revoke update on case_penalty from minzhi_app;
select ledger.watch(t) from unnest(array['lead', 'lead_informant', 'complaint', 'enforcement_case', 'case_party', 'case_penalty', 'related_matter']::regclass[]) t;
revoke execute on function authority.write_matter_text(uuid), authority.matter_text_follows(), authority.search_matters(text, integer),
  authority.possible_overlap(uuid), authority.conduct_kind(text), authority.earlier_penalties(uuid), authority.tell_transfer(uuid),
  authority.transfer_stands(uuid) from public;
grant execute on function authority.search_matters(text, integer), authority.possible_overlap(uuid), authority.earlier_penalties(uuid), authority.tell_transfer(uuid), authority.transfer_stands(uuid), authority.plain(text), authority.grams(text) to minzhi_app;
