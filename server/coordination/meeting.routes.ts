import type { MatterId } from '#contract/common'
import { meetingsApi, type NoticeAnswer } from '#contract/coordination-meetings'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { findMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { writeTable } from '#kernel/sheet'
import { openMeeting } from './meeting.room.ts'
import { itemsOf, listMeetings, readMeeting } from './meeting.store.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function readNotice(ctx: Ctx, id: MatterId) {
  const matter = await findMatter(ctx, id)
  const row = await ctx.tx
    .selectFrom('meeting_notice as n')
    .innerJoin('meeting as k', 'k.matter_id', 'n.meeting_id')
    .innerJoin('coordination_body as b', 'b.id', 'k.body_id')
    .select(['n.meeting_id as meetingId', 'k.title', 'b.name as body', 'k.day', 'k.starts', 'k.place', 'k.chair', 'n.answer'])
    .where('n.matter_id', '=', id)
    .executeTakeFirst()
  if (!matter || !row) throw new Problem('notFound', { what: '该会议通知' })
  return {
    ...row,
    id,
    meetingId: row.meetingId as MatterId, // the key is the branded id
    answer: row.answer as NoticeAnswer | null, // the table's check holds the words of the contract
    items: (await itemsOf(ctx, row.meetingId)).map(({ position, title, reporter }) => ({ position, title, reporter })),
  }
}

/** 议定事项台账 of one meeting, with the light of each task. */
async function exportDecisions(ctx: Ctx, id: MatterId): Promise<Download> {
  const meeting = await readMeeting(ctx, id)
  await note(ctx.tx, { action: 'export', object: 'meeting_decision', objectId: id })
  return {
    name: `${meeting.title}-议定事项.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: '议定事项',
      lead: [`${meeting.body}　${meeting.title}　${meeting.day}`, `${ctx.actor.name} 导出于 ${ctx.today}`],
      watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
      rows: meeting.decisions,
      columns: [
        { key: 'position', title: '序号', kind: 'number', width: 8, of: ({ position }) => position },
        { key: 'text', title: '议定事项', width: 60, of: ({ text }) => text },
        { key: 'owner', title: '责任单位', width: 30, of: ({ owner }) => owner },
        { key: 'supports', title: '配合单位', width: 30, of: ({ supports }) => supports.join('、') },
        { key: 'due', title: '完成时限', kind: 'day', width: 12, of: ({ due }) => due },
        {
          key: 'task',
          title: '督办任务',
          width: 20,
          of: ({ task, outside }) => task?.number ?? (outside ? '平台外单位，以函件督促' : null),
        },
        { key: 'light', title: '亮灯', width: 10, of: ({ task }) => task?.lightTitle ?? null },
      ],
    }),
  }
}

const handlers: Handlers<typeof meetingsApi> = {
  list: (ctx, { query }) => listMeetings(ctx, query),
  open: (ctx, { body }) => openMeeting(ctx, body),
  read: (ctx, { params }) => readMeeting(ctx, params.matterId),
  notice: (ctx, { params }) => readNotice(ctx, params.matterId),
  decisions: (ctx, { params }) => exportDecisions(ctx, params.matterId),
}
export const meetingRoutes = routesOf('meetings', meetingsApi, handlers)
