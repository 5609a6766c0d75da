-- The clauses (条款) of documents such as 231号文: what they ask, of whom, and what the records say of it.

-- One row for each document, or edition of one, whose duties are watched: kept by the unit whose office entered it. A new edition replaces the old one, which stays.
create table clause_document (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  issuer text not null constraint clause_document_issuer check (length(issuer) between 2 and 80),
  title text not null constraint clause_document_title check (length(title) between 2 and 200),
  number text constraint clause_document_number check (length(number) between 1 and 60),
  issued_on date not null,
  level text not null constraint clause_document_level check (level in ('national', 'province', 'city')),
  valid_from date not null,
  valid_to date,
  source text not null,
  mark text not null default 'unverified' constraint clause_document_mark check (mark in ('verified', 'secondary', 'unverified', 'assumption')),
  -- What of the above was not seen in the text itself.
  unverified text constraint clause_document_unverified check (length(unverified) between 2 and 300),
  -- A draft is its own unit's alone.
  published boolean not null default false,
  edition smallint not null default 1 constraint clause_document_edition check (edition >= 1),
  replaces uuid references clause_document constraint clause_document_replaced_once unique,
  version integer not null default 1,
  by_person_id uuid references person,
  at timestamptz not null default clock.now(),
  constraint clause_document_days check (valid_to is null or valid_to >= valid_from)
);
create unique index clause_document_once on clause_document (org_id, number, edition) where number is not null;
create index clause_document_place on clause_document (org_at, issued_on desc);
create trigger clause_document_place before insert or update of org_id, org_at on clause_document for each row execute function authority.place_row();

-- One row for each duty that a document states: its place, the duty in words of our own, and the queries that give evidence of it. Whether there is evidence is
-- never stored; only that something is done outside the platform is said, with its reason.
create table clause (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references clause_document,
  part smallint not null constraint clause_part check (part between 1 and 30),
  part_title text not null,
  article smallint not null constraint clause_article check (article between 1 and 99),
  article_title text not null,
  sentence smallint not null constraint clause_sentence check (sentence between 1 and 60),
  item smallint not null default 1 constraint clause_item check (item between 1 and 30),
  duty text not null constraint clause_duty check (length(duty) between 4 and 300),
  phrase text constraint clause_phrase check (length(phrase) between 1 and 30),
  addressees text[] not null default '{}' constraint clause_addressees check (addressees <@ array['office', 'province', 'city', 'county', 'station', 'centre']),
  indicators text[] not null default '{}',
  query text constraint clause_query check (query in ('jurisdiction', 'platforms', 'centres')),
  note text,
  outside_reason text constraint clause_outside_has_reason check (length(outside_reason) between 6 and 200),
  outside_by text,
  outside_on date,
  version integer not null default 1,
  constraint clause_outside_whole check ((outside_reason is null) = (outside_on is null)),
  constraint clause_place_once unique (document_id, part, article, sentence, item)
);

-- One row for each unit that answers for a clause, as the document writes it. Without `org_id` no unit of the tree bears that name.
create table clause_unit (
  clause_id uuid not null references clause,
  position smallint not null,
  org_id uuid references org,
  written text not null constraint clause_unit_written check (length(written) between 2 and 80),
  part text not null constraint clause_unit_part check (part in ('lead', 'co', 'shared')),
  primary key (clause_id, position)
);
create index clause_unit_org on clause_unit (org_id);

-- May the actor change this document? The office of the unit that keeps it, at the province or a city, and nobody from above or below.
create function authority.keeps_document(document_is uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from clause_document d, authority.actor() a
                  where d.id = document_is and a.role = 'coordinator' and a.org_kind in ('province', 'city') and d.org_id = a.org_id)
$$;

select authority.protect('clause_document', 'org', 'select, insert, update, delete');
-- Read within reach, and by the units below the one that keeps it: a county reads what its city and its province ask of it.
alter policy reach on clause_document
  using ((org_at between (select authority.lo()) and (select authority.hi()) - 1
          or exists (select 1 from org o where o.id = org_id and (select authority.lo()) between o.lo and o.hi - 1))
         and (published or org_id = (select (authority.actor()).org_id)))
  with check (org_id = (select (authority.actor()).org_id) and (select (authority.actor()).role = 'coordinator' and (authority.actor()).org_kind in ('province', 'city')));
