import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Descriptions, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import type { OrgId } from '#contract/common'
import { marks, OrgClose, type OrgDetail, OrgMerge, OrgMove, OrgRename, orgKinds, orgsApi } from '#contract/orgs'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Values } from '../kit/step-fields.ts'
import { UnitFigures } from './UnitFigures.tsx'

const markColours = { verified: 'green', secondary: 'blue', unverified: 'orange', assumption: 'orange' } as const

const days = ({ from, to }: { from: string; to: string | null }) => `${from} 至 ${to ?? '今'}`

/** One unit with its past. */
export function UnitDetail({ orgId }: { orgId: OrgId }) {
  const unit = useQuery(ask(orgsApi.read, { params: { orgId } }))
  usePageTitle(unit.data?.shortName)
  if (unit.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (unit.isError) return <ProblemAlert problem={unit.error} retry={() => unit.refetch()} />
  return <Shown unit={unit.data} />
}

function Shown({ unit }: { unit: OrgDetail }) {
  const me = useMe()
  return (
    <section className="panel" aria-label="单位信息">
      <h2 className="card-title">
        {unit.name} <Tag color={markColours[unit.mark]}>{marks[unit.mark]}</Tag>
        {!unit.active && <Tag color="default">{unit.closedOn ? `${unit.closedOn} 撤销` : '不设机构'}</Tag>}
      </h2>
      {unit.path && <p className="hint gap-bottom">{unit.path}</p>}
      {unit.unverified.length > 0 && (
        <Alert className="gap-bottom" type="warning" showIcon title={`未核实：${unit.unverified.join('、')}`} />
      )}
      {unit.mergedInto && (
        <Alert
          className="gap-bottom"
          type="info"
          showIcon
          title={
            <>
              {unit.mergedInto.on} 并入 <UnitLink id={unit.mergedInto.id} name={unit.mergedInto.name} />
              {unit.mergedInto.paper ? `（${unit.mergedInto.paper}）` : ''}
              。未办结事项已一并移交，此前的办结事项和统计数字仍记在本单位名下。
            </>
          }
        />
      )}
      {unit.mayManage && unit.active && <Acts unit={unit} />}
      <Descriptions column={1} size="small" className="gap-top" items={facts(unit)} />
      {me.mayDo.includes('matter.read') && <UnitFigures orgId={unit.id} />}
      <h3 className="level-title gap-top">名称沿革</h3>
      <ul className="plain-list">
        {unit.names.map((one) => (
          <li key={one.from}>
            {one.name}（{one.shortName}，代码 {one.code}）<span className="hint">{days(one)}</span>
          </li>
        ))}
      </ul>
      {unit.parents.length > 0 && (
        <>
          <h3 className="level-title">隶属关系沿革</h3>
          <ul className="plain-list">
            {unit.parents.map((one) => (
              <li key={one.from}>
                <UnitLink id={one.id} name={one.name} /> <span className="hint">{days(one)}</span>
                {one.paper && <span className="hint">　依据：{one.paper}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const UnitLink = ({ id, name }: { id: string; name: string }) => (
  <Link to="/orgs/$orgId" params={{ orgId: id } as never}>
    {name}
  </Link>
) // `never`: the router is not told each page's path

const facts = (unit: OrgDetail) =>
  [
    { key: 'kind', label: '类型', children: orgKinds[unit.kind] },
    { key: 'code', label: '单位代码', children: unit.code },
    { key: 'division', label: '区划代码', children: unit.divisionCode },
    { key: 'word', label: '机关代字', children: unit.documentWord },
    { key: 'from', label: '设立日期', children: unit.openedOn },
    { key: 'below', label: '下辖', children: unit.below.map(({ kind, count }) => `${orgKinds[kind]} ${count}`).join('、') || '无' },
    {
      key: 'merged',
      label: '并入本单位的',
      children:
        unit.mergedFrom.length > 0 && unit.mergedFrom.map((one) => <UnitLink key={one.id} id={one.id} name={`${one.name}（${one.on}）`} />),
    },
    { key: 'source', label: '资料来源', children: unit.source },
    { key: 'note', label: '说明', children: unit.markNote },
  ].filter(({ children }) => children !== null && children !== '' && children !== false)

const acts = {
  rename: { title: '变更名称', body: OrgRename, endpoint: orgsApi.rename, danger: false },
  move: { title: '调整隶属关系', body: OrgMove, endpoint: orgsApi.move, danger: false },
  merge: { title: '合并单位', body: OrgMerge, endpoint: orgsApi.merge, danger: true },
  close: { title: '撤销单位', body: OrgClose, endpoint: orgsApi.close, danger: true },
} as const
type Act = keyof typeof acts

const words: Record<Act, string> = {
  rename: '此前的文书和统计仍用原名称；同一起用日期再次填写即为更正。',
  move: '本单位及其下级的人员、事项随之转到新的上级；此前月份的统计仍按原隶属关系计算。由本单位代原上级承办的事项退回原上级。',
  merge: '下级单位和未办结事项转入并入单位；已办结事项和此前的统计仍记在本单位名下。人员职务由安全管理员另行转任。合并不能撤回。',
  close: '没有下级单位、未办结事项和在任职务时才能撤销。',
}

function Acts({ unit }: { unit: OrgDetail }) {
  const [act, setAct] = useState<Act | null>(null)
  const isTop = unit.parentId === null
  return (
    <div className="actions">
      <Button onClick={() => setAct('rename')}>变更名称</Button>
      {!isTop && <Button onClick={() => setAct('move')}>调整隶属关系</Button>}
      {!isTop && <Button onClick={() => setAct('merge')}>合并</Button>}
      {!isTop && (
        <Button danger onClick={() => setAct('close')}>
          撤销
        </Button>
      )}
      {act && <ActForm key={act} unit={unit} act={act} close={() => setAct(null)} />}
    </div>
  )
}

function ActForm({ unit, act, close }: { unit: OrgDetail; act: Act; close: () => void }) {
  const { message } = App.useApp()
  const me = useMe()
  const { title, body, endpoint, danger } = acts[act]
  const sent = useSend(endpoint, {
    refreshes: [orgsApi.read, orgsApi.children, orgsApi.count, orgsApi.line],
    done: () => {
      message.success(`${title}：已办理。`)
      close()
    },
  })
  const initial: Values = { from: me.today, ...(act === 'rename' ? { name: unit.name, shortName: unit.shortName, code: unit.code } : {}) }
  return (
    <ActDrawer
      title={title}
      body={body}
      open
      close={close}
      danger={danger}
      initial={initial}
      sending={sent.isPending}
      problem={sent.error}
      above={<Alert className="gap-bottom" type={danger ? 'warning' : 'info'} showIcon title={`${unit.name}：${words[act]}`} />}
      send={(values) => sent.mutate({ params: { orgId: unit.id }, body: values as never, version: unit.version })} // the server's own schema judges
    />
  )
}
