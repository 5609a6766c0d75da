import type { FormRule } from 'antd'
import { Checkbox, Form, Select } from 'antd'
import { DetailRows } from './DetailRows.tsx'
import { FieldInput } from './FieldInput.tsx'
import { type Field, initialValues, type Path } from './step-fields.ts'

interface FieldsProps {
  fields: readonly Field[]
  /** Where these fields stand in the form's values. */
  at: Path
  /** Within a Form.List the first parts of the path are the list's own. */
  under?: Path
  matterId: string | null
}

/** Fields in the order of the schema. */
export function Fields({ fields, at, under = [], matterId }: FieldsProps) {
  const draw = (field: Field) => <OneField key={field.name} field={field} at={at} under={under} matterId={matterId} />
  const more = fields.filter((field) => field.more)
  return (
    <>
      {fields.filter((field) => !field.more).map(draw)}
      {more.length > 0 && (
        <details className="more-fields">
          <summary className="more-summary">更多（选填）：{more.map(({ title }) => title).join('、')}</summary>
          <div>{more.map(draw)}</div>
        </details>
      )}
    </>
  )
}

interface OneFieldProps extends Omit<FieldsProps, 'fields'> {
  field: Field
  under: Path
}

function OneField({ field, at, under, matterId }: OneFieldProps) {
  const path = [...at, field.name]
  if (field.kind === 'fixed') return null
  if (field.kind === 'rows') return <Rows field={field} at={path} under={under} matterId={matterId} />
  if (field.kind === 'variants') return <Variants field={field} at={path} under={under} matterId={matterId} />
  if (field.kind === 'group') return <Group field={field} at={path} under={under} matterId={matterId} />
  return (
    <Form.Item name={path} label={field.title} extra={field.help} required={field.required} rules={rulesOf(field)} validateTrigger="onBlur">
      <FieldInput field={field} matterId={matterId} />
    </Form.Item>
  )
}

interface RowsProps extends Omit<OneFieldProps, 'field'> {
  field: Extract<Field, { kind: 'rows' }>
}

const Rows = ({ field, at, under, matterId }: RowsProps) => (
  <DetailRows
    field={field}
    at={at}
    under={under}
    draw={(rowAt, rowUnder) => <Fields fields={field.fields} at={rowAt} under={rowUnder} matterId={matterId} />}
  />
)

interface GroupProps extends Omit<OneFieldProps, 'field'> {
  field: Extract<Field, { kind: 'group' }>
}

/** A part of its own. One that may be left out is opened by its box: what is not open is neither asked for nor sent. */
function Group({ field, at, under, matterId }: GroupProps) {
  const form = Form.useFormInstance()
  const whole = [...under, ...at]
  const value: unknown = Form.useWatch(whole, { form, preserve: true })
  const inner = <Fields fields={field.fields} at={at} under={under} matterId={matterId} />
  // A part without a title of its own is only the schema's way of writing.
  if (field.required && field.title === field.name) return inner
  const isOpen = field.required || (value !== undefined && value !== null)
  return (
    <fieldset className="group">
      <legend>
        {field.required ? (
          field.title
        ) : (
          <Checkbox
            checked={isOpen}
            onChange={(event) => form.setFieldValue(whole, event.target.checked ? initialValues(field.fields) : undefined)}
          >
            {field.title}
          </Checkbox>
        )}
      </legend>
      {field.help ? <p className="hint">{field.help}</p> : null}
      {isOpen ? inner : <p className="hint">没有此情形时不必填写。</p>}
    </fieldset>
  )
}

const asks: Partial<Record<Field['kind'], string>> = {
  text: '请填写',
  textarea: '请填写',
  number: '请填写',
  money: '请填写',
  texts: '请填写',
  files: '请上传',
}

/** What the page can say at once; everything else is the server's judgement, and comes back at its field. */
export function rulesOf(field: Field): FormRule[] {
  const rules: FormRule[] = []
  const isAnswered = (value: unknown) =>
    value === null ? field.nullable : value !== undefined && String(value).trim() !== '' && !(Array.isArray(value) && value.length === 0)
  if (field.required && !(field.nullable && field.kind !== 'number' && field.kind !== 'money')) {
    const words = `${asks[field.kind] ?? '请选择'}${field.title}`
    rules.push({ validator: (_, value: unknown) => (isAnswered(value) ? Promise.resolve() : Promise.reject(new Error(words))) })
  }
  if ((field.kind === 'text' || field.kind === 'textarea') && field.minLength && field.minLength > 1) {
    rules.push({ min: field.minLength, message: `${field.title}至少 ${field.minLength} 个字` })
  }
  return rules
}

interface VariantsProps extends Omit<OneFieldProps, 'field'> {
  field: Extract<Field, { kind: 'variants' }>
}

function Variants({ field, at, under, matterId }: VariantsProps) {
  const path = [...at, field.on]
  const chosen: unknown = Form.useWatch([...under, ...path])
  const variant = field.variants.find((one) => one.value === chosen)
  return (
    <>
      <Form.Item
        name={path}
        label={field.title}
        extra={field.help}
        required={field.required}
        rules={field.required ? [{ required: true, message: `请选择${field.title}` }] : []}
      >
        <Select
          options={field.variants.map(({ value, title }) => ({ value, label: title }))}
          allowClear={!field.required}
          placeholder="请选择"
        />
      </Form.Item>
      {variant && <Fields fields={variant.fields} at={at} under={under} matterId={matterId} />}
    </>
  )
}
