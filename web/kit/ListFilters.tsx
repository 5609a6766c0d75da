import { Button, Input, Select } from 'antd'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { DayPicker } from './DayPicker.tsx'
import type { ListFilter } from './list-types.ts'
import { PersonPicker } from './PersonPicker.tsx'
import { useIsPhone } from './screen.ts'
import { UnitTreePicker } from './UnitTreePicker.tsx'

type Entered = Record<string, string | string[] | undefined>

const namesOf = (filter: ListFilter): string[] => {
  if (filter.kind === 'days') return [filter.from, filter.to]
  return filter.kind === 'org' && filter.scope ? [filter.name, filter.scope] : [filter.name]
}

interface ListFiltersProps {
  filters: readonly ListFilter[]
  /** As they stand in the address. */
  values: Entered
  onApply: (values: Entered) => void
}

const shownAtFirst = 3

/** 查询区. What is typed counts when 查询 or Enter is pressed; 重置 empties it. */
export function ListFilters({ filters, values, onApply }: ListFiltersProps) {
  const isPhone = useIsPhone()
  const names = filters.flatMap(namesOf)
  const applied = JSON.stringify(names.map((name) => values[name] ?? null))
  const [entered, setEntered] = useState<Entered>(values)
  const later = filters.slice(isPhone ? 1 : shownAtFirst)
  const [isOpen, setOpen] = useState(() => later.flatMap(namesOf).some((name) => values[name] !== undefined))
  // biome-ignore lint/correctness/useExhaustiveDependencies: back, F5 and saved views change the address; `applied` says whether it did
  useEffect(() => setEntered(values), [applied])
  if (filters.length === 0) return null
  const shown = isOpen ? filters : filters.filter((filter) => later.indexOf(filter) < 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onApply(Object.fromEntries(names.map((name) => [name, entered[name]])))
  }
  return (
    <form className="filters panel" onSubmit={submit} aria-label="查询条件">
      {shown.map((filter) => (
        <OneFilter key={namesOf(filter)[0]} filter={filter} entered={entered} change={(part) => setEntered({ ...entered, ...part })} />
      ))}
      <div className="actions filter-actions">
        <Button type="primary" htmlType="submit">
          查询
        </Button>
        <Button onClick={() => onApply(Object.fromEntries(names.map((name) => [name, undefined])))}>重置</Button>
        {later.length > 0 && (
          <Button type="link" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? '收起' : `展开（还有 ${later.length} 项）`}
          </Button>
        )}
      </div>
    </form>
  )
}

interface OneFilterProps {
  filter: ListFilter
  entered: Entered
  change: (part: Entered) => void
}

const oneOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function OneFilter({ filter, entered, change }: OneFilterProps) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{filter.label}</label>
      <Control id={id} filter={filter} entered={entered} change={change} />
    </div>
  )
}

type Kind<K extends ListFilter['kind']> = Extract<ListFilter, { kind: K }>
type ControlProps<K extends ListFilter['kind']> = Omit<OneFilterProps, 'filter'> & { id: string; filter: Kind<K> }

function Control({ id, filter, entered, change }: OneFilterProps & { id: string }) {
  switch (filter.kind) {
    case 'days':
      return <DayRange id={id} filter={filter} entered={entered} change={change} />
    case 'org':
      return <OrgFilter id={id} filter={filter} entered={entered} change={change} />
    case 'choice':
      return <ChoiceFilter id={id} filter={filter} entered={entered} change={change} />
  }
  const value = oneOf(entered[filter.name])
  const set = (next: string | string[] | undefined) => change({ [filter.name]: next })
  if (filter.kind === 'day') return <DayPicker id={id} future value={value ?? null} onChange={set} />
  if (filter.kind === 'person') return <PersonPicker id={id} value={value ?? null} onChange={set} aria-label={filter.label} />
  return (
    <Input
      id={id}
      value={value ?? ''}
      onChange={(event) => set(event.target.value || undefined)}
      placeholder={filter.placeholder ?? ''}
      allowClear
    />
  )
}

function DayRange({ id, filter: { from, to, label }, entered, change }: ControlProps<'days'>) {
  return (
    <span className="day-range">
      <DayPicker id={id} future value={oneOf(entered[from]) ?? null} onChange={(day) => change({ [from]: day })} placeholder="起" />
      <span>至</span>
      <DayPicker
        future
        value={oneOf(entered[to]) ?? null}
        onChange={(day) => change({ [to]: day })}
        placeholder="止"
        aria-label={`${label}止`}
      />
    </span>
  )
}

function OrgFilter({ id, filter: { name, label, scope }, entered, change }: ControlProps<'org'>) {
  const scoped = scope
    ? { scope: entered[scope] === 'self' ? ('self' as const) : ('subtree' as const), onScope: (next: string) => change({ [scope]: next }) }
    : {}
  return (
    <UnitTreePicker
      id={id}
      value={oneOf(entered[name]) ?? null}
      onChange={(next) => change({ [name]: next })}
      aria-label={label}
      {...scoped}
    />
  )
}

function ChoiceFilter({ id, filter: { name, options, many = false }, entered, change }: ControlProps<'choice'>) {
  const value = entered[name]
  return (
    <Select<string | string[]>
      id={id}
      className="wide"
      {...(many ? { mode: 'multiple' as const } : {})}
      value={many ? [value ?? []].flat() : (oneOf(value) ?? '')}
      onChange={(next) => change({ [name]: next.length > 0 ? next : undefined })}
      options={[...(many ? [] : [{ value: '', label: '全部' }]), ...options]}
      showSearch={{ optionFilterProp: 'label' }}
      {...(many ? { placeholder: '全部', maxTagCount: 'responsive' as const } : {})}
    />
  )
}
