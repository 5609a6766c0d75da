import { rostersApi } from '#contract/import'
import { peopleApi } from '#contract/people'
import { ExportButton } from '../kit/ExportButton.tsx'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: rostersApi,
  title: '花名册导入',
  what: '花名册',
  counted: '人',
  hint: '导入后账号待启用、职务待安全管理员任命。导出的花名册与模板列名相同，续填后可以再导入，未改动的行不作变更。',
  undoing: '尚未启用、尚未任命的账号将被删除，已启用或已任命的保留。',
  refreshes: [peopleApi.list],
}

export const RosterPage = () => (
  <ImportWizard words={words} more={<ExportButton source={peopleApi.exportRoster} body={{}} label="导出现有花名册" />} />
)
