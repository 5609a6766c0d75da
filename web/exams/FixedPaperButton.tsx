import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { examPapersApi } from '#contract/exams-papers'
import { type QuestionKind, type QuestionLine, questionKinds } from '#contract/questions'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'

const marksOf = (kind: QuestionKind) => `marks-${kind}`
/** The marks of a question go by its kind: as many fields as there are kinds among the chosen. */
const draftFor = (kinds: readonly QuestionKind[]) =>
  z.strictObject({
    title: z.string().min(2, '请填写试卷名称').max(80).meta({ title: '试卷名称' }),
    ...Object.fromEntries(
      kinds.map((kind) => [
        marksOf(kind),
        z
          .number()
          .min(0.5)
          .max(100)
          .meta({ title: `${questionKinds[kind]}每题分值` }),
      ]),
    ),
    shared: z.boolean().default(false).meta({ title: '下级单位也可以用于考试' }),
  })

/** 固定选题组卷: the chosen questions in their order, with the marks of their kind. */
export function FixedPaperButton({ rows, done }: { rows: readonly QuestionLine[]; done: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const create = useSend(examPapersApi.create, {
    refreshes: [examPapersApi.list],
    done: ({ id }) => {
      done()
      navigate({ to: `/exam-papers/${id}` })
    },
  })
  const reviewed = rows.filter(({ state }) => state === 'reviewed')
  const all = Object.keys(questionKinds) as QuestionKind[] // the keys of a const object
  const draft = draftFor(all.filter((kind) => reviewed.some((one) => one.kind === kind)))
  return (
    <>
      <Button disabled={reviewed.length === 0} onClick={() => setOpen(true)}>
        用选中的试题组卷
      </Button>
      <ActDrawer
        title="固定选题组卷"
        body={draft}
        open={isOpen}
        close={() => setOpen(false)}
        send={(values) => {
          const { title, shared, ...rest } = draft.parse(values)
          const marks: Readonly<Record<string, unknown>> = rest
          const items = reviewed.map(({ versionId, kind }) => ({ versionId, marks: Number(marks[marksOf(kind)]) }))
          create.mutate({ body: { how: 'fixed', title, shared, items } })
        }}
        sending={create.isPending}
        problem={create.error}
        above={
          <p className="hint gap-bottom">
            选中 {rows.length} 题，其中已审核、可以组卷的 {reviewed.length} 题。
          </p>
        }
      />
    </>
  )
}
