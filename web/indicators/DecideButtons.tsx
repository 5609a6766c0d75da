import { App, Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { type OutsideValue, outsideApi } from '#contract/indicators-outside'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'

const Refusal = z.strictObject({
  reason: z.string().trim().min(2, '请写明退回理由').max(200).meta({ title: '退回理由', widget: 'textarea' }),
})

/** 复核 by another person than who entered it; 撤回 by that one. */
export function DecideButtons({ value }: { value: OutsideValue }) {
  const { message } = App.useApp()
  const [refusing, setRefusing] = useState(false)
  const decide = useSend(outsideApi.decide, {
    refreshes: [outsideApi.list, outsideApi.lines, indicatorsApi.read],
    done: () => setRefusing(false),
  })
  const params = { valueId: value.id }
  const say = (decision: 'confirmed' | 'withdrawn') =>
    decide.mutate({ params, body: { decision } }, { onError: (thrown) => message.error(asProblem(thrown).sentence) })
  if (value.mayWithdraw)
    return (
      <Button size="small" loading={decide.isPending} onClick={() => say('withdrawn')}>
        撤回
      </Button>
    )
  if (!value.mayDecide) return null
  return (
    <span className="actions">
      <Button size="small" type="primary" loading={decide.isPending} onClick={() => say('confirmed')}>
        复核
      </Button>
      <Button size="small" onClick={() => setRefusing(true)}>
        退回
      </Button>
      <ActDrawer
        title="退回"
        body={Refusal}
        open={refusing}
        close={() => setRefusing(false)}
        sending={decide.isPending}
        problem={decide.error}
        send={(values) => decide.mutate({ params, body: { ...values, decision: 'refused' } })}
      />
    </span>
  )
}
