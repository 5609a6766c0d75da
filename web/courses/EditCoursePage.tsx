import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Empty, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { CourseId, courseSubjects, editionStates, unitKinds } from '#contract/courses'
import { CourseDraft, courseKeepingApi, type EditionView, type KeptUnit, UnitDraft } from '#contract/courses-keeping'
import { useThemes } from '../hours/themes.ts'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { StateTag } from '../kit/StateTag.tsx'
import { AddUnit } from './AddUnit.tsx'
import { bytesWords, clockWords, hoursWords } from './parts.tsx'
import './courses.css'

const reads = [courseKeepingApi.read, courseKeepingApi.list]

/** 编辑课程: the draft with its units; what is published is shown and never changed. */
export function EditCoursePage() {
  const courseId = useParam('courseId', CourseId)
  const course = useQuery(ask(courseKeepingApi.read, { params: { courseId } }))
  usePageTitle(course.data?.title)
  return (
    <div className="page narrow">
      {course.isPending && <Skeleton active />}
      {course.isError && <ProblemAlert problem={course.error} retry={() => course.refetch()} />}
      {course.data && <Editor course={course.data} />}
    </div>
  )
}

function Editor({ course }: { course: EditionView }) {
  const themes = useThemes()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'course' | 'unit' | 'withdraw' | null>(null)
  const close = () => setOpen(null)
  const call = { params: { courseId: course.id }, version: course.version }
  const failed = (thrown: unknown) => void message.error(asProblem(thrown).sentence)
  const publish = useSend(courseKeepingApi.publish, { refreshes: reads, done: () => void message.success('课程已发布') })
  const redraft = useSend(courseKeepingApi.redraft, { refreshes: reads })
  const change = useSend(courseKeepingApi.change, { refreshes: reads, done: close })
  const withdraw = useSend(courseKeepingApi.withdraw, { refreshes: reads, done: close })
  const mayChange = course.mine && course.hasDraft
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{course.title}</h1>
        <div className="actions">
          <Link to="/courses/$courseId/learners" params={{ courseId: course.id } as never}>
            学习情况
          </Link>
          {mayChange && <Button onClick={() => setOpen('course')}>修改课程信息</Button>}
          {course.mine && !course.hasDraft && (
            <Button loading={redraft.isPending} onClick={() => redraft.mutate(call, { onError: failed })}>
              编写新版本
            </Button>
          )}
          {course.mine && course.state === 'published' && (
            <Button danger onClick={() => setOpen('withdraw')}>
              下架
            </Button>
          )}
          {mayChange && (
            <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(call, { onError: failed })}>
              发布
            </Button>
          )}
        </div>
      </div>
      <Facts course={course} />
      {!course.mine && <Alert className="gap-bottom" type="info" showIcon title={`课程由${course.org.name}管理，这里只能查看。`} />}
      {course.withdrawnWhy && <Alert className="gap-bottom" type="warning" showIcon title={`已下架：${course.withdrawnWhy}`} />}
      {course.mine && !course.hasDraft && (
        <p className="hint gap-bottom">
          已发布的版本不能修改，正在学习的人员按原样学完；要改内容请点“编写新版本”，发布后新开始的人员学新版本。
        </p>
      )}
      <div className="page-head">
        <h2>学习单元</h2>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('unit')}>
            添加单元
          </Button>
        )}
      </div>
      {course.content.length === 0 && <Empty description="还没有单元。点“添加单元”上传视频、文档或课件包。" />}
      <ol className="course-units" aria-label="学习单元">
        {course.content.map((unit, at) => (
          <li key={unit.id}>
            <Unit course={course} unit={unit} at={at} mayChange={mayChange} failed={failed} />
          </li>
        ))}
      </ol>
      <Editions course={course} />
      <AddUnit course={course} open={open === 'unit'} close={close} />
      <ActDrawer
        title="修改课程信息"
        body={CourseDraft}
        choices={{ theme: themes.choicesWith(course.theme) }}
        open={open === 'course'}
        close={close}
        sending={change.isPending}
        problem={change.error}
        initial={{
          ...{ title: course.title, programme: course.programme ?? '', theme: course.theme, hours: course.hours },
          ...{ subject: course.subject, qualifies: course.qualifies, summary: course.summary },
          ...(course.clickMinutes === null ? {} : { clickMinutes: course.clickMinutes }),
          maxRate: course.maxRate,
        }}
        send={(values) => change.mutate({ ...call, body: values as never })} // the server's own schema judges what was filled in
      />
      <ActDrawer
        title="下架"
        body={courseKeepingApi.withdraw.body}
        danger
        open={open === 'withdraw'}
        close={close}
        sending={withdraw.isPending}
        problem={withdraw.error}
        send={(values) => withdraw.mutate({ ...call, body: values as never })} // likewise
      />
    </>
  )
}

