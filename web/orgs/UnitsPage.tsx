import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { LegalDay, OrgId } from '#contract/common'
import { OrgDraft, orgKinds, orgsApi } from '#contract/orgs'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useAddress } from '../kit/address.ts'
import { DayPicker } from '../kit/DayPicker.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { UnitTreePicker } from '../kit/UnitTreePicker.tsx'
import { PastTree } from './PastTree.tsx'
import { UnitDetail } from './UnitDetail.tsx'
import { UnitTree } from './UnitTree.tsx'
import './orgs.css'

const query = z.object({ day: LegalDay.optional() })

/** 单位: the tree on the left, one unit with its past on the right; on a phone one after the other. */
export function UnitsPage() {
  const raw: { orgId?: string } = useParams({ strict: false })
  const orgId = OrgId.safeParse(raw.orgId).data ?? null
  const navigate = useNavigate()
  const me = useMe()
  const isPhone = useIsPhone()
  const [isMaking, setMaking] = useState(false)
  const [{ day: asked }, setAddress] = useAddress(query)
  // Today's tree is the one that can be changed; a day to come has none yet.
  const day = asked !== undefined && asked < me.today ? asked : undefined
  const open = (id: string) => navigate({ to: '/orgs/$orgId', params: { orgId: id } as never, search: { day } as never }) // `never`: the router is not told each page's path
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">单位</h1>
        <div className="actions">
          {mayDo(me, 'unit.manage') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
              设立单位
            </Button>
          )}
        </div>
      </div>
      <Counts />
      <div className="unit-columns">
        {(!isPhone || orgId === null) && (
          <section className="panel" aria-label="机构树">
            <UnitTreePicker searchOnly aria-label="查找单位" onChange={(id) => typeof id === 'string' && open(id)} />
            <TreeDay day={day} set={(next) => setAddress({ day: next })} />
            {day === undefined ? <UnitTree chosen={orgId} open={open} /> : <PastTree day={day} chosen={orgId} open={open} />}
          </section>
        )}
        {orgId !== null && (
          <div>
            {isPhone && (
              <p className="gap-bottom">
                <Link to="/orgs" search={{ day } as never}>
                  返回机构树
                </Link>
              </p>
            )}
            <UnitDetail key={orgId} orgId={orgId} />
          </div>
        )}
        {orgId === null && !isPhone && (
          <section className="panel">
            <p className="hint">在左侧选择一个单位，查看它的名称、隶属关系和沿革。</p>
          </section>
        )}
      </div>
      <CreateDrawer open={isMaking} parentId={orgId} close={() => setMaking(false)} done={open} />
    </div>
  )
}

/** 机构沿革: the tree of a past day, which a figure of that day was counted by. The day stands in the address. */
function TreeDay({ day, set }: { day: LegalDay | undefined; set: (day: string | undefined) => void }) {
  return (
    <div className="tree-day">
      <span className="hint">机构树日期</span>
      <DayPicker aria-label="机构树日期" value={day ?? null} placeholder="今天" onChange={set} />
      {day !== undefined && (
        <p className="hint" role="status">
          显示 {day} 的隶属关系和当时的名称。
          <button type="button" className="link-button" onClick={() => set(undefined)}>
            回到今天
          </button>
        </p>
      )}
    </div>
  )
}

/** How many there are, and that the number of stations is the demonstration's own. */
function Counts() {
  const { data } = useQuery(ask(orgsApi.count, {}))
  if (!data) return null
  const stations = data.find(({ kind }) => kind === 'station')
  return (
    <>
      <p className="hint gap-bottom" role="status">
        {data.map(({ kind, count }) => `${orgKinds[kind]} ${count.toLocaleString('zh-CN')}`).join(' · ')}
      </p>
      {stations && stations.assumed > 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title={`市场监管所的数量和名称为演示假定（${stations.assumed.toLocaleString('zh-CN')} 个，按乡级区划代码推定），不是实际设置情况。`}
        />
      )}
    </>
  )
}

interface CreateProps {
  open: boolean
  parentId: OrgId | null
  close: () => void
  done: (id: string) => void
}

function CreateDrawer({ open, parentId, close, done }: CreateProps) {
  const create = useSend(orgsApi.create, {
    refreshes: [orgsApi.children, orgsApi.count, orgsApi.read],
    done: (made) => {
      close()
      done(made.id)
    },
  })
  return (
    <ActDrawer
      title="设立单位"
      body={OrgDraft}
      open={open}
      close={close}
      sending={create.isPending}
      problem={create.error}
      send={(values) => create.mutate({ body: values as never })} // the server's own schema judges what was filled in
      {...(parentId ? { initial: { parentId } } : {})}
    />
  )
}
