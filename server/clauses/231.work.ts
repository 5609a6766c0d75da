import { developmentCentre, enforcement, type FoundingMeasure, five, protection, protectionCentre, trademark } from './231.duty.ts'

const part = { part: 2, partTitle: '健全协作机制，全面提升知识产权工作实效' }

/** 二、健全协作机制. */
export const work: readonly FoundingMeasure[] = [
  {
    ...part,
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
    ...part,
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
    ...part,
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
]
