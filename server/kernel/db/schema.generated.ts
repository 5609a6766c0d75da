// Made by `npm run types` from the migrated schema. Do not edit.
import type { Generated } from 'kysely'

export interface ActivityCredit {
  id: Generated<string>
  client: string
  activity: string
  title: string
  verbs: string[]
  form: string
  subject: string | null
  theme: string | null
  hours: number
  active: Generated<boolean>
  by_name: string
  at: Generated<Date>
  home_page: Generated<string>
}

export interface ActivityCursor {
  only_row: Generated<boolean>
  read_to: string
}

export interface ActivityUse {
  statement_id: string
  person_id: string
  source_id: string
  turn: number
  voided: Generated<boolean>
}

export interface ApiClient {
  id: Generated<string>
  key: string
  name: string
  org_id: string
  org_at: string
  scopes: string[]
  from_day: string
  to_day: string | null
  session_id: string | null
  made_by: string | null
  made_at: Generated<Date>
  revoked_at: Date | null
  revoked_by: string | null
  person_id: string | null
  agent_key: Buffer | null
  registration: string | null
  activity_key: Buffer | null
}

export interface Attendance {
  id: Generated<string>
  session_id: string
  person_id: string
  class_id: string
  arrived_at: Date
  left_at: Date | null
  how: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface Blob {
  sha256: string
  sm3: string
  bytes: string
  media_type: string
  stored_at: Generated<Date>
}

export interface BlobCheck {
  id: Generated<string>
  sha256: string
  at: Generated<Date>
  whole: boolean
}

export interface BodyMember {
  id: Generated<string>
  body_id: string
  org_id: string | null
  name: string
  part: string
  post: Generated<string>
  paper: string | null
  from_day: string
  to_day: string | null
}

export interface CalendarFeed {
  id: Generated<string>
  person_id: string
  class_id: string | null
  token_hash: Buffer
  revoked_at: Date | null
  at: Generated<Date>
}

export interface CaseParty {
  id: Generated<string>
  matter_id: string
  position: number
  kind: string
  name: string
  credit_code: string | null
  address: string | null
  representative: string | null
  phone: string | null
  outside_province: Generated<boolean>
  initials: string | null
}

export interface CasePenalty {
  id: Generated<string>
  matter_id: string
  stage: string
  round: number
  party_id: string
  target: string
  measures: string[]
  fine: number
  confiscated_gains: number
  confiscated_goods: number
  basis_law: string
  basis_article: string
  range_min: number | null
  range_max: number | null
  range_formula: string | null
  hearing: boolean
  proposal: unknown
  told_at: Generated<Date>
}

export interface ClassCertificate {
  id: Generated<string>
  class_id: string
  person_id: string
  person_name: string
  org_name: string
  issuer: string
  class_title: string
  number: string
  code: string
  hours: number
  days: number
  starts_on: string
  ends_on: string
  issued_on: string
  revoked_on: string | null
  revoke_reason: string | null
  revoked_by: string | null
  host: string | null
}

export interface ClassEvaluation {
  id: Generated<string>
  class_id: string
  scores: unknown
  words: string | null
}

export interface ClassEvaluationGiven {
  class_id: string
  person_id: string
}

export interface ClassLeave {
  id: Generated<string>
  class_id: string
  person_id: string
  person_name: string
  session_ids: string[]
  hours: number
  reason: string
  state: Generated<string>
  answer: string | null
  matter_id: string | null
  at: Generated<Date>
}

export interface ClassMaterial {
  id: Generated<string>
  class_id: string
  file_id: string
  title: string
  media_type: string
  bytes: string
  sha256: string
  removed: Generated<boolean>
  at: Generated<Date>
}

export interface ClassPlace {
  matter_id: string
  class_id: string
  org_id: string
  quota: number
  split_from: string | null
  forgone: Generated<boolean>
}

export interface ClassSession {
  id: Generated<string>
  class_id: string
  org_id: string
  day: string
  starts: string
  ends: string
  subject: string
  hours: number
  room: string | null
  live_link: string | null
  sequence: Generated<number>
  dropped: Generated<boolean>
  short: Generated<string>
}

export interface ClassSessionKey {
  session_id: string
  inner_pad: Buffer
  outer_pad: Buffer
}

export interface Clause {
  id: Generated<string>
  document_id: string
  part: number
  part_title: string
  article: number
  article_title: string
  sentence: number
  item: Generated<number>
  duty: string
  phrase: string | null
  addressees: Generated<string[]>
  indicators: Generated<string[]>
  query: string | null
  note: string | null
  outside_reason: string | null
  outside_by: string | null
  outside_on: string | null
  version: Generated<number>
}

export interface ClauseDocument {
  id: Generated<string>
  org_id: string
  org_at: string
  issuer: string
  title: string
  number: string | null
  issued_on: string
  level: string
  valid_from: string
  valid_to: string | null
  source: string
  mark: Generated<string>
  unverified: string | null
  published: Generated<boolean>
  edition: Generated<number>
  replaces: string | null
  version: Generated<number>
  by_person_id: string | null
  at: Generated<Date>
}

export interface ClauseUnit {
  clause_id: string
  position: number
  org_id: string | null
  written: string
  part: string
}

export interface Collection {
  matter_id: string
  decision_number: string
  served_on: string
  fine: number
  confiscated: number
  deferred_to: string | null
  party_id: string | null
}

export interface Complaint {
  matter_id: string
  received_on: string
  complainant: string
  complainant_phone: string | null
  division_code: string
  place: string
  content: string
  demand: string
}

export interface ContentEntry {
  package_id: string
  path: string
  sha256: string
  media_type: string
  bytes: string
}

export interface ContentLaunch {
  id: Generated<string>
  token_hash: Buffer
  person_id: string
  session_id: string
  attempt_id: string
  unit_id: string
  item: Generated<string>
  opened_at: Generated<Date>
  expires_at: Date
  ended_at: Date | null
  ended_why: string | null
  serial: Generated<number>
  heard_at: Date | null
  position: Generated<number>
  playing: Generated<boolean>
  rate: Generated<number>
  budget: Generated<number>
  base_seconds: Generated<number>
  since_click: Generated<number>
  asking: Generated<boolean>
  fetch_hash: Buffer | null
  sealed: Buffer | null
}

export interface ContentPackage {
  id: Generated<string>
  org_id: string
  org_at: string
  kind: string
  title: string
  name: string
  bytes: string
  entries: number
  items: unknown
  person_id: string
  created_at: Generated<Date>
}

export interface CoordinationBody {
  id: Generated<string>
  org_id: string
  org_at: string
  form: string
  name: string
  office_name: string
  paper: string | null
  mark: Generated<string>
  mark_note: string | null
  from_day: string
  to_day: string | null
  version: Generated<number>
}

export interface CoordinationRequest {
  matter_id: string
  org_id: string
  org_at: string
  kind: string
  title: string
  channel: string
  asked_org_id: string | null
  asked_at: string | null
  asked_name: string
  content: string
  basis: string | null
  wanted_on: string | null
  contact: string
  detail: Generated<unknown>
  evidence: Generated<unknown>
  sent_on: string | null
  sent_recorded: string | null
  received_on: string | null
  responded_on: string | null
  responded_recorded: string | null
  response: string | null
  agreed_first: string | null
  agreed_on: string | null
  answered_on: string | null
  answered_recorded: string | null
  answer_due: string | null
  returned_on: string | null
  score: number | null
  score_words: string | null
  rated_on: string | null
  score_reply: string | null
  ended_on: string | null
  withdrawn: Generated<boolean>
  reminded_on: string | null
}

export interface CoordinationSetting {
  id: Generated<string>
  value: unknown
  reason: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface Course {
  id: Generated<string>
  org_id: string
  org_at: string
  programme_id: string | null
  offered: Generated<boolean>
  made_by: string
  created_at: Generated<Date>
  version: Generated<number>
}

export interface CourseEdition {
  id: Generated<string>
  course_id: string
  number: number
  state: Generated<string>
  title: string
  summary: Generated<string>
  theme: string
  hours: number
  click_minutes: number | null
  max_rate: Generated<number>
  made_by: string
  published_at: Date | null
  published_by: string | null
  withdrawn_at: Date | null
  withdrawn_why: string | null
  version: Generated<number>
  subject: Generated<string>
  qualifies: Generated<boolean>
}

export interface CourseEnrolment {
  id: Generated<string>
  course_id: string
  edition_id: string
  person_id: string
  began_at: Generated<Date>
  completed_on: string | null
  completed_at: Date | null
}

export interface CourseProgramme {
  id: Generated<string>
  org_id: string
  org_at: string
  title: string
  created_at: Generated<Date>
}

export interface CourseUnit {
  id: Generated<string>
  edition_id: string
  position: number
  title: string
  kind: string
  required: Generated<boolean>
  sha256: string | null
  media_type: string | null
  name: string | null
  bytes: string | null
  seconds: number | null
  package_id: string | null
  exam_id: string | null
  share: Generated<number>
  minutes: Generated<number>
}

export interface CustodyEntry {
  id: Generated<string>
  matter_id: string
  evidence_id: string
  act: string
  happened_on: string
  recorded_at: Generated<Date>
  person_id: string | null
  person_name: string
  org_name: string
  counterpart: string | null
  note: string | null
}

export interface Delegation {
  id: Generated<string>
  person_id: string
  duty_id: string
  to_person_id: string
  from_day: string
  to_day: string
  reason: string
  ended_at: Date | null
}

export interface Duty {
  id: Generated<string>
  person_id: string
  org_id: string
  org_at: string
  role: string
  class: string
  title: string
  status: Generated<string>
  from_day: string
  to_day: string | null
  version: Generated<number>
}

export interface EnforcementCase {
  matter_id: string
  lead_id: string | null
  source: string
  found_on: string
  filed_on: string
  division_code: string
  place: string
  violation_code: string
  content: string
  conduct_from: string | null
  conduct_to: string | null
  findings: string | null
  turnover: number | null
  illegal_gains: number | null
  goods_value: number | null
  flags: Generated<string[]>
  crime: unknown | null
  violated: string | null
  discretion: string | null
  grade: string | null
  key_field: Generated<boolean>
  major_public_interest: Generated<boolean>
  complex: Generated<boolean>
  in_catalogue: Generated<boolean>
  decided_on: string | null
  decision_number: string | null
  also_violates: Generated<string[]>
}

export interface Enrolment {
  id: Generated<string>
  class_id: string
  place_id: string
  person_id: string
  person_name: string
  org_id: string
  org_name: string
  status: string
  reason: string | null
  since: Generated<Date>
}

export interface Evidence {
  id: Generated<string>
  matter_id: string
  serial: number
  kind: string
  name: string
  source: string
  proves: string | null
  taken_on: string
  place: string
  officers: unknown
  carrier: string
  copy_reason: string | null
  copy_method: string | null
  copied_on: string | null
  copied_by: string | null
  electronic: unknown | null
  on_site: Generated<string>
  file_id: string | null
  kept_at: string | null
  recorded_by: string
  recorded_at: Generated<Date>
}

export interface Exam {
  matter_id: string
  org_id: string
  org_at: string
  title: string
  instructions: Generated<string>
  paper_id: string | null
  audience: Generated<string>
  class_id: string | null
  makeup_of: string | null
  opens_at: Date
  closes_at: Date
  minutes: number
  late_minutes: number | null
  shuffle_questions: Generated<boolean>
  shuffle_options: Generated<boolean>
  pass_share: Generated<number>
  partial: Generated<string>
  double_marking: Generated<boolean>
  difference_share: Generated<number>
  review: Generated<string>
  hours: number | null
  tells: Generated<boolean>
  announced_at: Date | null
  opened_at: Date | null
  closed_at: Date | null
  scored_at: Date | null
  marked_at: Date | null
  released_at: Date | null
  cancelled_at: Date | null
}

export interface ExamAnswer {
  attempt_id: string
  item: number
  person_id: string
  seq: string
  answer: unknown
  flagged: Generated<boolean>
  received_at: Date
}

export interface ExamAttempt {
  id: Generated<string>
  exam_id: string
  person_id: string
  org_id: string | null
  code: string
  seed: string
  started_at: Date
  ends_at: Date
  closed_at: Date | null
  closed_by: string | null
  answers_hash: string | null
}

export interface ExamAway {
  id: Generated<string>
  attempt_id: string
  person_id: string
  at: Generated<Date>
  seconds: number
}

export interface ExamCandidate {
  exam_id: string
  person_id: string
  extra_minutes: Generated<number>
  extra_reason: string | null
  at: Generated<Date>
}

export interface ExamMark {
  id: Generated<string>
  exam_id: string
  attempt_id: string
  item: number
  part: number
  person_id: string
  score: number
  remark: Generated<string>
  at: Generated<Date>
}

export interface ExamMarker {
  exam_id: string
  person_id: string
  at: Generated<Date>
}

export interface ExamPaper {
  id: Generated<string>
  org_id: string
  org_at: string
  title: string
  blueprint: unknown | null
  seed: string | null
  bank_hash: string | null
  marks: number
  items: number
  shared: Generated<boolean>
  person_id: string
  at: Generated<Date>
}

export interface ExamPaperItem {
  paper_id: string
  number: number
  version_id: string
  org_id: string
  org_at: string
  marks: number
}

export interface ExamResult {
  attempt_id: string
  exam_id: string
  person_id: string
  total: number
  passed: boolean
  at: Generated<Date>
}

export interface ExamScore {
  id: Generated<string>
  exam_id: string
  attempt_id: string
  item: number
  part: number
  score: number
  kind: string
  key_revision: number | null
  reason: string | null
  by_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface ExamTakeback {
  exam_id: string
  person_id: string
  turn: number
  reason: string
  at: Generated<Date>
}

export interface ExamUnit {
  exam_id: string
  item: number
  part: number
  kind: string
  marks: number
  open: boolean
  version_id: string
}

export interface ExchangeAnswer {
  matter_id: string
  position: number
  answer: Generated<string>
  file_ids: Generated<string[]>
}

export interface ExchangeFigure {
  matter_id: string
  round: number
  indicator: string
  title: string
  unit: string
  value: number | null
  records: number
  provisional: boolean
  org_id: string
  from_month: string
  to_month: string
  tree_day: string
  taken_at: Date
}

export interface ExchangeForm {
  id: Generated<string>
  org_id: string
  org_at: string
  kind: string
  title: string
  mark: string
  content: unknown
  ended_on: string | null
  version: Generated<number>
  by_name: string
  at: Generated<Date>
}

export interface ExchangeRemark {
  matter_id: string
  indicator: string
  note: string
  claimed: number | null
}

export interface ExchangeReport {
  id: Generated<string>
  org_id: string
  org_at: string
  year: number
  edition: number
  content: unknown
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface ExchangeReturn {
  matter_id: string
  form_id: string
  org_id: string
  org_at: string
  period: string
  period_title: string
  from_month: string
  to_month: string
  asks: unknown
  due_first: string
  due_on: string
  submitted_first: string | null
  submitted_on: string | null
  received_on: string | null
  accepted_on: string | null
  waived_on: string | null
  rounds: Generated<number>
  counted: Generated<boolean>
}

export interface File {
  id: Generated<string>
  matter_id: string | null
  sha256: string
  name: string
  media_type: string
  bytes: string
  purpose: string
  person_id: string | null
  person_name: string
  at: Generated<Date>
}

export interface Hearing {
  matter_id: string
  presider_id: string | null
  presider_name: string | null
  recorder_name: string | null
  member_names: Generated<string[]>
  hearing_on: string | null
  starts_at: string | null
  place: string | null
  openness: string | null
}

export interface HeldItem {
  matter_id: string
  position: number
  name: string
  model: string | null
  unit: string | null
  quantity: number
  note: string | null
}

export interface HolidayYear {
  year: number
  notice: string
  holidays: string[]
  workdays: string[]
  entered_by: string | null
  entered_at: Generated<Date>
}

export interface HostedSession {
  room: string
  id: string
  org_id: string
  kind: string
  title: string
  planned_on: string
  held_on: string | null
  cancelled: Generated<boolean>
  postponed_from: Generated<string[]>
  at: Generated<Date>
}

export interface HoursClaim {
  id: Generated<string>
  person_id: string
  source: string
  room: string
  title: string
  provider: string
  certificate_no: string | null
  form: string
  subject: string | null
  theme: string | null
  hours: number
  days: number
  from_day: string
  earned_on: string
  score: string | null
  qualifies: Generated<boolean>
  file_id: string | null
  state: Generated<string>
  turn: Generated<number>
  submitted_by: string
  checked_by: string | null
  reason: string | null
  version: Generated<number>
  at: Generated<Date>
  checked_at: Date | null
}

export interface HoursEntry {
  id: Generated<string>
  person_id: string
  form: string
  subject: string | null
  theme: string | null
  hours: number
  days: number
  from_day: string
  earned_on: string
  source_room: string
  source_id: string
  source_title: string
  turn: Generated<number>
  host_org_id: string | null
  qualifies: boolean
  reverses: string | null
  reason: string | null
  by_person_id: string | null
  by_name: Generated<string>
  recorded_at: Generated<Date>
}

export interface HoursRestoration {
  entry_id: string
  person_id: string
  reason: string
  by_person_id: string
  by_name: string
  at: Generated<Date>
}

export interface HoursSetting {
  id: Generated<string>
  value: unknown
  reason: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface ImportBatch {
  id: Generated<string>
  kind: string
  shared: Generated<boolean>
  person_id: string
  org_id: string
  org_at: string
  file_name: string
  content: Buffer
  rows: unknown
  faults: unknown
  state: Generated<string>
  task_id: string | null
  stopped: string | null
  version: Generated<number>
  at: Generated<Date>
}

export interface ImportMade {
  batch_id: string
  row: number
  made_id: string
  outcome: Generated<string>
}

export interface InboxItem {
  id: Generated<string>
  matter_id: string
  org_id: string
  org_at: string
  role: string
  person_id: string | null
  not_persons: Generated<string[]>
  steps: string[]
  opens_on: string
  closes_on: string | null
  clock_title: string | null
  arrived_at: Generated<Date>
  yellow_on: string | null
  closes_at: Date | null
}

export interface IndicatorCheck {
  id: Generated<string>
  at: Generated<Date>
  facts: string
  months_differ: number
  facts_differ: number
  mended: boolean
  detail: unknown
}

export interface IndicatorFact {
  id: Generated<string>
  indicator: string
  org_id: string
  org_at: string
  day: string
  value: number
  matter_id: string | null
  record: string
  stock: Generated<boolean>
  reverses: string | null
  records: Generated<number>
}

export interface IndicatorMonth {
  indicator: string
  month: string
  org_id: string
  value: number
  records: number
}

export interface IndicatorPlausibility {
  id: Generated<string>
  series: string
  min: number | null
  max: number | null
  change: number | null
  reason: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface IndicatorTarget {
  id: Generated<string>
  indicator: string
  org_id: string
  org_at: string
  year: number
  value: number | null
  source: string
  mark: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
  sequence: Generated<string>
}

export interface IndicatorValue {
  id: Generated<string>
  series: string
  org_id: string
  org_at: string
  nation: Generated<boolean>
  period: string
  value: number
  as_of: string
  source: string
  document: string | null
  provisional: boolean
  note: string | null
  warnings: Generated<string[]>
  version: Generated<number>
  state: Generated<string>
  entered_by: string | null
  entered_name: Generated<string>
  entered_at: Generated<Date>
  decided_by: string | null
  decided_name: string | null
  decided_at: Date | null
  reason: string | null
}

export interface InfoAdoption {
  id: Generated<string>
  matter_id: string
  what: string
  level: string
  channel: string | null
  form: string | null
  place: string
  happened_on: string
  file_ids: Generated<string[]>
  points: number | null
  by_org: string
  by_org_id: string
  void_on: string | null
  void_reason: string | null
}

export interface InfoCall {
  id: Generated<string>
  org_id: string
  org_at: string
  title: string
  wanted: string
  due_on: string
  to_ids: Generated<string[]>
  by_name: string
  at: Generated<Date>
}

export interface InfoItem {
  matter_id: string
  org_id: string
  org_at: string
  kind: string
  title: string
  text: string
  sources: string
  file_ids: Generated<string[]>
  call_id: string | null
  at_org_id: string | null
  submitted_on: string | null
}

export interface InfoScoreSetting {
  id: Generated<string>
  value: unknown
  reason: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface Installation {
  only_row: Generated<boolean>
  mode: string
  born_at: Generated<Date>
}

export interface Lead {
  matter_id: string
  source: string
  source_note: string | null
  found_on: string
  division_code: string
  place: string
  content: string
  violation_code: string | null
  conduct_from: string | null
  conduct_to: string | null
  life_or_finance: Generated<boolean>
  jurisdiction_flags: Generated<unknown>
  findings: string | null
  from_mediation: Generated<boolean>
  received_from: string | null
  became: string | null
  registered_by: string | null
}

export interface LeadInformant {
  matter_id: string
  name: string | null
  phone: string | null
  note: string | null
}

export interface Lecture {
  id: Generated<string>
  series_id: string
  org_id: string
  org_at: string
  title: string
  summary: string | null
  theme: string | null
  subject: string | null
  planned_on: string
  starts_at: string
  minutes: number
  place: string | null
  live_url: string | null
  recording_url: string | null
  state: Generated<string>
  held_on: string | null
  counts_monthly: Generated<boolean>
  qualifies: Generated<boolean>
  postponed_from: Generated<string[]>
  reason: string | null
  version: Generated<number>
  at: Generated<Date>
}

export interface LectureAttendance {
  id: Generated<string>
  lecture_id: string
  person_id: string
  mode: string
  how: string
  at: Generated<Date>
}

export interface LectureKey {
  lecture_id: string
  key: Buffer
}

export interface LectureSeries {
  id: Generated<string>
  name: string
  active: Generated<boolean>
  at: Generated<Date>
}

export interface LectureSpeaker {
  lecture_id: string
  position: number
  person_id: string | null
  name: string
  unit: string
}

export interface LedgerEntry {
  id: Generated<string>
  at: Generated<Date>
  xid: Generated<string>
  request: string | null
  session_id: string | null
  actor: string
  person_id: string | null
  duty_id: string | null
  org_id: string | null
  address: string | null
  action: string
  object: string
  object_id: string | null
  outcome: Generated<string>
  before_hash: Buffer | null
  after_hash: Buffer | null
  detail: unknown | null
}

export interface Matter {
  id: Generated<string>
  process: string
  law_of: string
  state: string
  version: Generated<number>
  number: string | null
  title: string
  owner_org_id: string
  owner_at: string
  handling_org_id: string
  handling_at: string
  parent_id: string | null
  opened_on: string
  recorded_at: Generated<Date>
  closed_on: string | null
  closed: Generated<boolean>
  due: string | null
  due_name: string | null
  yellow_on: string | null
  due_provisional: Generated<boolean>
  field: Generated<string>
}

export interface MatterAssignee {
  id: Generated<string>
  matter_id: string
  person_id: string
  person_name: string
  certificate_no: string | null
  from_day: string
  to_day: string | null
}

export interface MatterClock {
  matter_id: string
  name: string
  entry: number
  title: string
  limit_id: string
  kind: string
  begun: string
  due: string | null
  paused: Generated<boolean>
  provisional: Generated<boolean>
  ended_on: string | null
  handling_at: string
  detail: unknown
  yellow_on: string | null
}

export interface MatterGrant {
  id: Generated<string>
  matter_id: string
  org_id: string | null
  person_id: string | null
  purpose: string
  from_day: string
  to_day: string | null
  given_by: string | null
  acts: Generated<boolean>
}

export interface MatterStep {
  id: Generated<string>
  matter_id: string
  step: string
  from_state: string
  to_state: string
  happened_on: string
  recorded_at: Generated<Date>
  late: Generated<boolean>
  person_id: string | null
  person_name: string
  duty_id: string | null
  role: string
  org_id: string
  org_name: string
  input: Generated<unknown>
  handling_org_id: string | null
}

export interface MatterText {
  matter_id: string
  words: string
  grams: Generated<string[] | null>
  initials: Generated<string>
}

export interface MatterWatch {
  person_id: string
  matter_id: string
  since: Generated<Date>
}

export interface Meeting {
  matter_id: string
  body_id: string
  org_id: string
  form: string
  title: string
  day: string
  starts: string
  place: string
  chair: string
}

export interface MeetingDecision {
  id: Generated<string>
  matter_id: string
  position: number
  item_id: string | null
  text: string
  owner_org_id: string | null
  owner_name: string | null
  support_org_ids: Generated<string[]>
  due: string | null
  task_id: string | null
}

export interface MeetingItem {
  id: Generated<string>
  matter_id: string
  position: number
  title: string
  reporter: string
  file_ids: Generated<string[]>
}

export interface MeetingMember {
  id: Generated<string>
  matter_id: string
  member_id: string
  org_id: string | null
  name: string
  post: string
  notice_id: string | null
  presence: string | null
  who: string | null
}

export interface MeetingNotice {
  matter_id: string
  meeting_id: string
  org_id: string
  answer: string | null
  who: string | null
  reason: string | null
  answered_on: string | null
}

export interface Message {
  id: Generated<string>
  person_id: string
  kind: string
  matter_id: string | null
  title: string
  body: string
  at: Generated<Date>
  read_at: Date | null
  key: string
}

export interface MessageLine {
  message_id: string
  person_id: string
  position: number
  matter_id: string
  number: string | null
  title: string
  clock_title: string
  due: string
  why: string
}

export interface Migration {
  name: string
  hash: string
  at: Generated<Date>
}

export interface NumberSeries {
  org_id: string
  org_at: string
  word: string
  year: number
  last: Generated<number>
}

export interface OneTimeToken {
  token_hash: Buffer
  person_id: string | null
  purpose: string
  expires_at: Date
  used_at: Date | null
}

export interface Org {
  id: Generated<string>
  kind: string
  parent_id: string | null
  depth: number
  lo: string
  hi: string
  code: string
  name: string
  short_name: string
  division_code: string | null
  document_word: string | null
  mark: Generated<string>
  mark_note: string | null
  active: Generated<boolean>
  opened_on: string
  closed_on: string | null
  version: Generated<number>
  initials: Generated<string>
  facts: Generated<unknown>
}

export interface OrgClosureMonth {
  month: string
  ancestor_id: string
  org_id: string
  distance: number
}

export interface OrgEdge {
  org_id: string
  parent_id: string
  valid: string
  paper: string | null
}

export interface OrgMerger {
  org_id: string
  into_id: string
  merged_on: string
  paper: string | null
}

export interface OrgName {
  org_id: string
  name: string
  short_name: string
  code: string
  valid: string
}

export interface Paper {
  id: Generated<string>
  matter_id: string
  kind: string
  title: string
  state: Generated<string>
  fields: Generated<unknown>
  org_id: string
  org_at: string
  number: string | null
  word: string | null
  year: number | null
  serial: number | null
  issued_on: string | null
  issued_by: string | null
  void_reason: string | null
  voided_by: string | null
  fields_hash: string | null
  version: Generated<number>
  created_at: Generated<Date>
  issued_as: string | null
  acts_before: number | null
  template_id: string | null
  word_sha256: string | null
}

export interface PaperTemplate {
  id: Generated<string>
  org_id: string
  kind: string
  sha256: string
  name: string
  bytes: string
  person_id: string
  person_name: string
  at: Generated<Date>
  removed_at: Date | null
  removed_by: string | null
}

export interface Payment {
  id: Generated<string>
  matter_id: string
  day: string
  fine: number
  confiscated: number
  surcharge: number
  receipt: string
}

export interface Person {
  id: Generated<string>
  account: string
  name: string
  staff_no: string | null
  certificate_no: string | null
  status: Generated<string>
  version: Generated<number>
  created_at: Generated<Date>
  initials: Generated<string>
  legal_licence_no: string | null
  legal_licensed_on: string | null
  legal_review_since: string | null
}

export interface PersonSecret {
  person_id: string
  password_hash: string
  changed_at: Generated<Date>
  must_change: Generated<boolean>
}

export interface Preparation {
  only_row: Generated<boolean>
  share: number
}

export interface Publication {
  matter_id: string
  decision_number: string
  party: string
  violation: string
  penalty: string
  authority: string
  decided_on: string
  registered_in: string
  limits: string[]
  article: string
  reason: string
  marks: string[]
  address: string | null
  published_on: string | null
  stopped_on: string | null
  withdrawn_on: string | null
}

export interface Question {
  id: Generated<string>
  org_id: string
  org_at: string
  category_id: string
  secret_until: string | null
  version: Generated<number>
  at: Generated<Date>
}

export interface QuestionCategory {
  id: Generated<string>
  org_id: string
  org_at: string
  name: string
  at: Generated<Date>
}

export interface QuestionKey {
  version_id: string
  revision: Generated<number>
  org_id: string
  org_at: string
  key: unknown
  analysis: Generated<string>
  reason: string | null
  person_id: string
  at: Generated<Date>
}

export interface QuestionVersion {
  id: Generated<string>
  question_id: string
  org_id: string
  org_at: string
  number: number
  kind: string
  content: unknown
  stem: string
  difficulty: number
  theme: Generated<string>
  state: Generated<string>
  author_id: string
  author_name: string
  reviewer_id: string | null
  reviewer_name: string | null
  reviewed_at: Date | null
  at: Generated<Date>
}

export interface RelatedMatter {
  matter_id: string
  other_id: string
  kind: string
  note: string | null
}

export interface RequestKey {
  person_id: string
  key: string
  route: string
  body_hash: Buffer
  status: number | null
  answer: string | null
  version: number | null
  at: Generated<Date>
  matters: Generated<string[]>
}

export interface RequestLink {
  id: Generated<string>
  matter_id: string
  token_hash: Buffer
  made_by: string
  made_at: Generated<Date>
  expires_on: string
  revoked_at: Date | null
  submitted_at: Date | null
  declined_at: Date | null
  decline_reason: string | null
}

export interface RequestLinkUse {
  id: Generated<string>
  link_id: string
  matter_id: string
  what: string
  detail: string | null
  network: string
  at: Generated<Date>
}

export interface RequestQuestion {
  id: Generated<string>
  matter_id: string
  position: number
  ask: string
  kind: string
  options: Generated<string[]>
  required: Generated<boolean>
  answer: string | null
  file_ids: Generated<string[]>
  answered_by: string | null
  answered_at: Date | null
}

export interface Role {
  name: string
  reads_matters: boolean
  class: string
  field: string | null
}

export interface SavedView {
  id: Generated<string>
  person_id: string
  person_name: string
  list: string
  name: string
  query: unknown
  org_id: string | null
  is_default: Generated<boolean>
}

export interface Service {
  matter_id: string
  parent_id: string
  paper_id: string | null
  paper: string
  recipient: string
  mode: string | null
  served_on: string | null
  party_id: string | null
}

export interface Session {
  id: Generated<string>
  token_hash: Buffer
  kind: string
  person_id: string | null
  duty_id: string | null
  service: string | null
  service_org_id: string | null
  started_at: Generated<Date>
  last_seen_at: Generated<Date>
  expires_at: Date
  ended_at: Date | null
  address: string
  agent: string | null
}

export interface SessionTeacher {
  id: Generated<string>
  session_id: string
  class_id: string
  person_id: string | null
  name: string
  unit: Generated<string>
  key: string
  day: string
  starts: string
  ends: string
  gone: Generated<boolean>
}

export interface SignInFailure {
  id: Generated<string>
  account: string
  network: string
  at: Generated<Date>
  strike: Generated<number>
  locks_until: Date | null
}

export interface StaffCategory {
  id: Generated<string>
  person_id: string
  category: string
  from_day: string
  to_day: string | null
  unmet: Generated<boolean>
  note: string | null
  by_person_id: string | null
  at: Generated<Date>
}

export interface SupervisedTask {
  matter_id: string
  source: string
  clause_id: string | null
  source_text: string | null
  source_number: string | null
  source_matter_id: string | null
  key_task: string
  measure: string
  mandatory: Generated<boolean>
  parent_title: string | null
  target: string
  indicator: string | null
  target_org_id: string | null
  target_value: number | null
  direction: string | null
  from_month: string | null
  to_month: string | null
  deliverable: string | null
  planned_due: string | null
  planned_reports: Generated<string[]>
  planned_support: Generated<string[]>
  report_on: Generated<string[]>
  issued_on: string | null
  signed_on: string | null
  claimed_on: string | null
  ended_on: string | null
  noticed_on: string | null
  designation: unknown | null
  counted_due: string | null
  counted_late: Generated<boolean>
}

export interface SupervisedTaskDue {
  matter_id: string
  position: number
  since: string
  due_on: string
}

export interface SupervisedTaskProgress {
  id: Generated<string>
  matter_id: string
  happened_on: string
  percent: number
  figure: number | null
  at: Generated<Date>
}

export interface SupervisedTaskProposal {
  id: Generated<string>
  matter_id: string
  position: number
  org_id: string
  title: string
  measure: string
  due_on: string
  mandatory: boolean
  proposed_on: string
  state: Generated<string>
  child_id: string | null
  reason: string | null
}

export interface SupervisedTaskSupport {
  matter_id: string
  org_id: string
  contributed_on: string | null
  ended_on: string | null
  end_reason: string | null
}

export interface SupervisionSetting {
  id: Generated<string>
  org_id: string
  value: unknown
  reason: string
  by_person_id: string | null
  by_name: string
  at: Generated<Date>
}

export interface Task {
  id: Generated<string>
  person_id: string
  kind: string
  title: string
  state: Generated<string>
  done: Generated<number>
  total: number | null
  payload: Generated<unknown>
  outcome: unknown | null
  sha256: string | null
  file_name: string | null
  created_at: Generated<Date>
  finished_at: Date | null
  duty_id: string | null
  started_in: string | null
  attempts: Generated<number>
}

export interface TrainingClass {
  matter_id: string
  org_id: string
  plan_line_id: string | null
  outside_reason: string | null
  batch: number
  title: string
  theme: string
  audience: string
  starts_on: string
  ends_on: string
  place: string | null
  live_link: string | null
  partners: Generated<string[]>
  places: number
  hours: number
  days: number
  form: Generated<string>
  subject: string | null
  qualifies: Generated<boolean>
  attendance_share: Generated<number>
  exam_id: string | null
  course_id: string | null
  state: Generated<string>
  cancelled: Generated<boolean>
  called: Generated<boolean>
  call_until: string | null
  evaluating: Generated<boolean>
  evaluated: Generated<boolean>
  host_org_id: string | null
}

export interface TrainingPlan {
  matter_id: string
  org_id: string
  year: number
  revision: Generated<number>
}

export interface TrainingPlanLine {
  id: Generated<string>
  matter_id: string
  position: number
  title: string
  theme: string
  level: string
  partners: Generated<string[]>
  partner_org_ids: Generated<string[]>
  month: number
  batches: number
  places: number
  hours: number
  dropped: Generated<boolean>
}

export interface TrainingPlanRevision {
  matter_id: string
  revision: number
  approved_on: string
  reason: string | null
  lines: unknown
}

export interface UnitAttempt {
  id: Generated<string>
  enrolment_id: string
  unit_id: string
  person_id: string
  item: Generated<string>
  registration: Generated<string>
  watched: Generated<unknown>
  position: Generated<number>
  seconds: Generated<number>
  cmi: Generated<unknown>
  completion: string | null
  success: string | null
  score: number | null
  satisfied: Generated<boolean>
  updated_at: Generated<Date>
}

export interface UnitCompletion {
  enrolment_id: string
  unit_id: string
  person_id: string
  proof: string
  at: Generated<Date>
}

export interface Upload {
  id: string
  person_id: string
  purpose: string
  name: string
  bytes: string
  begun_at: Generated<Date>
  file_id: string | null
  seconds: number | null
  package_id: string | null
}

export interface XapiActivity {
  key: Buffer
  iri: string
  definition: unknown | null
}

export interface XapiAttachment {
  statement_id: string
  sha2: string
  sha256: string
  bytes: number
  content_type: string
}

export interface XapiDocument {
  id: Generated<string>
  kind: string
  activity_key: Buffer | null
  agent_key: Buffer | null
  registration: string | null
  name: string
  media_type: string
  content: Buffer
  etag: string
  changed_at: Date
  client_id: string | null
}

export interface XapiMention {
  what: Buffer
  stored: Date
  seq: string
  statement_id: string
  direct: boolean
}

export interface XapiStatement {
  id: string
  seq: Generated<string>
  stored: Date
  happened_at: Date
  version: string
  client_id: string | null
  verb_key: Buffer
  actor_key: Buffer
  object_key: Buffer | null
  registration: string | null
  voids: string | null
  refers_to: string | null
  statement: unknown
}

export interface XapiTarget {
  statement_id: string
  target_id: string
}

export interface XapiVoiding {
  target_id: string
  by_id: string
  client_id: string | null
  any_client: boolean
}

export interface DB {
  activity_credit: ActivityCredit
  activity_cursor: ActivityCursor
  activity_use: ActivityUse
  api_client: ApiClient
  attendance: Attendance
  blob: Blob
  blob_check: BlobCheck
  body_member: BodyMember
  calendar_feed: CalendarFeed
  case_party: CaseParty
  case_penalty: CasePenalty
  class_certificate: ClassCertificate
  class_evaluation: ClassEvaluation
  class_evaluation_given: ClassEvaluationGiven
  class_leave: ClassLeave
  class_material: ClassMaterial
  class_place: ClassPlace
  class_session: ClassSession
  class_session_key: ClassSessionKey
  clause: Clause
  clause_document: ClauseDocument
  clause_unit: ClauseUnit
  collection: Collection
  complaint: Complaint
  content_entry: ContentEntry
  content_launch: ContentLaunch
  content_package: ContentPackage
  coordination_body: CoordinationBody
  coordination_request: CoordinationRequest
  coordination_setting: CoordinationSetting
  course: Course
  course_edition: CourseEdition
  course_enrolment: CourseEnrolment
  course_programme: CourseProgramme
  course_unit: CourseUnit
  custody_entry: CustodyEntry
  delegation: Delegation
  duty: Duty
  enforcement_case: EnforcementCase
  enrolment: Enrolment
  evidence: Evidence
  exam: Exam
  exam_answer: ExamAnswer
  exam_attempt: ExamAttempt
  exam_away: ExamAway
  exam_candidate: ExamCandidate
  exam_mark: ExamMark
  exam_marker: ExamMarker
  exam_paper: ExamPaper
  exam_paper_item: ExamPaperItem
  exam_result: ExamResult
  exam_score: ExamScore
  exam_takeback: ExamTakeback
  exam_unit: ExamUnit
  exchange_answer: ExchangeAnswer
  exchange_figure: ExchangeFigure
  exchange_form: ExchangeForm
  exchange_remark: ExchangeRemark
  exchange_report: ExchangeReport
  exchange_return: ExchangeReturn
  file: File
  hearing: Hearing
  held_item: HeldItem
  holiday_year: HolidayYear
  hosted_session: HostedSession
  hours_claim: HoursClaim
  hours_entry: HoursEntry
  hours_restoration: HoursRestoration
  hours_setting: HoursSetting
  import_batch: ImportBatch
  import_made: ImportMade
  inbox_item: InboxItem
  indicator_check: IndicatorCheck
  indicator_fact: IndicatorFact
  indicator_month: IndicatorMonth
  indicator_plausibility: IndicatorPlausibility
  indicator_target: IndicatorTarget
  indicator_value: IndicatorValue
  info_adoption: InfoAdoption
  info_call: InfoCall
  info_item: InfoItem
  info_score_setting: InfoScoreSetting
  installation: Installation
  lead: Lead
  lead_informant: LeadInformant
  lecture: Lecture
  lecture_attendance: LectureAttendance
  lecture_key: LectureKey
  lecture_series: LectureSeries
  lecture_speaker: LectureSpeaker
  ledger_entry: LedgerEntry
  matter: Matter
  matter_assignee: MatterAssignee
  matter_clock: MatterClock
  matter_grant: MatterGrant
  matter_step: MatterStep
  matter_text: MatterText
  matter_watch: MatterWatch
  meeting: Meeting
  meeting_decision: MeetingDecision
  meeting_item: MeetingItem
  meeting_member: MeetingMember
  meeting_notice: MeetingNotice
  message: Message
  message_line: MessageLine
  migration: Migration
  number_series: NumberSeries
  one_time_token: OneTimeToken
  org: Org
  org_closure_month: OrgClosureMonth
  org_edge: OrgEdge
  org_merger: OrgMerger
  org_name: OrgName
  paper: Paper
  paper_template: PaperTemplate
  payment: Payment
  person: Person
  person_secret: PersonSecret
  preparation: Preparation
  publication: Publication
  question: Question
  question_category: QuestionCategory
  question_key: QuestionKey
  question_version: QuestionVersion
  related_matter: RelatedMatter
  request_key: RequestKey
  request_link: RequestLink
  request_link_use: RequestLinkUse
  request_question: RequestQuestion
  role: Role
  saved_view: SavedView
  service: Service
  session: Session
  session_teacher: SessionTeacher
  sign_in_failure: SignInFailure
  staff_category: StaffCategory
  supervised_task: SupervisedTask
  supervised_task_due: SupervisedTaskDue
  supervised_task_progress: SupervisedTaskProgress
  supervised_task_proposal: SupervisedTaskProposal
  supervised_task_support: SupervisedTaskSupport
  supervision_setting: SupervisionSetting
  task: Task
  training_class: TrainingClass
  training_plan: TrainingPlan
  training_plan_line: TrainingPlanLine
  training_plan_revision: TrainingPlanRevision
  unit_attempt: UnitAttempt
  unit_completion: UnitCompletion
  upload: Upload
  xapi_activity: XapiActivity
  xapi_attachment: XapiAttachment
  xapi_document: XapiDocument
  xapi_mention: XapiMention
  xapi_statement: XapiStatement
  xapi_target: XapiTarget
  xapi_voiding: XapiVoiding
}
