import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton, Tree, type TreeDataNode } from 'antd'
import { useState } from 'react'
import { OrgId } from '#contract/common'
import { type OrgLine, orgsApi } from '#contract/orgs'
import { freshKey } from '../kit/key.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'

const nodeOf = (line: OrgLine): TreeDataNode => ({ key: line.id, title: line.shortName, isLeaf: !line.hasChildren })

/** Loads by level: 1,300 nodes at once freeze. The first level below the top is there from the start. */
export function UnitTree({ chosen, open }: { chosen: string | null; open: (id: string) => void }) {
  const queryClient = useQueryClient()
  const top = useQuery(ask(orgsApi.children, { query: {} }))
  const root = top.data?.[0]
  const first = useQuery({
    ...ask(orgsApi.children, { query: { parentId: root?.id ?? OrgId.parse(freshKey()) } }),
    enabled: root !== undefined,
  })
  const [loaded, setLoaded] = useState<ReadonlyMap<string, readonly OrgLine[]>>(new Map())
  if (top.isError) return <ProblemAlert problem={top.error} retry={() => top.refetch()} />
  if (!root || !first.data) return <Skeleton active paragraph={{ rows: 10 }} title={false} />

  const grow = (lines: readonly OrgLine[]): TreeDataNode[] =>
    lines.map((line) => {
      const children = line.id === root.id ? first.data : loaded.get(line.id)
      return children ? { ...nodeOf(line), children: grow(children) } : nodeOf(line)
    })
  const load = async (id: string) => {
    const children = await queryClient.fetchQuery(ask(orgsApi.children, { query: { parentId: OrgId.parse(id) } }))
    setLoaded((before) => new Map(before).set(id, children))
  }
  return (
    <Tree
      className="unit-tree"
      aria-label="机构树"
      treeData={grow([root])}
      defaultExpandedKeys={[root.id]}
      selectedKeys={chosen ? [chosen] : []}
      loadData={({ key }) => (key === root.id ? Promise.resolve() : load(String(key)))}
      onSelect={(_, { node }) => open(String(node.key))}
      blockNode
    />
  )
}
