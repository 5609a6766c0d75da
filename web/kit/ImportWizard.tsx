import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Pagination, Progress, Skeleton, Steps } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { download, upload } from './client.ts'
import { ImportCard, rightRows } from './ImportCard.tsx'
import type { ImportWords } from './import-words.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { ask, refresh } from './query.ts'
import { SaveButton } from './SaveButton.tsx'

const size = 5

/** 批量导入: template, check, only the right rows or nothing, progress, and back as one. Earlier imports stand below. */
export function ImportWizard({ words, more }: { words: ImportWords; more?: ReactNode }) {
  const { api } = words
  const [page, setPage] = useState(1)
  const batches = useQuery(ask(api.list, { query: { page, size } }))
  const latest = page === 1 ? batches.data?.rows[0] : undefined
  // A sheet with nothing right in it has nothing to confirm.
  const at = latest?.state === 'checked' && rightRows(latest) > 0 ? 2 : 1
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{words.title}</h1>
      </div>
      <section className="panel" aria-label="导入步骤">
        <Steps
          className="gap-bottom"
          size="small"
          current={at}
          items={[{ title: '下载模板填写' }, { title: '上传校验' }, { title: '确认导入' }, { title: '完成' }]}
        />
        <p className="hint">列名不要改动。上传后先逐行校验，指出有误的行和列，这时还没有导入；导入以后可以整批撤销。{words.hint}</p>
        <div className="actions gap-top">
          <SaveButton title="下载模板" save={() => download(api.template, {}, `${words.what}导入模板.xlsx`)} />
          <UploadButton
            words={words}
            onChecked={async () => {
              setPage(1)
              await refresh(api.list)
            }}
          />
          {more}
        </div>
      </section>
      {batches.isPending && <Skeleton active />}
      {batches.isError && <ProblemAlert problem={batches.error} retry={() => batches.refetch()} />}
      {batches.data?.rows.length === 0 && <p className="hint gap-top">还没有导入记录。</p>}
      {batches.data?.rows.map((batch, index) => (
        <ImportCard key={batch.id} batch={batch} words={words} isLatest={page === 1 && index === 0} />
      ))}
      {batches.data && batches.data.total > size && (
        <nav className="pages" aria-label="分页">
          <Pagination current={page} pageSize={size} total={batches.data.total} showSizeChanger={false} onChange={setPage} />
        </nav>
      )}
    </div>
  )
}

function UploadButton({ words, onChecked }: { words: ImportWords; onChecked: () => Promise<void> }) {
  const field = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  async function take(file: File | undefined) {
    if (!file) return
    setProblem(null)
    setShare(0)
    try {
      await upload(words.api.check, {}, file, { onProgress: setShare })
      await onChecked()
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setShare(null)
      if (field.current) field.current.value = ''
    }
  }
  return (
    <>
      <Button type="primary" icon={<UploadOutlined />} loading={share !== null} onClick={() => field.current?.click()}>
        上传并校验
      </Button>
      <input
        ref={field}
        type="file"
        accept=".xlsx"
        hidden
        aria-label={`选择${words.what}文件`}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <span className="hint">.xlsx，不超过 10 MB、10,000 行</span>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" />}
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}
