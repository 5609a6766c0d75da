import { trainingApi } from '#contract/training'
import { attendanceApi, attendanceListImportsApi } from '#contract/training-attendance'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: attendanceListImportsApi,
  title: '签到登记导入',
  what: '签到登记表',
  counted: '人次',
  hint: '培训班的“签到”页可以下载已经填好学员的登记表；到达时间留空的行不登记，扫码的到达时间不会被改写。',
  undoing: '本批登记的签到将被删除；已经发证的学员、扫码的签到和补登的离开时间保留。',
  refreshes: [attendanceApi.list, trainingApi.class, trainingApi.outcomes],
}
export const AttendanceImportPage = () => <ImportWizard words={words} />
