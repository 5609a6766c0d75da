import { type CaseFacts, lastIssued } from './facts.ts'
import { areTwo, choice, day, long, minute, type Officer, sum, text, tick } from './fields.ts'
import { penaltyLaw, procedure } from './parts.ts'

/** Fields that more than one paper has, each named by what it is: its label and its type stand here and nowhere else. */
export const cause = text('案由')
export const handlers = text('办案人员')
export const violated = text('违反的条款')
export const conduct = text('涉嫌违法行为')
export const unlawfulFacts = long('违法事实')
export const filedOn = day('立案日期')
export const fineImposed = sum('罚款数额').optional()
export const inquiredMatter = text('调查事由')
export const place = text('地点')
export const extractionPlace = text('提取地点')
export const recorder = text('记录人')
export const agent = text('委托代理人').optional()
export const witness = text('见证人').optional()
export const recording = text('音像记录编号').optional()
export const binder = text('立卷人')
export const certificateShown = tick('已主动出示执法证件')
export const rightsTold = tick('已告知陈述、申辩和申请回避的权利')

/** Whom to ask about a paper, and who that is before anyone has typed it. */
export const contactFields = { contactPerson: text('联系人'), contactPhone: text('联系电话') }
export const optionalContactFields = {
  contactPerson: contactFields.contactPerson.optional(),
  contactPhone: contactFields.contactPhone.optional(),
}
export const contactOf = (facts: CaseFacts) => ({ contactPerson: facts.officers[0]?.name, contactPhone: facts.org.phone })

/** Where one turns against a paper. */
export const government = text('行政复议机关')
export const court = text('人民法院')
export const remedyFields = { government, court }
export const remediesOf = (facts: CaseFacts) => ({ government: facts.org.government, court: facts.org.court })

/** The opinions with which an internal form ends. */
export const opinionFields = { unitOpinion: long('办案机构负责人意见').optional(), headOpinion: long('部门负责人意见').optional() }

/** Which penalty decision a later paper is about. */
export const priorNoticeNumber = text('行政处罚告知书文号')
export const decisionServedOn = day('行政处罚决定书送达日期')

/** What is held, and the list in which it stands. */
export const listNumber = text('清单编号')
export const keptAt = text('存放地点')
export const releaseFields = { listNumber: text('解除物品清单编号').optional() }
export const releasedFrom = day('解除日期')
/** The coercive measure that a later paper extends, releases or is told about. */
export const formerCoercion = text('原实施行政强制措施决定书文号')
export const formerDay = day('原决定书日期')
export const formerOf = (facts: CaseFacts, kind = 'coerciveMeasure') => {
  const former = lastIssued(facts, kind)
  return { formerNumber: former?.number, formerDay: former?.day }
}

/** The hearing: when, where, before whom. */
export const openness = { open: '公开举行', closed: '不公开举行（涉及国家秘密、商业秘密或者个人隐私依法予以保密）' }
export const hearingPlace = text('听证地点')
export const hearingOpenness = choice('听证方式', openness)
export const hearingBench = { presider: text('听证主持人'), members: text('听证员').optional(), recorder: text('记录员') }

/** Whether the party was there when something was recorded, and who or what bears witness when he was not. */
export const attendance = {
  present: '当事人（或者其负责人、委托代理人）在场',
  absent: '已通知当事人，当事人未到场',
  refused: '当事人在场但拒绝配合',
}
export const attended = choice('通知当事人到场情况', attendance)
export const isWitnessed = {
  name: '当事人未到场或者拒绝配合时的见证人或者音像记录',
  basis: `${procedure}第四十三条`,
  field: 'witness' as const,
  present: (f: { attendance?: keyof typeof attendance | undefined; witness?: string | undefined; recording?: string | undefined }) =>
    f.attendance === undefined || f.attendance === 'present' || Boolean(f.witness || f.recording),
}

/** From when until when something was recorded. */
export const span = (what: string) => ({ from: minute(`${what}开始时间`), to: minute(`${what}结束时间`) })

const officersArticle = `${penaltyLaw}第四十二条；${procedure}第二十二条`
type WithOfficers = { officers?: readonly Officer[] | undefined }

/** Two officers, each with the number of his certificate. `who`: how this paper calls them. */
export const twoOfficers = (who = '执法人员及其执法证号', basis = officersArticle, many = '两名以上') => ({
  name: `${many}${who}`,
  basis,
  field: 'officers' as const,
  present: (f: WithOfficers) => areTwo(f.officers),
})

export const certificateIsShown = {
  name: '主动出示执法证件',
  basis: `${penaltyLaw}第五十五条；${procedure}第二十二条`,
  field: 'certificateShown' as const,
  present: (f: { certificateShown?: boolean | undefined }) => f.certificateShown === true,
}

export const rightsAreTold = {
  name: '告知陈述权、申辩权和申请回避权',
  basis: `${procedure}第二十一条`,
  field: 'rightsTold' as const,
  present: (f: { rightsTold?: boolean | undefined }) => f.rightsTold === true,
}
