-- Who reads by a grant must not write; the step's own rule says which grants act.
alter policy reach on matter
  with check (handling_at between (select authority.lo()) and (select authority.hi()) - 1 or authority.acts_by_grant(id));
-- Whoever reads by a grant cannot hand it on or make it act: grants are given from within one's own reach.
alter policy reach on matter_grant
  with check (exists (select 1 from matter m where m.id = matter_id and m.handling_at between (select authority.lo()) and (select authority.hi()) - 1));

-- One row for each thing on the list (场所/设施/财物清单) of a preservation or a seizure. Rows are never changed: a release names the list.
create table held_item (
  matter_id uuid not null references matter,
  position smallint not null,
  name text not null check (length(name) between 1 and 200),
  model text,
  unit text,
  quantity numeric(14, 3) not null check (quantity > 0),
  note text,
  primary key (matter_id, position)
);
create trigger held_item_append_only before update or delete on held_item for each row execute function ledger.is_append_only();

-- One row for each hearing (听证): who leads it, and the date that stands now.
create table hearing (
  matter_id uuid primary key references matter,
  presider_id uuid references person,
  presider_name text,
  recorder_name text,
  member_names text[] not null default '{}',
  hearing_on date,
  starts_at text,
  place text,
  openness text check (openness in ('open', 'closed'))
);

-- One row for each paper that is to be served on one recipient (送达), with the mode that worked and the day that counts.
create table service (
  matter_id uuid primary key references matter,
  parent_id uuid not null references matter,
  paper_id uuid references paper,
  paper text not null,
  recipient text not null,
  mode text check (mode in ('direct', 'lien', 'electronic', 'mail', 'entrusted', 'forwarded', 'announcement')),
  served_on date,
  constraint service_has_mode_and_day check ((mode is null) = (served_on is null))
);
create index service_of_parent on service (parent_id);

-- One row for each penalty that is published (公示): the six elements of the summary, and the terms that were judged from the decision.
create table publication (
  matter_id uuid primary key references matter,
  decision_number text not null,
  party text not null,
  violation text not null,
  penalty text not null,
  authority text not null,
  decided_on date not null,
  registered_in text not null check (registered_in in ('sameProvince', 'otherProvince')),
  limits text[] not null,
  article text not null,
  reason text not null,
  marks text[] not null,
  address text,
  published_on date,
  stopped_on date,
  withdrawn_on date
);
create index publication_shown on publication (published_on) where stopped_on is null and withdrawn_on is null;

-- One row for each fine and confiscation that is to be paid (罚没款).
create table collection (
  matter_id uuid primary key references matter,
  decision_number text not null,
  served_on date not null,
  fine numeric(14, 2) not null check (fine >= 0),
  confiscated numeric(14, 2) not null check (confiscated >= 0),
  deferred_to date,
  constraint collection_of_something check (fine + confiscated > 0)
);

-- One row for each payment. Rows are never changed.
create table payment (
  id bigint generated always as identity primary key,
  matter_id uuid not null references collection,
  day date not null,
  fine numeric(14, 2) not null check (fine >= 0),
  confiscated numeric(14, 2) not null check (confiscated >= 0),
  surcharge numeric(14, 2) not null check (surcharge >= 0),
  receipt text not null,
  constraint payment_of_something check (fine + confiscated + surcharge > 0)
);
create index payment_of on payment (matter_id, day);
create trigger payment_append_only before update or delete on payment for each row execute function ledger.is_append_only();

select authority.protect(t, 'matter', 'select, insert') from unnest(array['held_item', 'payment']::regclass[]) t;
select authority.protect(t, 'matter') from unnest(array['hearing', 'service', 'publication', 'collection']::regclass[]) t;
select ledger.watch(t) from unnest(array['held_item', 'hearing', 'service', 'publication', 'collection', 'payment']::regclass[]) t;
