import type { MatterId, OrgId } from '#contract/common'
import { hoursApi } from '#contract/hours-people'
import { lecturesApi } from '#contract/lectures'
import { trainingApi } from '#contract/training'
import { attendanceApi } from '#contract/training-attendance'
import type { TrainingLevel } from '#contract/training-fields'
import { addDays } from '#kernel/calendar'
import { walkCourse } from './course-story.ts'
import { walkExam } from './exam-story.ts'
import type { Actor, Stage } from './stage.ts'
import { Curtain } from './story.ts'

/** The units that the training of the demonstration goes through. */
export interface School {
  provinceId: string
  /** “知创福建”平台, where the tree has one: it hosts the classes of the plan, so that the board of months shows kept and broken ones. */
  platformId: OrgId | undefined
  /** The county that the sign-in page offers stands first. */
  countyIds: readonly string[]
  /** Its stations. */
  stationIds: readonly string[]
}

interface Lesson {
  title: string
  theme: string
  level: TrainingLevel
  month: number
}

const lessons: readonly Lesson[] = [
  { title: '商标行政保护能力提升班', theme: '商标', level: 'county', month: 3 },
  { title: '专利侵权纠纷行政裁决实务班', theme: '保护', level: 'city', month: 5 },
  { title: '地理标志保护与监管班', theme: '地理标志', level: 'county', month: 7 },
  { title: '专利转化运用专题班', theme: '专利转化运用', level: 'city', month: 9 },
  { title: '市场监管所知识产权执法轮训班', theme: '综合能力', level: 'station', month: 10 },
]

/**
 * A year of training, as those would do it who run it: a plan that the head approves, classes that were held with names, signatures and certificates, one
 * that is called for now and one that runs today, lectures, and an exam that stands open. Walked once: a demonstration that has a plan has it all.
 */
export async function walkTraining(stage: Stage, school: School, today: string): Promise<void> {
  const [trainer] = stage.at(school.provinceId, 'trainingOfficer')
  if (!trainer) throw new Error('the demonstration has no training officer at the province')
  const year = Number(today.slice(0, 4))
  try {
    stage.day = earlier(`${year}-01-08`, today)
    const training = stage.as(trainer, trainingApi)
    if ((await training.plans({ query: {} })).total > 0) return
    await registerStaff(stage, trainer, school, today)
    const lines = await planYear(stage, trainer, year, today)
    for (const [at, lesson] of lessons.entries()) {
      const startsOn = `${year}-${String(lesson.month).padStart(2, '0')}-14`
      if (startsOn < addDays(today, -10))
        await holdClass(stage, trainer, school, { hostOrgId: school.platformId, lesson, lineId: lines[at], startsOn })
    }
    await giveLectures(stage, trainer, school, today)
    await classOfToday(stage, trainer, school, today)
    await classToCome(stage, trainer, school, today)
    await walkExam(stage, school, today)
    await walkCourse(stage, school, today)
  } catch (error) {
    if (!(error instanceof Curtain)) throw error
  }
}

const earlier = (day: string, other: string) => (day < other ? day : other)

/** 人员类别, by which each person's hours are judged; entered by the province, since nobody enters his own. */
async function registerStaff(stage: Stage, trainer: Actor, { countyIds, stationIds }: School, today: string): Promise<void> {
  const people = [...countyIds, ...stationIds].flatMap((id) =>
    (['officer', 'unitHead', 'trainingOfficer'] as const).flatMap((role) => stage.at(id, role)),
  )
  for (const { personId } of people)
    await stage.as(trainer, hoursApi).setCategory({
      params: { personId: personId as never }, // the stage's ids are those of the database
      body: { category: 'townshipDown', from: earlier(`${today.slice(0, 4)}-01-01`, today), note: '演示数据' },
    })
}

