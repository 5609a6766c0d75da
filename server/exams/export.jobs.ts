import { z } from 'zod'
import { type CandidateLine, closings } from '#contract/exams'
import { exportJob, inPortions, refuseTooMany } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask } from '#kernel/task'
import { candidateIds, candidatesNamed, findExam } from './exam.store.ts'

const Payload = z.object({ examId: z.uuid() })

/** 导出成绩: in the reach of who asks; he alone gets it from 下载中心. */
export async function startExport(ctx: Ctx, examId: string): Promise<{ taskId: string }> {
  const { title } = await findExam(ctx, examId)
  const taskId = await startTask(ctx, {
    kind: 'exams.export',
    title: `导出成绩：${title}`.slice(0, 100),
    payload: { examId },
    job: 'exams.export',
  })
  await note(ctx.tx, { action: 'export', object: 'exam_result', objectId: examId })
  return { taskId }
}

const time = (at: string | null) => (at ? new Date(at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }) : null)

/** Names and results. No answer and no key stands in it. */
const columns: SheetTable<CandidateLine>['columns'] = [
  { key: 'name', title: '姓名', of: (row) => row.name },
  { key: 'org', title: '单位', width: 34, of: (row) => row.org },
  { key: 'started', title: '开始作答', width: 22, of: (row) => time(row.startedAt) },
  { key: 'closed', title: '交卷', width: 22, of: (row) => time(row.closedAt) },
  { key: 'how', title: '交卷方式', width: 18, of: (row) => (row.closedBy ? closings[row.closedBy] : row.attemptId ? '作答中' : '缺考') },
  { key: 'extra', title: '加时（分钟）', kind: 'number', of: (row) => row.extraMinutes },
  { key: 'away', title: '切屏次数', kind: 'number', of: (row) => row.away },
  { key: 'total', title: '成绩', kind: 'number', of: (row) => row.total },
  { key: 'passed', title: '是否合格', of: (row) => (row.passed === null ? null : row.passed ? '合格' : '不合格') },
]

export const examExportJobs = jobs({
  'exams.export': exportJob(async (run, keep) => {
    const { examId } = Payload.parse(run.payload)
    const { ids, title, who, today } = await run.read(async (ctx) => ({
      ids: await candidateIds(ctx, examId),
      title: (await findExam(ctx, examId)).title,
      who: `${ctx.actor.name}（${ctx.actor.orgName}）`,
      today: ctx.today,
    }))
    await refuseTooMany(run, ids)
    const table: SheetTable<CandidateLine> = {
      name: '成绩',
      lead: [`${title}　成绩　导出人：${who}　导出日：${today}`],
      columns,
      rows: inPortions(run, ids, (ctx, part) => candidatesNamed(ctx, examId, part)),
      watermark: `${who} ${today}`,
    }
    const file = await keep(table, `成绩-${title}-${today}.xlsx`.replace(/[\\/:*?"<>|]/g, '_'))
    return { said: `已导出 ${ids.length.toLocaleString('zh-CN')} 名考生的成绩。`, file }
  }),
})
