import { attendanceImportsApi, lecturesApi } from '#contract/lectures'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: attendanceImportsApi,
  title: '听讲名单导入',
  what: '听讲名单',
  counted: '人次',
  hint: '只能导入本单位及下级单位的人员；已登记已举办的讲座，导入后即计学时。',
  undoing: '尚未计学时的名单将被撤销；已计学时的保留，需要更正的请冲销。',
  refreshes: [lecturesApi.list, lecturesApi.read, lecturesApi.attendance],
}
export const AttendanceImportPage = () => <ImportWizard words={words} />
