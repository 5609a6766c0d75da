import { examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import { type PartContent, type PartKey, questionsApi } from '#contract/questions'
import { addDays } from '#kernel/calendar'
import type { Stage } from './stage.ts'
import type { School } from './training-story.ts'

interface Asked {
  content: PartContent
  key: PartKey
  analysis: string
}

const choice = (stem: string, texts: readonly string[], right: number, analysis: string): Asked => ({
  content: { kind: 'single', stem, options: texts.map((text, at) => ({ id: 'ABCD'[at] ?? 'A', text })) },
  key: { kind: 'single', right: 'ABCD'[right] ?? 'A' },
  analysis,
})
const judgement = (stem: string, right: boolean, analysis: string): Asked => ({
  content: { kind: 'trueFalse', stem },
  key: { kind: 'trueFalse', right },
  analysis,
})

/** What any officer knows, with the article that says it. */
const questions: readonly Asked[] = [
  choice('发明专利权的期限，自申请日起计算为多少年？', ['十年', '十五年', '二十年', '二十五年'], 2, '《专利法》第四十二条第一款。'),
  choice('外观设计专利权的期限，自申请日起计算为多少年？', ['十年', '十五年', '二十年', '没有期限'], 1, '《专利法》第四十二条第一款。'),
  choice(
    '适用普通程序办理的行政处罚案件，一般应当自立案之日起多少日内作出处理决定？',
    ['三十日', '六十日', '九十日', '一百八十日'],
    2,
    '《市场监督管理行政处罚程序规定》第六十四条。',
  ),
  choice(
    '当事人自告知书送达之日起多少个工作日内可以陈述、申辩？',
    ['三个', '五个', '七个', '十五个'],
    1,
    '《市场监督管理行政处罚程序规定》第五十七条。',
  ),
  judgement('行政处罚应当由具有行政执法资格的执法人员实施，执法人员不得少于两人，法律另有规定的除外。', true, '《行政处罚法》第四十二条。'),
  judgement('对当事人的同一个违法行为，可以给予两次以上罚款的行政处罚。', false, '《行政处罚法》第二十九条。'),
]

/** Two authors and each other's reviewers, one paper, and an exam that stands open for a week: whoever looks around may sit it. */
export async function walkExam(stage: Stage, { provinceId }: School, today: string): Promise<void> {
  const [author, reviewer] = stage.at(provinceId, 'examiner')
  const [trainer] = stage.at(provinceId, 'trainingOfficer')
  if (!author || !reviewer || !trainer) throw new Error('the demonstration has no examiners at the province')
  stage.day = addDays(today, -6)
  const bank = stage.as(author, questionsApi)
  const category = await bank.addCategory({ body: { name: '知识产权执法基础' } })
  const items: { versionId: string; marks: number }[] = []
  for (const { content, key, analysis } of questions) {
    const made = await bank.create({ body: { categoryId: category.id, content, key, analysis, difficulty: 2, theme: '执法基础' } })
    const passed = await stage.as(reviewer, questionsApi).review({ params: { questionId: made.id }, version: made.version })
    items.push({ versionId: passed.versionId, marks: 5 })
  }
  const paper = await stage
    .as(author, examPapersApi)
    .create({ body: { how: 'fixed', title: '知识产权执法基础（演示）', shared: true, items } })
  const { id } = await stage.as(trainer, examsApi).create({
    body: {
      title: '知识产权执法基础知识测试（演示）',
      paperId: paper.id,
      audience: 'reach',
      opensAt: `${addDays(today, -1)}T01:00:00.000Z`,
      closesAt: `${addDays(today, 7)}T10:00:00.000Z`,
      minutes: 30,
      review: 'full',
      hours: 1,
    },
  })
  // The clock opens it.
  await stage.take(id, 'announce', {})
}
