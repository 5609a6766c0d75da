import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { body, chineseDay, dayText, fill, heading, line, paperFor, paragraphs, words } from '#kernel/paper'
import { opinion } from './by.ts'
import type { MinutesFacts } from './minutes.facts.ts'

const text = (title: string) => z.string().max(300).meta({ title })
const long = (title: string) => z.string().max(20_000).meta({ title, multiline: true })
const decision = z.strictObject({
  text: z.string().max(500).meta({ title: '议定事项', multiline: true }).optional(),
  owner: text('责任单位').optional(),
  due: LegalDay.meta({ title: '完成时限' }).optional(),
})

/** A meeting decides fewer than these; each is asked for by its number, so that the refusal names the one that lacks something. */
const most = 60
const lacking = Array.from({ length: most }, (_, at) =>
  (['owner', 'due'] as const).map((key) => ({
    name: `议定事项第${at + 1}项的${key === 'owner' ? '责任单位' : '完成时限'}`,
    basis: opinion,
    present: ({ decisions = [] }: { decisions?: readonly z.infer<typeof decision>[] | undefined }) =>
      decisions[at] === undefined || Boolean(decisions[at][key]),
  })),
).flat()

/** 会议纪要, of the 纪要 form (GB/T 9704—2012 第 10.3 条): its own head in red, no seal, the attendance, and to whom it goes. The words are ours. */
export const meetingMinutes = paperFor<MinutesFacts>()({
  kind: 'meetingMinutes',
  title: '会议纪要',
  formNo: 0,
  numbering: { word: '会纪' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: opinion,
  titleFor: ({ title }) => title || '会议纪要',
  redHead: ({ body: name }) => `${name ?? ''}会议纪要`,
  fields: z.object({
    body: text('议事协调机构'),
    title: text('会议名称'),
    heldOn: LegalDay.meta({ title: '召开日期' }),
    place: text('地点'),
    chair: text('主持人职务'),
    present: long('出席'),
    leave: long('请假').optional(),
    agenda: long('议题'),
    discussion: long('会议情况').optional(),
    decisions: z.array(decision).min(1).max(most).meta({ title: '议定事项' }),
    sentTo: long('分送'),
  }),
  elements: lacking,
  prefill: (facts) => facts,
  blocks: (f, head) => [
    body(
      line`${f.heldOn ? words(chineseDay(f.heldOn)) : fill(undefined, 8)}，${fill(f.chair, 10)}在${fill(f.place, 8)}主持召开${fill(f.title, 12)}。`,
    ),
    heading('一、会议议题'),
    ...paragraphs(f.agenda),
    ...(f.discussion ? [heading('二、会议情况'), ...paragraphs(f.discussion)] : []),
    heading(f.discussion ? '三、议定事项' : '二、议定事项'),
    ...(f.decisions ?? []).map((one, at) =>
      body(
        line`（${at + 1}）${fill(one.text, 20)}（责任单位：${fill(one.owner, 10)}；完成时限：${one.due ? words(chineseDay(one.due)) : fill(undefined, 8)}）`,
      ),
    ),
    body(line`出席：${fill(f.present, 20)}`),
    ...(f.leave ? [body(line`请假：${f.leave}`)] : []),
    { kind: 'imprint', lines: [line`分送：${fill(f.sentTo, 20)}`, line`${head.org}　${dayText(head.day)}印发`] },
  ],
})
