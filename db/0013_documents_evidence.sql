-- Papers: the name under which one was issued stays on it, whatever the unit is called later; a draft may be given up with its reason.
alter table paper
  add column issued_as text,
  drop constraint paper_issued_has_day,
  add constraint paper_issued_has_day check (state <> 'issued' or (issued_on is not null and issued_as is not null and issued_by is not null)),
  add constraint paper_number_is_whole check ((number is null) = (serial is null) and (number is null) = (word is null) and (number is null) = (year is null));

-- An issued paper is final whoever writes (S44): everything that was issued stays; only the mark of voiding is added.
create or replace function authority.paper_is_final() returns trigger language plpgsql as $$
begin
  if new.matter_id is distinct from old.matter_id or new.kind is distinct from old.kind or new.created_at is distinct from old.created_at then
    raise exception 'a paper keeps its matter and its kind' using errcode = 'check_violation';
  end if;
  if old.state = 'void' or (old.state = 'issued' and (new.state not in ('issued', 'void')
      or (new.title, new.fields, new.org_id, new.number, new.word, new.year, new.serial, new.issued_on, new.issued_by, new.issued_as, new.fields_hash)
        is distinct from (old.title, old.fields, old.org_id, old.number, old.word, old.year, old.serial, old.issued_on, old.issued_by, old.issued_as, old.fields_hash))) then
    raise exception 'an issued paper is final; it can only be voided' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- One row for each piece of evidence (证据) as two officers took it in. It is never changed: a mistake is marked with its reason (S58).
create table evidence (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references matter,
  serial integer not null,
  kind text not null,
  name text not null,
  source text not null,
  proves text,
  taken_on date not null,
  place text not null,
  officers jsonb not null,
  carrier text not null check (carrier in ('original', 'copy')),
  copy_reason text,
  copy_method text,
  copied_on date,
  copied_by text,
  electronic jsonb,
  on_site text not null default 'notGiven' check (on_site in ('notGiven', 'equal', 'different')),
  file_id uuid references file,
  kept_at text,
  recorded_by text not null,
  recorded_at timestamptz not null default clock.now(),
  constraint evidence_serial_once unique (matter_id, serial),
  constraint evidence_file_once unique (file_id),
  constraint evidence_kind_of_article_23 check (kind in
    ('documentary', 'physical', 'audioVisual', 'electronicData', 'witness', 'partyStatement', 'expertOpinion', 'record')),
  constraint evidence_two_officers check (jsonb_array_length(officers) >= 2),
  constraint evidence_copy_says_why check (carrier = 'original'
    or (copy_reason is not null and copy_method is not null and copied_on is not null and copied_by is not null)),
  constraint evidence_data_has_record check ((kind = 'electronicData') = (electronic is not null))
);
create trigger evidence_append_only before update or delete on evidence for each row execute function ledger.is_append_only();
create trigger evidence_no_truncate before truncate on evidence for each statement execute function ledger.is_append_only();

-- One row for each thing that happened to a piece of evidence (保管链), in its order. Rows are never changed.
create table custody_entry (
  id bigint generated always as identity primary key,
  matter_id uuid not null references matter,
  evidence_id uuid not null references evidence,
  act text not null check (act in ('takenIn', 'viewed', 'copied', 'exported', 'handedOver', 'returned', 'disposed', 'withdrawn', 'checkFailed')),
  happened_on date not null,
  recorded_at timestamptz not null default clock.now(),
  person_id uuid references person,
  person_name text not null,
  org_name text not null,
  counterpart text,
  note text
);
create index custody_entry_of on custody_entry (evidence_id, id);
create unique index custody_entry_withdrawn_once on custody_entry (evidence_id) where act = 'withdrawn';
create trigger custody_entry_append_only before update or delete on custody_entry for each row execute function ledger.is_append_only();
create trigger custody_entry_no_truncate before truncate on custody_entry for each statement execute function ledger.is_append_only();

-- One row for each stored content that was read again in full (校验): what the scrub or a download found. Rows are never changed.
create table blob_check (
  id bigint generated always as identity primary key,
  sha256 text not null references blob,
  at timestamptz not null default clock_timestamp(),
  whole boolean not null
);
create index blob_check_last on blob_check (sha256, at desc);
create trigger blob_check_append_only before update or delete on blob_check for each row execute function ledger.is_append_only();

select authority.protect(t, 'matter', 'select, insert') from unnest(array['evidence', 'custody_entry']::regclass[]) t;
-- Who only reads a matter writes one thing about its evidence: that he looked at it, in his own name.
drop policy act_insert on custody_entry;
create policy act_insert on custody_entry as restrictive for insert to minzhi_app with check (
  person_id is not distinct from (select (authority.actor()).person_id)
  and (act in ('viewed', 'copied', 'exported', 'checkFailed') or ((select authority.acts()) and authority.acts_on(matter_id))));
select authority.protect('blob_check', 'signedIn', 'select, insert');
select ledger.watch(t) from unnest(array['evidence', 'custody_entry']::regclass[]) t;
-- A stored file is changed by nobody: a name, a purpose and a content as they came.
revoke update on file from minzhi_app;
-- But for one thing, once: what was brought before its matter was opened is bound to it, by who brought it and acts there.
grant update (matter_id) on file to minzhi_app;
create policy bind_once on file as restrictive for update to minzhi_app
  using (matter_id is null and person_id = (select (authority.actor()).person_id)) with check (matter_id is not null and authority.acts_on(matter_id));
