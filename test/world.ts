import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Role } from '#contract/authority'
import type { Api } from '#contract/endpoint'
import { composeHouse } from '#house'
import { type Config, readConfig } from '#kernel/config'
import type { House } from '#kernel/house'
import { buildServer, type Client, clientOf, type Route } from '#kernel/http'
import { type InService, openService, serve } from '#kernel/jobs'
import { createLog } from '#kernel/log'
import { type ProcessRoom, registerProcesses } from '#kernel/matter'
import { type PlantedUnit, plantTree } from '#orgs'
import { allProtocols, allRoutes } from '#rooms'
import { type Clone, cloneDatabase } from './database.ts'

/** A small province: two cities, three counties, two stations. Keys are how tests speak of units. */
const units: readonly PlantedUnit[] = [
  {
    key: 'province',
    parentKey: null,
    kind: 'province',
    code: '350000',
    name: '福建省市场监督管理局',
    shortName: '省局',
    documentWord: '闽',
  },
  {
    key: 'cityA',
    parentKey: 'province',
    kind: 'city',
    code: '350100',
    name: '甲市市场监督管理局',
    shortName: '甲市局',
    documentWord: '甲',
  },
  {
    key: 'cityB',
    parentKey: 'province',
    kind: 'city',
    code: '350200',
    name: '乙市市场监督管理局',
    shortName: '乙市局',
    documentWord: '乙',
  },
  {
    key: 'county',
    parentKey: 'cityA',
    kind: 'county',
    code: '350102',
    name: '甲市子县市场监督管理局',
    shortName: '子县局',
    documentWord: '甲子',
  },
  {
    key: 'neighbour',
    parentKey: 'cityA',
    kind: 'county',
    code: '350103',
    name: '甲市丑县市场监督管理局',
    shortName: '丑县局',
    documentWord: '甲丑',
  },
  {
    key: 'countyB',
    parentKey: 'cityB',
    kind: 'county',
    code: '350203',
    name: '乙市寅县市场监督管理局',
    shortName: '寅县局',
    documentWord: '乙寅',
  },
  { key: 'station', parentKey: 'county', kind: 'station', code: '350102001', name: '子县东街市场监管所', shortName: '东街所' },
  { key: 'stationElsewhere', parentKey: 'neighbour', kind: 'station', code: '350103001', name: '丑县西街市场监管所', shortName: '西街所' },
]

/** What a world has besides when it is about the office of the leading group: departments of the province, a partner, and who keeps tasks. */
const officeUnits: readonly PlantedUnit[] = [
  { key: 'protection', parentKey: 'province', kind: 'department', code: '350000-BH', name: '知识产权保护处', shortName: '保护处' },
  { key: 'promotion', parentKey: 'province', kind: 'department', code: '350000-YY', name: '知识产权运用促进处', shortName: '运用促进处' },
  { key: 'partner', parentKey: 'province', kind: 'partner', code: '350000-HZ', name: '省级某合作单位', shortName: '某合作单位' },
]
const officePeople = {
  office: ['省领导小组办公室甲', 'province', 'coordinator'],
  office2: ['省领导小组办公室乙', 'province', 'coordinator'],
  protectionHead: ['保护处处长甲', 'protection', 'unitHead'],
  protectionOfficer: ['保护处联络员甲', 'protection', 'coordinator'],
  promotionHead: ['运用促进处处长甲', 'promotion', 'unitHead'],
  promotionOfficer: ['运用促进处联络员甲', 'promotion', 'coordinator'],
  cityCoordinator: ['市联络员甲', 'cityA', 'coordinator'],
  cityCoordinatorB: ['乙市联络员甲', 'cityB', 'coordinator'],
  countyCoordinator: ['县联络员甲', 'county', 'coordinator'],
  countyCoordinatorElsewhere: ['邻县联络员甲', 'neighbour', 'coordinator'],
  countyCoordinatorB: ['乙市县联络员甲', 'countyB', 'coordinator'],
} as const satisfies Record<string, readonly [string, string, Role]>

/** Everybody whom tests speak of: name, unit, role. */
const people = {
  officer: ['县办案甲', 'county', 'officer'],
  officer2: ['县办案乙', 'county', 'officer'],
  officer3: ['县办案丙', 'county', 'officer'],
  stationOfficer: ['所办案甲', 'station', 'officer'],
  stationOfficer2: ['所办案乙', 'station', 'officer'],
  stationHead: ['所长甲', 'station', 'unitHead'],
  unitHead: ['大队长甲', 'county', 'unitHead'],
  caseReviewer: ['案审甲', 'county', 'caseReviewer'],
  legalReviewer: ['法制甲', 'county', 'legalReviewer'],
  presider: ['听证主持甲', 'county', 'presider'],
  deputyHead: ['分管局长甲', 'county', 'deputyHead'],
  principalHead: ['局长甲', 'county', 'principalHead'],
  officerElsewhere: ['邻县办案甲', 'neighbour', 'officer'],
  headElsewhere: ['邻县局长甲', 'neighbour', 'principalHead'],
  officerB: ['乙市县办案甲', 'countyB', 'officer'],
  cityOfficer: ['市办案甲', 'cityA', 'officer'],
  cityHead: ['市局长甲', 'cityA', 'principalHead'],
  cityDeputy: ['市分管局长甲', 'cityA', 'deputyHead'],
  citySupervisor: ['市监督甲', 'cityA', 'supervisor'],
  provinceSupervisor: ['省监督甲', 'province', 'supervisor'],
  provinceHead: ['省局长甲', 'province', 'principalHead'],
  trainer: ['县培训甲', 'county', 'trainingOfficer'],
  trainerElsewhere: ['邻县培训甲', 'neighbour', 'trainingOfficer'],
  trainerB: ['乙市县培训甲', 'countyB', 'trainingOfficer'],
  cityTrainer: ['市培训甲', 'cityA', 'trainingOfficer'],
  provinceTrainer: ['省培训甲', 'province', 'trainingOfficer'],
  examiner: ['省命题甲', 'province', 'examiner'],
  examiner2: ['省命题乙', 'province', 'examiner'],
  systemAdmin: ['系统管理甲', 'province', 'systemAdmin'],
  securityAdmin: ['安全管理甲', 'province', 'securityAdmin'],
  auditAdmin: ['审计管理甲', 'province', 'auditAdmin'],
} as const satisfies Record<string, readonly [string, string, Role]>
export type PersonKey = keyof typeof people | keyof typeof officePeople

