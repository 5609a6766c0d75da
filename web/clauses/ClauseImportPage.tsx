import { clauseImportsApi, clausesApi } from '#contract/clauses'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: clauseImportsApi,
  title: '条款导入',
  what: '条款',
  counted: '条条款',
  hint: '先登记文件，再按文号导入条款。条款的情况由记录得出，不在表里填写。',
  undoing: '本批条款将被删除；已经修改过的、已经分解出督办任务的保留。',
  refreshes: [clausesApi.view, clausesApi.documents],
}
export const ClauseImportPage = () => <ImportWizard words={words} />
