import { z } from 'zod'
import { cell, fill, flush, form, line, minuteText, paperFor, row, signLines, tallRow, words, yuan } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, goods, long, minute, officers, party, sum, text } from './fields.ts'
import { cause, filedOn, handlers, opinionFields, recording, twoOfficers } from './particulars.ts'
import {
  boxes,
  dayOf,
  goodsList,
  officerNames,
  officersText,
  opinion,
  partyRows,
  penaltyLaw,
  procedure,
  signDay,
  signedBy,
} from './parts.ts'

const paper = paperFor<CaseFacts>()
const disposals = {
  auction: '公开拍卖',
  hand: '移交有关部门',
  destroy: '销毁',
  render: '无害化处理',
  donate: '其他处理',
  giveBack: '退还当事人',
}

/** 涉案物品处理记录 */
export const goodsDisposal = paper({
  kind: 'goodsDisposal',
  title: '涉案物品处理记录',
  formNo: 52,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 6 },
  basis: `${penaltyLaw}第七十四条`,
  fields: z.object({
    decision: text('处理依据的文书及文号'),
    source: text('物品来源（当事人）'),
    at: minute('处理时间'),
    place: text('处理地点'),
    disposal: choice('处理方式', disposals),
    goods: goods('处理物品'),
    course: long('处理情况'),
    officers: officers(),
    receiver: text('接收单位（人）').optional(),
    supervisor: text('监督人（见证人）').optional(),
    recording,
  }),
  elements: [
    twoOfficers('执法人员', `${penaltyLaw}第四十二条`),
    {
      name: '接收单位',
      basis: `${penaltyLaw}第七十四条`,
      field: 'receiver',
      present: (f) => (f.disposal !== 'hand' && f.disposal !== 'giveBack') || Boolean(f.receiver),
    },
    {
      name: '监督人或者音像记录',
      basis: `${procedure}第七十九条`,
      field: 'supervisor',
      present: (f) => f.disposal !== 'destroy' || Boolean(f.supervisor || f.recording),
    },
  ],
  prefill: (facts) => {
    const decision = lastIssued(facts, 'penaltyDecision')
    return {
      decision: decision && `《${decision.title}》（${decision.number ?? ''}）`,
      source: facts.party?.name,
      goods: facts.goods,
      officers: facts.officers,
    }
  },
  blocks: (f) => [
    form(
      row(['处理依据', cell(f.decision)], ['物品来源', cell(f.source)]),
      row(['处理时间', { text: minuteText(f.at) }], ['处理地点', cell(f.place)]),
      row(['处理方式', boxes(disposals, f.disposal)]),
      tallRow(26, ['处理情况', cell(f.course)]),
      row(['接收单位\n（人）', cell(f.receiver)], ['音像记录\n编号', cell(f.recording)]),
    ),
    goodsList(f.goods),
    flush(line`执法人员：${officersText(f.officers)}`),
    signLines(
      line`执法人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
      signedBy('接收人（签名）'),
      signedBy('监督人（签名）', f.supervisor),
    ),
  ],
})

const closings = {
  executed: '行政处罚决定执行完毕',
  courtEnded: '人民法院裁定终结执行',
  terminated: '案件终止调查',
  otherDecision: '作出不予处罚、移送等决定',
  other: '其他应予结案的情形',
}

/** 结案审批表: within fifteen working days once a ground of art. 77 is there. */
export const closingApproval = paper({
  kind: 'closingApproval',
  title: '结案审批表',
  formNo: 53,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 5 },
  basis: `${procedure}第七十七条`,
  fields: z.object({
    cause,
    party: party(),
    filedOn,
    handlers,
    decision: text('处理文书及文号'),
    decidedOn: day('处理文书日期'),
    ground: choice('结案情形', closings),
    content: long('处理内容'),
    execution: long('执行方式及情况'),
    paid: sum('已缴罚没款').optional(),
    disposal: long('涉案财物处置情况'),
    handlerOpinion: long('办案人员意见').optional(),
    ...opinionFields,
  }),
  elements: [],
  prefill: (facts) => {
    const decision = lastIssued(facts, 'penaltyDecision') ?? lastIssued(facts, 'noPenaltyDecision') ?? lastIssued(facts, 'onSpotDecision')
    return {
      cause: facts.cause,
      party: facts.party,
      filedOn: facts.filedOn,
      handlers: officerNames(facts.officers),
      decision: decision && `《${decision.title}》（${decision.number ?? ''}）`,
      decidedOn: decision?.day,
      content: facts.penalties.join('\n'),
    }
  },
  blocks: (f) => [
    form(
      row(['案由', cell(f.cause)], ['办案人员', cell(f.handlers)]),
      ...partyRows(f.party),
      row(['立案日期', cell(dayOf(f.filedOn))], ['处理文书\n日期', cell(dayOf(f.decidedOn))]),
      row(['处理文书\n及文号', cell(f.decision)]),
      row(['结案情形', boxes(closings, f.ground)]),
      tallRow(11, ['处理内容', cell(f.content)]),
      tallRow(14, [
        '执行方式\n及情况',
        { text: [...words(f.execution ?? ''), ...(f.paid === undefined ? [] : words(`\n已缴罚没款：${yuan(f.paid)}`))] },
      ]),
      tallRow(12, ['财物处置\n情况', cell(f.disposal)]),
      opinion('办案人员\n意见', f.handlerOpinion, 15),
      opinion('办案机构\n负责人意见', f.unitOpinion, 15),
      opinion('部门\n负责人意见', f.headOpinion, 15),
    ),
  ],
})
