import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Descriptions, Skeleton } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Instant, MatterId } from '#contract/common'
import { audiences, type ExamView, examsApi, partials } from '#contract/exams'
import { reviews } from '#contract/exams-steps'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { CandidatesTab } from './CandidatesTab.tsx'
import { ExamForm } from './ExamForm.tsx'
import { MarkersButton } from './MarkersButton.tsx'
import { StatisticsTab } from './StatisticsTab.tsx'
import { spanWords } from './span.ts'
import './exams.css'

/** 考试: its rules, who sits it and with what result, and how its questions did. Steps stand on top as on every matter. */
export function ExamPage() {
  const examId = useParam('examId', MatterId)
  return (
    <MatterPage
      matterId={examId}
      refreshes={[examsApi.read, examsApi.list, examsApi.candidates, examsApi.statistics]}
      actions={(matter) => <Acts key={matter.version} examId={examId} />}
      tabs={[
        { key: 'rules', title: '考试安排', content: () => <Rules examId={examId} /> },
        { key: 'people', title: '考生与成绩', content: () => <CandidatesTab examId={examId} /> },
        { key: 'statistics', title: '试题分析', content: () => <StatisticsTab examId={examId} /> },
      ]}
    />
  )
}

const useExam = (examId: MatterId) => useQuery(ask(examsApi.read, { params: { examId } }))

function Rules({ examId }: { examId: MatterId }) {
  const exam = useExam(examId)
  if (exam.isPending) return <Skeleton active />
  if (exam.isError) return <ProblemAlert problem={exam.error} retry={() => exam.refetch()} />
  return (
    <>
      <Descriptions column={{ xs: 1, lg: 2 }} size="small" items={factsOf(exam.data)} />
      {exam.data.instructions && <p className="exam-words gap-top">{exam.data.instructions}</p>}
    </>
  )
}

const yesNo = (value: boolean) => (value ? '是' : '否')
const percent = (share: number) => `${Math.round(share * 1000) / 10}%`

const factsOf = (exam: ExamView) => [
  {
    key: 'paper',
    label: '试卷',
    children: exam.paper ? `${exam.paper.title}（${exam.paper.items} 题，${exam.paper.marks} 分）` : '还没有选定',
  },
  { key: 'audience', label: '参加人员', children: audiences[exam.audience] },
  { key: 'window', label: '时间', children: spanWords(exam.opensAt, exam.closesAt) },
  { key: 'minutes', label: '答题时长', children: `${exam.minutes} 分钟` },
  { key: 'late', label: '迟到', children: exam.lateMinutes === null ? '窗口期内都可以开始' : `超过 ${exam.lateMinutes} 分钟不得入场` },
  { key: 'pass', label: '合格线', children: percent(exam.passShare) },
  { key: 'shuffle', label: '打乱试题 / 选项', children: `${yesNo(exam.shuffleQuestions)} / ${yesNo(exam.shuffleOptions)}` },
  { key: 'partial', label: '多选题', children: partials[exam.partial] },
  {
    key: 'double',
    label: '主观题',
    children: exam.doubleMarking ? `两人阅卷，相差超过该题分值 ${percent(exam.differenceShare)} 由第三人评` : '一人阅卷',
  },
  { key: 'review', label: '公布后可以查看', children: reviews[exam.review] },
  { key: 'hours', label: '学时', children: exam.hours === null ? '不计学时' : `合格计 ${exam.hours} 学时` },
  { key: 'markers', label: '阅卷人员', children: exam.markers.map(({ name }) => name).join('、') || '未指定' },
  ...(exam.makeupOf ? [{ key: 'makeup', label: '补考', children: `${exam.makeupOf.title} 的补考` }] : []),
]

const Window = z.strictObject({
  opensAt: Instant.meta({ title: '开始时间', future: true }),
  closesAt: Instant.meta({ title: '结束时间', future: true }),
})

function Acts({ examId }: { examId: MatterId }) {
  const exam = useExam(examId)
  const isTrainer = activeDuty(useMe())?.role === 'trainingOfficer'
  const [open, setOpen] = useState<'edit' | 'makeUp' | null>(null)
  const navigate = useNavigate()
  const makeUp = useSend(examsApi.makeUp, { refreshes: [examsApi.list], done: ({ id }) => navigate({ to: `/exams/${id}` }) })
  if (!exam.data || !isTrainer) return null
  const { state } = exam.data
  return (
    <>
      {state === 'draft' && <Button onClick={() => setOpen('edit')}>修改</Button>}
      {['draft', 'announced', 'open', 'closed'].indexOf(state) >= 0 && <MarkersButton exam={exam.data} />}
      {['marked', 'released'].indexOf(state) >= 0 && <Button onClick={() => setOpen('makeUp')}>安排补考</Button>}
      <ExamForm open={open === 'edit'} close={() => setOpen(null)} done={() => setOpen(null)} exam={exam.data} />
      <ActDrawer
        title="安排补考"
        body={Window}
        open={open === 'makeUp'}
        close={() => setOpen(null)}
        send={(values) => makeUp.mutate({ params: { examId }, body: Window.parse(values) })}
        sending={makeUp.isPending}
        problem={makeUp.error}
        above={<p className="hint gap-bottom">缺考和不合格的人员列入补考名单，规则和试卷不变，可以在补考公布前修改。</p>}
      />
    </>
  )
}
