import { Button } from 'antd'
import { useState } from 'react'
import { type IndicatorDetail, indicatorsApi } from '#contract/indicators-catalogue'
import { outsideApi } from '#contract/indicators-outside'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'

export function PlausibilityButton({ detail: { line, plausibility } }: { detail: IndicatorDetail }) {
  const [open, setOpen] = useState(false)
  const send = useSend(indicatorsApi.setPlausibility, {
    refreshes: [indicatorsApi.read, outsideApi.series],
    done: () => setOpen(false),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>调整合理范围</Button>
      <ActDrawer
        title="调整合理范围"
        body={indicatorsApi.setPlausibility.body}
        open={open}
        close={() => setOpen(false)}
        sending={send.isPending}
        problem={send.error}
        initial={{ ...plausibility }}
        send={(values) => send.mutate({ params: { indicatorId: line.id }, body: values as never })} // judged by the server's schema
      />
    </>
  )
}
