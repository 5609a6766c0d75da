import { type FoundingMeasure, five, personnel, protection, protectionCentre, trademark, utilisation } from './231.duty.ts'

const part = { part: 3, partTitle: '强化组织领导，健全知识产权保障支撑机制' }

/** 三、强化组织领导. */
export const support: readonly FoundingMeasure[] = [
  {
    ...part,
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
    ...part,
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
    ...part,
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
