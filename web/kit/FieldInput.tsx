import { Checkbox, Input, Radio, Select } from 'antd'
import { DayPicker, MomentPicker } from './DayPicker.tsx'
import { FileUpload } from './FileUpload.tsx'
import { MatterPicker } from './MatterPicker.tsx'
import { NumberField } from './NumberField.tsx'
import { PersonPicker } from './PersonPicker.tsx'
import type { Field } from './step-fields.ts'
import { UnitTreePicker } from './UnitTreePicker.tsx'

/** What Form.Item hands to its control. */
interface Control {
  id?: string
  // biome-ignore lint/suspicious/noExplicitAny: the form holds JSON; each control below knows its own part
  value?: any
  // biome-ignore lint/suspicious/noExplicitAny: as above
  onChange?: (value: any) => void
}

type Of<K extends Field['kind']> = Extract<Field, { kind: K }>

interface FieldInputProps extends Control {
  field: Field
  matterId: string | null
}

/** One control for one field. Groups, rows and variants are drawn by the form itself. */
export function FieldInput({ field, matterId, ...control }: FieldInputProps) {
  switch (field.kind) {
    case 'text':
      return <Text field={field} {...control} />
    case 'textarea':
      return <LongText field={field} {...control} />
    case 'day':
      return <DayPicker {...control} future={field.future} placeholder={field.placeholder} />
    case 'moment':
      return <MomentPicker {...control} zoned={field.zoned} future={field.future} />
    case 'number':
    case 'money':
      return <NumberOf field={field} {...control} />
    case 'choice':
      return <Choice field={field} {...control} />
    case 'yesNo':
      return <YesNo {...control} />
    case 'org':
      return <UnitTreePicker {...control} many={field.many} aria-label={field.title} />
    case 'person':
      return <PersonPicker {...control} many={field.many} max={field.many ? field.max : undefined} aria-label={field.title} />
    case 'matter':
      return <MatterPicker {...control} aria-label={field.title} />
    case 'files':
      return <FileUpload {...control} many={field.many} matterId={matterId} />
    case 'texts':
      return <Select {...control} mode="tags" open={false} suffixIcon={null} placeholder={field.placeholder ?? '填写一项后按回车'} />
    default:
      return null
  }
}

function Text({ field, onChange, ...control }: Control & { field: Of<'text' | 'textarea'> }) {
  return (
    <Input
      {...control}
      onChange={(event) => onChange?.(event.target.value)}
      placeholder={field.placeholder ?? ''}
      {...(field.maxLength ? { maxLength: field.maxLength } : {})}
    />
  )
}

function LongText({ field, onChange, ...control }: Control & { field: Of<'text' | 'textarea'> }) {
  return (
    <Input.TextArea
      {...control}
      onChange={(event) => onChange?.(event.target.value)}
      placeholder={field.placeholder ?? ''}
      autoSize={{ minRows: 3, maxRows: 12 }}
      {...(field.maxLength ? { maxLength: field.maxLength, showCount: true } : {})}
    />
  )
}

function NumberOf({ field, ...control }: Control & { field: Of<'number' | 'money'> }) {
  const nullLabel = field.nullable && field.required ? (field.nullLabel ?? '没有或者无法计算') : undefined
  return (
    <NumberField
      {...control}
      money={field.kind === 'money'}
      whole={field.whole}
      min={field.min}
      max={field.max}
      nullLabel={nullLabel}
      placeholder={field.placeholder}
    />
  )
}

/** Few choices lie open; many are a list that can be searched. */
function Choice({ field, onChange, value, ...control }: Control & { field: Of<'choice'> }) {
  const options = [...field.options]
  if (options.length > 6) {
    return (
      <Select
        {...control}
        {...(field.many ? { mode: 'multiple' as const } : {})}
        value={value}
        onChange={(next) => onChange?.(next)}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        placeholder={field.placeholder ?? '请选择'}
      />
    )
  }
  if (field.many) return <Checkbox.Group {...control} value={value ?? []} onChange={(next) => onChange?.(next)} options={options} />
  return <Radio.Group {...control} value={value} onChange={(event) => onChange?.(event.target.value)} options={options} />
}

function YesNo({ onChange, value, ...control }: Control) {
  return (
    <Radio.Group
      {...control}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      options={[
        { value: true, label: '是' },
        { value: false, label: '否' },
      ]}
    />
  )
}
