import { useQuery } from '@tanstack/react-query'
import { Skeleton, Tree } from 'antd'
import { useMemo } from 'react'
import type { LegalDay } from '#contract/common'
import { orgsApi } from '#contract/orgs'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { nested } from './nested.ts'

/** The tree as it stood at the end of a day, under the names of that day. It is read whole; only what is in sight is drawn. */
export function PastTree({ day, chosen, open }: { day: LegalDay; chosen: string | null; open: (id: string) => void }) {
  const tree = useQuery({ ...ask(orgsApi.treeOn, { query: { day } }), staleTime: Number.POSITIVE_INFINITY })
  const nodes = useMemo(() => nested(tree.data ?? []), [tree.data])
  if (tree.isError) return <ProblemAlert problem={tree.error} retry={() => tree.refetch()} />
  if (tree.isPending) return <Skeleton active paragraph={{ rows: 10 }} title={false} />
  if (nodes.length === 0) return <p className="hint">这一天还没有设立任何单位。</p>
  return (
    <Tree
      key={day}
      className="unit-tree"
      aria-label={`${day} 的机构树`}
      treeData={nodes}
      height={600}
      defaultExpandedKeys={nodes.map(({ key }) => key)}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => open(String(node.key))}
      blockNode
    />
  )
}
