import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton, Tag } from 'antd'
import { MatterId } from '#contract/common'
import { type ClassDetail, trainingApi } from '#contract/training'
import { enrolmentStatuses } from '#contract/training-steps'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { MatterPage, type MatterTab } from '../matter/MatterPage.tsx'
import { Attendance } from './Attendance.tsx'
import { ClassFacts } from './ClassFacts.tsx'
import { useClassChoices } from './choices.ts'
import { EvaluationResults } from './Evaluation.tsx'
import { Leaves } from './Leaves.tsx'
import { MaterialList } from './MaterialList.tsx'
import { Outcomes } from './Outcomes.tsx'
import { Participants, Quotas } from './Participants.tsx'
import { readsOfTraining } from './parts.tsx'
import { Timetable } from './Timetable.tsx'

/** One class, for its organiser with steps and tabs, for everybody else as a notice with what is his. */
export function ClassPage() {
  const me = useMe()
  const matterId = useParam('matterId', MatterId)
  const detail = useQuery(ask(trainingApi.class, { params: { matterId } }))
  if (detail.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (detail.isError) return <ProblemAlert problem={detail.error} retry={() => detail.refetch()} />
  // Whoever sees its number sees its matter.
  return detail.data.number !== null && mayDo(me, 'matter.read') ? <Organised own={detail.data} /> : <Notice own={detail.data} />
}

function Organised({ own }: { own: ClassDetail }) {
  const outside = useClassChoices(own.theme)
  const tabs: MatterTab[] = [
    { key: 'facts', title: '基本情况', content: () => <ClassFacts own={own} /> },
    { key: 'timetable', title: '课程表', content: (matter) => <Timetable own={own} matter={matter} /> },
    {
      key: 'places',
      title: '名额与报名',
      content: (matter) => (
        <>
          <Quotas own={own} />
          <Participants own={own} matter={matter} />
        </>
      ),
    },
    { key: 'attendance', title: '签到', content: () => <Attendance own={own} /> },
    { key: 'leave', title: '请假', content: () => <Leaves leaves={own.leaves} /> },
    { key: 'materials', title: '资料', content: () => <MaterialList own={own} /> },
    { key: 'evaluation', title: '评价', content: () => <EvaluationResults classId={own.id} /> },
    { key: 'outcomes', title: '结业', content: () => <Outcomes own={own} /> },
  ]
  const people = own.participants.map(({ personId, name, unit }) => ({ value: personId, label: `${name}（${unit}）` }))
  return (
    <MatterPage
      matterId={own.id}
      tabs={own.runs ? tabs : tabs.filter(({ key }) => key !== 'attendance' && key !== 'outcomes' && key !== 'evaluation')}
      refreshes={readsOfTraining}
      choices={{
        participantId: people,
        sessionId: own.sessions.map(({ id, day, starts, subject }) => ({ value: id, label: `${day} ${starts} ${subject}` })),
        ...outside,
      }}
      initial={(step) => (step === 'amend' ? amended(own) : step === 'planSession' ? { day: own.startsOn, teachers: [] } : undefined)}
      listsChildren={false}
      opens={({ id, process }) => (process === '学员请假' ? `/training/leaves/${id}` : `/training/places/${id}`)}
    />
  )
}

const amended = (own: ClassDetail): Record<string, unknown> => {
  const { title, theme, audience, startsOn, endsOn, places, hours, days, form, qualifies, attendancePercent, partners } = own
  const maybe = { place: own.place, liveLink: own.liveLink, subject: own.subject, examId: own.examId, courseId: own.courseId }
  return {
    ...{
      hostOrgId: own.host.id,
      title,
      theme,
      audience,
      startsOn,
      endsOn,
      places,
      hours,
      days,
      form,
      qualifies,
      attendancePercent,
      partners,
    },
    ...Object.fromEntries(Object.entries(maybe).filter(([, value]) => value !== null)),
  }
}

/** For who is asked to come, who comes, and who teaches. */
function Notice({ own }: { own: ClassDetail }) {
  usePageTitle(own.title)
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{own.title}</h1>
        {own.mine && <Tag color={own.mine.status === 'enrolled' ? 'green' : 'default'}>{enrolmentStatuses[own.mine.status]}</Tag>}
      </div>
      {own.cancelled && <Alert className="gap-bottom" type="warning" showIcon title="本班已取消。" />}
      <section className="panel" aria-label="基本情况">
        <ClassFacts own={own} />
      </section>
      <section className="panel gap-top" aria-label="课程表">
        <h2 className="card-title">课程表</h2>
        <Timetable own={own} matter={null} />
      </section>
      {own.teaches && (
        <section className="panel gap-top" aria-label="学员与签到">
          <h2 className="card-title">学员与签到</h2>
          <Participants own={own} matter={null} />
          <Attendance own={own} />
        </section>
      )}
      {(own.teaches || own.mine?.status === 'enrolled') && (
        <section className="panel gap-top" aria-label="资料">
          <h2 className="card-title">资料</h2>
          <MaterialList own={own} />
        </section>
      )}
      {own.teaches && (
        <section className="panel gap-top" aria-label="评价">
          <h2 className="card-title">评价</h2>
          <EvaluationResults classId={own.id} />
        </section>
      )}
    </div>
  )
}
