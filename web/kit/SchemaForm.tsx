import { Alert, Button, Form } from 'antd'
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { dayTime } from './day.ts'
import { type DraftName, dropDraft, readDraft, saveDraft } from './draft.ts'
import { Fields } from './Fields.tsx'
import { ProblemAlert } from './ProblemAlert.tsx'
import { asProblem } from './problem-error.ts'
import {
  type Choices,
  cleaned,
  type Field,
  fieldsOf,
  initialValues,
  type JsonSchema,
  type Path,
  pathOf,
  rowWords,
  type Values,
} from './step-fields.ts'
import { UploadsContext } from './uploads.ts'

export interface SchemaFormProps {
  schema: JsonSchema
  onSubmit: (values: Values) => void
  /** What is written so far, for a page that answers while it is written: a range, a warning. */
  onChange?: (values: Values) => void
  sending: boolean
  submitText: string
  danger?: boolean
  /** False: may not be sent now (the step has closed meanwhile); what is written stays. */
  open?: boolean
  onCancel?: () => void
  /** What the server refused with: its issues go to their fields, its sentence stands on top. */
  problem?: unknown
  initial?: Values
  draft?: DraftName | null
  matterId?: string | null
  /** Answers that only the page knows, by field name. */
  choices?: Choices
  /** Stands above the fields: warnings, what changed meanwhile. */
  above?: ReactNode
  /** Paths of issues that lack their first part, e.g. `input`. */
  issuesUnder?: Path
}

interface Fault {
  path: Path
  message: string
}

/** antd builds the id of a control so. */
const idOf = (form: string, path: Path) => [form, ...path].join('_')

function focusOn(form: string, path: Path) {
  const place = document.getElementById(idOf(form, path))
  const target = place?.matches('input,textarea,button,[tabindex]')
    ? place
    : place?.querySelector<HTMLElement>('input,textarea,button,[tabindex]')
  place?.closest('details')?.setAttribute('open', '')
  place?.scrollIntoView({ block: 'center' })
  target?.focus({ preventScroll: true })
}

const hasField = (fields: readonly Field[], path: Path): boolean => {
  const field = fields.find((one) => one.name === path[0])
  if (!field) return false
  if (path.length === 1 || field.kind !== 'group') return true
  return hasField(field.fields, path.slice(1))
}

const faultsOf = (problem: unknown, fields: readonly Field[], under: Path): Fault[] =>
  problem === undefined || problem === null
    ? []
    : asProblem(problem).issues.map(({ path, message }) => {
        const own = pathOf(path)
        return { path: hasField(fields, own) ? own : [...under, ...own], message }
      })

/** A form drawn from a schema. What is written is kept as a draft until it was sent; every fault stands in one list on top and at its field. */
export function SchemaForm(props: SchemaFormProps) {
  const [turn, setTurn] = useState(0)
  const startAnew = () => {
    if (props.draft) dropDraft(props.draft)
    setTurn(turn + 1)
  }
  return <Drawn key={turn} {...props} startAnew={startAnew} />
}

/** Saves a little after the last key, and at once when the form goes away before that. */
function useDraft(draft: DraftName | null | undefined) {
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; values: Values } | null>(null)
  const keep = (values: Values) => {
    if (pending.current) clearTimeout(pending.current.timer)
    pending.current = null
    if (draft) saveDraft(draft, values)
  }
  const keepSoon = (values: Values) => {
    if (pending.current) clearTimeout(pending.current.timer)
    pending.current = { values, timer: setTimeout(() => keep(values), 400) }
  }
  const latest = useRef(keep)
  latest.current = keep
  useEffect(
    () => () => {
      if (pending.current) latest.current(pending.current.values)
    },
    [],
  )
  return { keep, keepSoon }
}

const noPath: Path = []
const noChoices: Choices = {}

