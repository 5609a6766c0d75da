import { type FoundingMeasure, six } from './231.duty.ts'

const part = { part: 1, partTitle: '提升人员素质，加强知识产权人才队伍建设' }

/** 一、提升人员素质. */
export const people: readonly FoundingMeasure[] = [
  {
    ...part,
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
    ...part,
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
]
