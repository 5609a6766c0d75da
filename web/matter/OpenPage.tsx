import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Skeleton } from 'antd'
import { z } from 'zod'
import { inboxApi } from '#contract/inbox'
import { matterApi, type OfferedStep, type Openable } from '#contract/matter'
import { dropDraft } from '../kit/draft.ts'
import { useMatterPath } from '../kit/house.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { useSend } from '../kit/query.ts'
import { StepForm } from '../kit/StepForm.tsx'
import { useMe } from '../kit/session.ts'
import { useOpenable } from './openable.ts'

/** 登记: any matter whose process declares its opening, by that form. */
export function OpenPage() {
  const process = useParam('process', z.string())
  const openable = useOpenable()
  const found = openable.data?.find((one) => one.process === process)
  usePageTitle(found && titleOf(found))
  if (openable.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (openable.isError) return <ProblemAlert problem={openable.error} retry={() => openable.refetch()} />
  if (!found) return <Alert type="warning" showIcon title="当前职务不能登记这类事项，请切换职务，或者从工作台选择可以登记的事项。" />
  return <Opening key={process} openable={found} />
}

const titleOf = ({ title }: Openable) => `登记${title}`

/** The opening act is drawn like any other; its name keeps the draft of each process apart. */
const openingStep = ({ process, law, form }: Openable): OfferedStep => ({
  name: `open ${process}`,
  title: '登记',
  basis: law,
  open: true,
  reason: null,
  warnings: [],
  form,
  kind: 'move',
  danger: false,
})

function Opening({ openable }: { openable: Openable }) {
  const { process } = openable
  const me = useMe()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const path = useMatterPath()
  const step = openingStep(openable)
  const open = useSend(matterApi.open, {
    refreshes: [inboxApi.opened],
    done: ({ id }) => {
      dropDraft({ personId: me.person.id, matterId: 'new', step: step.name })
      message.success(`已${titleOf(openable)}。`)
      void navigate({ to: path({ process, id }) as never }) // `never`: the rooms' own paths are text
    },
  })
  return (
    <div className="page">
      <h1 className="page-title">{titleOf(openable)}</h1>
      <section className="panel form-page">
        <StepForm
          step={step}
          matterId={null}
          sending={open.isPending}
          problem={open.error}
          onCancel={() => void navigate({ to: '/' })}
          onSubmit={(body) => open.mutate({ body: { process, ...body } })}
        />
      </section>
    </div>
  )
}
