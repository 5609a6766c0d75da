import { supervisedTaskImportsApi } from '#contract/supervision'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'
import { readsOfTasks } from './parts.tsx'

const words: ImportWords = {
  api: supervisedTaskImportsApi,
  title: '任务清单导入',
  what: '督办任务清单',
  counted: '项任务',
  hint: '表头与任务清单相同：重点任务、责任单位、细化措施。导入后为“立项”状态，核对后在列表中选中交办。',
  undoing: '本批尚未交办的任务将撤销立项；已经交办的保留。',
  refreshes: readsOfTasks,
}
export const TaskImportPage = () => <ImportWizard words={words} />
