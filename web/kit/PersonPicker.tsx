import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { keep, kept } from './keep.ts'
import { type PersonChoice, type Sources, useSources } from './sources.ts'

interface PersonPickerProps {
  id?: string
  value?: string[] | string | null
  onChange?: (value: string[] | string | undefined) => void
  many?: boolean
  max?: number | undefined
  /** Only people of this unit and below. */
  orgId?: string | null
  placeholder?: string
  'aria-label'?: string
  source?: Sources['people']
}

const recentName = 'recentPeople'
const recent = () => kept<PersonChoice[]>(recentName, [])
const remember = (person: PersonChoice) => keep(recentName, [person, ...recent().filter(({ id }) => id !== person.id)].slice(0, 8))

/** Who was found, and who is chosen already, whatever is being looked for. */
function useShown(people: Sources['people'] | undefined, asked: string, orgId: string | null, ids: readonly string[]) {
  const found = useQuery({
    queryKey: ['findPeople', asked, orgId],
    queryFn: () => people?.search(asked, orgId) ?? [],
    enabled: people !== undefined && (asked !== '' || orgId !== null),
  })
  const chosen = useQuery({
    queryKey: ['chosenPeople', ids],
    queryFn: async () =>
      (await Promise.all(ids.map((one) => people?.read(one) ?? null))).filter((one): one is PersonChoice => one !== null),
    enabled: people !== undefined && ids.length > 0,
    staleTime: 300_000,
  })
  const near = asked === '' && orgId === null ? recent() : (found.data ?? [])
  const shown = [...near, ...(chosen.data ?? []).filter((one) => !near.some((other) => other.id === one.id))]
  return { shown, words: asked === '' ? '输入姓名查找' : found.isFetching ? '正在查找……' : '没有找到这个人员' }
}

const idsIn = (value: string[] | string | null | undefined) => [value ?? []].flat()

/** 人员选择. Two people may have one name: unit, duty and certificate stand beside it, and who is away is marked. */
export function PersonPicker({ id, value, onChange, many = false, max, orgId = null, placeholder, source, ...rest }: PersonPickerProps) {
  const given = useSources().people
  const people = source ?? given
  const [text, setText] = useState('')
  const { shown, words } = useShown(people, useDeferredValue(text.trim()), orgId, idsIn(value))
  const pick = (next: string[] | string | undefined) => {
    for (const person of shown) if (idsIn(next).indexOf(person.id) >= 0) remember(person)
    onChange?.(next)
  }
  return (
    <Select<string[] | string>
      {...(id ? { id } : {})}
      className="wide"
      aria-label={rest['aria-label'] ?? '人员'}
      {...(many ? { mode: 'multiple' as const } : {})}
      {...(max === undefined ? {} : { maxCount: max })}
      disabled={!people}
      value={value ?? (many ? [] : null)}
      onChange={pick}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      allowClear
      placeholder={placeholder ?? '输入姓名、拼音首字母或证件号'}
      notFoundContent={words}
      options={shown.map((one) => ({ value: one.id, label: one.name, person: one }))}
      optionRender={(option) => <PersonLine person={option.data.person} />}
    />
  )
}

function PersonLine({ person }: { person: PersonChoice }) {
  return (
    <span className="found">
      <span>
        {person.name}
        {person.away ? <span className="warn">（{person.away}）</span> : null}
      </span>
      <span className="hint">
        {person.org} · {person.duty}
        {person.certificateNo ? ` · 执法证 ${person.certificateNo}` : ''}
      </span>
    </span>
  )
}
