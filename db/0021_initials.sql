-- 拼音首字母: what a name is typed as when the hand does not leave the letters. The program writes them with the name (SQL knows no pinyin); null where it
-- has not come to it yet, and a job fills these.
alter table case_party add column initials text;
create index case_party_without_initials on case_party (id) where initials is null;
alter table matter_text add column initials text not null default '';
-- Trigrams: from three letters on, so that two of a trade mark (LV) do not find every party whose initials hold them.
create index matter_text_initials on matter_text using gin (initials gin_trgm_ops);

create or replace function authority.write_matter_text(matter uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  insert into matter_text (matter_id, words, initials)
  select m.id, authority.plain(concat_ws(' ', m.number, m.title, p.words)), coalesce(p.initials, '')
    from matter m
    left join lateral (select string_agg(concat_ws(' ', c.name, c.credit_code), ' ' order by c.position) as words,
                              string_agg(c.initials, ' ' order by c.position) as initials
                         from case_party c where c.matter_id = m.id) p on true
   where m.id = matter and m.parent_id is null
  on conflict (matter_id) do update set words = excluded.words, initials = excluded.initials
   where (matter_text.words, matter_text.initials) <> (excluded.words, excluded.initials)
$$;

-- A party that is taken out of a matter is no longer found there.
create or replace function authority.matter_text_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  r jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  perform authority.write_matter_text((r->>case tg_table_name when 'matter' then 'id' else 'matter_id' end)::uuid);
  return null;
end $$;
create trigger matter_text_of_party_gone after delete on case_party for each row execute function authority.matter_text_follows();

create or replace function authority.search_matters(q text, at_most integer default 10000) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  a authority.actor := authority.actor();
  needle text := authority.plain(q);
  letters text := case when needle ~ '^[a-z]{3,}$' then '%' || needle || '%' end;
begin
  if a.session_id is null or needle = '' then return; end if;
  return query
    select m.id from matter_text t join matter m on m.id = t.matter_id
     where (t.grams @> authority.grams(needle) and (select bool_and(position(w in t.words) > 0) from unnest(string_to_array(needle, ' ')) w)
            or t.initials like letters)
       and (m.handling_at between a.lo and a.hi - 1 or m.id = any (a.granted))
     order by m.recorded_at desc limit least(at_most, 10000);
end $$;

create function authority.parties_without_initials(n integer) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, p.name from case_party p where p.initials is null and (authority.actor()).kind = 'service' order by p.id limit n
$$;
create function authority.set_party_initials(ids uuid[], letters text[]) returns void language sql security definer set search_path = pg_catalog, public as $$
  update case_party p set initials = x.l from unnest(ids, letters) x (i, l)
   where p.id = x.i and p.initials is null and (authority.actor()).kind = 'service'
$$;
-- The like function of people answered whoever asked; it is the service's alone too.
create or replace function authority.set_initials(person_is uuid, initials_is text) returns void language sql security definer set search_path = pg_catalog, public as $$
  update person set initials = initials_is where id = person_is and initials = '' and (authority.actor()).kind = 'service'
$$;
revoke execute on function authority.parties_without_initials(integer), authority.set_party_initials(uuid[], text[]) from public;
grant execute on function authority.parties_without_initials(integer), authority.set_party_initials(uuid[], text[]) to minzhi_app;

-- 市长 was read as a mayor: 长乐, 长汀 and 长泰 begin with c. One character is one letter up to there.
update org set initials = overlay(initials placing 'c' from position('市长' in name) + 1 for 1) where name ~ '^[一-龥]*市长[乐汀泰]' and initials <> '';