create policy kept_by_office on clause_document as restrictive for update to minzhi_app using (authority.keeps_document(id));
-- What was published stays.
create policy draft_gone on clause_document as restrictive for delete to minzhi_app using (not published and authority.keeps_document(id));

create function authority.stays_published() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  raise exception 'what was published stays published' using errcode = 'insufficient_privilege';
end $$;
revoke execute on function authority.stays_published() from public;
create trigger clause_document_stays_published before update on clause_document for each row
  when (old.published and not new.published) execute function authority.stays_published();

select authority.protect('clause', 'public', 'select, insert, update, delete');
alter policy reach on clause using (exists (select 1 from clause_document d where d.id = document_id)) with check (authority.keeps_document(document_id));
create policy kept_by_office on clause as restrictive for update to minzhi_app using (authority.keeps_document(document_id));
create policy gone_by_office on clause as restrictive for delete to minzhi_app
  using (authority.keeps_document(document_id) and exists (select 1 from clause_document d where d.id = document_id and not d.published));
select authority.protect('clause_unit', 'public', 'select, insert, delete');
alter policy reach on clause_unit using (exists (select 1 from clause c where c.id = clause_id))
  with check (exists (select 1 from clause c where c.id = clause_id and authority.keeps_document(c.document_id)));
create policy gone_by_office on clause_unit as restrictive for delete to minzhi_app
  using (exists (select 1 from clause c where c.id = clause_id and authority.keeps_document(c.document_id)));
select ledger.watch(t) from unnest(array['clause_document', 'clause', 'clause_unit']::regclass[]) t;

-- Evidence (佐证) -----------------------------------------------------------------------------------------------------------------------------------

-- May the actor be told what the records say of this document's clauses in this unit and below it? Within his reach; and the departments that answer for
-- the document are told how it stands in the whole area of who keeps it, though the cities do not lie below them.
create function authority.told_of(document_is uuid, unit uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select 1 from clause_document d, org u, authority.actor() a
     where d.id = document_is and u.id = unit and a.reads_matters
       and (u.lo between a.lo and a.hi - 1
            or (u.id = d.org_id and d.published
                and exists (select 1 from clause c join clause_unit r on r.clause_id = c.id where c.document_id = d.id and r.org_id = a.org_id))))
$$;

-- The matters that a named query of records counts (记录查询).
create function authority.processes_of(query text) returns text[] language sql immutable as $$
  select case query when 'jurisdiction' then array['jurisdiction'] end
$$;
create function authority.kinds_of(query text) returns text[] language sql immutable as $$
  select case query when 'platforms' then array['platform', 'workstation'] when 'centres' then array['centre'] end
$$;

-- How many facts of an indicator stand in a unit and all below it today, of these days, since when, and the last. A fact that was taken back stands no more, nor
-- does what took it back. The months hold the sums (from the first of a month to today, so whole months); only what was taken back is looked up one by one.
create function authority.standing(indicator_is text, unit org, since date, until date) returns table (records bigint, first_day date, last_day date)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  first date;
  last date;
begin
  select sum(m.records), min(m.month), (max(m.month) + interval '1 month - 1 day')::date into records, first, last
    from indicator_month m join org o on o.id = m.org_id
   where m.indicator = indicator_is and m.month between since and until and o.lo between unit.lo and unit.hi - 1;
  records := coalesce(records, 0);
  if records = 0 and first is null then return next; return; end if;
  records := records
    - (select coalesce(sum(r.records), 0) from indicator_fact r
        where r.reverses is not null and r.indicator = indicator_is and r.org_at between unit.lo and unit.hi - 1 and r.day between since and last)
    - (select count(*) from indicator_fact r join indicator_fact f on f.id = r.reverses
        where r.reverses is not null and r.indicator = indicator_is and f.org_at between unit.lo and unit.hi - 1 and f.day between since and last);
  if records > 0 then
    select f.day into first_day from indicator_fact f
     where f.indicator = indicator_is and f.day >= first and f.org_at between unit.lo and unit.hi - 1 and f.reverses is null
       and not exists (select 1 from indicator_fact r where r.reverses = f.id) order by f.day, f.id limit 1;
    select f.day into last_day from indicator_fact f
     where f.indicator = indicator_is and f.day <= last and f.org_at between unit.lo and unit.hi - 1 and f.reverses is null
       and not exists (select 1 from indicator_fact r where r.reverses = f.id) order by f.day desc, f.id desc limit 1;
  end if;
  return next;