/** What the course is, and how its hours count. */
function Facts({ course }: { course: EditionView }) {
  return (
    <p className="course-tags">
      <StateTag of={editionStates} is={course.state} />
      {course.hasDraft && course.state !== 'draft' && <Tag color="gold">有草稿</Tag>}
      <Tag>第 {course.edition} 版</Tag>
      <Tag>{course.theme}</Tag>
      <Tag>{hoursWords(course.hours)}</Tag>
      {course.hours > 0 && <Tag>{courseSubjects[course.subject]}</Tag>}
      {course.hours > 0 && <Tag>{course.qualifies ? '计入轮训合格培训' : '不计入轮训'}</Tag>}
      {course.programme && <Tag>{course.programme}</Tag>}
      <span className="hint">
        {course.org.name}；防挂机：{course.clickMinutes === null ? '不询问' : `每 ${course.clickMinutes} 分钟点击一次`}；最高{' '}
        {course.maxRate} 倍速
      </span>
    </p>
  )
}

interface UnitProps {
  course: EditionView
  unit: KeptUnit
  at: number
  mayChange: boolean
  failed: (thrown: unknown) => void
}

const UnitChange = UnitDraft.pick({ title: true, required: true, share: true, minutes: true })

function Unit({ course, unit, at, mayChange, failed }: UnitProps) {
  const { modal } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const call = { params: { courseId: course.id, unitId: unit.id }, version: course.version }
  const order = useSend(courseKeepingApi.order, { refreshes: reads })
  const remove = useSend(courseKeepingApi.removeUnit, { refreshes: reads })
  const change = useSend(courseKeepingApi.changeUnit, { refreshes: reads, done: () => setOpen(false) })
  const move = (to: number) => {
    const units = course.content.map(({ id }) => id)
    units.splice(to, 0, ...units.splice(at, 1))
    order.mutate({ params: { courseId: course.id }, version: course.version, body: { units } }, { onError: failed })
  }
  const facts = [
    unitKinds[unit.kind],
    unit.examTitle,
    unit.name,
    unit.seconds === null ? null : clockWords(unit.seconds),
    unit.bytes === null ? null : bytesWords(unit.bytes),
  ]
  return (
    <article className="row-card" aria-label={unit.title}>
      <p className="card-head">
        <strong className="card-name">
          {at + 1}. {unit.title}
        </strong>
        <Tag color={unit.required ? 'blue' : 'default'}>{unit.required ? '必修' : '选修'}</Tag>
      </p>
      <p className="hint">{facts.filter(Boolean).join('，')}</p>
      {unit.kind === 'video' && <p className="hint">须观看 {Math.round(unit.share * 100)}%</p>}
      {unit.kind === 'document' && <p className="hint">{unit.minutes > 0 ? `至少阅读 ${unit.minutes} 分钟` : '打开并确认读完'}</p>}
      {unit.items.length > 1 && <p className="hint">包含：{unit.items.map(({ title }) => title).join('、')}</p>}
      {mayChange && (
        <div className="actions">
          <span className="unit-order">
            <Button
              aria-label={`上移 ${unit.title}`}
              icon={<ArrowUpOutlined />}
              disabled={at === 0 || order.isPending}
              onClick={() => move(at - 1)}
            />
            <Button
              aria-label={`下移 ${unit.title}`}
              icon={<ArrowDownOutlined />}
              disabled={at === course.content.length - 1 || order.isPending}
              onClick={() => move(at + 1)}
            />
          </span>
          <Button onClick={() => setOpen(true)}>修改</Button>
          <Button
            danger
            onClick={() =>
              modal.confirm({
                title: `移除单元“${unit.title}”？`,
                content: '只从草稿中移除，已发布的版本不受影响。',
                okText: '移除',
                cancelText: '取消',
                onOk: () => remove.mutate(call, { onError: failed }),
              })
            }
          >
            移除
          </Button>
        </div>
      )}
      <ActDrawer
        title="修改单元"
        body={UnitChange}
        open={isOpen}
        close={() => setOpen(false)}
        sending={change.isPending}
        problem={change.error}
        initial={{ title: unit.title, required: unit.required, share: unit.share, minutes: unit.minutes }}
        send={(values) => change.mutate({ ...call, body: values as never })} // the server's own schema judges what was filled in
      />
    </article>
  )
}

function Editions({ course }: { course: EditionView }) {
  return (
    <section className="panel gap-top" aria-label="版本">
      <h2 className="card-title">版本</h2>
      <ul className="plain-list">
        {course.editions.map(({ number, state, publishedAt, learners }) => (
          <li key={number}>
            第 {number} 版 <StateTag of={editionStates} is={state} />
            <span className="hint">
              {publishedAt ? `${dayTime(publishedAt)} 发布，` : ''}
              {learners} 人学习
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
