import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Drawer, type GetRef } from 'antd'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { type MatterView, matterApi, type OfferedStep } from '#contract/matter'
import { dropDraft } from '../kit/draft.ts'
import { asProblem } from '../kit/problem-error.ts'
import { keyOf, refresh, useSend } from '../kit/query.ts'
import { StepForm, type StepFormProps } from '../kit/StepForm.tsx'
import { useIsPhone } from '../kit/screen.ts'
import { meQuery, useMe } from '../kit/session.ts'
import type { Choices } from '../kit/step-fields.ts'

/** A room's own form of a step: the same properties as StepForm. */
export type StepForms = Readonly<Record<string, ComponentType<StepFormProps>>>

interface StepDrawerProps {
  matter: MatterView
  stepName: string | null
  onClose: () => void
  forms?: StepForms
  initial?: (step: string, matter: MatterView) => Record<string, unknown> | undefined
  choices?: Choices
  refreshes?: readonly { path: string }[]
}

/** The form of a step beside its matter. It stays open, filled, until the step was taken or the person closes it. */
export function StepDrawer(props: StepDrawerProps) {
  const { matter, stepName, onClose } = props
  const isPhone = useIsPhone()
  const [isDirty, setDirty] = useState(false)
  const step = matter.steps.find(({ name }) => name === stepName)
  const close = () => {
    setDirty(false)
    onClose()
  }
  return (
    <Drawer
      open={stepName !== null}
      title={step?.title ?? '办理步骤'}
      size={isPhone ? '100%' : 720}
      onClose={close}
      mask={{ closable: !isDirty }}
      destroyOnHidden
      closable={{ 'aria-label': '关闭' }}
    >
      <div onInput={() => setDirty(true)}>
        {step && <TakeStep key={step.name} {...props} step={step} onClose={close} />}
        {stepName !== null && !step && (
          <Alert type="warning" showIcon title="该步骤已不能办理，事项可能已被他人推进。已填写的内容保存在草稿中。" />
        )}
      </div>
    </Drawer>
  )
}

/** What others did since this form was opened. */
function Meanwhile({ matter, seen }: { matter: MatterView; seen: number }) {
  const newer = matter.history.slice(seen)
  const place = useRef<GetRef<typeof Alert>>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the matter brings it into sight again
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no clean-up.
    place.current?.nativeElement.scrollIntoView({ block: 'center' })
  }, [matter.version])
  return (
    <Alert
      ref={place}
      className="gap-bottom"
      type="warning"
      showIcon
      title="该事项刚刚被他人更新，您填写的内容没有丢失。请核对下列变化，确认无误后再次提交。"
      description={
        <ul className="plain-list">
          {newer.map((step) => (
            <li key={step.id}>
              {step.happenedOn}　{step.title}（{step.by.org} {step.by.person}）
            </li>
          ))}
          {newer.length === 0 && <li>事项的其他信息有变化，请核对页面上方内容。</li>}
        </ul>
      }
    />
  )
}

function TakeStep(props: StepDrawerProps & { step: OfferedStep }) {
  const { matter, step, onClose, refreshes = [] } = props
  const me = useMe()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const seen = useRef(matter.history.length)
  const [isStale, setStale] = useState(false)
  const take = useSend(matterApi.take, {
    // Awaited before the next step can be begun: its form starts from what these reads say.
    refreshes,
    done: (answer) => {
      dropDraft({ personId: me.person.id, matterId: matter.id, step: step.name })
      queryClient.setQueryData(keyOf(matterApi.read, { params: { matterId: matter.id } }), answer)
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
      message.success(`已办理：${step.title}。`)
      onClose()
    },
  })
  const problem = take.error && asProblem(take.error).code === 'stale' ? null : take.error
  const Form = props.forms?.[step.name] ?? StepForm
  const initial = props.initial?.(step.name, matter)
  return (
    <>
      {isStale && <Meanwhile matter={matter} seen={seen.current} />}
      <Form
        step={step}
        matterId={matter.id}
        sending={take.isPending}
        problem={problem}
        onCancel={onClose}
        {...(initial ? { initial } : {})}
        {...(props.choices ? { choices: props.choices } : {})}
        onSubmit={(body) =>
          take.mutate(
            { params: { matterId: matter.id, step: step.name }, body, version: matter.version },
            {
              onError: (thrown) => {
                const { code } = asProblem(thrown)
                if (code === 'stale') setStale(true)
                // What is shown was wrong about what is open: read it again, the form keeps what was written.
                if (code === 'stale' || code === 'closed') void refresh(matterApi.read)
              },
            },
          )
        }
      />
    </>
  )
}
