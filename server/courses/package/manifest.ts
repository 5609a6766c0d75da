import type { PackageKind } from '#contract/courses'
import { BadPackage, harmless, packageLimits } from './fault.ts'
import { childOf, childrenOf, type Element, textOf } from './tree.ts'

/** When a cmi5 part is done, by its own manifest (cmi5 §9.6.2). */
export const moveOns = ['Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed', 'NotApplicable'] as const
export type MoveOn = (typeof moveOns)[number]

/** One part of a package that is launched by itself. */
export interface PackageItem {
  id: string
  title: string
  path: string
  /** What its manifest adds to the address. */
  query: string
  /** Speaks to us; what does not is a page that is done when it was opened. */
  reports: boolean
  /** 0 to 1, and for SCORM 1.2 as its points. */
  mastery: number | null
  launchData: string
  /** Identifiers of its objectives, which a package of SCORM 2004 expects to find when it begins. */
  objectives: readonly string[]
  moveOn: MoveOn | null
  launchMethod: 'AnyWindow' | 'OwnWindow' | null
}

export interface Manifest {
  kind: PackageKind
  title: string
  items: PackageItem[]
}

export function scormOf(manifest: Element, has: (path: string) => boolean): Manifest {
  if (manifest.name !== 'manifest') throw new BadPackage('imsmanifest.xml 的内容不是课件清单。')
  const kind = scormKind(manifest)
  const organization = organizationOf(manifest)
  const resources = new Map(
    childrenOf(childOf(manifest, 'resources') ?? manifest, 'resource').map((one) => [one.attributes.identifier, one]),
  )
  const base = `${manifest.attributes.base ?? ''}${childOf(manifest, 'resources')?.attributes.base ?? ''}`
  const items = organization
    ? itemsBelow(organization).flatMap((item): PackageItem[] => {
        const resource = resources.get(item.attributes.identifierref)
        return resource?.attributes.href ? [scormItem(item, resource, base, kind)] : []
      })
    : []
  return checked({ kind, title: organization ? textOf(organization, 'title') : '', items }, has)
}

function scormKind(manifest: Element): 'scorm12' | 'scorm2004' {
  const version = textOf(manifest, 'metadata', 'schemaversion')
  if (/^1\.2$/u.test(version)) return 'scorm12'
  if (/2004|CAM 1\.3|^1\.3/u.test(version)) return 'scorm2004'
  const spaces = JSON.stringify(collectSpaces(manifest))
  if (spaces.includes('adlcp_rootv1p2')) return 'scorm12'
  if (spaces.includes('adlcp_v1p3')) return 'scorm2004'
  throw new BadPackage('课件清单没有写明是 SCORM 1.2 还是 SCORM 2004（metadata/schemaversion），不能接收。')
}

const collectSpaces = (element: Element): string[] => [
  element.space,
  ...Object.values(element.attributes).filter((value) => value.includes('adlcp')),
  ...element.children.flatMap(collectSpaces),
]

function organizationOf(manifest: Element): Element | undefined {
  const organizations = childOf(manifest, 'organizations')
  const all = organizations ? childrenOf(organizations, 'organization') : []
  return all.find((one) => one.attributes.identifier === organizations?.attributes.default) ?? all[0]
}

const itemsBelow = (element: Element): Element[] => childrenOf(element, 'item').flatMap((item) => [item, ...itemsBelow(item)])

function scormItem(item: Element, resource: Element, base: string, kind: 'scorm12' | 'scorm2004'): PackageItem {
  const { path, query } = addressOf(`${base}${resource.attributes.base ?? ''}${resource.attributes.href}`)
  const type = resource.attributes.scormtype ?? resource.attributes.scormType
  return {
    id: item.attributes.identifier ?? path,
    title: textOf(item, 'title'),
    path,
    query: joined(query, item.attributes.parameters ?? ''),
    reports: type === 'sco',
    mastery: kind === 'scorm12' ? within(textOf(item, 'masteryscore'), 100) : measureOf(item),
    launchData: (textOf(item, 'datafromlms') || textOf(item, 'dataFromLMS')).slice(0, 4096),
    objectives: kind === 'scorm2004' ? objectivesOf(item) : [],
    moveOn: null,
    launchMethod: null,
  }
}

/** 2004: the primary objective says which measure satisfies it. */
function measureOf(item: Element): number | null {
  const primary = childOf(item, 'sequencing', 'objectives', 'primaryObjective')
  return primary?.attributes.satisfiedByMeasure === 'true' ? within(textOf(primary, 'minNormalizedMeasure') || '1', 1) : null
}

