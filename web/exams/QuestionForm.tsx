import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { difficultyNames, type QuestionKind, questionKinds } from '#contract/questions'
import { DayPicker } from '../kit/DayPicker.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { optionsOf } from './QuestionsPage.tsx'
import { blankPart, type QuestionForm as Form, letterOf, type PartDraft } from './question-draft.ts'

export interface Draft {
  form: Form
  categoryId: string | null
  difficulty: number
  theme: string
  analysis: string
  secretUntil: string
}

interface Props {
  draft: Draft
  onChange: (draft: Draft) => void
  categories: readonly { id: string; name: string }[]
  problem: unknown
}

/** 试题 as it is written: the kind first, then what that kind needs. */
export function QuestionForm({ draft, onChange, categories, problem }: Props) {
  const { form } = draft
  const put = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  const putForm = (part: Partial<Form>) => put({ form: { ...form, ...part } })
  const setPart = (at: number, part: PartDraft) => putForm({ parts: form.parts.map((one, index) => (index === at ? part : one)) })
  const chooseKind = (kind: QuestionKind) =>
    putForm({ kind, parts: kind === 'case' ? form.parts : form.parts.slice(0, 1).map((part) => ({ ...part, kind })) })
  return (
    <div>
      {problem !== null && problem !== undefined && <Faults problem={problem} />}
      <div className="detail-fields">
        <Labelled title="题型">
          <Select aria-label="题型" className="wide" value={form.kind} onChange={chooseKind} options={optionsOf(questionKinds)} />
        </Labelled>
        <Labelled title="分类">
          <Select
            aria-label="分类"
            className="wide"
            value={draft.categoryId}
            onChange={(categoryId) => put({ categoryId })}
            options={categories.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="请选择分类"
          />
        </Labelled>
        <Labelled title="难度">
          <Select
            aria-label="难度"
            className="wide"
            value={String(draft.difficulty)}
            onChange={(difficulty) => put({ difficulty: Number(difficulty) })}
            options={optionsOf(difficultyNames)}
          />
        </Labelled>
        <Labelled title="主题">
          <Input aria-label="主题" value={draft.theme} maxLength={60} onChange={(event) => put({ theme: event.target.value })} />
        </Labelled>
      </div>
      {form.kind === 'case' && (
        <Labelled title="案例材料">
          <Input.TextArea
            aria-label="案例材料"
            autoSize={{ minRows: 4 }}
            value={form.material}
            onChange={(event) => putForm({ material: event.target.value })}
          />
        </Labelled>
      )}
      {form.parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are told by their place
        <fieldset className="group" key={at}>
          <legend>{form.kind === 'case' ? `小题 ${at + 1}` : '题目'}</legend>
          {form.kind === 'case' && <PartHead part={part} onChange={(next) => setPart(at, next)} />}
          <PartFields part={form.kind === 'case' ? part : { ...part, kind: form.kind }} onChange={(next) => setPart(at, next)} />
          {form.kind === 'case' && form.parts.length > 1 && (
            <Button
              danger
              type="text"
              icon={<DeleteOutlined />}
              onClick={() => putForm({ parts: form.parts.filter((_, index) => index !== at) })}
            >
              删除小题 {at + 1}
            </Button>
          )}
        </fieldset>
      ))}
      {form.kind === 'case' && (
        <Button className="gap-bottom" icon={<PlusOutlined />} onClick={() => putForm({ parts: [...form.parts, blankPart()] })}>
          添加小题
        </Button>
      )}
      <Labelled title="解析">
        <Input.TextArea
          aria-label="解析"
          autoSize={{ minRows: 2 }}
          value={draft.analysis}
          onChange={(event) => put({ analysis: event.target.value })}
        />
      </Labelled>
      <Labelled title="保密至（该日之前不向考生公开答案；留空：成绩公布后可以公开）">
        <DayPicker id="secretUntil" value={draft.secretUntil || null} onChange={(day) => put({ secretUntil: day ?? '' })} future />
      </Labelled>
    </div>
  )
}

function Faults({ problem }: { problem: unknown }) {
  const { issues } = asProblem(problem)
  if (issues.length === 0) return <ProblemAlert problem={problem} />
  return (
    <div role="alert" className="faults">
      <strong>有 {issues.length} 处需要修改：</strong>
      <ul>
        {issues.map(({ path, message }) => (
          <li key={path + message}>{message}</li>
        ))}
      </ul>
    </div>
  )
}

const Labelled = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="gap-bottom">
    <div className="hint">{title}</div>
    {children}
  </div>
)

const partKinds = optionsOf(Object.fromEntries(Object.entries(questionKinds).filter(([kind]) => kind !== 'case')))