function Drawn(props: SchemaFormProps & { startAnew: () => void }) {
  const { schema, onSubmit, sending, problem, draft, initial, open = true, issuesUnder = noPath, choices = noChoices } = props
  const [form] = Form.useForm<Values>()
  const name = `f${useId().replace(/[^\w]/g, '')}`
  const fields = useMemo(() => fieldsOf(schema, choices), [schema, choices])
  const [kept] = useState(() => (draft ? readDraft(draft) : null))
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [uploading, setUploading] = useState(0)
  const countUploads = useCallback((by: 1 | -1) => setUploading((before) => before + by), [])
  const start = useMemo(() => kept?.values ?? merged(initialValues(fields), initial), [fields, initial, kept])

  const drafts = useDraft(draft)
  const under = issuesUnder.join('.')

  useEffect(() => {
    const answered = faultsOf(problem, fields, pathOf(under))
    setFaults(answered)
    form.setFields(answered.map(({ path, message }) => ({ name: path, errors: [message] })))
  }, [problem, fields, form, under])

  return (
    <Form
      form={form}
      name={name}
      layout="vertical"
      initialValues={start}
      onValuesChange={() => {
        drafts.keepSoon(form.getFieldsValue(true))
        props.onChange?.(cleaned(fields, form.getFieldsValue(true)))
      }}
      onFinish={() => {
        drafts.keep(form.getFieldsValue(true)) // a crash while sending loses nothing
        setFaults([])
        onSubmit(cleaned(fields, form.getFieldsValue(true)))
      }}
      onFinishFailed={({ errorFields }) =>
        setFaults(errorFields.map((one) => ({ path: one.name as Path, message: one.errors[0] ?? '请检查' })))
      } // antd's names are our paths
      scrollToFirstError={false}
      aria-busy={sending}
    >
      {kept && (
        <Alert
          className="gap-bottom"
          type="info"
          showIcon
          title={`已恢复 ${dayTime(new Date(kept.savedAt).toISOString())} 未提交的草稿`}
          action={<Button onClick={props.startAnew}>清空重填</Button>}
        />
      )}
      {props.above}
      {faults.length > 0 ? (
        <FaultList faults={faults} fields={fields} form={name} sentence={problem ? asProblem(problem).sentence : null} />
      ) : problem ? (
        <Refusal problem={problem} />
      ) : null}
      <UploadsContext.Provider value={countUploads}>
        <Fields fields={fields} at={[]} matterId={props.matterId ?? null} />
      </UploadsContext.Provider>
      <div className="actions form-actions">
        <Button
          type="primary"
          danger={props.danger === true}
          htmlType="submit"
          loading={sending}
          disabled={!open || sending || uploading > 0}
        >
          {uploading > 0 ? '等待文件上传完成' : props.submitText}
        </Button>
        {props.onCancel && <Button onClick={props.onCancel}>取消</Button>}
        {draft && <span className="hint">填写的内容自动保存在本机，提交或退出登录后清除。</span>}
      </div>
    </Form>
  )
}

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is known already comes in; it is not asked again (WCAG 3.3.7). */
function merged(base: Values, over: Values | undefined): Values {
  const result: Values = { ...base }
  for (const [name, value] of Object.entries(over ?? {})) {
    const before = result[name]
    result[name] = isObject(before) && isObject(value) ? merged(before, value) : value
  }
  return result
}

/** A long form is sent from its end: what it was refused with stands at its beginning, and comes into sight. */
function Refusal({ problem }: { problem: unknown }) {
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new refusal takes the focus once
  useEffect(() => {
    place.current?.focus()
  }, [problem])
  return (
    <div ref={place} tabIndex={-1} className="gap-bottom">
      <ProblemAlert problem={problem} />
    </div>
  )
}

function FaultList({
  faults,
  fields,
  form,
  sentence,
}: {
  faults: readonly Fault[]
  fields: readonly Field[]
  form: string
  sentence: string | null
}) {
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new list of faults takes the focus once
  useEffect(() => {
    place.current?.focus()
  }, [faults])
  return (
    <div ref={place} tabIndex={-1} role="alert" className="faults">
      <strong>{sentence ?? `有 ${faults.length} 处需要修改：`}</strong>
      <ul>
        {faults.map((fault) => (
          <li key={fault.path.join('.') + fault.message}>
            <a
              href={`#${idOf(form, fault.path)}`}
              onClick={(event) => {
                event.preventDefault()
                focusOn(form, fault.path)
              }}
            >
              {[rowWords(fields, fault.path), fault.message].filter(Boolean).join('：')}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
