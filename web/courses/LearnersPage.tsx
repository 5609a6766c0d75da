import { useQuery } from '@tanstack/react-query'
import { Progress, Tag } from 'antd'
import { CourseId, coursesApi } from '#contract/courses'
import { courseKeepingApi, type Learner } from '#contract/courses-keeping'
import { dayTime } from '../kit/day.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'

const columns: readonly ListColumn<Learner>[] = [
  { key: 'name', title: '姓名', card: 'title', render: ({ name }) => name },
  { key: 'org', title: '单位', render: ({ org }) => org || '—' },
  {
    key: 'state',
    title: '学习情况',
    card: 'tag',
    render: ({ completedOn }) => (completedOn ? <Tag color="green">已完成</Tag> : <Tag color="blue">学习中</Tag>),
  },
  {
    key: 'progress',
    title: '必修单元',
    width: 180,
    render: ({ name, learned, required }) => (
      <Progress
        percent={required === 0 ? 0 : Math.floor((learned / required) * 100)}
        size="small"
        aria-label={`${name}的进度`}
        format={() => `${learned} / ${required}`}
      />
    ),
  },
  { key: 'beganAt', title: '开始时间', render: ({ beganAt }) => dayTime(beganAt) },
  { key: 'completedOn', title: '完成日期', render: ({ completedOn }) => completedOn ?? '—' },
  { key: 'edition', title: '版本', align: 'right', optional: true, render: ({ edition }) => `第 ${edition} 版` },
]

const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '姓名' },
  {
    kind: 'choice',
    name: 'state',
    label: '学习情况',
    options: [
      { value: 'learning', label: '学习中' },
      { value: 'completed', label: '已完成' },
    ],
  },
]

/** 学习情况: who of my people learns the course, and how far. */
export function LearnersPage() {
  const courseId = useParam('courseId', CourseId)
  const course = useQuery({ ...ask(coursesApi.read, { params: { courseId } }), retry: false })
  usePageTitle(course.data ? `${course.data.title}：学习情况` : undefined, { path: `/courses/${courseId}`, title: '课程' })
  return (
    <ListPage
      title={course.data ? `学习情况：${course.data.title}` : '学习情况'}
      name="course-learners"
      source={courseKeepingApi.learners}
      params={{ courseId }}
      columns={columns}
      filters={filters}
      rowKey={({ personId }) => personId}
      rowTitle={({ name }) => name}
      empty="管辖范围内还没有人开始学习这门课程。可以在工作群里转发课程地址，或者编入培训班。"
    />
  )
}