async function planYear(stage: Stage, trainer: Actor, year: number, today: string): Promise<string[]> {
  const training = stage.as(trainer, trainingApi)
  const { id } = await training.openPlan({ body: { year } })
  for (const { title, theme, level, month } of lessons)
    await stage.take(id, 'writeLine', {
      title,
      theme,
      level,
      month,
      batches: 1,
      places: 60,
      hours: 16,
      partners: theme === '商标' ? ['中国知识产权培训中心'] : ['审协北京中心福建分中心'],
      partnerOrgIds: [],
    })
  await stage.take(id, 'submit', { note: '请审定。（演示）' })
  stage.day = earlier(`${year}-01-15`, today)
  await stage.take(id, 'approve', { opinion: '同意。（演示）' })
  const { lines } = await training.plan({ params: { matterId: id } })
  return lines.map((line) => line.id)
}

interface Held {
  hostOrgId?: OrgId | undefined
  lesson: Lesson
  lineId: string | undefined
  startsOn: string
}

/** Opened and given its timetable of two days; the second teacher comes from outside. */
async function openClass(stage: Stage, trainer: Actor, { lesson, lineId, startsOn, hostOrgId }: Held): Promise<MatterId> {
  const { id } = await stage.as(trainer, trainingApi).openClass({
    body: {
      title: lesson.title,
      ...(hostOrgId ? { hostOrgId } : {}),
      theme: lesson.theme,
      audience: '县级局、市场监管所知识产权工作人员',
      startsOn,
      endsOn: addDays(startsOn, 1),
      place: '省局培训中心（演示）',
      places: 60,
      hours: 16,
      days: 2,
      form: 'class',
      partners: ['中国知识产权培训中心'],
      ...(lineId ? { planLineId: lineId } : { outsideReason: '上级部署的专项培训。（演示）' }),
    },
  })
  const teachers = stage.at(trainer.orgId, 'supervisor').slice(0, 1)
  for (const [day, subject] of [
    [startsOn, '法律适用与典型案例'],
    [addDays(startsOn, 1), '实案推演与研讨'],
  ] as const)
    await stage.take(id, 'planSession', {
      day,
      starts: '09:00',
      ends: '17:00',
      subject: `${lesson.title.replace(/班$/u, '')}：${subject}`,
      hours: 8,
      room: '第一报告厅',
      teachers:
        day === startsOn ? teachers.map(({ personId }) => ({ personId })) : [{ name: '特邀讲师（演示）', unit: '中国知识产权培训中心' }],
    })
  return id
}

/** Each county names two of its people; `late` counties have not answered yet. */
async function enrol(stage: Stage, trainer: Actor, school: School, id: MatterId, until: string, late = 0): Promise<void> {
  const { countyIds, stationIds } = school
  await stage.take(id, 'callForEnrolment', { until, quotas: countyIds.map((orgId) => ({ orgId, places: 3 })) })
  const { quotas } = await stage.as(trainer, trainingApi).class({ params: { matterId: id } })
  for (const [at, place] of quotas.slice(0, quotas.length - late).entries()) {
    const officers = stage.at(place.orgId, 'officer')
    // The first county sends the officers of its stations too: whoever signs in there finds a class, a certificate and hours of his own.
    const ofStation = place.orgId === countyIds[0] ? stationIds.flatMap((station) => stage.at(station, 'officer').slice(0, 1)) : []
    const named = [...ofStation, ...[0, 1].flatMap((n) => officers[(at + n) % officers.length] ?? [])]
      .slice(0, 3)
      .map((one) => one.personId)
    await stage.take(place.id, 'nominate', { people: [...new Set(named)], waiting: false })
    await stage.take(place.id, 'submit', { note: '按名额报送。（演示）' })
    if (late === 0) await stage.take(place.id, 'confirm', {})
  }
}

