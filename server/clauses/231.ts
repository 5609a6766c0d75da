import type { Addressee, RecordQuery } from '#contract/clauses'

/** One duty of a sentence. `phrase` is found in that very sentence of the text; the duty is worded by us. */
export interface FoundingDuty {
  duty: string
  phrase: string
  addressees?: readonly Addressee[]
  /** Indicators of the rooms that give evidence of it. */
  indicators?: readonly string[]
  query?: RecordQuery
  note?: string
}

export interface FoundingMeasure {
  part: number
  partTitle: string
  article: number
  articleTitle: string
  /** The brackets at its end, in their order. None is named the lead: 依职责负责. */
  departments: readonly string[]
  /** Sentence by sentence after the heading; a sentence may ask for several things. */
  sentences: readonly (readonly FoundingDuty[])[]
}

const protection = '知识产权保护处'
const utilisation = '知识产权运用促进处'
const trademark = '商标监督管理处'
const personnel = '人事教育处'
const enforcement = '执法稽查局'
// Two institutions whose names differ by two characters; they are never merged.
const developmentCentre = '省知识产权发展保护中心'
const protectionCentre = '省知识产权保护中心'

const five = [protection, utilisation, trademark, developmentCentre, protectionCentre]
const six = [protection, utilisation, trademark, personnel, developmentCentre, protectionCentre]

const people = { part: 1, partTitle: '提升人员素质，加强知识产权人才队伍建设' }
const work = { part: 2, partTitle: '健全协作机制，全面提升知识产权工作实效' }
const support = { part: 3, partTitle: '强化组织领导，健全知识产权保障支撑机制' }

/** 闽市监知运〔2024〕231号, the document that the platform was founded on: what it is. */
export const founding = {
  title: '福建省市场监管局关于印发《进一步提升全省市场监管系统知识产权综合管理能力的意见》的通知',
  number: '闽市监知运〔2024〕231号',
  issuer: '福建省市场监督管理局',
  // The text gives the day on which it was adopted (局务会议); the day of issue itself was not seen.
  issuedOn: '2024-08-29',
  level: 'province',
  source: '省市场监管局主动公开文件；日期为局务会议研究同意之日',
  mark: 'verified',
} as const

