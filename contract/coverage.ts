import { z } from 'zod'
import { Role } from './authority.ts'
import { LegalDay, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { RuleMark, trainedLevels } from './hours-rules.ts'

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份格式应为 2026-03')

/** 轮训: so many people had to be trained, so many were. Every cell opens its people. */
export const CoverageCell = z.strictObject({
  people: z.int(),
  trained: z.int(),
  /** Per cent with one decimal; null where nobody had to be trained. */
  share: z.number().nullable(),
  /** Below the pace that the target asks for by this month. */
  behind: z.boolean(),
})
export type CoverageCell = z.infer<typeof CoverageCell>

const Level = z.enum(Object.keys(trainedLevels) as [keyof typeof trainedLevels, ...(keyof typeof trainedLevels)[]]) // the keys of a const object

export const Coverage = z.strictObject({
  unit: z.strictObject({ id: OrgId, name: z.string() }),
  /** Above it, within reach; null at the top of the reach. */
  parentId: OrgId.nullable(),
  month: Month,
  asOf: LegalDay,
  cycle: z.strictObject({ from: LegalDay, to: LegalDay, mark: RuleMark }),
  target: z.number().nullable(),
  /** What the share should be by this month when the target is reached evenly. */
  pace: z.number().nullable(),
  total: CoverageCell,
  units: z.array(z.strictObject({ id: OrgId, name: z.string(), own: z.boolean(), opens: z.boolean(), cell: CoverageCell })),
  /** Each against the target of its level, where it has one of its own. */
  levels: z.array(z.strictObject({ level: Level, target: z.number().nullable(), cell: CoverageCell })),
  posts: z.array(z.strictObject({ role: Role, cell: CoverageCell })),
})
export type Coverage = z.infer<typeof Coverage>

const of = { orgId: OrgId.optional(), month: Month.optional() }
const cell = {
  ...of,
  /** One of the units of the board: a unit below with all that is below it, or the unit's own people. */
  childId: OrgId.optional(),
  level: Level.optional(),
  role: Role.optional(),
  trained: z.enum(['yes', 'no']).optional(),
}
export const CoveragePeopleQuery = z.strictObject({ ...PageQuery, ...cell })
export type CoveragePeopleQuery = z.output<typeof CoveragePeopleQuery>

export const CoveredPerson = z.strictObject({
  id: PersonId,
  name: z.string(),
  unit: z.string(),
  level: Level,
  role: Role,
  title: z.string(),
  since: LegalDay,
  trainedOn: LegalDay.nullable(),
})
export type CoveredPerson = z.infer<typeof CoveredPerson>

export const CoverageExport = z.strictObject(cell)

export const coverageApi = {
  board: get('/coverage', { title: '轮训覆盖', needs: 'training.read', query: z.strictObject(of), answer: Coverage }),
  people: get('/coverage/people', {
    title: '轮训覆盖人员',
    needs: 'training.read',
    query: CoveragePeopleQuery,
    answer: Page(CoveredPerson),
  }),
  export: post('/coverage/exports', {
    title: '导出轮训覆盖人员',
    needs: 'training.read',
    body: CoverageExport,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
}
