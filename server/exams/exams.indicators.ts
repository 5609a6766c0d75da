import type { Indicator } from '#kernel/indicator'

const result = { unit: '人次', clauses: ['1.1'], direction: 'more', source: '考试成绩', mark: 'assumption' } as const
const when = '成绩发布以后计入交卷当日、本人当日所在单位；成绩更正的随之更正。'

/** What the exams come to, once their results are released. */
export const examIndicators: readonly Indicator[] = [
  { ...result, id: 'exams.sat', title: '参加考试', kind: 'flow', definition: `交卷的考生，按人次计，${when}` },
  { ...result, id: 'exams.passed', title: '考试合格', kind: 'flow', definition: `其中成绩合格的考生，按人次计，${when}` },
  {
    ...result,
    id: 'exams.passRate',
    title: '考试合格率',
    unit: '%',
    kind: 'ratio',
    over: { numerator: 'exams.passed', denominator: 'exams.sat' },
    definition: '同一期间考试合格人次占参加考试人次的比例；没有人参加的，没有数值。',
  },
]