function PartHead({ part, onChange }: { part: PartDraft; onChange: (part: PartDraft) => void }) {
  return (
    <div className="detail-fields">
      <Labelled title="小题题型">
        <Select
          aria-label="小题题型"
          className="wide"
          value={part.kind}
          onChange={(kind: PartDraft['kind']) => onChange({ ...part, kind })}
          options={partKinds}
        />
      </Labelled>
      <Labelled title="占本题分值的份数">
        <InputNumber
          aria-label="份数"
          min={0.5}
          max={100}
          value={part.share}
          onChange={(share) => onChange({ ...part, share: share ?? 1 })}
        />
      </Labelled>
    </div>
  )
}

function PartFields({ part, onChange }: { part: PartDraft; onChange: (part: PartDraft) => void }) {
  const put = (change: Partial<PartDraft>) => onChange({ ...part, ...change })
  return (
    <>
      <Labelled title={part.kind === 'blank' ? '题干（用 ____ 表示空）' : '题干'}>
        <Input.TextArea
          aria-label="题干"
          autoSize={{ minRows: 2 }}
          value={part.stem}
          onChange={(event) => put({ stem: event.target.value })}
        />
      </Labelled>
      {(part.kind === 'single' || part.kind === 'multiple') && <OptionFields part={part} put={put} />}
      {part.kind === 'trueFalse' && (
        <Radio.Group
          aria-label="答案"
          value={part.isTrue}
          onChange={(event) => put({ isTrue: event.target.value === true })}
          options={[
            { value: true, label: '正确' },
            { value: false, label: '错误' },
          ]}
        />
      )}
      {part.kind === 'blank' && <BlankFields part={part} put={put} />}
      {part.kind === 'short' && (
        <>
          <Labelled title="参考答案">
            <Input.TextArea
              aria-label="参考答案"
              autoSize={{ minRows: 3 }}
              value={part.sample}
              onChange={(event) => put({ sample: event.target.value })}
            />
          </Labelled>
          <Labelled title="得分点：每行一个，先写份数，空一格再写内容，如“2 说明混淆可能性”">
            <Input.TextArea
              aria-label="得分点"
              autoSize={{ minRows: 2 }}
              value={part.points}
              onChange={(event) => put({ points: event.target.value })}
            />
          </Labelled>
        </>
      )}
    </>
  )
}

interface FieldsOf {
  part: PartDraft
  put: (change: Partial<PartDraft>) => void
}

function OptionFields({ part, put }: FieldsOf) {
  const toggle = (id: string) => {
    if (part.kind === 'single') return put({ right: [id] })
    put({ right: part.right.indexOf(id) >= 0 ? part.right.filter((one) => one !== id) : [...part.right, id] })
  }
  return (
    <Labelled title="选项（勾选正确的）">
      <div className="exam-options">
        {part.options.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are told by their letter
          <div className="actions" key={at}>
            <Checkbox
              aria-label={`${letterOf(at)} 为正确答案`}
              checked={part.right.indexOf(letterOf(at)) >= 0}
              onChange={() => toggle(letterOf(at))}
            >
              {letterOf(at)}
            </Checkbox>
            <Input
              style={{ flex: 1 }}
              aria-label={`选项 ${letterOf(at)}`}
              value={text}
              onChange={(event) => put({ options: part.options.map((one, index) => (index === at ? event.target.value : one)) })}
            />
          </div>
        ))}
        <div className="actions">
          <Button size="small" disabled={part.options.length >= 10} onClick={() => put({ options: [...part.options, ''] })}>
            添加选项
          </Button>
          <Button
            size="small"
            disabled={part.options.length <= 2}
            onClick={() =>
              put({ options: part.options.slice(0, -1), right: part.right.filter((one) => one !== letterOf(part.options.length - 1)) })
            }
          >
            减少选项
          </Button>
        </div>
      </div>
    </Labelled>
  )
}

function BlankFields({ part, put }: FieldsOf) {
  return (
    <Labelled title="每空的答案（同一空有几种写法时用 | 隔开）">
      <div className="exam-options">
        {part.blanks.map((text, at) => (
          <Input
            // biome-ignore lint/suspicious/noArrayIndexKey: blanks are told by their place
            key={at}
            aria-label={`第 ${at + 1} 空的答案`}
            value={text}
            onChange={(event) => put({ blanks: part.blanks.map((one, index) => (index === at ? event.target.value : one)) })}
          />
        ))}
        <div className="actions">
          <Button size="small" onClick={() => put({ blanks: [...part.blanks, ''] })}>
            添加一空
          </Button>
          <Button size="small" disabled={part.blanks.length < 2} onClick={() => put({ blanks: part.blanks.slice(0, -1) })}>
            减少一空
          </Button>
        </div>
      </div>
    </Labelled>
  )
}