const classes: Partial<Record<Role, string>> = { systemAdmin: 'system', securityAdmin: 'security', auditAdmin: 'audit' }

export interface World {
  app: FastifyInstance
  clone: Clone
  /** Where this world keeps its files: for what a test must break. */
  dataFolder: string
  /** For work that no request does: a job. */
  house: House
  /** A superuser's connection: for what a test must see or break behind everyone's back. */
  sql: pg.Client
  orgs: ReadonlyMap<string, string>
  /** Ids of persons and duties by key. */
  people: Readonly<Record<PersonKey, { id: string; dutyId: string; token: string }>>
  as<A extends Api>(who: PersonKey | null, api: A): Client<A>
  /** Sets the legal day (at ten in the morning in Shanghai) for every request that follows. */
  setDay(day: string): void
  /** As a job works: in a transaction of the service, on the world's day. */
  inService: InService
  close(): Promise<void>
}

/** A world of one's own: a cloned database, the real server without a port, people with open sessions, and a day that the test sets. */
export async function openWorld(
  today: string,
  more: { routes?: readonly Route[]; processes?: readonly ProcessRoom[]; page?: URL; config?: Partial<Config>; office?: true } = {},
): Promise<World> {
  const clone = await cloneDatabase()
  const sql = new pg.Client({ connectionString: clone.superuserUrl })
  await sql.connect()
  const orgs = await plantTree(sql, more.office ? [...units, ...officeUnits] : units, '2018-11-01')
  let now = instantOf(today)
  const dataFolder = mkdtempSync(join(tmpdir(), 'minzhi-world-'))
  const config: Config = { ...readConfig({}), databases: clone.databases, dataFolder, ...more.config }
  const house = await composeHouse(
    config,
    clone.databases.app,
    createLog({ level: process.env.TEST_LOG === undefined ? 'silent' : 'debug' }),
  )
  registerProcesses(more.processes ?? [])
  const app = await buildServer({
    house,
    routes: [...allRoutes, ...(more.routes ?? [])],
    protocols: allProtocols,
    now: () => now,
    unlimited: true,
    page: more.page,
  })
  await app.ready()
  const hired = await hire(sql, orgs, more.office ? { ...people, ...officePeople } : people)
  let service: string | undefined
  return {
    app,
    clone,
    dataFolder,
    house,
    sql,
    orgs,
    people: hired,
    as: (who, api) => clientOf(app, who === null ? null : hired[who].token, api),
    setDay(day) {
      now = instantOf(day)
    },
    async inService(work) {
      service ??= await openService(clone.databases.worker, '测试服务')
      return serve(house, service, work, () => now)
    },
    async close() {
      await app.close()
      await house.close()
      await sql.end()
      await clone.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

const instantOf = (day: string) => new Date(`${day}T10:00:00+08:00`)

async function hire(
  sql: pg.Client,
  orgs: ReadonlyMap<string, string>,
  everybody: Readonly<Record<string, readonly [string, string, Role]>>,
): Promise<World['people']> {
  const hired: Record<string, { id: string; dutyId: string; token: string }> = {}
  const rows = Object.entries(everybody).map(([key, [name, unit, role]], at) => {
    const [id, dutyId, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')]
    hired[key] = { id, dutyId, token }
    const [licence, licensedOn] = role === 'legalReviewer' ? ['法职1', '2019-03-01'] : [null, null]
    const hash = createHash('sha256').update(token).digest('hex')
    const post = { org: orgs.get(unit), role, class: classes[role] ?? 'business' }
    return { id, dutyId, hash, account: key.toLowerCase(), name, certificate: `闽执${1001 + at}`, licence, licensedOn, ...post }
  })
  // One statement for all of them: every file of tests waits for it.
  await sql.query(
    `with everybody as (
       select * from jsonb_to_recordset($1) as x(id uuid, "dutyId" uuid, hash text, account text, name text, certificate text, licence text,
                                                 "licensedOn" date, org uuid, role text, class text)),
     people as (insert into person (id, account, name, certificate_no, legal_licence_no, legal_licensed_on)
                select id, account, name, certificate, licence, "licensedOn" from everybody),
     duties as (insert into duty (id, person_id, org_id, org_at, role, class, title, from_day)
                select "dutyId", id, org, 0, role, class, name, '2018-11-01' from everybody)
     insert into session (token_hash, kind, person_id, duty_id, expires_at, address)
     select decode(hash, 'hex'), 'person', id, "dutyId", clock_timestamp() + interval '1 hour', 'test' from everybody`,
    [JSON.stringify(rows)],
  )
  return hired as World['people'] // the keys are those of everybody; nobody of the office is there without it
}
