import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Empty, Skeleton } from 'antd'
import { useState } from 'react'
import { type Evidence, type EvidenceId, evidenceApi, evidenceKinds } from '#contract/evidence'
import type { MatterView } from '#contract/matter'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { EvidenceDetailPane } from './EvidenceDetail.tsx'
import { EvidenceForm } from './EvidenceForm.tsx'
import { Flags } from './Flags.tsx'
import '../documents/documents.css'

type Open = { kind: 'new' } | { kind: 'item'; id: EvidenceId } | null

/** 证据: the list with what is noteworthy of each, intake with the phone's camera, and the custody record. */
export function EvidenceTab({ matter }: { matter: Pick<MatterView, 'id' | 'closed' | 'owner' | 'handling' | 'assignees'> }) {
  const isPhone = useIsPhone()
  const me = useMe()
  const [open, setOpen] = useState<Open>(null)
  const list = useQuery(ask(evidenceApi.list, { params: { matterId: matter.id } }))
  const org = activeDuty(me)?.org.id
  // The server refuses whoever else tries; this only spares him the button.
  const isOurs = mayDo(me, 'case.act') && (org === matter.owner.id || org === matter.handling.id)
  if (list.isPending) return <Skeleton active paragraph={{ rows: 6 }} />
  if (list.isError) return <ProblemAlert problem={list.error} retry={() => list.refetch()} />
  return (
    <>
      {isOurs && !matter.closed && (
        <div className="actions gap-bottom">
          <Button type="primary" onClick={() => setOpen({ kind: 'new' })}>
            证据入库
          </Button>
        </div>
      )}
      {list.data.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有证据。" />
      ) : (
        <ul className="plain-list paper-rows">
          {list.data.map((item) => (
            <EvidenceLine key={item.id} item={item} onOpen={() => setOpen({ kind: 'item', id: item.id })} />
          ))}
        </ul>
      )}
      <Drawer
        open={open !== null}
        title={open?.kind === 'new' ? '证据入库' : '证据'}
        size={isPhone ? '100%' : 720}
        onClose={() => setOpen(null)}
        mask={{ closable: open?.kind !== 'new' }}
        destroyOnHidden
        closable={{ 'aria-label': '关闭' }}
      >
        {open?.kind === 'new' && <EvidenceForm matter={matter} onDone={(id) => setOpen({ kind: 'item', id })} />}
        {open?.kind === 'item' && <EvidenceDetailPane evidenceId={open.id} isOurs={isOurs} isClosed={matter.closed} />}
      </Drawer>
    </>
  )
}

function EvidenceLine({ item, onOpen }: { item: Evidence; onOpen: () => void }) {
  const detail = [evidenceKinds[item.kind], item.takenOn, item.place, item.officers.map((officer) => officer.name).join('、')]
  return (
    <li>
      <span className="grow">
        <Button type="link" className="link-button" onClick={onOpen}>
          {item.serial}．{item.name}
        </Button>
        <div className="hint">{detail.join(' · ')}</div>
      </span>
      <Flags item={item} />
      <Button onClick={onOpen}>查看</Button>
    </li>
  )
}
