import { useQuery } from '@tanstack/react-query'
import { Button, Input, Pagination, Skeleton, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type MatterId, PersonId } from '#contract/common'
import { type CandidateLine, closings, type ExamView, examsApi } from '#contract/exams'
import { matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'
import { ResultsExport } from './ResultsExport.tsx'
import { ScoresDrawer } from './ScoresDrawer.tsx'
import { WideTable } from './WideTable.tsx'

const size = 50
const ended: readonly ExamView['state'][] = ['closed', 'marked', 'released']

/** 考生与成绩: one line each, begun or not. 切屏 is a record beside the result, no verdict. */
export function CandidatesTab({ examId }: { examId: MatterId }) {
  const isTrainer = activeDuty(useMe())?.role === 'trainingOfficer'
  const [page, setPage] = useState(1)
  const [text, setText] = useState('')
  const [shown, setShown] = useState<CandidateLine | null>(null)
  const exam = useQuery(ask(examsApi.read, { params: { examId } }))
  const people = useQuery({
    ...ask(examsApi.candidates, { params: { examId }, query: { page, size, ...(text ? { text } : {}) } }),
    enabled: isTrainer,
  })
  if (!isTrainer) return <p className="hint">考生姓名和成绩由培训管理人员查看。</p>
  if (people.isPending || exam.isPending) return <Skeleton active />
  if (people.isError) return <ProblemAlert problem={people.error} retry={() => people.refetch()} />
  return (
    <>
      <div className="actions gap-bottom">
        {exam.data && <ListActs exam={exam.data} />}
        <ResultsExport examId={examId} />
        <Input.Search
          aria-label="查找考生"
          placeholder="姓名"
          allowClear
          style={{ width: 200 }}
          onSearch={(value) => {
            setPage(1)
            setText(value.trim())
          }}
        />
      </div>
      <WideTable
        label="考生"
        rowKey="personId"
        columns={columnsOf(setShown, exam.data !== undefined && ended.indexOf(exam.data.state) >= 0)}
        dataSource={people.data.rows}
        locale={{ emptyText: '还没有考生。点击“添加考生”选择人员；对本单位和下级单位全体开放的考试，开始作答的人会出现在这里。' }}
      />
      {people.data.total > size && (
        <nav className="pages" aria-label="分页">
          <Pagination current={page} pageSize={size} total={people.data.total} showSizeChanger={false} onChange={setPage} />
        </nav>
      )}
      <ScoresDrawer examId={examId} line={shown} close={() => setShown(null)} />
    </>
  )
}

/** What is looked for first stands first: on a phone the rest is a swipe away. */
const columnsOf = (show: (line: CandidateLine) => void, isOver: boolean): TableColumnsType<CandidateLine> => [
  { title: '姓名', dataIndex: 'name' },
  {
    title: '成绩',
    render: (_, row) =>
      row.total !== null &&
      row.attemptId !== null && (
        <Button type="link" size="small" onClick={() => show(row)}>
          {row.total} 分
        </Button>
      ),
  },
  {
    title: '结果',
    render: (_, row) => row.passed !== null && <Tag color={row.passed ? 'green' : 'red'}>{row.passed ? '合格' : '不合格'}</Tag>,
  },
  { title: '作答', render: (_, row) => <Course row={row} isOver={isOver} /> },
  { title: '切屏', render: (_, row) => (row.away > 0 ? `${row.away} 次` : '') },
  {
    title: '加时',
    render: (_, row) => (row.extraMinutes > 0 ? <span title={row.extraReason ?? ''}>{row.extraMinutes} 分钟</span> : ''),
  },
  { title: '单位', dataIndex: 'org' },
]

function Course({ row, isOver }: { row: CandidateLine; isOver: boolean }) {
  if (!row.startedAt) return <span className="hint">{isOver ? '缺考' : '未开始'}</span>
  if (!row.closedAt || !row.closedBy) return <span>作答中，至 {row.endsAt && dayTime(row.endsAt)}</span>
  return (
    <span>
      {closings[row.closedBy]} <span className="hint">{dayTime(row.closedAt)}</span>
    </span>
  )
}

const People = z.strictObject({
  personIds: z.array(PersonId).min(1, '请选择人员').max(2000).meta({ title: '人员', widget: 'personPicker' }),
})
const Extra = z.strictObject({
  personId: PersonId.meta({ title: '考生', widget: 'personPicker' }),
  minutes: z.int('请填写整数').min(1).max(600).meta({ title: '加时（分钟）' }),
  reason: z.string().min(2, '请填写加时的理由').max(200).meta({ title: '理由' }),
})

const refreshes = [examsApi.candidates, examsApi.read, matterApi.read]

function ListActs({ exam }: { exam: ExamView }) {
  const [open, setOpen] = useState<'add' | 'remove' | 'extra' | null>(null)
  const close = () => setOpen(null)
  const add = useSend(examsApi.addCandidates, { refreshes, done: close })
  const remove = useSend(examsApi.removeCandidates, { refreshes, done: close })
  const extra = useSend(examsApi.giveTime, { refreshes, done: close })
  const params = { examId: exam.id }
  const isBefore = exam.state === 'draft' || exam.state === 'announced'
  if (!isBefore && exam.state !== 'open') return null
  return (
    <>
      <Button type="primary" onClick={() => setOpen('add')}>
        添加考生
      </Button>
      {isBefore && <Button onClick={() => setOpen('remove')}>移除考生</Button>}
      <Button onClick={() => setOpen('extra')}>加时</Button>
      <ActDrawer
        title="添加考生"
        body={People}
        open={open === 'add'}
        close={close}
        send={(values) => add.mutate({ params, body: People.parse(values) })}
        sending={add.isPending}
        problem={add.error}
        above={<p className="hint gap-bottom">参与本试卷命题或者审核的人员、本场阅卷人员不能参加。</p>}
      />
      <ActDrawer
        title="移除考生"
        body={People}
        open={open === 'remove'}
        close={close}
        send={(values) => remove.mutate({ params, body: People.parse(values) })}
        sending={remove.isPending}
        problem={remove.error}
      />
      <ActDrawer
        title="给考生加时"
        body={Extra}
        open={open === 'extra'}
        close={close}
        send={(values) => extra.mutate({ params, body: Extra.parse(values) })}
        sending={extra.isPending}
        problem={extra.error}
        above={<p className="hint gap-bottom">作答中的考生，结束时间随即顺延。</p>}
      />
    </>
  )
}
