import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** How far a fact may be trusted: 原文可见 / 转载 / 未核实 / 演示假定. A page shows it beside the fact. */
export const SeedMark = z.enum(['verified', 'secondary', 'unverified', 'assumption'])
export type SeedMark = z.infer<typeof SeedMark>

export const SeedKind = z.enum([
  'province',
  'city',
  'county',
  'station',
  'department',
  'institution',
  'centre',
  'platform',
  'workstation',
  'partner',
])

/** What sort of centre or 知创福建 carrier (载体) it is; null for bureaus. */
const SeedSubtype = z.enum(['protectionCentre', 'fastTrackCentre', 'provincialPlatform', 'subPlatform', 'regionalPlatform', 'workstation'])

/** One unit of the demonstration province. Parents stand before their children. */
export const SeedUnit = z.strictObject({
  key: z.string(),
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: SeedKind,
  subtype: SeedSubtype.nullable(),
  parentKey: z.string().nullable(),
  divisionCode: z.string(),
  divisionName: z.string(),
  /** 机关代字, the word before 市监 in a number; null where the unit has no number of its own. */
  documentWord: z.string().nullable(),
  documentWordMark: SeedMark.nullable(),
  mark: SeedMark,
  source: z.string(),
  /** Which facts of it nobody has verified, in words for the page. */
  unverified: z.array(z.string()),
  note: z.string(),
  active: z.boolean(),
})
export type SeedUnit = z.infer<typeof SeedUnit>

export const SeedTree = z.strictObject({ meta: z.record(z.string(), z.string()), units: z.array(SeedUnit) })
export type SeedTree = z.infer<typeof SeedTree>

export const seedTreeFile = new URL('fujian-tree.json', import.meta.url)

export const readSeedTree = (): SeedTree => SeedTree.parse(JSON.parse(readFileSync(seedTreeFile, 'utf8')))
