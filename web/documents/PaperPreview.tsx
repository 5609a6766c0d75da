import { Button } from 'antd'
import { useRef } from 'react'
import { documentsApi } from '#contract/documents'
import type { PaperDetail } from '#contract/paper'
import { addressOf, download } from '../kit/client.ts'
import { useAct } from './use-act.tsx'
import './documents.css'

/** The paper as it will be printed, in a frame where no script runs. `version` in the address reads a changed draft anew. */
export function PaperPreview({ paper }: { paper: PaperDetail }) {
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
      {paper.wordTemplate && (
        <p className="hint gap-bottom">Word 按{paper.wordTemplate}制作；下面的预览、打印和 PDF 为平台格式，内容相同。</p>
      )}
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
