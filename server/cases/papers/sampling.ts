import { z } from 'zod'
import { body, fill, flush, heading, line, minuteText, paperFor, paragraphs, signLines, ticks, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, goods, long, officers, party, text, tick } from './fields.ts'
import {
  attendance,
  attended,
  certificateIsShown,
  certificateShown,
  isWitnessed,
  recording,
  span,
  twoOfficers,
  witness,
} from './particulars.ts'
import { choices, flushed, goodsList, officersText, partyLines, procedure, signDay } from './parts.ts'

const paper = paperFor<CaseFacts>()
const ways = { onSite: '现场抽样', remote: '通过网络、电话购买等方式抽样' }
const basis = `${procedure}第三十一条`

/** 抽样记录: the party is called to it, the samples are sealed and listed. A purchase from afar is recorded from order to seal. */
export const samplingRecord = paper({
  kind: 'samplingRecord',
  title: '抽样记录',
  formNo: 29,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 4 },
  basis,
  fields: z.object({
    ...span('抽样'),
    place: text('抽样地点'),
    way: choice('抽样方式', ways),
    party: party('被抽样人'),
    attendance: attended,
    officers: officers('抽样人员'),
    certificateShown,
    base: text('抽样基数、批号'),
    goods: goods('样品'),
    course: long('抽样过程'),
    sealed: tick('已对样品加贴封条'),
    listed: tick('已开具样品清单'),
    keptAt: text('样品保存的地点和条件').optional(),
    statement: long('被抽样人的意见'),
    witness,
    recording,
  }),
  elements: [
    twoOfficers('抽样人员及其执法证号'),
    certificateIsShown,
    { name: '样品的名称和数量', basis, field: 'goods', present: (f) => (f.goods ?? []).some((item) => item.name && item.quantity) },
    { name: '对样品加贴封条', basis, field: 'sealed', present: (f) => f.sealed === true },
    { name: '开具样品清单', basis, field: 'listed', present: (f) => f.listed === true },
    { name: '网络、电话购买抽样的音像记录', basis, field: 'recording', present: (f) => f.way !== 'remote' || Boolean(f.recording) },
    isWitnessed,
  ],
  prefill: (facts) => ({ place: facts.place, party: facts.party, officers: facts.officers, way: 'onSite' as const }),
  blocks: (f, head) => [
    flush(line`抽样时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`抽样地点：${fill(f.place, 24)}`),
    choices(ways, f.way),
    ...flushed(partyLines(f.party)),
    flush(words('通知当事人到场情况：')),
    choices(attendance, f.attendance),
    flush(line`抽样人员：${officersText(f.officers)}`),
    body(line`我们是${head.org}的执法人员，现向你出示执法证件，依据${basis}的规定，对下列物品抽样取证。`),
    ticks([{ text: words('执法证件已出示'), ticked: f.certificateShown === true }]),
    heading('一、样品'),
    flush(line`抽样基数、批号：${fill(f.base, 18)}`),
    goodsList(f.goods, 3),
    heading('二、抽样过程'),
    ...paragraphs(f.course, 3),
    ticks([
      { text: words('已对样品加贴封条'), ticked: f.sealed === true },
      { text: words('已开具样品清单'), ticked: f.listed === true },
    ]),
    flush(line`样品保存的地点和条件：${fill(f.keptAt, 14)}`),
    heading('三、被抽样人的意见'),
    ...paragraphs(f.statement),
    flush(line`音像记录编号：${fill(f.recording, 12)}`),
    signLines(
      line`以上记录经核对无误：${fill(undefined, 10)}（由被抽样人书写）`,
      line`被抽样人（签名或者盖章）：${fill(undefined, 6)}　${signDay}`,
      line`见证人（签名或者盖章）：${fill(f.witness, 6)}　${signDay}`,
      line`抽样人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
    ),
  ],
  copies: { count: 2, where: '一份交被抽样人，一份归档' },
})
