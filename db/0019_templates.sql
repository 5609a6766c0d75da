-- One row for each Word template (文书模板) that a unit uploaded for a kind of paper. It is never changed: a newer one or its removal ends its use.
create table paper_template (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  kind text not null,
  sha256 text not null references blob,
  name text not null,
  bytes bigint not null,
  person_id uuid not null references person,
  person_name text not null,
  at timestamptz not null default clock.now(),
  removed_at timestamptz,
  removed_by text,
  constraint paper_template_removed_by_somebody check ((removed_at is null) = (removed_by is null))
);
create unique index paper_template_one_in_use on paper_template (org_id, kind) where removed_at is null;
create index paper_template_content on paper_template (sha256);

-- A unit's templates are its own system administrator's and its legal department's; every unit below prints with them.
select authority.protect('paper_template', 'signedIn', 'select, insert', '(select authority.is(''systemAdmin'', ''legalReviewer'')) and org_id = (select (authority.actor()).org_id)');
grant update (removed_at, removed_by) on paper_template to minzhi_app;
create policy removed_once on paper_template as restrictive for update to minzhi_app
  using (removed_at is null and org_id = (select (authority.actor()).org_id)) with check (removed_at is not null);
select ledger.watch('paper_template');

-- What was issued with a template keeps its file, whatever becomes of the template.
alter table paper
  add column template_id uuid references paper_template,
  add column word_sha256 text references blob,
  add constraint paper_word_of_template check ((template_id is null) = (word_sha256 is null) and (template_id is null or state <> 'draft'));
create index paper_word_content on paper (word_sha256) where word_sha256 is not null;

create or replace function authority.paper_is_final() returns trigger language plpgsql as $$
begin
  if new.matter_id is distinct from old.matter_id or new.kind is distinct from old.kind or new.created_at is distinct from old.created_at then
    raise exception 'a paper keeps its matter and its kind' using errcode = 'check_violation';
  end if;
  if old.state = 'void' or (old.state = 'issued' and (new.state not in ('issued', 'void')
      or (new.title, new.fields, new.org_id, new.number, new.word, new.year, new.serial, new.issued_on, new.issued_by, new.issued_as, new.fields_hash, new.template_id, new.word_sha256)
        is distinct from (old.title, old.fields, old.org_id, old.number, old.word, old.year, old.serial, old.issued_on, old.issued_by, old.issued_as, old.fields_hash, old.template_id, old.word_sha256))) then
    raise exception 'an issued paper is final; it can only be voided' using errcode = 'check_violation';
  end if;
  return new;
end $$;

alter policy reach on blob
  using ((select (authority.actor()).kind) = 'service' or exists (select 1 from file f where f.sha256 = blob.sha256) or exists (select 1 from task t where t.sha256 = blob.sha256)
         or exists (select 1 from paper_template m where m.sha256 = blob.sha256) or exists (select 1 from paper p where p.word_sha256 = blob.sha256));
revoke execute on all functions in schema authority, ledger from public;
