import { casesApi } from '#contract/cases'
import { leadImportsApi } from '#contract/import'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: leadImportsApi,
  title: '从 Excel 导入线索',
  what: '线索',
  counted: '条线索',
  hint: '不要填写身份证号码。',
  undoing: '尚未分派的线索将撤销登记，已经开始核查的保留。',
  refreshes: [casesApi.leads],
}

export const LeadImportPage = () => <ImportWizard words={words} />
