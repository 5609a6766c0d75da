-- The room of exchange: the calendar of exchanges (信息定期交换), information items (信息), the yearly report.

-- Is this the office (coordinator) of that very unit? Forms, calls and reports are kept by the office whose they are.
create function authority.is_office_of(unit uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce((a).role = 'coordinator' and (a).org_id = unit and (a).org_kind in ('province', 'city', 'county'), false) from (select authority.actor() a) x
$$;

-- One row for each form of an exchange that an office asks for: what, of whom, until when. What was asked before a change stands with the returns themselves.
create table exchange_form (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  kind text not null constraint exchange_form_kind check (kind in ('weekly', 'monthly', 'quarterly', 'yearly', 'dated')),
  title text not null constraint exchange_form_title check (length(title) between 2 and 80),
  mark text not null constraint exchange_form_mark check (mark in ('verified', 'secondary', 'unverified', 'assumption')),
  content jsonb not null,
  ended_on date,
  version integer not null default 1,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create index exchange_form_of on exchange_form (org_at);
create trigger exchange_form_place before insert or update of org_id, org_at on exchange_form for each row execute function authority.place_row();

-- One row for each return of one unit for one period. Owner and handling unit of its matter are the unit itself; the unit above it receives.
create table exchange_return (
  matter_id uuid primary key references matter,
  form_id uuid not null references exchange_form,
  org_id uuid not null references org,
  org_at bigint not null,
  -- 2026-W47, 2026-10, 2026-Q3, 2026, 2026-06-15.
  period text not null,
  period_title text not null,
  from_month text not null constraint exchange_return_from check (from_month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  to_month text not null constraint exchange_return_to check (to_month >= from_month),
  -- What the form asked when the return was opened.
  asks jsonb not null,
  -- The first day that was asked for; a return that was sent back has a later one.
  due_first date not null,
  due_on date not null,
  -- The day of recording: a day that is entered could be set back.
  submitted_first date,
  submitted_on date,
  received_on date,
  accepted_on date,
  -- The day of recording likewise.
  waived_on date,
  rounds smallint not null default 0,
  counted boolean not null default false,
  constraint exchange_return_once unique (form_id, org_id, period)
);
create index exchange_return_place on exchange_return (org_at, due_on);
create index exchange_return_uncounted on exchange_return (due_first) where not counted;
create trigger exchange_return_place before insert or update of org_id, org_at on exchange_return for each row execute function authority.place_row();

-- One row for each answer of a return to a question of its form. It changes until the return is handed in; every saving stands in the history besides.
create table exchange_answer (
  matter_id uuid not null references exchange_return,
  position smallint not null,
  answer text not null default '' constraint exchange_answer_text check (length(answer) <= 4000),
  file_ids uuid[] not null default '{}',
  primary key (matter_id, position)
);

-- One row for each remark on a figure: the figure itself is live and nobody types over it.
create table exchange_remark (
  matter_id uuid not null references exchange_return,
  indicator text not null,
  note text not null constraint exchange_remark_note check (length(note) between 2 and 500),
  -- What the unit itself counts, where that differs.
  claimed numeric,
  primary key (matter_id, indicator)
);

-- One row for each figure as it stood when a return was handed in: with its query and time. Never changed; later corrections show as a difference.
create table exchange_figure (
  matter_id uuid not null references exchange_return,
  round smallint not null,
  indicator text not null,
  title text not null,
  unit text not null,
  value numeric,
  records integer not null,
  provisional boolean not null,
  org_id uuid not null references org,
  from_month text not null,
  to_month text not null,
  tree_day date not null,
  taken_at timestamptz not null,
  primary key (matter_id, round, indicator)
);
create trigger exchange_figure_append_only before update or delete on exchange_figure for each row execute function ledger.is_append_only();

-- One row for each call for information (约稿).
create table info_call (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  title text not null constraint info_call_title check (length(title) between 2 and 100),
  wanted text not null constraint info_call_wanted check (length(wanted) between 2 and 1000),
  due_on date not null,
  -- Whom it is sent to. Nobody named: every unit below.
  to_ids uuid[] not null default '{}' constraint info_call_to check (cardinality(to_ids) <= 200),
  by_name text not null,
  at timestamptz not null default clock.now()
);
create index info_call_of on info_call (org_at, due_on);
create trigger info_call_place before insert or update of org_id, org_at on info_call for each row execute function authority.place_row();

-- One row for each information item (信息): written by a unit, passed on level by level.
create table info_item (
  matter_id uuid primary key references matter,
  org_id uuid not null references org,
  org_at bigint not null,
  kind text not null constraint info_item_kind check (kind in ('progress', 'experience', 'problem', 'case', 'other')),
  title text not null constraint info_item_title check (length(title) between 2 and 100),
  text text not null constraint info_item_text check (length(text) between 10 and 20000),
  sources text not null constraint info_item_sources check (length(sources) between 2 and 500),
  file_ids uuid[] not null default '{}',
  call_id uuid references info_call,
  -- Where it lies now.
  at_org_id uuid references org,
  submitted_on date
);
create index info_item_place on info_item (org_at, submitted_on);
create trigger info_item_place before insert or update of org_id, org_at on info_item for each row execute function authority.place_row();

-- One row for each adoption (采用) of an item, or instruction (批示) on it, with its evidence. Points are those of the table of scores in force on that day; null without one.
create table info_adoption (
  id uuid primary key default gen_random_uuid(),
  matter_id uuid not null references info_item,
  what text not null constraint info_adoption_what check (what in ('adopted', 'instruction')),
  level text not null constraint info_adoption_level check (level in ('national', 'province', 'city', 'county')),
  channel text constraint info_adoption_channel check (channel in ('briefing', 'special', 'flash', 'website', 'other')),
  form text constraint info_adoption_form check (form in ('whole', 'part')),
  place text not null,
  happened_on date not null,
  file_ids uuid[] not null default '{}',
  points numeric,
  by_org text not null,
  by_org_id uuid not null references org,
  void_on date,
  void_reason text,
  constraint info_adoption_channelled check ((what = 'adopted') = (channel is not null and form is not null)),
  constraint info_adoption_evidence check (cardinality(file_ids) > 0),
  constraint info_adoption_void check ((void_on is null) = (void_reason is null))
);
create index info_adoption_of on info_adoption (matter_id);

-- One row for each table of scores; the newest is in force from its day on. There is none before the office sets one: the province's own was not obtained.
create table info_score_setting (
  id bigint generated always as identity primary key,
  value jsonb not null,
  reason text not null constraint info_score_setting_reason check (length(reason) between 2 and 500),
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now()
);
create trigger info_score_setting_append_only before update or delete on info_score_setting for each row execute function ledger.is_append_only();

-- One row for each drafted yearly report (年度报告): its figures as they stood then. Never changed; drafted anew it is another row.
create table exchange_report (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references org,
  org_at bigint not null,
  year smallint not null constraint exchange_report_year check (year between 2018 and 2100),
  edition smallint not null,
  content jsonb not null,
  by_person_id uuid references person,
  by_name text not null,
  at timestamptz not null default clock.now(),
  constraint exchange_report_once unique (org_id, year, edition)
);
create trigger exchange_report_place before insert or update of org_id, org_at on exchange_report for each row execute function authority.place_row();
create trigger exchange_report_append_only before update or delete on exchange_report for each row execute function ledger.changes_place_alone();

-- Forms and calls are read within reach, and by the units below the office that asks.
select authority.protect(t, 'org', 'select, insert, update') from unnest(array['exchange_form', 'info_call']::regclass[]) t;
alter policy reach on exchange_form
  using (org_at between (select authority.lo()) and (select authority.hi()) - 1
         or exists (select 1 from org o where o.id = org_id and (select authority.lo()) between o.lo and o.hi - 1))
  with check (authority.is_office_of(org_id));
create policy kept_by_office on exchange_form as restrictive for update to minzhi_app using (authority.is_office_of(org_id));
-- A call that names units is read by these and what lies below them.
alter policy reach on info_call
  using (org_at between (select authority.lo()) and (select authority.hi()) - 1
         or exists (select 1 from org o where o.id = org_id and (select authority.lo()) between o.lo and o.hi - 1)
            and (to_ids = '{}' or exists (select 1 from org t where t.id = any(to_ids) and (select authority.lo()) between t.lo and t.hi - 1)))
  with check (authority.is_office_of(org_id));
create policy kept_by_office on info_call as restrictive for update to minzhi_app using (authority.is_office_of(org_id));
select authority.protect(t, 'matter') from unnest(array['exchange_return', 'exchange_answer', 'exchange_remark', 'info_item', 'info_adoption']::regclass[]) t;
grant delete on exchange_remark to minzhi_app;
-- Nobody scores himself: registered in the name of the own unit, of what another unit wrote; only taken back, by who registered it or from above.
create policy not_its_own on info_adoption as restrictive for insert to minzhi_app
  with check (by_org_id = (select (authority.actor()).org_id) and exists (select 1 from info_item i where i.matter_id = info_adoption.matter_id and i.org_id <> by_org_id));
create policy by_registrar on info_adoption as restrictive for update to minzhi_app
  using (exists (select 1 from org o where o.id = by_org_id and o.lo between (select authority.lo()) and (select authority.hi()) - 1));
revoke update on info_adoption from minzhi_app;
grant update (void_on, void_reason) on info_adoption to minzhi_app;
select authority.protect('exchange_figure', 'matter', 'select, insert');
select authority.protect('info_score_setting', 'signedIn', 'select, insert', '(select authority.is(''coordinator'')) and (select (authority.actor()).org_kind) = ''province''');
select authority.protect('exchange_report', 'org', 'select, insert', 'authority.is_office_of(org_id)');
select ledger.watch(t) from unnest(array['exchange_form', 'exchange_return', 'exchange_answer', 'exchange_remark', 'exchange_figure', 'info_call', 'info_item', 'info_adoption',
  'info_score_setting', 'exchange_report']::regclass[]) t;
revoke execute on function authority.is_office_of(uuid) from public;
grant execute on function authority.is_office_of(uuid) to minzhi_app;
