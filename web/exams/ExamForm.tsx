import { useQuery } from '@tanstack/react-query'
import { ExamEdit, type ExamView, examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ask, useSend } from '../kit/query.ts'
import type { Values } from '../kit/step-fields.ts'

interface Props {
  open: boolean
  close: () => void
  done: (id: string) => void
  exam?: ExamView
}

/** 拟定或者修改考试: while it is a draft. */
export function ExamForm({ open, close, done, exam }: Props) {
  const papers = useQuery({ ...ask(examPapersApi.list, { query: { size: 100 } }), enabled: open })
  const create = useSend(examsApi.create, { refreshes: [examsApi.list], done: ({ id }) => done(id) })
  const edit = useSend(examsApi.edit, { refreshes: [examsApi.list, examsApi.read], done: ({ id }) => done(id) })
  const send = (values: Values) => {
    const body = ExamEdit.parse(values)
    if (exam) edit.mutate({ params: { examId: exam.id }, version: exam.version, body })
    else create.mutate({ body })
  }
  return (
    <ActDrawer
      title={exam ? '修改考试' : '拟定考试'}
      body={ExamEdit}
      open={open}
      close={close}
      send={send}
      sending={create.isPending || edit.isPending}
      problem={create.error ?? edit.error}
      choices={{
        paperId: (papers.data?.rows ?? []).map((paper) => ({
          value: paper.id,
          label: `${paper.title}（${paper.items} 题，${paper.marks} 分${paper.isOwn ? '' : `，${paper.org}`}）`,
        })),
      }}
      {...(exam ? { initial: initialOf(exam) } : {})}
    />
  )
}

const initialOf = (exam: ExamView): Values => ({
  title: exam.title,
  instructions: exam.instructions,
  paperId: exam.paper?.id,
  audience: exam.audience,
  opensAt: exam.opensAt,
  closesAt: exam.closesAt,
  minutes: exam.minutes,
  lateMinutes: exam.lateMinutes ?? undefined,
  shuffleQuestions: exam.shuffleQuestions,
  shuffleOptions: exam.shuffleOptions,
  passShare: exam.passShare,
  partial: exam.partial,
  doubleMarking: exam.doubleMarking,
  differenceShare: exam.differenceShare,
  review: exam.review,
  hours: exam.hours ?? undefined,
  tells: exam.tells,
})
