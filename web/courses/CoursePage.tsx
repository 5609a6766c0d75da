import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Progress, Skeleton, Tag } from 'antd'
import { CourseId, type CourseView, coursesApi, learningStates, type UnitView, unitKinds } from '#contract/courses'
import { learningApi } from '#contract/courses-learning'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, refresh, useSend } from '../kit/query.ts'
import { StateTag } from '../kit/StateTag.tsx'
import { mayDo, useMe } from '../kit/session.ts'
import { bytesWords, clockWords, hoursWords } from './parts.tsx'
import './courses.css'

/** 课程: its units in their order, how far I am, and why it is not complete yet. */
export function CoursePage() {
  const courseId = useParam('courseId', CourseId)
  const course = useQuery(ask(coursesApi.read, { params: { courseId } }))
  usePageTitle(course.data?.title)
  return (
    <div className="page narrow">
      {course.isPending && <Skeleton active />}
      {course.isError && <ProblemAlert problem={course.error} retry={() => course.refetch()} />}
      {course.data && <Course course={course.data} />}
    </div>
  )
}

function Course({ course }: { course: CourseView }) {
  const me = useMe()
  const begun = course.progress.state !== 'none'
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{course.title}</h1>
        <div className="actions">
          {mayDo(me, 'training.read') && (
            <Link to="/courses/$courseId/learners" params={{ courseId: course.id } as never}>
              学习情况
            </Link>
          )}
          {course.mayKeep && (
            <Link to="/course-keeping/$courseId" params={{ courseId: course.id } as never}>
              编辑课程
            </Link>
          )}
        </div>
      </div>
      <p className="course-tags">
        <StateTag of={learningStates} is={course.progress.state} />
        <Tag>{course.theme}</Tag>
        <Tag>{hoursWords(course.hours)}</Tag>
        {course.programme && <Tag>{course.programme}</Tag>}
        <span className="hint">{course.org.name}</span>
      </p>
      {course.summary && <p className="course-summary">{course.summary}</p>}
      {(course.editionState === 'replaced' || course.editionState === 'withdrawn') && (
        <Alert
          className="gap-bottom"
          type="info"
          showIcon
          title={course.editionState === 'replaced' ? '课程已有新版本，您按开始时的版本学完即可。' : '课程已经下架，您仍可以学完。'}
        />
      )}
      {!course.contentReady && (
        <Alert className="gap-bottom" type="warning" showIcon title="没有配置内容站点，暂时不能打开学习内容，请联系系统管理员。" />
      )}
      {begun ? <Standing course={course} /> : <Begin course={course} />}
      <ol className="course-units" aria-label="学习单元">
        {course.content.map((unit) => (
          <li key={unit.id}>
            <Unit unit={unit} course={course} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Begin({ course }: { course: CourseView }) {
  const begin = useSend(coursesApi.begin, { refreshes: [coursesApi.read, coursesApi.list, coursesApi.mine] })
  return (
    <section className="panel gap-bottom">
      <p className="gap-bottom">
        共 {course.content.length} 个单元，其中必修 {course.progress.required} 个；完成全部必修单元后
        {course.hours > 0 ? `计 ${course.hours} 学时（网络培训）` : '即完成课程'}。
      </p>
      <Button type="primary" size="large" loading={begin.isPending} onClick={() => begin.mutate({ params: { courseId: course.id } })}>
        开始学习
      </Button>
      {begin.isError && <ProblemAlert problem={begin.error} />}
    </section>
  )
}

/** 为什么还没有完成. */
function Standing({ course: { title, progress, missing, hours } }: { course: CourseView }) {
  if (progress.completedOn)
    return (
      <Alert
        className="gap-bottom"
        type="success"
        showIcon
        title={`${progress.completedOn} 完成课程${hours > 0 ? `，${hours} 学时已提交学时台账` : ''}`}
      />
    )
  const percent = progress.required === 0 ? 0 : Math.floor((progress.learned / progress.required) * 100)
  return (
    <section className="panel gap-bottom" aria-label="完成情况">
      <Progress percent={percent} aria-label={`${title}的进度`} format={() => `必修 ${progress.learned} / ${progress.required}`} />
      {missing.length > 0 && (
        <>
          <p className="hint">还没有完成，因为：</p>
          <ul className="course-missing">
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Unit({ unit, course }: { unit: UnitView; course: CourseView }) {
  const hasBegun = course.progress.state !== 'none'
  return (
    <article className="row-card" aria-label={unit.title}>
      <p className="card-head">
        <strong className="card-name">{unit.title}</strong>
        {unit.learned ? (
          <Tag color="green">已学完</Tag>
        ) : (
          <Tag color={unit.required ? 'blue' : 'default'}>{unit.required ? '必修' : '选修'}</Tag>
        )}
      </p>
      <p className="hint">{factsOf(unit).join('，')}</p>
      <p className="hint">完成条件：{unit.rule}</p>
      {!unit.learned && unit.progress > 0 && (
        <Progress percent={Math.floor(unit.progress * 100)} size="small" aria-label={`${unit.title}的进度`} />
      )}
      {hasBegun && unit.missing && <p>{unit.missing}</p>}
      <div className="actions">
        <Openers unit={unit} course={course} canOpen={hasBegun && course.contentReady} />
      </div>
    </article>
  )
}

function factsOf({ kind, seconds, bytes, learnedAt, score }: UnitView): string[] {
  return [
    unitKinds[kind],
    seconds === null ? '' : clockWords(seconds),
    bytes === null ? '' : bytesWords(bytes),
    learnedAt ? `${dayTime(learnedAt)} 学完` : '',
    score === null ? '' : `成绩 ${Math.round(score * 100)} 分`,
  ].filter(Boolean)
}

function Openers({ unit, course, canOpen }: { unit: UnitView; course: CourseView; canOpen: boolean }) {
  const navigate = useNavigate()
  const open = (item?: string) =>
    navigate({
      to: '/courses/$courseId/learn/$unitId',
      params: { courseId: course.id, unitId: unit.id } as never,
      search: (item ? { item } : {}) as never, // `never`: the router is not told each page's path
    })
  if (unit.kind === 'quiz') return <Quiz unit={unit} hasBegun={course.progress.state !== 'none'} />
  if (unit.items.length > 1)
    return unit.items.map((item) => (
      <Button key={item.id} disabled={!canOpen} onClick={() => open(item.id)} type={item.satisfied ? 'default' : 'primary'}>
        {item.title}
        {item.satisfied ? '（已完成）' : ''}
      </Button>
    ))
  return (
    <Button
      type={unit.learned ? 'default' : 'primary'}
      disabled={!canOpen}
      onClick={() => open()}
      aria-label={`${openWord(unit)}：${unit.title}`}
    >
      {openWord(unit)}
    </Button>
  )
}

/** 测验: sat in the room of exams; its result comes by itself, and at once when somebody asks. */
function Quiz({ unit, hasBegun }: { unit: UnitView; hasBegun: boolean }) {
  const { message } = App.useApp()
  const check = useSend(learningApi.check, {
    done: () => {
      void message.info('正在核对成绩，结果稍后显示在本页。')
      setTimeout(() => void refresh(coursesApi.read), 3000)
    },
  })
  return (
    <>
      <Link to="/my-exams/$examId" params={{ examId: unit.examId } as never}>
        去考试
      </Link>
      {hasBegun && !unit.learned && (
        <Button
          loading={check.isPending}
          onClick={() =>
            check.mutate({ params: { unitId: unit.id } }, { onError: (thrown) => void message.error(asProblem(thrown).sentence) })
          }
        >
          核对成绩
        </Button>
      )}
    </>
  )
}

const openWord = (unit: UnitView) => (unit.learned ? '再看一遍' : unit.progress > 0 ? '继续学习' : '学习')
