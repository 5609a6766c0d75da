import { channels, type RequestFilter, type RequestRow, requestKinds, requestStates } from '#contract/coordination-requests'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { writeTable } from '#kernel/sheet'
import { listRequests } from './request.store.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const most = 5000

/** 协作请求台账, as the list shows it. */
export async function exportRequests(ctx: Ctx, filter: RequestFilter): Promise<Download> {
  const { rows, total } = await listRequests(ctx, { ...filter, page: 1, size: most })
  await note(ctx.tx, { action: 'export', object: 'coordination_request', detail: { rows: rows.length } })
  return {
    name: `协作请求-${ctx.today}.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: '协作请求',
      lead: [
        `${ctx.actor.orgName ?? ''} ${ctx.actor.name} 导出于 ${ctx.today}${total > most ? `；共 ${total} 件，列出前 ${most} 件` : ''}`,
      ],
      watermark: `${ctx.actor.orgName ?? ''} ${ctx.actor.name} ${ctx.today}`,
      rows,
      columns: [
        { key: 'number', title: '编号', width: 18, of: ({ number }: RequestRow) => number },
        { key: 'title', title: '标题', width: 40, of: ({ title }) => title },
        { key: 'kind', title: '种类', width: 12, of: ({ kind }) => requestKinds[kind] },
        { key: 'state', title: '状态', width: 12, of: ({ state }) => requestStates[state] },
        { key: 'asker', title: '请求单位', width: 30, of: ({ asker }) => asker },
        { key: 'asked', title: '被请求单位', width: 30, of: ({ asked }) => asked },
        { key: 'channel', title: '方式', width: 22, of: ({ channel }) => channels[channel] },
        { key: 'sentOn', title: '发出', kind: 'day', width: 12, of: ({ sentOn }) => sentOn },
        { key: 'agreedOn', title: '约定答复', kind: 'day', width: 12, of: ({ agreedOn }) => agreedOn },
        { key: 'answeredOn', title: '首次答复', kind: 'day', width: 12, of: ({ answeredOn }) => answeredOn },
        { key: 'score', title: '评价', kind: 'number', width: 8, of: ({ score }) => score },
      ],
    }),
  }
}
