import { indicatorsApi } from '#contract/indicators-catalogue'
import { outsideApi, outsideImportsApi } from '#contract/indicators-outside'
import { ImportWizard } from '../kit/ImportWizard.tsx'
import type { ImportWords } from '../kit/import-words.ts'

const words: ImportWords = {
  api: outsideImportsApi,
  title: '外部数据导入',
  what: '外部数据',
  counted: '个数值',
  hint: '导入的数值由另一名综合协调人员复核后才在指标中显示；偏离合理范围的会提示，不阻止导入。',
  undoing: '本批尚未复核的数值将撤回；已经复核的保留。',
  refreshes: [outsideApi.list, outsideApi.lines, indicatorsApi.read],
}
export const OutsideImportPage = () => <ImportWizard words={words} />
