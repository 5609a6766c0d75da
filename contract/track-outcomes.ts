import { z } from 'zod'
import { choice, day, line, note, nothing, text, tick, yuan } from './case-fields.ts'
import { PaperId, PersonId } from './common.ts'
import { measureNames, PenaltyMeasure } from './penalty.ts'
import { minute } from './track-measures.ts'

/** The forms of the tracks that follow prior notice and decision. */

const reasoned = z.object({ reason: text('理由', '请填写理由') })

/** 听证. The wording of the five causes of each follows hearing rules arts. 26 and 27; the page marks it, for nobody has compared it with the official print. */
export const hearingSuspensions = {
  forceMajeure: '当事人因不可抗力无法参加听证',
  awaitsSuccessor: '当事人死亡或者终止，尚未确定权利义务承受人',
  recusal: '临时提出回避申请，无法当场决定',
  newProof: '需要通知新的证人到场或者重新鉴定',
  other: '其他需要中止听证的情形',
}
export const hearingEndings = {
  withdrawn: '当事人撤回听证申请或者明确放弃听证权利',
  absent: '当事人无正当理由拒不到场',
  left: '当事人未经许可中途退场',
  noSuccessor: '当事人死亡或者终止，且无权利义务承受人',
  other: '其他需要终止听证的情形',
}
const unverified = '五种情形的条文文字未核实（听证办法第二十六条、第二十七条）'
const persons = (title: string) => z.array(PersonId).max(5).default([]).meta({ title, widget: 'personPicker' })
/** Whose act it is: with one party it need not be said. */
export const ofParty = z.uuid().optional().meta({ title: '当事人', description: '本案有多名当事人的，请选择' })
export const requestHearingForm = z.object({
  partyId: ofParty,
  how: choice('提出方式', { written: '书面申请', onReceipt: '在送达回证上签署意见', oral: '口头提出并已记录' }),
  request: text('听证要求的内容', '请填写听证要求的内容'),
})
export const hearingSteps = {
  appointPresider: z.object({
    presider: PersonId.meta({ title: '听证主持人', widget: 'personPicker' }),
    members: persons('听证员'),
    recorder: PersonId.meta({ title: '记录员', widget: 'personPicker' }),
  }),
  handOver: z.object({ materials: text('移交的材料', '请填写移交的材料') }),
  schedule: z.object({
    hearingOn: day('听证日期').meta({ future: true }),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/u, '请按 09:00 的格式填写')
      .meta({ title: '开始时间', placeholder: '09:00' }),
    place: line('听证地点', '请填写听证地点'),
    openness: choice('听证方式', { open: '公开举行', closed: '不公开举行（涉及国家秘密、商业秘密或者个人隐私）' }),
  }),
  notifyParty: nothing,
  notifyOfficers: z.object({ fileReturned: tick('已退回案卷') }),
  announceHearing: z.object({ where: line('公告的载体', '请填写公告的载体') }),
  suspend: z.object({
    cause: choice('中止的情形', hearingSuspensions).meta({ description: unverified }),
    reason: text('说明', '请填写说明'),
  }),
  resume: reasoned,
  hold: z.object({ course: text('听证情况摘要', '请填写听证情况摘要') }),
  report: z.object({ opinion: text('主持人的处理意见和理由', '请填写处理意见和理由') }),
  end: z.object({ cause: choice('终止的情形', hearingEndings).meta({ description: unverified }), reason: text('说明', '请填写说明') }),
}

