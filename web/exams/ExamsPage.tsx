import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { type ExamLine, examsApi } from '#contract/exams'
import { examStates } from '#contract/exams-steps'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { activeDuty, useMe } from '../kit/session.ts'
import { ExamForm } from './ExamForm.tsx'
import { optionsOf } from './QuestionsPage.tsx'
import { spanWords } from './span.ts'

const colours: Record<ExamLine['state'], string> = {
  draft: 'default',
  announced: 'cyan',
  open: 'blue',
  closed: 'orange',
  marked: 'purple',
  released: 'green',
  cancelled: 'default',
}
export const ExamTag = ({ state }: { state: ExamLine['state'] }) => <Tag color={colours[state]}>{examStates[state].title}</Tag>

const columns: readonly ListColumn<ExamLine>[] = [
  { key: 'title', title: '考试', card: 'title', render: (row) => row.title },
  { key: 'state', title: '状态', width: 130, card: 'tag', render: (row) => <ExamTag state={row.state} /> },
  { key: 'window', title: '考试时间', width: 300, render: (row) => spanWords(row.opensAt, row.closesAt) },
  { key: 'minutes', title: '时长', width: 90, render: (row) => `${row.minutes} 分钟` },
  { key: 'people', title: '名单/开考/交卷', width: 140, render: (row) => `${row.candidates} / ${row.begun} / ${row.handedIn}` },
  { key: 'passed', title: '合格', width: 80, render: (row) => row.passed ?? '' },
  { key: 'org', title: '举办单位', render: (row) => row.org.name },
]

const states = optionsOf(Object.fromEntries(Object.entries(examStates).map(([state, { title }]) => [state, title])))

/** 考试管理: the exams of one's reach. */
export function ExamsPage() {
  const isTrainer = activeDuty(useMe())?.role === 'trainingOfficer'
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <>
      <ListPage
        title="考试管理"
        name="exams"
        source={examsApi.list}
        columns={columns}
        filters={[
          { kind: 'text', name: 'text', label: '考试名称' },
          { kind: 'choice', name: 'state', label: '状态', options: states },
        ]}
        rowKey={(row) => row.id}
        rowTitle={(row) => row.title}
        opens={(row) => `/exams/${row.id}`}
        actions={
          isTrainer && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
              拟定考试
            </Button>
          )
        }
        empty="还没有考试。点击“拟定考试”，选定试卷和时间，添加考生后公布；到时自动开始和结束。"
      />
      <ExamForm open={isOpen} close={() => setOpen(false)} done={(id) => navigate({ to: `/exams/${id}` })} />
    </>
  )
}
