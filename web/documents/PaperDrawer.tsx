import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Skeleton } from 'antd'
import { useState } from 'react'
import type { PaperId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import type { PaperDetail } from '#contract/paper'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, refresh } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { DraftPane, ownNumber, VoidButton } from './DraftPane.tsx'
import { PaperPreview } from './PaperPreview.tsx'
import { paperReads } from './reads.ts'

interface PaperDrawerProps {
  paperId: PaperId | null
  /** Whether this duty may draw up papers here; the server says so by offering some. */
  mayWrite: boolean
  onClose: () => void
}

/** One paper: a draft with its form, an issued one as it was issued. */
export function PaperDrawer({ paperId, mayWrite, onClose }: PaperDrawerProps) {
  const isPhone = useIsPhone()
  const [title, setTitle] = useState('文书')
  const close = () => {
    onClose()
    // A draft that was autosaved may have another title and lack less.
    void refresh(...paperReads)
  }
  return (
    <Drawer
      open={paperId !== null}
      title={title}
      size={isPhone ? '100%' : 1080}
      onClose={close}
      destroyOnHidden
      closable={{ 'aria-label': '关闭' }}
    >
      {paperId && <Loaded paperId={paperId} mayWrite={mayWrite} onTitle={setTitle} />}
    </Drawer>
  )
}

function Loaded({ paperId, mayWrite, onTitle }: { paperId: PaperId; mayWrite: boolean; onTitle: (title: string) => void }) {
  // While the form is open it is the newest; nothing else may write into it.
  const paper = useQuery({ ...ask(documentsApi.read, { params: { paperId } }), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 })
  const [isPreview, setPreview] = useState(false)
  const again = () => {
    setPreview(false)
    void paper.refetch()
  }
  if (paper.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (paper.isError) return <ProblemAlert problem={paper.error} retry={() => paper.refetch()} />
  const shown = [paper.data.title, paper.data.number].filter(Boolean).join(' ')
  return (
    <Titled title={shown} onTitle={onTitle}>
      {paper.data.state === 'draft' && mayWrite && !isPreview ? (
        <DraftPane
          key={paper.data.version}
          paper={paper.data}
          onPreview={() => void paper.refetch().then(() => setPreview(true))}
          onChanged={again}
        />
      ) : (
        <Finished paper={paper.data} mayWrite={mayWrite} back={paper.data.state === 'draft' && mayWrite ? again : null} onChanged={again} />
      )}
    </Titled>
  )
}

function Titled({ title, onTitle, children }: { title: string; onTitle: (title: string) => void; children: React.ReactNode }) {
  const [said, setSaid] = useState<string | null>(null)
  if (said !== title) {
    setSaid(title)
    queueMicrotask(() => onTitle(title))
  }
  return children
}

function Finished({
  paper,
  mayWrite,
  back,
  onChanged,
}: {
  paper: PaperDetail
  mayWrite: boolean
  back: (() => void) | null
  onChanged: () => void
}) {
  return (
    <>
      {back && (
        <Button className="gap-bottom" onClick={back}>
          返回继续填写
        </Button>
      )}
      {paper.state === 'void' && (
        <Alert
          className="gap-bottom"
          type="error"
          showIcon
          title={`已作废：${paper.voidReason ?? ''}`}
          description={paper.number ? '文号保留在发文登记中，不再使用。' : undefined}
        />
      )}
      {paper.numbering === 'internal' && paper.number && <p className="hint gap-bottom">{ownNumber}</p>}
      <PaperPreview paper={paper} />
      {paper.state === 'issued' && mayWrite && (
        <VoidButton paper={paper} label="作废这份文书" flush={() => Promise.resolve(paper)} onChanged={onChanged} />
      )}
    </>
  )
}
