import { z } from 'zod'
import { body, type Column, cell, fill, flush, form, line, paperFor, row, signLines, tallRow, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, count, day, long, text } from './fields.ts'
import { binder, cause, filedOn, handlers } from './particulars.ts'
import { boxes, dayOf, officerNames, padded, procedure, signedBy } from './parts.ts'

const paper = paperFor<CaseFacts>()
const volumes = { main: '正卷', secondary: '副卷' }
const basis = `${procedure}第七十八条`

/** 行政处罚案件卷宗封面. How long it is kept is no rule of the procedure: it is written in by the archive. */
export const archiveCover = paper({
  kind: 'archiveCover',
  title: '行政处罚案件卷宗',
  formNo: 54,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 0 },
  basis,
  fields: z.object({
    volume: choice('卷别', volumes),
    fonds: text('全宗名称').optional(),
    archiveNumber: text('归档号'),
    cause,
    parties: text('当事人'),
    decision: text('处理文书文号').optional(),
    filedOn,
    closedOn: day('结案日期'),
    archivedOn: day('归档日期'),
    pages: count('页数'),
    handlers,
    keep: text('保管期限'),
    binder,
  }),
  elements: [],
  prefill: (facts) => ({
    fonds: facts.org.name,
    cause: facts.cause,
    parties: facts.party?.name,
    filedOn: facts.filedOn,
    handlers: officerNames(facts.officers),
    decision: facts.issued.findLast((issued) => issued.kind.endsWith('Decision'))?.number,
  }),
  blocks: (f) => [
    { kind: 'numberLine', align: 'center', text: words(f.volume ? `（${volumes[f.volume]}）` : '') },
    form(
      row(['卷别', boxes(volumes, f.volume)], ['归档号', cell(f.archiveNumber)]),
      tallRow(14, ['全宗名称', cell(f.fonds)]),
      tallRow(22, ['案由', cell(f.cause)]),
      tallRow(22, ['当事人', cell(f.parties)]),
      tallRow(14, ['处理文书\n文号', cell(f.decision)]),
      tallRow(14, ['立案日期', cell(dayOf(f.filedOn))], ['结案日期', cell(dayOf(f.closedOn))]),
      tallRow(14, ['办案人员', cell(f.handlers)]),
      tallRow(14, ['归档日期', cell(dayOf(f.archivedOn))], ['保管期限', cell(f.keep)]),
      tallRow(14, ['立卷人', cell(f.binder)], ['页数', cell(f.pages)]),
    ),
  ],
})

const Entry = z.strictObject({
  name: text('文书名称').optional(),
  number: text('文号').optional(),
  day: day('日期').optional(),
  pages: text('页号').optional(),
  note: text('备注').optional(),
})

const columns: readonly Column[] = [
  { title: '序号', width: 8, align: 'center' },
  { title: '文书名称', width: 27 },
  { title: '文号', width: 30 },
  { title: '日期', width: 20, align: 'center' },
  { title: '页号', width: 8, align: 'center' },
  { title: '备注', width: 7 },
]

/** 卷内文件目录: the order is the law's, see archiveOrder. */
export const archiveContents = paper({
  kind: 'archiveContents',
  title: '卷内文件目录',
  formNo: 55,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 0 },
  basis,
  fields: z.object({ volume: choice('卷别', volumes), entries: z.array(Entry).max(1000).meta({ title: '目录' }) }),
  elements: [],
  prefill: (facts) => ({
    entries: facts.issued.map(({ title, number, day: on }) => ({ name: title, ...(number && { number }), day: on })),
  }),
  blocks: (f) => [
    flush(line`卷别：${fill(f.volume && volumes[f.volume], 4)}`),
    {
      kind: 'list',
      columns,
      rows: padded(
        (f.entries ?? []).map((entry, at) =>
          [String(at + 1), entry.name, entry.number, dayOf(entry.day), entry.pages, entry.note].map((value) => words(value ?? '')),
        ),
        18,
        6,
      ),
    },
  ],
})

/** 卷内备考表 */
export const archiveNote = paper({
  kind: 'archiveNote',
  title: '卷内备考表',
  formNo: 56,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 99 },
  basis,
  fields: z.object({
    remarks: long('本卷情况说明'),
    pages: count('本卷页数'),
    attachments: text('附件、光盘等的数量').optional(),
    binder,
    checker: text('检查人'),
    boundOn: day('立卷日期'),
  }),
  elements: [{ name: '检查人不是立卷人', basis, field: 'checker', present: (f) => !f.checker || f.checker !== f.binder }],
  prefill: (facts) => ({ binder: facts.officers[0]?.name }),
  blocks: (f) => [
    form(
      row(['本卷页数', cell(f.pages)], ['附件、光盘\n等的数量', cell(f.attachments)]),
      tallRow(120, ['本卷\n情况说明', cell(f.remarks)]),
    ),
    body(line`立卷日期：${fill(dayOf(f.boundOn), 8)}`),
    signLines(signedBy('立卷人（签名）', f.binder), signedBy('检查人（签名）', f.checker)),
  ],
})