/** 送达 */
export const serviceModeNames = {
  direct: '直接送达',
  lien: '留置送达',
  electronic: '电子送达',
  mail: '邮寄送达',
  entrusted: '委托送达',
  forwarded: '转交送达',
  announcement: '公告送达',
} as const
export type ServiceMode = keyof typeof serviceModeNames
export const announcementReasons = { missing: '受送达人下落不明', failed: '采用其他方式无法送达' }
const receivedBy = line('收件人', '请填写收件人')
export const serveForm = z.object({
  paperId: PaperId.meta({ title: '送达文书', description: '已经制发的文书' }),
  partyId: z.uuid('请选择受送达人').meta({ title: '受送达人' }),
})
export const serviceSteps = {
  recordAttempt: z.object({ detail: text('送达未成的经过', '请填写时间、方式和未成的原因') }),
  serveDirect: z.object({
    receivedBy,
    relation: z.string().trim().max(60).optional().meta({ title: '与受送达人的关系' }),
    place: line('送达地点', '请填写送达地点'),
  }),
  serveLeaving: z.object({
    refusal: text('拒收的事由', '请填写拒收的事由'),
    place: line('留置地点', '请填写留置地点'),
    witness: z.string().trim().max(100).optional().meta({ title: '见证人', description: '见证人与拍照、录像至少有其一' }),
    recording: z.string().trim().max(100).optional().meta({ title: '拍照、录像的编号' }),
  }),
  serveElectronic: z.object({
    address: line('电子送达地址', '请填写送达地址确认书上的电子地址'),
    capture: line('截屏或者录像的编号', '请填写留痕的编号'),
  }),
  servePost: z.object({ tracking: line('邮件编号', '请填写邮件编号'), receipt: line('回执', '请填写注明收件日期的回执') }),
  serveEntrusted: z.object({ by: line('受委托的单位', '请填写受委托的单位'), receivedBy }),
  serveForwarded: z.object({ by: line('转交的单位', '请填写部队、监狱等转交单位'), receivedBy }),
  announce: z.object({
    reason: choice('公告送达的原因', announcementReasons),
    course: text('原因和经过', '请填写公告送达的原因和经过'),
    where: line('公告的载体', '请填写公告栏、网站或者报纸'),
    recording: line('张贴公告的拍照、录像或者网页留痕的编号', '请填写留痕的编号'),
  }),
  pickUp: z.object({ receivedBy }),
  deemServed: nothing,
  withdraw: reasoned,
}

/** 公示: the outcome decides whether and how long; the six elements are those of publicity rules art. 4. */
export const publishForm = z.object({
  decisionNumber: line('处罚决定书文号', '请填写文号'),
  party: line('当事人', '请填写当事人'),
  violation: line('违法行为类型', '请填写违法行为类型'),
  penalty: text('处罚内容', '请填写处罚内容'),
  authority: line('作出决定的机关', '请填写机关名称'),
  decidedOn: day('决定日期'),
  measures: z
    .array(PenaltyMeasure.meta({ labels: measureNames }))
    .max(22)
    .meta({ title: '处罚种类' }),
  fine: yuan('罚款'),
  grade: choice('裁量阶次', { mitigated: '减轻', lenient: '从轻', ordinary: '一般', severe: '从重' }),
  on: choice('被处罚人', { operator: '经营主体', responsiblePerson: '责任人员' }),
  keyField: tick('食品、药品、化妆品、医疗器械、特种设备、重点工业产品'),
  registeredIn: choice('当事人登记地', { sameProvince: '本省', otherProvince: '外省' }),
})
const early = z.object({ material: text('申请和证明材料', '请填写收到的材料') })
const condition = (title: string) => z.literal(true, { error: '提前停止公示须三项条件同时具备（公示规定第十六条）' }).meta({ title })
export const publicitySteps = {
  publish: z.object({ address: line('公示的网页地址', '请填写公示的网页地址') }),
  push: z.object({ to: line('当事人登记地的市场监管部门', '请填写推送的部门') }),
  recordReceipt: z.object({ receivedOn: day('登记地部门收到推送之日') }),
  applyEarlyNormal: early,
  applyEarlyKey: early,
  acceptEarly: nothing,
  returnEarly: z.object({ reason: text('不予受理或者需要补正的内容', '请一次性告知需要补正的内容') }),
  extendEarly: reasoned,
  grantEarly: z.object({
    performed: condition('已经自觉履行行政处罚决定中规定的义务'),
    corrected: condition('已经主动消除危害后果和不良影响'),
    notAgain: condition('未因同一类违法行为再次受到行政处罚'),
  }),
  refuseEarly: reasoned,
  stopEarly: nothing,
  stopLow: nothing,
  stopNormal: nothing,
  stopKey: nothing,
  learnChange: z.object({
    changedOn: day('决定被变更、撤销、确认违法或者无效之日'),
    how: choice('情形', { changed: '变更', annulled: '撤销', unlawful: '确认违法', void: '确认无效' }),
    paper: line('依据的文书', '请填写依据的文书'),
  }),
  withdraw: z.object({ explanation: text('撤回原行政处罚信息的说明', '请填写公开说明的理由') }),
}

