import { nominationImportsApi, trainingApi } from '#contract/training'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: nominationImportsApi,
  title: '报名名册导入',
  what: '报名名册',
  counted: '人次',
  hint: '导入即报名，仍须在“名额与报名”中报送。人数不能超过名额，时间冲突的人员不能报名。',
  undoing: '本批尚未报送的报名将撤回；已经报送的保留。',
  refreshes: [trainingApi.places, trainingApi.place],
}
export const NominationImportPage = () => <ImportWizard words={words} />
