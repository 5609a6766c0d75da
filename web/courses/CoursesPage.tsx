import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CourseLine, coursesApi, learningStates } from '#contract/courses'
import { useThemes } from '../hours/themes.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { ask } from '../kit/query.ts'
import { CourseProgress } from './parts.tsx'
import './courses.css'

const options = (of: Readonly<Record<string, string | { title: string }>>) =>
  Object.keys(of).map((value) => {
    const named = of[value]!
    return { value, label: typeof named === 'string' ? named : named.title }
  })

const columns: readonly ListColumn<CourseLine>[] = [
  { key: 'title', title: '课程', card: 'title', render: ({ title }) => title },
  { key: 'programme', title: '专题', render: ({ programme }) => programme ?? '—' },
  { key: 'theme', title: '主题', render: ({ theme }) => theme },
  { key: 'hours', title: '学时', align: 'right', render: ({ hours }) => (hours > 0 ? hours : '不计') },
  { key: 'units', title: '单元', align: 'right', card: 'none', render: ({ units }) => units },
  { key: 'org', title: '发布单位', render: ({ org }) => org.name },
  { key: 'progress', title: '我的进度', width: 160, render: (course) => <CourseProgress course={course} /> },
]

/** 在线课程: what I am learning first, then everything that is offered where I work. */
export function CoursesPage() {
  const themes = useThemes()
  const filters: readonly ListFilter[] = [
    { kind: 'text', name: 'text', label: '课程或专题' },
    { kind: 'choice', name: 'theme', label: '主题', options: themes.all },
    { kind: 'choice', name: 'state', label: '学习情况', options: options(learningStates) },
  ]
  return (
    <ListPage
      title="在线课程"
      name="courses"
      source={coursesApi.list}
      columns={columns}
      filters={filters}
      rowKey={({ id }) => id}
      rowTitle={({ title }) => title}
      opens={({ id }) => `/courses/${id}`}
      above={<MyCourses />}
      empty="本单位和上级单位还没有发布课程。课程由培训管理人员在“课程管理”中编制发布。"
    />
  )
}

/** 我的课程: unfinished ones are one touch away, wherever they were begun. */
function MyCourses() {
  const { data } = useQuery(ask(coursesApi.mine, {}))
  const going = data?.filter(({ progress }) => progress.state === 'learning') ?? []
  const completed = (data?.length ?? 0) - going.length
  if (!data || data.length === 0) return null
  return (
    <section className="panel gap-bottom" aria-label="我的课程">
      <div className="page-head">
        <h2>我的课程</h2>
        <span className="hint">
          学习中 {going.length} 门，已完成 {completed} 门
        </span>
      </div>
      {going.length === 0 && <p className="hint">没有未学完的课程，可以从下面选一门开始。</p>}
      <ul className="my-courses">
        {going.slice(0, 6).map((course) => (
          <li key={course.id} className="row-card">
            <Link to="/courses/$courseId" params={{ courseId: course.id } as never}>
              {course.title}
            </Link>
            <CourseProgress course={course} />
          </li>
        ))}
      </ul>
    </section>
  )
}
