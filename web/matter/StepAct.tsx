import { App, Button, type ButtonProps } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type MatterView, matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Choices, Values } from '../kit/step-fields.ts'

interface StepActProps {
  matter: MatterView
  step: string
  title: string
  form: z.ZodType
  /** What the step makes old besides the matter itself. */
  refreshes: readonly { path: string }[]
  initial?: Values
  /** What the step carries and nobody writes: which question, which decision. */
  fixed?: Values
  choices?: Choices
  danger?: boolean
  button?: ButtonProps
}

/** A step taken from its own place in the page: this question, this decision. Shown only while the matter offers it. */
export function StepAct({ matter, step, title, form, refreshes, initial, fixed, choices, danger = false, button }: StepActProps) {
  const me = useMe()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const take = useSend(matterApi.take, {
    refreshes: [matterApi.read, ...refreshes],
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