/** 2004 RTE 4.2.17: the objectives of the manifest are there before the package says a word, the primary one first. */
function objectivesOf(item: Element): string[] {
  const objectives = childOf(item, 'sequencing', 'objectives')
  if (!objectives) return []
  const ids = ['primaryObjective', 'objective'].flatMap((name) =>
    childrenOf(objectives, name).map((one) => one.attributes.objectiveID ?? ''),
  )
  return ids.filter((id) => id !== '').slice(0, 100)
}

function within(text: string, most: number): number | null {
  const value = text === '' ? Number.NaN : Number(text)
  return value >= 0 && value <= most ? value / most : null
}

export function cmi5Of(structure: Element, has: (path: string) => boolean): Manifest {
  if (structure.name !== 'courseStructure') throw new BadPackage('cmi5.xml 的内容不是 cmi5 课程结构。')
  const course = childOf(structure, 'course')
  return checked(
    { kind: 'cmi5', title: course ? textOf(course, 'title', 'langstring') : '', items: unitsBelow(structure).map(cmi5Item) },
    has,
  )
}

const unitsBelow = (element: Element): Element[] =>
  element.children.flatMap((child) => (child.name === 'au' ? [child] : child.name === 'block' ? unitsBelow(child) : []))

function cmi5Item(unit: Element): PackageItem {
  const url = textOf(unit, 'url')
  const title = textOf(unit, 'title', 'langstring')
  if (/^[a-z][a-z0-9+.-]*:/iu.test(url) || url.startsWith('//'))
    throw new BadPackage(`单元“${harmless(title)}”指向压缩包之外的地址，平台不打开外部内容，不能接收。`)
  const { path, query } = addressOf(url)
  const moveOn = moveOns.find((one) => one === unit.attributes.moveOn) ?? 'NotApplicable'
  return {
    id: unit.attributes.id ?? '',
    title,
    path,
    query,
    reports: true,
    mastery: within(unit.attributes.masteryScore ?? '', 1),
    launchData: textOf(unit, 'launchParameters').slice(0, 4096),
    objectives: [],
    moveOn,
    launchMethod: unit.attributes.launchMethod === 'OwnWindow' ? 'OwnWindow' : 'AnyWindow',
  }
}

/** `a%20b/c.html?x=1#page2` is the entry `a b/c.html` and what is added to its address: some tools tell their pages apart by the fragment alone. */
function addressOf(href: string): { path: string; query: string } {
  const [, plain = '', rest = ''] = /^([^?#]*)(.*)$/su.exec(href.trim()) ?? []
  const query = rest.replace(/^\?/u, '')
  try {
    return { path: decodeURIComponent(plain).replace(/^\.\//u, ''), query }
  } catch {
    return { path: plain, query }
  }
}

/** What stands after the path: parameters joined, and one fragment behind them all (SCORM 2004 CAM 3.4.1.18). */
export function joined(...parts: readonly string[]): string {
  const split = parts.map((part) => /^([^#]*)(#.*)?$/su.exec(part.replace(/^[?&]/u, '')) ?? [])
  const query = split.map(([, before]) => before).filter(Boolean)
  return query.join('&') + (split.find(([, , fragment]) => fragment)?.[2] ?? '')
}

/** What cannot be launched is said when it is brought, not when somebody wants to learn it. */
function checked({ kind, title, items }: Manifest, has: (path: string) => boolean): Manifest {
  if (items.length === 0) throw new BadPackage('课件清单里没有可以打开的内容，不能接收。')
  if (items.length > packageLimits.items) throw new BadPackage(`课件清单里的内容超过 ${packageLimits.items} 项，不能接收。`)
  if (new Set(items.map((item) => item.id)).size < items.length || items.some((item) => item.id === '' || item.id.length > 300))
    throw new BadPackage('课件清单里有重复或缺少的标识（identifier），不能接收。')
  for (const item of items)
    if (!has(item.path)) throw new BadPackage(`课件清单要打开“${harmless(item.path, 120)}”，但压缩包里没有这个文件。`)
  return {
    kind,
    title: plain(title) || plain(items[0]?.title ?? '') || '课件',
    items: items.map((item) => ({ ...item, title: plain(item.title) || '未命名' })),
  }
}

const plain = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
    .slice(0, 120)
