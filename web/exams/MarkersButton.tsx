import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { PersonId } from '#contract/common'
import { type ExamView, examsApi } from '#contract/exams'
import { matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'

const Markers = z.strictObject({ personIds: z.array(PersonId).max(50).meta({ title: '阅卷人员', widget: 'personPicker' }) })

/** 阅卷人员: two at least for double marking, a third for what they differ about. */
export function MarkersButton({ exam }: { exam: ExamView }) {
  const [isOpen, setOpen] = useState(false)
  const set = useSend(examsApi.setMarkers, { refreshes: [examsApi.read, matterApi.read], done: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>阅卷人员</Button>
      <ActDrawer
        title="指定阅卷人员"
        body={Markers}
        open={isOpen}
        close={() => setOpen(false)}
        send={(values) => set.mutate({ params: { examId: exam.id }, body: Markers.parse(values) })}
        sending={set.isPending}
        problem={set.error}
        initial={{ personIds: exam.markers.map(({ id }) => id) }}
        above={
          <p className="hint gap-bottom">
            阅卷人员看不到考生姓名和他人的评分。两人阅卷的，请至少指定三人：相差较大的由第三人评。考生不能阅卷。
          </p>
        }
      />
    </>
  )
}