/** 罚没款执行 */
export const collectForm = z.object({
  partyId: z.uuid().meta({ title: '当事人' }),
  decisionNumber: line('处罚决定书文号', '请填写文号'),
  servedOn: day('收到行政处罚决定书之日'),
  fine: yuan('罚款'),
  confiscated: yuan('没收款'),
})
const proof = line('依据的文书', '请填写依据的文书')
export const collectionSteps = {
  pay: z.object({
    fine: yuan('其中罚款'),
    confiscated: yuan('其中没收款'),
    surcharge: yuan('其中加处罚款'),
    receipt: line('缴款凭证', '请填写缴款凭证'),
  }),
  defer: z.object({
    how: choice('准予', { postponed: '延期缴纳', instalments: '分期缴纳' }),
    endsOn: day('延期或者分期的最后一日').meta({ future: true }),
    reason: text('经济困难的情况', '请填写经济困难的情况'),
  }),
  startRemedy: z.object({ kind: choice('救济', { reconsideration: '行政复议', suit: '行政诉讼' }), proof }),
  endRemedy: z.object({ result: choice('结果', { upheld: '维持或者驳回', withdrawn: '撤回' }), proof }),
  lapseRemedies: z.object({ endsOn: day('复议、诉讼法定期限届满之日') }),
  demand: z.object({ servedOn: day('当事人收到催告书之日'), content: note('催告的内容') }),
  applyCourt: z.object({ court: line('人民法院', '请填写人民法院'), unperformed: text('未履行的内容', '请填写未履行的内容') }),
  courtAccept: z.object({ number: line('受理案号', '请填写受理案号'), article58: tick('属于行政强制法第五十八条的情形') }),
  courtDecline: z.object({ reason: text('不予受理的理由', '请填写不予受理的理由') }),
  askCourtAgain: reasoned,
  courtGrant: z.object({ ruling: line('准予执行裁定书文号', '请填写文号') }),
  courtRefuse: z.object({ ruling: line('不准予执行裁定书文号', '请填写文号'), reason: text('理由', '请填写理由') }),
  settle: nothing,
  endExecution: z.object({ reason: text('法院终结执行的情况', '请填写法院终结执行的情况'), proof }),
  stop: z.object({ reason: text('停止执行的理由', '请填写决定被撤销等理由'), proof }),
}

/** 移送涉嫌犯罪: six kinds of material, transfer rules art. 6. */
export const transferCriminalForm = z.object({
  crime: line('涉嫌罪名', '请填写涉嫌罪名'),
  report: text('核实情况和移送的书面报告', '请填写核实情况'),
  team: line('专案组人员（不少于二人）', '请填写专案组人员'),
})
const police = z.object({ notice: line('公安机关文书文号', '请填写文号') })
const declined = z.object({ notice: line('公安机关文书文号', '请填写文号'), reason: text('不予立案的理由', '请填写不予立案的理由') })
export const criminalTransferSteps = {
  approve: z.object({ approvedAt: minute('批准的时间', '请填写批准的日期和时分'), opinion: note('批准意见') }),
  refuse: z.object({ reason: text('不批准的理由', '不批准移送的，理由应当记录在案') }),
  send: z.object({
    police: line('同级公安机关', '请填写公安机关'),
    hasReport: z.literal(true, { error: '缺调查报告' }).meta({ title: '涉嫌犯罪案件情况的调查报告' }),
    hasList: z.literal(true, { error: '缺涉案物品清单' }).meta({ title: '涉案物品清单（没有物品的注明“无”）' }),
    hasOpinion: tick('有关检验报告或者鉴定结论'),
    others: note('其他有关涉嫌犯罪的材料'),
    copied: z.literal(true, { error: '移送书须抄送人民检察院' }).meta({ title: '已抄送人民检察院' }),
  }),
  receipt: z.object({ signedBy: line('公安机关签收人', '请填写签收人') }),
  policeFile: police,
  policeDecline: declined,
  askReconsideration: reasoned,
  reconsiderFile: police,
  reconsiderDecline: declined,
  suggestSupervision: reasoned,
  suggestAfterReconsideration: reasoned,
  supervisedFile: police,
  superviseEnd: z.object({ result: text('检察监督的结果', '请填写检察监督的结果') }),
  acceptDecline: reasoned,
  handGoods: z.object({
    goods: text('移交的物品和材料', '请填写移交的物品和材料；没有物品的写“无”'),
    receipt: line('交接凭证', '请填写交接凭证'),
  }),
}
