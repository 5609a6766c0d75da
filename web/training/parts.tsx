import { App, Button, type ButtonProps } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type MatterView, matterApi } from '#contract/matter'
import { trainingApi } from '#contract/training'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { refresh, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Choices, Values } from '../kit/step-fields.ts'
import './training.css'

interface StepActProps {
  matter: MatterView
  step: string
  title: string
  form: z.ZodType
  initial?: Values
  /** What the step carries and nobody writes: which line, which person. */
  fixed?: Values
  choices?: Choices
  danger?: boolean
  button?: ButtonProps
}

/** A step taken from its own place in the page: this line, this session, this person. Shown only while the matter offers it. */
export function StepAct({ matter, step, title, form, initial, fixed, choices, danger = false, button }: StepActProps) {
  const me = useMe()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const take = useSend(matterApi.take, {
    refreshes: [matterApi.read, ...readsOfTraining],
    done: () => {
      setOpen(false)
      message.success(`已办理：${title}。`)
    },
  })
  if (!matter.steps.some((offered) => offered.name === step && offered.open)) return null
  return (
    <>
      <Button size="small" {...button} danger={danger} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <ActDrawer
        title={title}
        body={form}
        open={isOpen}
        close={() => setOpen(false)}
        danger={danger}
        sending={take.isPending}
        problem={take.error}
        {...(initial ? { initial } : {})}
        {...(choices ? { choices } : {})}
        send={(values) =>
          take.mutate({
            params: { matterId: matter.id, step },
            body: { happenedOn: me.today, input: { ...values, ...fixed } },
            version: matter.version,
          })
        }
      />
    </>
  )
}

/** What a step of a class, its places or its plan makes old. */
export const readsOfTraining = [
  trainingApi.class,
  trainingApi.classes,
  trainingApi.plan,
  trainingApi.plans,
  trainingApi.place,
  trainingApi.places,
  trainingApi.outcomes,
]
export const refreshTraining = () => refresh(...readsOfTraining)

const weekdays = ['日', '一', '二', '三', '四', '五', '六']
export const dayWords = (day: string) => `${day}（周${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}）`

/** Shanghai's wall clock of an instant. */
export const clockWords = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)
