import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { editionStates } from '#contract/courses'
import { CourseDraft, courseKeepingApi, type KeptCourse } from '#contract/courses-keeping'
import { useThemes } from '../hours/themes.ts'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { useSend } from '../kit/query.ts'
import { StateTag } from '../kit/StateTag.tsx'

const columns: readonly ListColumn<KeptCourse>[] = [
  { key: 'title', title: '课程', card: 'title', render: ({ title }) => title },
  {
    key: 'state',
    title: '状态',
    card: 'tag',
    render: ({ state, hasDraft }) => (
      <>
        <StateTag of={editionStates} is={state} />
        {hasDraft && state !== 'draft' && <StateTag of={editionStates} is="draft" />}
      </>
    ),
  },
  { key: 'edition', title: '版本', align: 'right', card: 'none', render: ({ edition }) => `第 ${edition} 版` },
  { key: 'theme', title: '主题', render: ({ theme }) => theme },
  { key: 'hours', title: '学时', align: 'right', render: ({ hours }) => (hours > 0 ? hours : '不计') },
  { key: 'units', title: '单元', align: 'right', card: 'none', render: ({ units }) => units },
  { key: 'learners', title: '学习人数', align: 'right', render: ({ learners }) => learners },
  { key: 'completed', title: '完成人数', align: 'right', render: ({ completed }) => completed },
  { key: 'org', title: '编制单位', render: ({ org }) => org.name },
  { key: 'publishedAt', title: '发布时间', optional: true, render: ({ publishedAt }) => (publishedAt ? dayTime(publishedAt) : '—') },
]

const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '课程名称' },
  {
    kind: 'choice',
    name: 'state',
    label: '状态',
    options: [
      { value: 'draft', label: editionStates.draft.title },
      { value: 'published', label: editionStates.published.title },
      { value: 'withdrawn', label: editionStates.withdrawn.title },
    ],
  },
]

/** 课程管理: the courses of my unit and of units below it. */
export function KeepingPage() {
  const themes = useThemes()
  const navigate = useNavigate()
  const [isMaking, setMaking] = useState(false)
  const create = useSend(courseKeepingApi.create, {
    refreshes: [courseKeepingApi.list],
    done: ({ id }) => void navigate({ to: '/course-keeping/$courseId', params: { courseId: id } as never }), // `never`: the router is not told each page's path
  })
  return (
    <>
      <ListPage
        title="课程管理"
        name="course-keeping"
        source={courseKeepingApi.list}
        columns={columns}
        filters={filters}
        rowKey={({ id }) => id}
        rowTitle={({ title }) => title}
        opens={({ id }) => `/course-keeping/${id}`}
        empty="还没有课程。点“新建课程”填写名称和学时，再添加视频、文档或课件包，然后发布。"
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            新建课程
          </Button>
        }
      />
      <ActDrawer
        title="新建课程"
        body={CourseDraft}
        choices={{ theme: themes.choicesWith(null) }}
        open={isMaking}
        close={() => setMaking(false)}
        sending={create.isPending}
        problem={create.error}
        send={(values) => create.mutate({ body: values as never })} // the server's own schema judges what was filled in
      />
    </>
  )
}
