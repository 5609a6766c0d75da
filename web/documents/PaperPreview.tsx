import { Button } from 'antd'
import { useRef } from 'react'
import { documentsApi } from '#contract/documents'
import type { PaperSummary } from '#contract/paper'
import { addressOf, download } from '../kit/client.ts'
import { useAct } from './use-act.tsx'
import './documents.css'

/** The paper as it will be printed, in a frame where no script runs. `version` in the address reads a changed draft anew. */
export function PaperPreview({ paper }: { paper: PaperSummary }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const act = useAct()
  const call = { params: { paperId: paper.id } }
  const name = paper.number ? `${paper.title} ${paper.number}` : paper.title
  return (
    <>
      <div className="actions gap-bottom">
        <Button onClick={() => frame.current?.contentWindow?.print()}>打印</Button>
        <Button loading={act.busy === 'docx'} onClick={() => act.run('docx', () => download(documentsApi.docx, call, `${name}.docx`))}>
          下载 Word
        </Button>
        <Button loading={act.busy === 'pdf'} onClick={() => act.run('pdf', () => download(documentsApi.pdf, call, `${name}.pdf`))}>
          下载 PDF
        </Button>
      </div>
      {act.problem}
      <iframe
        ref={frame}
        key={paper.version}
        className="paper-frame"
        title={`预览：${name}`}
        sandbox="allow-same-origin allow-modals"
        src={addressOf(documentsApi.preview, call)}
      />
    </>
  )
}