async function holdClass(stage: Stage, trainer: Actor, school: School, held: Held): Promise<void> {
  stage.day = addDays(held.startsOn, -25)
  const id = await openClass(stage, trainer, held)
  await enrol(stage, trainer, school, id, addDays(held.startsOn, -5))
  stage.day = addDays(held.startsOn, -4)
  await stage.take(id, 'confirmClass', { note: '请准时报到。（演示）' })
  stage.day = held.startsOn
  await stage.take(id, 'startClass', {})
  const seen = await stage.as(trainer, trainingApi).class({ params: { matterId: id } })
  for (const session of seen.sessions) {
    stage.day = session.day
    // The last name of the list stayed away on the second day: his certificate is refused with the reason.
    const present = seen.participants.filter((_, at) => session.day === held.startsOn || at < seen.participants.length - 1)
    await stage.as(trainer, attendanceApi).mark({
      params: { sessionId: session.id },
      body: { people: present.map(({ personId }) => ({ personId, arrived: '08:50', left: '17:00' })) },
    })
  }
  stage.day = addDays(held.startsOn, 2)
  await stage.take(id, 'finishClass', { evaluating: true })
  await stage.take(id, 'certify', { note: '符合条件的发证。（演示）' })
}

/** Runs now: its session of today waits for signatures. */
async function classOfToday(stage: Stage, trainer: Actor, school: School, today: string): Promise<void> {
  const lesson: Lesson = { title: '知识产权保护案例研讨班', theme: '保护', level: 'county', month: 1 }
  stage.day = addDays(today, -20)
  const id = await openClass(stage, trainer, { lesson, lineId: undefined, startsOn: today })
  await enrol(stage, trainer, school, id, addDays(today, -5))
  stage.day = addDays(today, -4)
  await stage.take(id, 'confirmClass', { note: '请准时报到。（演示）' })
  stage.day = today
  await stage.take(id, 'startClass', {})
}

/** Called for: some counties have named their people, the others have it in hand. */
async function classToCome(stage: Stage, trainer: Actor, school: School, today: string): Promise<void> {
  const lesson: Lesson = { title: '商标品牌指导与保护班', theme: '商标', level: 'county', month: 12 }
  stage.day = addDays(today, -3)
  const id = await openClass(stage, trainer, { lesson, lineId: undefined, startsOn: addDays(today, 18) })
  await enrol(stage, trainer, school, id, addDays(today, 10), Math.ceil(school.countyIds.length / 2))
}

async function giveLectures(stage: Stage, trainer: Actor, school: School, today: string): Promise<void> {
  const lectures = stage.as(trainer, lecturesApi)
  const series = await lectures.series()
  const topics = ['商业秘密保护的取证要点', '商标侵权判断标准解读', '地理标志专用标志监管', '知识产权纠纷多元化解']
  for (const [at, title] of topics.entries()) {
    const plannedOn = addDays(today, (at - 3) * 40 + 7)
    stage.day = earlier(addDays(plannedOn, -10), today)
    const made = await lectures.create({
      body: {
        seriesId: series[at % series.length]?.id ?? '',
        title: `${title}（演示）`,
        // One of them is the platform's own, and counts for its month.
        ...(at === 0 && school.platformId ? { hostOrgId: school.platformId, countsMonthly: true } : {}),
        plannedOn,
        startsAt: '15:00',
        minutes: 90,
        place: '省局报告厅（演示）',
        outsideSpeakers: [{ name: '特邀讲师（演示）', unit: '高校知识产权学院' }],
        insideSpeakers: stage.at(school.provinceId, 'supervisor').map(({ personId }) => personId as never), // the stage's ids are those of the database
      },
    })
    if (plannedOn > today) continue
    stage.day = plannedOn
    const listeners = school.countyIds.flatMap((orgId) => stage.at(orgId, 'officer').slice(0, 2))
    await lectures.attend({
      params: { lectureId: made.id },
      body: { people: listeners.map(({ personId }) => personId as never), mode: 'online' }, // likewise
    })
    const { version } = await lectures.read({ params: { lectureId: made.id } })
    await lectures.hold({ params: { lectureId: made.id }, body: { heldOn: plannedOn, minutes: 90 }, version })
  }
}
