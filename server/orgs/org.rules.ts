import { kindsBelow, type OrgKind, orgKinds } from '#contract/orgs'

/** A unit as a judgement sees it. */
export interface Standing {
  id: string
  kind: OrgKind
  name: string
  active: boolean
  depth: number
  lo: bigint
  hi: bigint
  openedOn: string
}

/** Levels of the encoding: 0 to 5. */
const lowest = 5

const isWithin = (inner: Standing, outer: Standing) => inner.lo >= outer.lo && inner.lo < outer.hi

/** Why this act cannot be, in a sentence; null when it can. */
type Verdict = string | null

export function judgeDay(day: string, today: string, earliest: string | null): Verdict {
  if (day > today) return '日期不能晚于今天；机构变动在生效日当天或之后录入'
  if (earliest !== null && day < earliest) return `日期不能早于现状的起始日 ${earliest}`
  return null
}

export function judgeParent(kind: OrgKind, parent: Standing): Verdict {
  if (!parent.active) return `${parent.name}已撤销`
  if (!kindsBelow[parent.kind].includes(kind)) return `${orgKinds[kind]}不能设在${orgKinds[parent.kind]}之下`
  return parent.depth >= lowest ? '层级已到最低一级' : null
}

/** 隶属关系变更. `lowestBelow` is the depth of the deepest unit that moves along. */
export function judgeMove(org: Standing, parent: Standing, lowestBelow: number): Verdict {
  if (!org.active) return '单位已撤销'
  if (org.depth === 0) return '最上级单位不能移动'
  if (isWithin(parent, org)) return '不能移到自己的下级之下'
  return judgeParent(org.kind, parent) ?? (lowestBelow - org.depth + parent.depth + 1 > lowest ? '下级单位的层级会超过最低一级' : null)
}

/** 合并: equals into equals; the merged one then stands below the other with its past. */
export function judgeMerge(org: Standing, into: Standing, lowestBelow: number): Verdict {
  if (!org.active || !into.active) return '其中一个单位已撤销'
  if (org.id === into.id) return '不能并入自身'
  if (org.depth === 0) return '最上级单位不能并入其他单位'
  if (org.kind !== into.kind) return `${orgKinds[org.kind]}不能并入${orgKinds[into.kind]}`
  if (isWithin(into, org)) return '不能并入自己的下级'
  // The merged one goes one level below the other; its own units become the other's, on the level where such units stand.
  return into.depth + 1 + Math.max(0, lowestBelow - org.depth - 1) > lowest ? '下级单位的层级会超过最低一级' : null
}

export function judgeClose(left: { children: number; matters: number; duties: number }): Verdict {
  const parts = [
    left.children > 0 && `${left.children} 个下级单位`,
    left.matters > 0 && `${left.matters} 件未办结事项`,
    left.duties > 0 && `${left.duties} 个未结束的职务`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? `单位下还有${parts.join('、')}` : null
}
