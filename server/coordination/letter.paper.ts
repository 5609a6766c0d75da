import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { body, dayText, fill, flush, line, paperFor, paragraphs, words } from '#kernel/paper'
import { opinion } from './by.ts'
import type { LetterFacts } from './letter.facts.ts'

const text = (title: string) => z.string().max(300).meta({ title })
const long = (title: string) => z.string().max(20_000).meta({ title, multiline: true })

/** 协作函, of the letter form (GB/T 9704 信函格式). For a unit beyond the province it is the request itself. The words are ours. */
export const requestLetter = paperFor<LetterFacts>()({
  kind: 'requestLetter',
  title: '协作函',
  formNo: 0,
  numbering: { word: '协函' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: opinion,
  titleFor: ({ subject }) => (subject ? `关于${subject}的协作函` : '协作函'),
  fields: z.object({
    to: text('主送单位'),
    subject: text('事由'),
    basis: text('协作依据').optional(),
    content: long('请求事项'),
    questions: long('请逐项答复的问题'),
    wantedOn: LegalDay.optional().meta({ title: '希望答复日期' }),
    contact: text('联系岗位和办公电话'),
    attachments: long('附件').optional(),
  }),
  elements: [],
  prefill: (facts) => facts,
  blocks: (f, head) => [
    flush(line`${fill(f.to, 12)}：`),
    ...(f.basis ? [body(line`根据${f.basis}，现商请贵单位协助办理以下事项。`)] : []),
    ...paragraphs(f.content),
    body(words('请贵单位就下列问题逐项函复：')),
    ...paragraphs(f.questions),
    ...(f.wantedOn ? [body(line`请于${dayText(f.wantedOn)}前函复。`)] : []),
    body(words('请予支持。')),
    body(line`联系方式：${fill(f.contact, 12)}`),
    ...(f.attachments ? [body(words('附件：')), ...paragraphs(f.attachments)] : []),
    { kind: 'signature', org: head.org, day: dayText(head.day) },
  ],
})