end $$;

-- What each query that the document's clauses are bound to says of a unit and all below it: one source for every lamp, and the list below has as many lines.
create function authority.clause_evidence(document_is uuid, unit uuid, since date, until date)
returns table (source text, records integer, first_day date, last_day date)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  u org;
begin
  if not authority.told_of(document_is, unit) then return; end if;
  select * into strict u from org where id = unit;
  return query
    select i.name, s.records::int, s.first_day, s.last_day
      from (select distinct unnest(c.indicators) as name from clause c where c.document_id = document_is) i
     cross join lateral authority.standing(i.name, u, since, until) s
    union all
    select q.query, count(*)::int, min(m.opened_on), max(m.opened_on)
      from (select distinct c.query from clause c where c.document_id = document_is and authority.processes_of(c.query) is not null) q
      join matter m on m.process = any (authority.processes_of(q.query)) and m.handling_at between u.lo and u.hi - 1 and m.opened_on between since and until
     group by q.query
    union all
    select q.query, count(*)::int, min(o.opened_on), max(o.opened_on)
      from (select distinct c.query from clause c where c.document_id = document_is and authority.kinds_of(c.query) is not null) q
      join org o on o.kind = any (authority.kinds_of(q.query)) and o.active and o.lo between u.lo and u.hi - 1 and o.opened_on <= until
     group by q.query;
end $$;

-- The records behind a clause, the newest first: as many as its evidence says.
create function authority.clause_records(clause_is uuid, unit uuid, since date, until date, source_is text, skip integer, take integer)
returns table (source text, key text, day date, org_name text, matter_id uuid, record text)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  c clause;
  u org;
  most integer := skip + take;
begin
  select * into c from clause where id = clause_is;
  if c.id is null or not authority.told_of(c.document_id, unit) then return; end if;
  select * into strict u from org where id = unit;
  return query
    with line as (
      select f.* from unnest(c.indicators) i
       cross join lateral (
         select x.indicator as source, x.id::text as key, x.day, x.org_id, x.matter_id, x.record from indicator_fact x
          where x.indicator = i and x.org_at between u.lo and u.hi - 1 and x.day between since and until and x.reverses is null
            and not exists (select 1 from indicator_fact r where r.reverses = x.id)
          -- In the order of the whole list: a key is text, and cut by another order the pages would hold one record twice and another never.
          order by x.day desc, x.id::text desc limit most) f
       where source_is is null or source_is = i
      union all
      select m.* from (
        -- The key tells lines apart; the id of what lies out of reach is nobody's to learn.
        select c.query, md5(x.id::text), x.opened_on, x.handling_org_id, x.id, 'open' from matter x
         where x.process = any (authority.processes_of(c.query)) and x.handling_at between u.lo and u.hi - 1 and x.opened_on between since and until
         order by x.opened_on desc, md5(x.id::text) desc limit most) m
       where source_is is null or source_is = c.query
      union all
      select c.query, o.id::text, o.opened_on, o.id, null::uuid, o.id::text from org o
       where o.kind = any (authority.kinds_of(c.query)) and o.active and o.lo between u.lo and u.hi - 1 and o.opened_on <= until
         and (source_is is null or source_is = c.query))
    select l.source, l.key, l.day, o.short_name, l.matter_id, l.record
      from line l join org o on o.id = l.org_id
     order by l.day desc, l.key desc offset skip limit take;
end $$;

revoke execute on function authority.keeps_document(uuid), authority.told_of(uuid, uuid), authority.processes_of(text), authority.kinds_of(text),
  authority.standing(text, org, date, date),
  authority.clause_evidence(uuid, uuid, date, date), authority.clause_records(uuid, uuid, date, date, text, integer, integer) from public;
grant execute on function authority.keeps_document(uuid), authority.told_of(uuid, uuid), authority.clause_evidence(uuid, uuid, date, date),
  authority.clause_records(uuid, uuid, date, date, text, integer, integer) to minzhi_app;
