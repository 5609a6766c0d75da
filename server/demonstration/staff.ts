import { randomInt, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type pg from 'pg'
import type { Role } from '#contract/authority'
import type { DemonstrationAccount } from '#contract/session'
import { accountsFile, hashPassword } from '#people'
import { type Fiction, makeFiction } from './names.ts'

type StaffedKind = 'province' | 'city' | 'county' | 'station' | 'department' | 'institution'

/** Who works at a unit of each kind in the demonstration: how many of each role, and what the post is called. */
const posts: Readonly<Record<StaffedKind, readonly (readonly [Role, string, number])[]>> = {
  province: [
    ['principalHead', '局长', 1],
    ['deputyHead', '分管副局长', 1],
    ['unitHead', '执法稽查局局长', 1],
    ['legalReviewer', '法制审核岗', 1],
    ['caseReviewer', '案件审核岗', 1],
    ['presider', '听证主持岗', 1],
    ['supervisor', '知识产权保护处监督岗', 1],
    ['officer', '执法稽查局办案岗', 2],
    ['trainingOfficer', '人事教育处培训岗', 1],
    ['examiner', '命题组成员', 2],
    ['coordinator', '领导小组办公室综合岗', 2],
    ['systemAdmin', '系统管理员', 1],
    ['securityAdmin', '安全管理员', 1],
    ['auditAdmin', '审计管理员', 1],
  ],
  city: [
    ['principalHead', '局长', 1],
    ['deputyHead', '分管副局长', 1],
    ['unitHead', '执法支队支队长', 1],
    ['legalReviewer', '法制审核岗', 1],
    ['caseReviewer', '案件审核岗', 1],
    ['presider', '听证主持岗', 1],
    ['supervisor', '知识产权科监督岗', 1],
    ['officer', '执法支队办案岗', 3],
    ['trainingOfficer', '人事教育科培训岗', 1],
    ['coordinator', '知识产权综合岗', 1],
  ],
  county: [
    ['principalHead', '局长', 1],
    ['deputyHead', '分管副局长', 1],
    ['unitHead', '执法大队大队长', 1],
    ['legalReviewer', '法制审核岗', 1],
    ['caseReviewer', '案件审核岗', 1],
    ['presider', '听证主持岗', 1],
    ['officer', '执法大队办案岗', 4],
    ['trainingOfficer', '人事股培训岗', 1],
    ['coordinator', '知识产权综合岗', 1],
  ],
  station: [
    ['unitHead', '所长', 1],
    ['officer', '所办案岗', 2],
  ],
  department: [
    ['unitHead', '处长', 1],
    ['coordinator', '综合岗', 1],
  ],
  institution: [
    ['unitHead', '中心主任', 1],
    ['coordinator', '综合岗', 1],
  ],
}

/** Two counties of every peer but 平潭, which is one itself, and two stations in each: some twenty counties with officers, as a visitor can take in. */
const countiesPerCity = 2
const stationsPerCounty = 2

const keepsNoCases: readonly Role[] = ['trainingOfficer', 'examiner', 'coordinator']
const classes: Partial<Record<Role, string>> = { systemAdmin: 'system', securityAdmin: 'security', auditAdmin: 'audit' }

interface Unit {
  id: string
  kind: StaffedKind
  code: string
  parent_id: string | null
  short_name: string
}

interface Hired {
  id: string
  account: string
  name: string
  certificate_no: string | null
  duty_id: string
  org_id: string
  role: Role
  title: string
}

/**
 * Staffs the demonstration with plainly fictional people. One random password for all accounts of this data folder, shown on the sign-in page;
 * a production database never sees this (design §6.13).
 */
export async function staffDemonstration(client: pg.Client, dataFolder: string, seed: number): Promise<void> {
  const { rows: known } = await client.query('select 1 from person limit 1')
  if (known.length > 0) return
  const units = await unitsAtWork(client)
  const hired = hire(units, makeFiction(seed))
  const password = readablePassword()
  await insertPeople(client, hired, await hashPassword(password))
  await writeFile(accountsFile(dataFolder), JSON.stringify(offered(units, hired, password), null, 2), { mode: 0o600 })
}

async function unitsAtWork(client: pg.Client): Promise<Unit[]> {
  const { rows } = await client.query<Unit>(
    "select id, kind, code, parent_id, short_name from org where active and kind in ('province', 'city', 'county', 'station', 'department', 'institution') order by code",
  )
  const below = (parent: Unit, kind: Unit['kind'], count: number) =>
    rows.filter((unit) => unit.parent_id === parent.id && unit.kind === kind).slice(0, count)
  const province = rows.filter((unit) => unit.kind === 'province')
  const cities = rows.filter((unit) => unit.kind === 'city')
  const counties = cities.flatMap((city) => below(city, 'county', countiesPerCity))
  // A peer without counties has its stations itself (平潭).
  const withStations = [...counties, ...cities.filter((city) => below(city, 'county', 1).length === 0)]
  // The departments and centres that the Opinion names in brackets.
  const beside = rows.filter(({ kind }) => kind === 'department' || kind === 'institution')
  return [...province, ...beside, ...cities, ...counties, ...withStations.flatMap((unit) => below(unit, 'station', stationsPerCounty))]
}

function hire(units: readonly Unit[], fiction: Fiction): Hired[] {
  let certificate = 0
  return units.flatMap((unit) =>
    posts[unit.kind].flatMap(([role, title, count]) =>
      Array.from(
        { length: count },
        (_, i): Hired => ({
          id: randomUUID(),
          account: `${role}${count > 1 ? i + 1 : ''}.${unit.code}`.toLowerCase(), // codes of departments have letters
          name: fiction.person(),
          // Whoever works on cases holds a certificate (行政执法证); the number says that it is none.
          certificate_no: classes[role] || keepsNoCases.includes(role) ? null : `演示${String(++certificate).padStart(6, '0')}`,
          duty_id: randomUUID(),
          org_id: unit.id,
          role,
          title,
        }),
      ),
    ),
  )
}

async function insertPeople(client: pg.Client, hired: readonly Hired[], hash: string): Promise<void> {
  const rows = JSON.stringify(hired.map((person) => ({ ...person, class: classes[person.role] ?? 'business' })))
  await client.query(
    // Whoever reviews for law has the qualification that the law asks of a beginner; the number says that it is none.
    `insert into person (id, account, name, certificate_no, legal_licence_no, legal_licensed_on)
     select id, account, name, certificate_no, '演示' || right(certificate_no, 6), date '2019-03-01' from jsonb_to_recordset($1)
            as x(id uuid, account text, name text, certificate_no text, role text) where role = 'legalReviewer'
     union all
     select id, account, name, certificate_no, null, null from jsonb_to_recordset($1)
            as x(id uuid, account text, name text, certificate_no text, role text) where role <> 'legalReviewer'`,
    [rows],
  )
  await client.query(
    `insert into duty (id, person_id, org_id, org_at, role, class, title, from_day)
     select duty_id, id, org_id, 0, role, class, title, '2020-01-01' from jsonb_to_recordset($1) as x(duty_id uuid, id uuid, org_id uuid, role text, class text, title text)`,
    [rows],
  )
  await client.query('insert into person_secret (person_id, password_hash) select id, $2 from jsonb_to_recordset($1) as x(id uuid)', [
    rows,
    hash,
  ])
}

const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const readablePassword = () =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

const hints: Partial<Record<Role, string>> = {
  officer: '登记线索、核查、立案调查、送达、执行',
  unitHead: '指定办案人员、审批本机构事项',
  legalReviewer: '法制审核：退回或通过',
  caseReviewer: '案件审核：退回或通过',
  presider: '主持听证、出具听证报告',
  deputyHead: '批准立案、延期、强制措施、告知',
  principalHead: '作出处罚决定、移送司法',
  supervisor: '按管辖范围查看，不办理',
  trainingOfficer: '培训计划、培训班、名额与报名、学时',
  examiner: '题库、试卷、阅卷',
  coordinator: '督办任务、协调会议、协作请求、信息交换、看板',
  systemAdmin: '单位、账号、节假日',
  securityAdmin: '职务与授权',
  auditAdmin: '审计台账',
}

/** The accounts that the sign-in page offers: one county with its station from end to end, its neighbour, and those above. */
function offered(units: readonly Unit[], hired: readonly Hired[], password: string): DemonstrationAccount[] {
  const province = units.find((unit) => unit.kind === 'province')
  const city = units.find((unit) => unit.kind === 'city')
  const [county, neighbour] = units.filter((unit) => unit.kind === 'county' && unit.parent_id === city?.id)
  const station = units.find((unit) => unit.kind === 'station' && unit.parent_id === county?.id)
  // The department that most clauses of the Opinion name.
  const protection = units.find((unit) => unit.code === 'FJ-DEPT-PROTECTION')
  const at = (unit: Unit | undefined, roles: readonly Role[]) =>
    hired.filter((person) => person.org_id === unit?.id && roles.includes(person.role))
  return [
    ...at(station, ['officer', 'unitHead']),
    ...at(county, [
      'officer',
      'unitHead',
      'caseReviewer',
      'legalReviewer',
      'presider',
      'deputyHead',
      'principalHead',
      'trainingOfficer',
      'coordinator',
    ]),
    ...at(neighbour, ['principalHead', 'trainingOfficer', 'coordinator']),
    ...at(city, ['supervisor', 'principalHead', 'trainingOfficer', 'coordinator']),
    ...at(protection, ['unitHead', 'coordinator']),
    ...at(province, [
      'principalHead',
      'supervisor',
      'trainingOfficer',
      'examiner',
      'coordinator',
      'systemAdmin',
      'securityAdmin',
      'auditAdmin',
    ]),
  ].map(({ account, name, role, org_id }) => ({
    account,
    password,
    name,
    role,
    org: units.find((unit) => unit.id === org_id)?.short_name ?? '',
    hint: hints[role] ?? '',
  }))
}
