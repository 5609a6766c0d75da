import { useQuery } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useRef, useState } from 'react'
import { questionImportsApi, questionsApi } from '#contract/questions'
import { upload } from '../kit/client.ts'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, refresh } from '../kit/query.ts'
import { AddCategory } from './QuestionsPage.tsx'

const words: ImportWords = {
  api: questionImportsApi,
  title: '导入试题',
  what: '试题',
  counted: '道试题',
  hint: '导入的试题为“待审核”。',
  undoing: '尚未审核的试题将停用，已经审核的保留。',
  refreshes: [questionsApi.list, questionsApi.categories],
}

export const QuestionImportPage = () => (
  <>
    <ImportWizard words={words} more={<AddCategory />} />
    <QtiPanel />
  </>
)

/** QTI 3: one item or a package; all of it or nothing. */
function QtiPanel() {
  const categories = useQuery(ask(questionsApi.categories, {}))
  const [categoryId, setCategoryId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { message } = App.useApp()
  const field = useRef<HTMLInputElement>(null)
  async function take(file: File | undefined) {
    if (!file || !categoryId) return
    setBusy(true)
    setProblem(null)
    try {
      const { made } = await upload(questionsApi.importQti, {}, file, { fields: { categoryId } })
      message.success(`已导入 ${made} 道试题，等待审核。`)
      await refresh(questionsApi.list, questionsApi.categories)
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
      if (field.current) field.current.value = ''
    }
  }
  return (
    <div className="page">
      <section className="panel" aria-label="QTI 3 导入">
        <h2>从 QTI 3 导入</h2>
        <p className="hint">试题包（.zip）或者单个试题（.xml），全部正确才导入。支持单选、多选、判断、填空、简答和由它们组成的案例题。</p>
        <div className="actions gap-top">
          <Select
            aria-label="导入到分类"
            style={{ minWidth: 200 }}
            placeholder="导入到分类"
            value={categoryId}
            onChange={setCategoryId}
            options={(categories.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button disabled={!categoryId} loading={busy} onClick={() => field.current?.click()}>
            选择 QTI 文件
          </Button>
          <input
            ref={field}
            type="file"
            accept=".zip,.xml"
            hidden
            aria-label="选择 QTI 文件"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </div>
        {problem !== null && <ProblemAlert problem={problem} />}
      </section>
    </div>
  )
}
