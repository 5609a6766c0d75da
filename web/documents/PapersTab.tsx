import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Empty, Select, Skeleton, Space } from 'antd'
import { useState } from 'react'
import type { MatterId, PaperId } from '#contract/common'
import { documentsApi, type MatterPaper, type OfferedPaper } from '#contract/documents'
import type { PaperState } from '#contract/paper'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { StateTag } from '../kit/StateTag.tsx'
import { PaperDrawer } from './PaperDrawer.tsx'
import { paperReads } from './reads.ts'
import './documents.css'

export const paperStates: Record<PaperState, { title: string; tone: 'waiting' | 'done' | 'stopped' }> = {
  draft: { title: '草稿', tone: 'waiting' },
  issued: { title: '已制发', tone: 'done' },
  void: { title: '已作废', tone: 'stopped' },
}

/** 文书 of a matter and its tracks: what is needed now, what there is, and the menu of all. */
export function PapersTab({ matter }: { matter: { id: MatterId } }) {
  const call = { params: { matterId: matter.id } }
  const papers = useQuery(ask(documentsApi.list, call))
  const offers = useQuery(ask(documentsApi.offers, call))
  const [openId, setOpenId] = useState<PaperId | null>(null)
  const draft = useSend(documentsApi.draft, { refreshes: paperReads, done: (paper) => setOpenId(paper.id) })
  const make = (kind: string) => draft.mutate({ ...call, body: { kind } })
  if (papers.isPending || offers.isPending) return <Skeleton active paragraph={{ rows: 6 }} />
  if (papers.isError) return <ProblemAlert problem={papers.error} retry={() => papers.refetch()} />
  if (offers.isError) return <ProblemAlert problem={offers.error} retry={() => offers.refetch()} />
  const draftOf = (kind: string) =>
    papers.data.find((paper) => paper.kind === kind && paper.state === 'draft' && paper.matterId === matter.id)
  return (
    <>
      {draft.isError && <ProblemAlert problem={draft.error} />}
      <NeededNow
        offers={offers.data.filter((offer) => offer.neededFor.length > 0 && offer.issued === 0)}
        busy={draft.isPending}
        hasDraft={(kind) => draftOf(kind) !== undefined}
        onMake={(kind) => {
          const begun = draftOf(kind)
          if (begun) setOpenId(begun.id)
          else make(kind)
        }}
      />
      {offers.data.length > 0 && <MakeAnother offers={offers.data} busy={draft.isPending} onMake={make} />}
      {papers.data.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有文书。" />
      ) : (
        <ul className="plain-list paper-rows">
          {papers.data.map((paper) => (
            <PaperLine key={paper.id} paper={paper} onOpen={() => setOpenId(paper.id)} />
          ))}
        </ul>
      )}
      <PaperDrawer paperId={openId} mayWrite={offers.data.length > 0} onClose={() => setOpenId(null)} />
    </>
  )
}

interface NeededProps {
  offers: readonly OfferedPaper[]
  busy: boolean
  hasDraft: (kind: string) => boolean
  onMake: (kind: string) => void
}

function NeededNow({ offers, busy, hasDraft, onMake }: NeededProps) {
  if (offers.length === 0) return null
  return (
    <Alert
      className="gap-bottom"
      type="info"
      showIcon
      title="下一步需要的文书"
      description={
        <ul className="plain-list paper-rows">
          {offers.map((offer) => (
            <li key={offer.kind}>
              <span className="grow">
                《{offer.title}》
                <span className="hint">
                  用于{offer.neededFor.join('、')} · {offer.basis}
                </span>
              </span>
              <Button type="primary" loading={busy} onClick={() => onMake(offer.kind)}>
                {hasDraft(offer.kind) ? '继续填写' : '制作'}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  )
}

function MakeAnother({ offers, busy, onMake }: { offers: readonly OfferedPaper[]; busy: boolean; onMake: (kind: string) => void }) {
  const [kind, setKind] = useState<string | null>(null)
  return (
    <Space.Compact className="wide gap-bottom">
      <Select
        className="wide"
        aria-label="选择要制作的文书"
        placeholder="制作其他文书：输入名称查找"
        showSearch={{ optionFilterProp: 'label' }}
        value={kind}
        onChange={setKind}
        options={offers.map((offer) => ({ value: offer.kind, label: offer.title }))}
      />
      <Button
        disabled={kind === null}
        loading={busy}
        onClick={() => {
          if (kind !== null) onMake(kind)
          setKind(null)
        }}
      >
        制作
      </Button>
    </Space.Compact>
  )
}

function PaperLine({ paper, onOpen }: { paper: MatterPaper; onOpen: () => void }) {
  const detail = [paper.number, paper.day, paper.issuedBy, paper.track?.split('：')[0], paper.voidReason && `作废理由：${paper.voidReason}`]
  return (
    <li>
      <span className="grow">
        <Button type="link" className="link-button" onClick={onOpen}>
          {paper.title}
        </Button>
        <div className="hint">{detail.filter(Boolean).join(' · ')}</div>
      </span>
      <StateTag of={paperStates} is={paper.state} />
      <Button onClick={onOpen}>{paper.state === 'draft' ? '填写' : '查看'}</Button>
    </li>
  )
}
