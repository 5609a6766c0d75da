import { setTimeout as sleep } from 'node:timers/promises'
import { coursesApi } from '#contract/courses'
import { courseKeepingApi } from '#contract/courses-keeping'
import { learningApi } from '#contract/courses-learning'
import type { FilePurpose } from '#contract/files'
import { tasksApi } from '#contract/tasks'
import { uploadsApi } from '#contract/uploads'
import { addDays } from '#kernel/calendar'
import { pdfOf, type Slide, scormOf } from './lesson-files.ts'
import type { Actor, Stage } from './stage.ts'
import type { School } from './training-story.ts'

/** What any officer knows, with the article that says it. */
const points = [
  '一、执法人员应当具有行政执法资格，不得少于两人。（《行政处罚法》第四十二条）',
  '二、对同一个违法行为，不得给予两次以上罚款。（《行政处罚法》第二十九条）',
  '三、发明专利权的期限为二十年，自申请日起计算。（《专利法》第四十二条）',
  '四、外观设计专利权的期限为十五年，自申请日起计算。（《专利法》第四十二条）',
  '本页为演示内容，引用法条请以公布的文本为准。',
]
const slides: readonly Slide[] = [
  {
    heading: '两人执法',
    text: '行政处罚应当由具有行政执法资格的执法人员实施。执法人员不得少于两人，法律另有规定的除外。（《行政处罚法》第四十二条）',
  },
  { heading: '一事不二罚', text: '对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。（《行政处罚法》第二十九条）' },
  {
    heading: '专利权的期限',
    text: '发明专利权二十年，实用新型专利权十年，外观设计专利权十五年，均自申请日起计算。（《专利法》第四十二条）本课件为演示内容。',
  },
]

/** A course of the province, with something to read and a package of our own; one officer is in the middle of it, one has just begun. */
export async function walkCourse(stage: Stage, { provinceId, countyIds, stationIds }: School, today: string): Promise<void> {
  const [trainer] = stage.at(provinceId, 'trainingOfficer')
  if (!trainer) throw new Error('the demonstration has no training officer at the province')
  const courseId = await offerCourse(stage, trainer, addDays(today, -9))
  const learners = [...stationIds, ...countyIds].flatMap((id) => stage.at(id, 'officer').slice(0, 1)).slice(0, 2)
  for (const learner of learners) {
    stage.day = addDays(today, -2)
    const { content } = await stage.as(learner, coursesApi).begin({ params: { courseId } })
    if (learner !== learners[0]) continue
    const learning = stage.as(learner, learningApi)
    const [reading, lesson] = content
    if (!reading || !lesson) throw new Error('the course of the demonstration has no content')
    const read = await learning.launch({ params: { unitId: reading.id }, body: {} })
    await learning.read({ params: { launchId: read.launchId } })
    const { launchId } = await learning.launch({ params: { unitId: lesson.id }, body: {} })
    const cmi = { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.lesson_location': '1', 'cmi.core.exit': 'suspend' }
    await learning.keep({ params: { launchId }, body: { serial: 1, cmi } })
    await learning.leave({ params: { launchId } })
  }
}

async function offerCourse(stage: Stage, trainer: Actor, day: string) {
  stage.day = day
  const keeping = stage.as(trainer, courseKeepingApi)
  const made = await keeping.create({
    body: {
      title: '知识产权行政执法入门（演示）',
      programme: '执法基础专题',
      theme: '保护',
      hours: 1,
      summary: '新到岗人员的入门课：先读要点，再学课件。两个单元都完成后计 1 学时。',
    },
  })
  const params = { courseId: made.id }
  const document = await bring(stage, trainer, day, {
    purpose: 'courseDocument',
    name: '执法要点（演示）.pdf',
    content: pdfOf('知识产权行政执法要点（演示）', points),
  })
  const read = await keeping.addUnit({
    params,
    version: made.version,
    body: { title: '执法要点', kind: 'document', uploadId: document },
  })
  const lesson = await bring(stage, trainer, day, {
    purpose: 'coursePackage',
    name: '执法入门课件（演示）.zip',
    content: scormOf('执法入门三步（演示）', slides),
  })
  const whole = await keeping.addUnit({
    params,
    version: read.version,
    body: { title: '执法入门课件', kind: 'scorm12', uploadId: lesson },
  })
  await keeping.publish({ params, version: whole.version })
  return made.id
}

/** Longer than the worker needs for two small files, whatever else waits. */
const patience = 90_000

interface Brought {
  purpose: FilePurpose
  name: string
  content: Buffer
}

/** Sent in one piece, and looked at by the worker as any upload is. */
async function bring(stage: Stage, trainer: Actor, day: string, { purpose, name, content }: Brought): Promise<string> {
  const uploads = stage.as(trainer, uploadsApi)
  const { uploadId, address } = await uploads.begin({ body: { purpose, name, bytes: content.length } })
  await stage.send(trainer, address, content)
  const { taskId } = await uploads.finish({ params: { uploadId } })
  for (const until = Date.now() + patience; Date.now() < until; await sleep(250)) {
    const { state, said } = await stage.as(trainer, tasksApi).read({ params: { taskId } })
    if (state === 'done') return uploadId
    if (state === 'failed' || state === 'cancelled') throw new Error(`the content of the demonstration was refused: ${said}`)
    // Notices that the platform is about to stop.
    stage.day = day
  }
  throw new Error(`nobody looked at ${name} in ${patience / 1000} seconds`)
}
