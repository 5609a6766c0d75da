import { claimsApi, nationalImportsApi } from '#contract/hours-claims'
import { categoryImportsApi, hoursApi } from '#contract/hours-people'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const categoryWords: ImportWords = {
  api: categoryImportsApi,
  title: '人员类别导入',
  what: '人员类别',
  counted: '人',
  hint: '类别决定适用哪一条学时规则；已登记的类别不会被改动。',
  undoing: '本批登记的类别将被删除，原来的类别恢复；其后又变动过的保留。',
  refreshes: [hoursApi.people, hoursApi.person],
}
export const CategoryImportPage = () => <ImportWizard words={categoryWords} />

const nationalWords: ImportWords = {
  api: nationalImportsApi,
  title: '远程教育学时导入',
  what: '远程教育学时',
  counted: '条学时',
  hint: '取自国家远程教育平台导出的学习记录。同一证书编号无论谁以何种方式提交，只计一次。',
  undoing: '本批学时将全部冲销，原记录和冲销记录都保留。',
  refreshes: [claimsApi.list, hoursApi.people, hoursApi.person],
}
export const NationalImportPage = () => <ImportWizard words={nationalWords} />
