import { Alert } from 'antd'
import { useMemo } from 'react'
import type { OfferedStep } from '#contract/matter'
import { SchemaForm } from './SchemaForm.tsx'
import { useMe } from './session.ts'
import type { Choices, JsonSchema, Values } from './step-fields.ts'

/** What a step sends: the body of `matterApi.take`. */
export interface StepValues {
  happenedOn: string
  input: Values
}

export interface StepFormProps {
  step: OfferedStep
  matterId: string
  onSubmit: (values: StepValues) => void
  sending: boolean
  problem: unknown
  onCancel: () => void
  /** What is known already, e.g. the parties of the case. */
  initial?: Values
  /** Answers that only the page knows, by field name: the parties of the case, say. */
  choices?: Choices
  /** The step's input so far. */
  onChange?: (input: Values) => void
}

const isSchema = (form: Record<string, unknown>): form is Record<string, unknown> & JsonSchema => typeof form === 'object'

/** The day of a step is a legal day that a person enters, never the moment of typing (design §6.5). */
const bodySchema = (form: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['happenedOn', 'input'],
  properties: {
    happenedOn: { type: 'string', format: 'date', title: '发生日期', description: '事情实际发生的日期，不是录入的日期；不能晚于今天。' },
    input: form,
  },
})

/** Null: the matter is not there yet, this is the form that opens it. */
type Opened = Omit<StepFormProps, 'matterId'> & { matterId: string | null }

/** The form of one step, drawn from its schema. */
export function StepForm(props: Opened) {
  const { step, matterId, onSubmit, sending, problem, onCancel, initial, choices, onChange } = props
  const me = useMe()
  const schema = useMemo(() => bodySchema(isSchema(step.form) ? withoutTitle(step.form) : {}), [step.form])
  const start = useMemo(() => ({ happenedOn: me.today, ...(initial ? { input: initial } : {}) }), [me.today, initial])
  return (
    <SchemaForm
      schema={schema}
      initial={start}
      matterId={matterId}
      {...(choices ? { choices } : {})}
      {...(onChange ? { onChange: ({ input }: Values) => onChange((input ?? {}) as Values) } : {})} // as below
      draft={{ personId: me.person.id, matterId: matterId ?? 'new', step: step.name }}
      sending={sending}
      submitText={step.title}
      danger={step.danger}
      open={step.open}
      problem={problem}
      issuesUnder={['input']}
      onCancel={onCancel}
      onSubmit={({ happenedOn, input }) => onSubmit({ happenedOn: String(happenedOn), input: (input ?? {}) as Values })} // `input` is a group of the schema above
      above={<StepWords step={step} />}
    />
  )
}

/** A title of the whole body is the name of the step, and stands above the form already. */
const withoutTitle = ({ title: _, ...form }: JsonSchema): JsonSchema => ({ ...form, type: 'object', properties: form.properties ?? {} })

function StepWords({ step }: { step: OfferedStep }) {
  return (
    <>
      {step.basis && <p className="hint gap-bottom">依据：{step.basis}</p>}
      {!step.open && <Alert className="gap-bottom" type="warning" showIcon title={`现在不能办理：${step.reason ?? ''}`} />}
      {step.warnings.map((warning) => (
        <Alert key={warning} className="gap-bottom" type="warning" showIcon title={warning} />
      ))}
    </>
  )
}
