import { App, Button, type ButtonProps } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { meetingsApi } from '#contract/coordination-meetings'
import { requestsApi } from '#contract/coordination-requests'
import { scoresApi } from '#contract/coordination-scores'
import type { Endpoint } from '#contract/endpoint'
import { type MatterView, matterApi } from '#contract/matter'
import { useAct } from '../documents/use-act.tsx'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { type Call, download } from '../kit/client.ts'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Choices, Values } from '../kit/step-fields.ts'
import './coordination.css'

export const readsOfRequests = [requestsApi.read, requestsApi.list, scoresApi.board]
export const readsOfMeetings = [meetingsApi.read, meetingsApi.list, meetingsApi.notice]
export const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }))

interface StepActProps {
  matter: MatterView
  step: string
  title: string
  form: z.ZodType
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

/** A file that the server makes: refused in words, beside its button. */
export function DownloadButton<E extends Endpoint>({
  source,
  call,
  name,
  label,
}: {
  source: E
  call: Call<E>
  name: string
  label: string
}) {
  const act = useAct()
  return (
    <>
      <Button loading={act.busy !== null} onClick={() => act.run('download', () => download(source, call, name))}>
        {label}
      </Button>
      {act.problem}
    </>
  )
}
