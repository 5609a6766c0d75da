import { Checkbox, Input, Radio } from 'antd'
import type { PartAnswer, ShownItem, ShownPart } from '#contract/exams-room'
import { questionKinds } from '#contract/questions'
import { useKeys } from '../kit/keys.ts'
import { isSaved } from './queue.ts'
import type { SittingPage } from './sitting.ts'

const letters = 'ABCDEFGHIJ'

/** One question as its candidate meets it. Letters are given by the place on this screen. */
export function ExamItem({ item, at, page }: { item: ShownItem; at: number; page: SittingPage }) {
  const kept = page.written.answers[item.item]
  return (
    <>
      <p className="hint">
        第 {at + 1} 题 · {questionKinds[item.kind]} · {item.marks} 分
        <span role="status">{kept ? (isSaved(page.written, item.item) ? ' · 已保存' : ' · 待保存') : ''}</span>
      </p>
      {item.material && <p className="exam-material">{item.material}</p>}
      {item.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a question stand in a fixed order
        <fieldset className="exam-part" key={index}>
          <legend className="exam-stem">
            {item.parts.length > 1 ? `（${index + 1}，${part.marks} 分）` : ''}
            {part.stem}
          </legend>
          <PartInput
            part={part}
            value={kept?.answer[index] ?? null}
            withKeys={item.parts.length === 1}
            onChange={(value) => page.answer(item.item, index, value)}
          />
        </fieldset>
      ))}
    </>
  )
}

interface PartInputProps {
  part: ShownPart
  value: PartAnswer
  withKeys: boolean
  onChange: (value: PartAnswer) => void
}

function PartInput(props: PartInputProps) {
  switch (props.part.kind) {
    case 'single':
    case 'multiple':
      return <Choices {...props} />
    case 'trueFalse':
      return <TrueFalse {...props} />
    case 'blank':
      return <Blanks {...props} />
    default:
      return (
        <Input.TextArea
          aria-label="作答"
          autoSize={{ minRows: 6, maxRows: 20 }}
          maxLength={20_000}
          showCount
          value={typeof props.value === 'string' ? props.value : ''}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )
  }
}

const listOf = (value: PartAnswer): string[] => (Array.isArray(value) ? value : [])

function Choices({ part, value, withKeys, onChange }: PartInputProps) {
  const isSingle = part.kind === 'single'
  const chosen = listOf(value)
  const toggle = (id: string) =>
    onChange(isSingle ? id : chosen.indexOf(id) >= 0 ? chosen.filter((one) => one !== id) : [...chosen, id].sort())
  useKeys(
    withKeys
      ? part.options.map(({ id }, at) => ({ key: (letters[at] ?? '').toLowerCase(), title: `选择 ${letters[at]}`, run: () => toggle(id) }))
      : [],
  )
  const options = part.options.map(({ id, text }, at) => ({ value: id, label: `${letters[at]}．${text}` }))
  return isSingle ? (
    <Radio.Group
      className="exam-options"
      value={typeof value === 'string' ? value : null}
      onChange={(event) => onChange(String(event.target.value))}
      options={options}
    />
  ) : (
    <Checkbox.Group className="exam-options" value={chosen} onChange={(next) => onChange([...next].sort())} options={options} />
  )
}

function TrueFalse({ value, withKeys, onChange }: PartInputProps) {
  useKeys(
    withKeys
      ? [
          { key: 'a', title: '选择 正确', run: () => onChange(true) },
          { key: 'b', title: '选择 错误', run: () => onChange(false) },
        ]
      : [],
  )
  return (
    <Radio.Group
      className="exam-options"
      value={value === null ? null : String(value)}
      onChange={(event) => onChange(event.target.value === 'true')}
      options={[
        { value: 'true', label: 'A．正确' },
        { value: 'false', label: 'B．错误' },
      ]}
    />
  )
}

function Blanks({ part, value, onChange }: PartInputProps) {
  const words = listOf(value)
  const put = (at: number, text: string) =>
    onChange(Array.from({ length: part.blanks }, (_, index) => (index === at ? text : (words[index] ?? ''))))
  return (
    <div className="exam-options">
      {Array.from({ length: part.blanks }, (_, at) => (
        <Input
          // biome-ignore lint/suspicious/noArrayIndexKey: blanks stand in a fixed order
          key={at}
          prefix={<span className="hint">空 {at + 1}</span>}
          aria-label={`第 ${at + 1} 空`}
          maxLength={400}
          value={words[at] ?? ''}
          onChange={(event) => put(at, event.target.value)}
        />
      ))}
    </div>
  )
}
