import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Radio, Select, TreeSelect } from 'antd'
import { useDeferredValue, useState } from 'react'
import { keep, kept } from './keep.ts'
import { type OrgChoice, type Sources, useSources } from './sources.ts'

export type UnitScope = 'self' | 'subtree'

interface UnitTreePickerProps {
  id?: string
  value?: string[] | string | null
  onChange?: (value: string[] | string | undefined) => void
  many?: boolean
  /** Given, the switch 仅本级 / 含下级 stands beside the field. */
  scope?: UnitScope
  onScope?: (scope: UnitScope) => void
  placeholder?: string
  'aria-label'?: string
  /** Instead of what the room of units hands over. */
  source?: Sources['orgs']
  /** Where a tree stands beside it already. */
  searchOnly?: boolean
}

const recentName = 'recentOrgs'
const recent = () => kept<OrgChoice[]>(recentName, [])
const remember = (org: OrgChoice) => keep(recentName, [org, ...recent().filter(({ id }) => id !== org.id)].slice(0, 8))

const optionOf = (org: OrgChoice) => ({ value: org.id, title: org.name, label: org.name, path: org.path, isLeaf: !org.hasChildren })
type Node = ReturnType<typeof optionOf> & { children?: Node[] }

const withChildren = (nodes: readonly Node[], id: string, children: Node[]): Node[] =>
  nodes.map((node) =>
    node.value === id ? { ...node, children } : node.children ? { ...node, children: withChildren(node.children, id, children) } : node,
  )

/**
 * 单位选择. Two ways to the same value: a search box that shows each unit's path (what a keyboard and a screen reader use), and a tree that
 * loads level by level, since 1,300 nodes at once freeze.
 */
export function UnitTreePicker(props: UnitTreePickerProps) {
  const given = useSources().orgs
  const source = props.source ?? given
  const [asTree, setAsTree] = useState(false)
  if (!source) return <Select className="wide" disabled placeholder="单位目录尚未就绪" aria-label={props['aria-label'] ?? '单位'} />
  return (
    <div className="unit-picker">
      {asTree ? <ByTree {...props} source={source} /> : <BySearch {...props} source={source} />}
      {!props.searchOnly && (
        <button type="button" className="link-button" onClick={() => setAsTree(!asTree)}>
          {asTree ? '改为搜索' : '按层级选择'}
        </button>
      )}
      {props.scope !== undefined && (
        <Radio.Group
          aria-label="单位范围"
          optionType="button"
          value={props.scope}
          onChange={(event) => props.onScope?.(event.target.value)}
          options={[
            { value: 'self', label: '仅本级' },
            { value: 'subtree', label: '含下级' },
          ]}
        />
      )}
    </div>
  )
}

type Sourced = UnitTreePickerProps & { source: Sources['orgs'] }

/** Units whose ids are the value, so that a field filled from an address shows names. */
function useChosen(value: UnitTreePickerProps['value'], source: Sources['orgs']) {
  const ids = Array.isArray(value) ? value : value ? [value] : []
  const { data = [] } = useQuery({
    queryKey: ['chosenOrgs', ids],
    queryFn: async () => (await Promise.all(ids.map((id) => source.read(id)))).filter((org): org is OrgChoice => org !== null),
    enabled: ids.length > 0,
    staleTime: 300_000,
  })
  return data
}

function BySearch({ id, value, onChange, many = false, placeholder, source, ...rest }: Sourced) {
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const chosen = useChosen(value, source)
  const { data: found = [], isFetching } = useQuery({
    queryKey: ['findOrgs', asked],
    queryFn: () => source.search(asked),
    enabled: asked !== '',
  })
  const near = asked === '' ? recent() : found
  const shown = [...near, ...chosen.filter(({ id: own }) => !near.some((org) => org.id === own))]
  const pick = (next: string[] | string | undefined) => {
    for (const one of [next ?? []].flat()) {
      const org = shown.find((choice) => choice.id === one)
      if (org) remember(org)
    }
    onChange?.(next)
  }
  return (
    <Select<string[] | string>
      {...(id ? { id } : {})}
      className="wide"
      aria-label={rest['aria-label'] ?? '单位'}
      {...(many ? { mode: 'multiple' as const } : {})}
      value={value ?? (many ? [] : null)}
      onChange={pick}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      allowClear
      placeholder={placeholder ?? '输入单位名称或拼音首字母'}
      notFoundContent={asked === '' ? '输入单位名称查找' : isFetching ? '正在查找……' : '没有找到这个单位'}
      options={shown.map((org) => ({ value: org.id, label: org.name, path: org.path }))}
      optionRender={(option) => (
        <span className="found">
          <span>{option.label}</span>
          <span className="hint">{option.data.path}</span>
        </span>
      )}
    />
  )
}

function ByTree({ id, value, onChange, many = false, placeholder, source, ...rest }: Sourced) {
  const queryClient = useQueryClient()
  const childrenOf = (parent: string | null) =>
    queryClient.fetchQuery({ queryKey: ['orgChildren', parent], queryFn: () => source.children(parent), staleTime: 300_000 })
  const top = useQuery({ queryKey: ['orgTree'], queryFn: async () => (await childrenOf(null)).map(optionOf), staleTime: 300_000 })
  const chosen = useChosen(value, source)
  const [grown, setGrown] = useState<Node[] | null>(null)
  const nodes: Node[] = grown ?? top.data ?? []
  const isListed = (list: readonly Node[], org: OrgChoice): boolean =>
    list.some((node) => node.value === org.id || isListed(node.children ?? [], org))
  return (
    <TreeSelect<string[] | string>
      {...(id ? { id } : {})}
      className="wide"
      aria-label={rest['aria-label'] ?? '单位'}
      multiple={many}
      {...(value ? { value } : {})}
      onChange={(next) => onChange?.(next)}
      treeData={[...nodes, ...chosen.filter((org) => !isListed(nodes, org)).map((org) => ({ ...optionOf(org), isLeaf: true }))]}
      loadData={async (node) => {
        const children = (await childrenOf(String(node.value))).map(optionOf)
        setGrown((before) => withChildren(before ?? nodes, String(node.value), children))
      }}
      allowClear
      virtual
      placeholder={placeholder ?? '逐级展开选择单位'}
    />
  )
}
