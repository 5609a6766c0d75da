import { exchangeKinds, type ReturnFilter, type ReturnRow, returnStates } from '#contract/exchange'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { writeTable } from '#kernel/sheet'
import { listReturns } from './return.store.ts'

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const most = 5000

/** 报送情况台账, as the list shows it. */
export async function exportReturns(ctx: Ctx, filter: ReturnFilter): Promise<Download> {
  const { rows, total } = await listReturns(ctx, { ...filter, page: 1, size: most })
  await note(ctx.tx, { action: 'export', object: 'exchange_return', detail: { rows: rows.length } })
  const who = `${ctx.actor.orgName ?? ''} ${ctx.actor.name}`
  return {
    name: `信息报送情况-${ctx.today}.xlsx`,
    mediaType: sheetType,
    content: writeTable({
      name: '信息报送情况',
      lead: [
        `${who} 导出于 ${ctx.today}${total > most ? `；共 ${total} 件，列出前 ${most} 件` : ''}`,
        '逾期按工作日计算，逾期天数不含截止日当天。',
      ],
      watermark: `${who} ${ctx.today}`,
      rows,
      columns: [
        { key: 'form', title: '名称', width: 36, of: ({ form }: ReturnRow) => form.title },
        { key: 'kind', title: '周期', width: 12, of: ({ form }) => exchangeKinds[form.kind] },
        { key: 'period', title: '期次', width: 26, of: ({ period }) => period },
        { key: 'org', title: '报送单位', width: 32, of: ({ org }) => org.name },
        { key: 'collector', title: '接收单位', width: 32, of: ({ collector }) => collector },
        { key: 'state', title: '状态', width: 12, of: ({ state }) => returnStates[state] },
        { key: 'dueFirst', title: '原定截止日', kind: 'day', width: 12, of: ({ dueFirst }) => dueFirst },
        { key: 'dueOn', title: '现截止日', kind: 'day', width: 12, of: ({ dueOn }) => dueOn },
        { key: 'submittedFirst', title: '首次报送', kind: 'day', width: 12, of: ({ submittedFirst }) => submittedFirst },
        { key: 'acceptedOn', title: '接收', kind: 'day', width: 12, of: ({ acceptedOn }) => acceptedOn },
        { key: 'lateBy', title: '逾期工作日', kind: 'number', width: 12, of: ({ lateBy }) => lateBy },
        { key: 'standsOn', title: '现由谁办理', width: 36, of: ({ standsOn }) => (standsOn ? `${standsOn.unit}${standsOn.what}` : null) },
      ],
    }),
  }
}