/** Its eight measures: every sentence that asks for something, in words of our own. */
export const measures: readonly FoundingMeasure[] = [
  {
    ...people,
    article: 1,
    articleTitle: '加大业务培训力度',
    departments: six,
    sentences: [
      [
        {
          duty: '持续加强业务培训，提高知识产权工作人员的综合素质',
          phrase: '进一步加强业务培训',
          indicators: ['training.sessions', 'hours.credited'],
        },
      ],
      [
        { duty: '与国家培训中心、审协北京中心福建分中心合作办班', phrase: '中国知识产权培训中心' },
        {
          duty: '分层级、分批次对行政管理处（科）室、执法机构、市场监管所人员开展培训和轮训',
          phrase: '分层级、分批次',
          indicators: ['training.classesHeld', 'training.certified'],
          addressees: ['province', 'city', 'county', 'station'],
        },
      ],
      [
        {
          duty: '按职能和重点工作开设专题培训班，覆盖保护、专利转化运用、商标、地理标志等专题',
          phrase: '知识产权能力提升培训班',
          indicators: ['training.classesHeld'],
        },
      ],
      [
        {
          duty: '通过“知创福建”平台和国家远程教育平台持续开展线上线下培训',
          phrase: '中国知识产权远程教育平台',
          indicators: ['training.sessions', 'courses.completed', 'hours.creditedOnline'],
        },
        { duty: '“知创福建”平台每月至少举办一期知识产权业务培训', phrase: '每月最少开展一期', indicators: ['training.platformSessions'] },
      ],
    ],
  },
  {
    ...people,
    article: 2,
    articleTitle: '强化实践锻炼和经验交流',
    departments: six,
    sentences: [
      [
        { duty: '搭建实践锻炼平台，建立经验交流渠道', phrase: '搭建实践锻炼平台' },
        { duty: '完善“知创福建”平台与分平台、工作站的协作互动', phrase: '协作互动机制', query: 'platforms' },
        { duty: '培育知识产权保护先行所', phrase: '知识产权保护先行所', addressees: ['station'] },
        { duty: '探索知识产权“一站式”服务', phrase: '“一站式”服务' },
        {
          duty: '提升省、市、县、所四级人员的业务水平',
          phrase: '四级知识产权工作人员业务水平',
          indicators: ['exams.passed', 'training.certified'],
          addressees: ['province', 'city', 'county', 'station'],
        },
      ],
      [
        { duty: '分层级、分类型组织典型案例分析研讨', phrase: '典型案例分析研讨' },
        { duty: '制作并发布典型案例合集', phrase: '典型案例合集' },
      ],
      [{ duty: '在市场监管大讲堂、知创大讲堂邀请优秀人员交流经验', phrase: '知创大讲堂', indicators: ['lectures.held'] }],
      [
        { duty: '举办“知创杯”专利检索技能大赛', phrase: '专利检索技能大赛' },
        { duty: '开展专利检索技能培训，提升预审、信息分析等技术人员能力', phrase: '专利检索技能培训' },
      ],
    ],
  },
  {
    ...work,
    article: 3,
    articleTitle: '健全协调合作机制',
    departments: five,
    sentences: [
      [
        {
          duty: '各级领导小组办公室沟通联系成员单位，发挥协调作用',
          phrase: '沟通联系领导小组成员单位',
          indicators: ['coordination.meetingsHeld'],
          addressees: ['office'],
        },
        {
          duty: '建立横向协调、纵向联动的工作机制',
          phrase: '横向协调、纵向联动',
          indicators: ['coordination.requestsSent', 'coordination.decisionsIssued'],
          addressees: ['office'],
        },
        {
          duty: '强化跨区域、跨部门合作',
          phrase: '跨区域和跨部门合作',
          addressees: ['office'],
          indicators: [
            'cases.assistanceAsked',
            'cases.assistanceAnswered',
            'coordination.requestsAnswered',
            'coordination.leadsTransferred',
          ],
        },
        {
          duty: '从高质量创造、高标准保护、高效益运用、高水平服务、高效能合作五方面推进强省建设',
          phrase: '高效能合作方面发力',
          addressees: ['office'],
        },
        { duty: '提高知识产权保护的法治化水平和工作效能，优化营商环境', phrase: '法治化水平', addressees: ['office'] },
        { duty: '促进专利转化运用，全面提升创造、运用、保护、管理、服务能力', phrase: '高效促进专利转化运用', addressees: ['office'] },
      ],
    ],
  },
  {
    ...work,
    article: 4,
    articleTitle: '进一步加强执法能力建设',
    departments: [enforcement, protection, trademark],
    sentences: [
      [
        { duty: '省局组织领导全省知识产权执法，推动执法能力提升工程', phrase: '执法能力提升工程', addressees: ['province'] },
        { duty: '省局强化执法业务培训和业务指导', phrase: '强化业务培训和业务指导', addressees: ['province'] },
      ],
      [{ duty: '依规严查专利、商标代理违法行为，维护代理行业秩序', phrase: '专利、商标代理违法行为', indicators: ['cases.decidedAgency'] }],
      [
        {
          duty: '市、县局发挥综合执法优势和办案机构作用，把知识产权执法与食品、网监、反不正当竞争等工作结合',
          phrase: '执法办案主力军作用',
          indicators: ['leads.filed'],
          addressees: ['city', 'county'],
        },
        {
          duty: '市、县局依法查处商标侵权、假冒专利、假冒地理标志等违法行为',
          phrase: '依法组织查处',
          addressees: ['city', 'county'],
          indicators: ['cases.filed', 'cases.decided', 'cases.closed', 'cases.handled'],
        },
      ],
      [
        {
          duty: '业务科（股）室加大对商标、专利办案的业务指导',
          phrase: '执法办案的业务指导',
          addressees: ['city', 'county'],
        },
      ],
      [
        { duty: '市、县局加强知识产权执法队伍建设', phrase: '执法队伍建设', addressees: ['city', 'county'] },
        { duty: '市、县局参加电子数据取证大比武，提高网络办案技能', phrase: '电子数据取证大比武', addressees: ['city', 'county'] },
      ],
      [
        {
          duty: '对重点产品、领域、市场、环节持续加大执法力度',
          phrase: '持续加大执法力度',
          indicators: ['cases.filed', 'cases.published'],
        },
        { duty: '梳理常见违法行为，制作执法操作手册、微视频', phrase: '知识产权执法操作手册' },
      ],
      [
        { duty: '逐步出台执法规范性文件，完善执法保障措施', phrase: '执法规范性文件' },
        {
          duty: '提升省、市、县、所四级人员的执法能力',
          phrase: '四级知识产权工作人员执法能力',
          addressees: ['province', 'city', 'county', 'station'],
        },
      ],
    ],
  },
  {
    ...work,
    article: 5,
    articleTitle: '充分发挥好维权援助作用',
    departments: [protection, trademark, developmentCentre, protectionCentre],
    sentences: [
      [
        { duty: '加强行政执法与刑事司法衔接', phrase: '刑事司法衔接', indicators: ['cases.toPolice', 'cases.policeFiled'] },
        {
          duty: '拓展仲裁、调解等维权渠道，完善多元化纠纷解决机制',
          phrase: '多元化纠纷解决机制',
          indicators: ['complaints.mediated', 'complaints.settled'],
        },
      ],
      [
        { duty: '强化与审协北京中心、福建分中心合作，推动资源共享', phrase: '推动资源共享' },
        { duty: '提升国家级保护中心、快速维权中心的运营水平', phrase: '快速维权中心运营水平', query: 'centres' },
        { duty: '做好知识产权维权援助工作', phrase: '知识产权维权援助工作' },
      ],
      [
        { duty: '健全海外知识产权纠纷应对指导机制', phrase: '纠纷应对指导机制' },
        { duty: '加大对企业海外维权的援助', phrase: '海外知识产权维权援助' },
      ],
    ],
  },
  {
    ...support,
    article: 6,
    articleTitle: '强化组织领导和沟通交流',
    departments: five,
    sentences: [
      [
        {
          duty: '发挥省委强省领导小组办公室的作用',
          phrase: '领导小组办公室作用',
          indicators: ['supervision.issued', 'coordination.meetingsHeld', 'coordination.decisionsIssued'],
          addressees: ['office'],
        },
        {
          duty: '省局组织领导全省知识产权工作能力提升',
          phrase: '工作能力提升的组织领导',
          indicators: ['supervision.issued', 'supervision.closedOnTime'],
          addressees: ['province'],
        },
        { duty: '市局规划和建设本辖区的知识产权工作能力', phrase: '能力提升的规划和建设', addressees: ['city'] },
        {
          duty: '保护中心、快维中心协助推动落实，并加强自身能力建设',
          phrase: '协助推动工作落实',
          addressees: ['centre'],
        },
      ],
      [
        { duty: '通过公众号、视频号和“知创福建”平台加强信息联动', phrase: '加强信息联动', indicators: ['exchange.items'] },
        { duty: '建立信息定期交换机制', phrase: '信息定期交换机制', indicators: ['exchange.onTime'] },
        { duty: '及时总结推广典型经验做法', phrase: '总结推广典型经验', indicators: ['exchange.adopted'] },
      ],
    ],
  },
  {
    ...support,
    article: 7,
    articleTitle: '加强知识产权人才库建设',
    departments: five,
    sentences: [
      [
        { duty: '推进专家智库建设和规范化管理', phrase: '专家智库建设' },
        { duty: '发挥知识产权技术调查官作用', phrase: '技术调查官作用' },
        { duty: '完善海外纠纷应对指导专家库和合作单位库', phrase: '合作单位库' },
        { duty: '建立海外知识产权纠纷应对专业队伍', phrase: '纠纷应对专业队伍' },
        { duty: '形成高素质专业化人才体系，为创新主体提供专业化便捷化服务', phrase: '专业化知识产权人才体系' },
      ],
    ],
  },
  {
    ...support,
    article: 8,
    articleTitle: '完善职称评价体系和激励机制',
    // This measure does not name 省知识产权发展保护中心.
    departments: [protection, utilisation, trademark, personnel, protectionCentre],
    sentences: [
      [
        { duty: '与人社、工信等部门沟通，优化知识产权专业职称评审制度', phrase: '职称评审制度' },
        { duty: '组织、引导专技人员参加职称考试和评审', phrase: '职称考试、评审' },
      ],
      [
        { duty: '建立健全知识产权人才激励机制', phrase: '人才激励机制' },
        { duty: '对工作突出的人员及时给予表扬表彰', phrase: '及时给予表扬表彰' },
      ],
    ],
  },
]
