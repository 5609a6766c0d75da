import { HoursExport, type HoursLine, verdicts } from '#contract/hours-people'
import { staffCategoryShort } from '#contract/hours-rules'
import { exportJob, inPortions, refuseTooMany } from '#kernel/batch'
import { jobs } from '#kernel/jobs'
import type { SheetTable } from '#kernel/sheet'
import { beginExport } from './hours.service.ts'

const columns: SheetTable<HoursLine>['columns'] = [
  { key: 'name', title: '姓名', width: 12, of: (line) => line.name },
  { key: 'unit', title: '单位', width: 20, of: (line) => line.unit },
  { key: 'duty', title: '职务', width: 20, of: (line) => line.duty },
  { key: 'category', title: '人员类别', width: 16, of: (line) => (line.category ? staffCategoryShort[line.category] : '未登记') },
  { key: 'verdict', title: '情况', width: 12, of: (line) => verdicts[line.verdict] },
  { key: 'classHours', title: '集中学时', kind: 'number', width: 10, of: (line) => line.classHours },
  { key: 'classDays', title: '集中天数', kind: 'number', width: 10, of: (line) => line.classDays },
  { key: 'onlineHours', title: '网络学时', kind: 'number', width: 10, of: (line) => line.onlineHours },
  { key: 'professionalHours', title: '专业科目学时', kind: 'number', width: 14, of: (line) => line.professionalHours },
  { key: 'allHours', title: '学时合计', kind: 'number', width: 10, of: (line) => line.allHours },
  { key: 'missing', title: '还缺', width: 60, of: (line) => line.missing.join('；') },
]

export const hoursExportJobs = jobs({
  'hours.export': exportJob(async (run, keep) => {
    const { ids, asOf, who, read } = await beginExport(run, HoursExport.parse(run.payload))
    await refuseTooMany(run, ids)
    const said = `截至 ${asOf}，共 ${ids.length.toLocaleString('zh-CN')} 人。`
    const lead = [`导出人：${who}　${said}`, '天数、学时分别累计，不互相折算；集中培训与网络培训分列。依据见“学时规则”。']
    const table = { name: '人员学时', lead, columns, rows: inPortions(run, ids, read), watermark: `${who} ${asOf}` }
    return { said, file: await keep(table, `人员学时-${asOf}.xlsx`) }
  }),
})
