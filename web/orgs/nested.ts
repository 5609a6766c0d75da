import type { OrgId } from '#contract/common'

interface Line {
  id: OrgId
  parentId: OrgId | null
  shortName: string
}

export interface UnitNode {
  key: string
  title: string
  children: UnitNode[]
}

/** Lines, each naming its parent, as a tree. One whose parent is not among them stands at the top: it is not lost. */
export function nested(lines: readonly Line[]): UnitNode[] {
  const nodes = new Map(lines.map(({ id, shortName }) => [id, { key: id, title: shortName, children: [] as UnitNode[] }]))
  const tops: UnitNode[] = []
  for (const { id, parentId } of lines) {
    const node = nodes.get(id)
    const parent = parentId === null ? undefined : nodes.get(parentId)
    if (node) (parent?.children ?? tops).push(node)
  }
  return tops
}
