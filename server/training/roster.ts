import { enrolmentStatuses } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { type ComposedPaper, paperPolicy, renderHtml, words } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { writeTable } from '#kernel/sheet'
import { demandReader } from './attendance.service.ts'
import { readClass } from './class.read.ts'
import { spanWords } from './text-time.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** 学员名册 as a workbook: for the organiser and the teachers of the class. */
export async function exportRoster(ctx: Ctx, classId: string): Promise<Download> {
  const own = await demandReader(ctx, classId)
  const { participants } = await readClass(ctx, classId)
  await note(ctx.tx, { action: 'export', object: 'enrolment', objectId: classId })
  const content = writeTable({
    name: '学员名册',
    lead: [`${own.title}　${own.starts_on} 至 ${own.ends_on}`, `${ctx.actor.name} 导出于 ${ctx.today}`],
    watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
    rows: participants,
    columns: [
      { key: 'name', title: '姓名', width: 12, of: ({ name }) => name },
      { key: 'unit', title: '单位', width: 34, of: ({ unit }) => unit },
      { key: 'status', title: '状态', width: 16, of: ({ status }) => enrolmentStatuses[status] },
      { key: 'attended', title: '出勤学时', kind: 'number', width: 10, of: ({ attendedHours }) => attendedHours },
      { key: 'leave', title: '请假学时', kind: 'number', width: 10, of: ({ leaveHours }) => leaveHours },
      { key: 'certificate', title: '证书编号', width: 22, of: ({ certificate }) => certificate?.number ?? null },
    ],
  })
  return { name: `${own.title}-学员名册.xlsx`, mediaType: sheetType, content }
}

/** To be printed: the roster, or with a session its sign-in sheet with room for signatures. */
export async function printRoster(ctx: Ctx, classId: string, sessionId: string | undefined): Promise<Download> {
  await demandReader(ctx, classId)
  const own = await readClass(ctx, classId)
  const session = own.sessions.find(({ id }) => id === sessionId)
  if (sessionId && !session) throw new Problem('notFound', { what: '该课次' })
  const people = own.participants.filter(({ status }) => status === 'enrolled')
  const title = session ? '签到表' : '学员名册'
  const last = session ? '签名' : '备注'
  const paper: ComposedPaper = {
    title: `${own.title}${title}`,
    layout: 'sheet',
    blocks: [
      { kind: 'title', text: title, org: own.title },
      {
        kind: 'note',
        text: words(
          session
            ? `${spanWords(session)}　${session.subject}　${session.room ?? ''}`
            : `${own.startsOn} 至 ${own.endsOn}　${own.place ?? '线上'}`,
        ),
      },
      {
        kind: 'list',
        columns: [
          { title: '序号', width: 8, align: 'center' },
          { title: '姓名', width: 18 },
          { title: '单位', width: 44 },
          { title: last, width: 30 },
        ],
        rows: people.map(({ name, unit }, at) => [words(String(at + 1)), words(name), words(unit), words('')]),
      },
    ],
  }
  await note(ctx.tx, { action: 'export', object: 'enrolment', objectId: classId })
  return {
    name: `${title}.html`,
    mediaType: 'text/html; charset=utf-8',
    content: Buffer.from(renderHtml(paper)),
    inline: true,
    policy: paperPolicy,
  }
}
