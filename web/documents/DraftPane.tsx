import { Alert, Button, Form, Input, Popconfirm } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { documentsApi } from '#contract/documents'
import type { PaperDetail, PaperMissing } from '#contract/paper'
import { send } from '../kit/client.ts'
import { DayPicker } from '../kit/DayPicker.tsx'
import { dayTime } from '../kit/day.ts'
import { Fields } from '../kit/Fields.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { cleaned, fieldsOf, pathOf, type Values } from '../kit/step-fields.ts'
import { draftSchema } from './draft-schema.ts'
import { paperReads } from './reads.ts'

/** A pause in typing; then the draft is on the server, and what it lacks is asked anew. */
const pause = 1200

interface Saved {
  paper: PaperDetail
  at: string | null
  problem: unknown
}

/** Saves one after the other: each carries the version that the one before was answered with. */
function useAutosave(first: PaperDetail, read: () => Values) {
  const [state, setState] = useState<Saved>({ paper: first, at: null, problem: null })
  const latest = useRef(first)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const isDirty = useRef(false)
  const save = async () => {
    if (!isDirty.current) return
    isDirty.current = false
    try {
      const call = { params: { paperId: first.id }, body: { fields: read() }, version: latest.current.version }
      latest.current = await send(documentsApi.change, call)
      setState({ paper: latest.current, at: new Date().toISOString(), problem: null })
    } catch (thrown) {
      isDirty.current = true
      setState((before) => ({ ...before, problem: thrown }))
      throw thrown
    }
  }
  const flush = (): Promise<PaperDetail> => {
    if (timer.current) clearTimeout(timer.current)
    const next = line.current.catch(() => undefined).then(save)
    line.current = next
    return next.then(() => latest.current)
  }
  const soon = () => {
    isDirty.current = true
    if (timer.current) clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush().catch(() => undefined), pause)
  }
  const last = useRef(flush)
  last.current = flush
  // Leaving the form saves what the last key wrote.
  useEffect(() => () => void last.current().catch(() => undefined), [])
  return { ...state, soon, flush }
}

interface DraftPaneProps {
  paper: PaperDetail
  onPreview: () => void
  onChanged: () => void
}

/** 起草: the form, and beside it what is still missing and the way to the issued paper. */
export function DraftPane({ paper, onPreview, onChanged }: DraftPaneProps) {
  const [form] = Form.useForm<Values>()
  const fields = useMemo(() => fieldsOf(draftSchema(paper.form)), [paper.form])
  const draft = useAutosave(paper, () => cleaned(fields, form.getFieldsValue(true)))
  useEffect(() => {
    const issues = draft.problem ? asProblem(draft.problem).issues : []
    form.setFields(issues.map(({ path, message }) => ({ name: pathOf(path).slice(1), errors: [message] })))
  }, [draft.problem, form])
  return (
    <div className="paper-draft">
      <Form
        form={form}
        name={`paper${paper.id.slice(0, 8)}`}
        layout="vertical"
        initialValues={paper.fields}
        onValuesChange={draft.soon}
        aria-label={paper.title}
      >
        <Fields fields={fields} at={[]} matterId={paper.matterId} />
      </Form>
      <aside className="paper-beside" aria-label="要素检查与制发">
        {draft.problem ? <NotSaved problem={draft.problem} /> : null}
        <div className="actions">
          <Button onClick={() => void draft.flush().then(onPreview, () => undefined)}>预览</Button>
          <span className="hint" role="status">
            {draft.at ? `已自动保存 ${dayTime(draft.at)}` : '填写的内容会自动保存'}
          </span>
        </div>
        <IssueForm paper={draft.paper} flush={draft.flush} onChanged={onChanged} />
        <MissingList missing={draft.paper.missing} />
        <VoidButton paper={draft.paper} label="放弃这份草稿" flush={draft.flush} onChanged={onChanged} />
      </aside>
    </div>
  )
}

/** One field that does not fit keeps the rest from being saved: it is marked at its place, and saved with the next key that mends it. */
function NotSaved({ problem }: { problem: unknown }) {
  const { issues } = asProblem(problem)
  if (issues.length === 0) return <ProblemAlert problem={problem} />
  return <Alert type="warning" showIcon title={`有 ${issues.length} 处需要补正，补正后继续自动保存`} />
}

function MissingList({ missing }: { missing: readonly PaperMissing[] }) {
  if (missing.length === 0) return <Alert type="success" showIcon title="要素齐全，可以制发" />
  return (
    <Alert
      type="warning"
      showIcon
      title={`还缺 ${missing.length} 项`}
      description={
        <ul className="plain-list">
          {[...new Set(missing.map((one) => one.basis))].map((basis) => (
            <li key={basis}>
              {missing
                .filter((one) => one.basis === basis)
                .map((one) => one.name)
                .join('、')}
              <div className="hint">{basis}</div>
            </li>
          ))}
        </ul>
      }
    />
  )
}

interface ActProps {
  paper: PaperDetail
  flush: () => Promise<PaperDetail>
  onChanged: () => void
}

/** The ministry's forms leave an internal number to the office; ours is said to be ours. */
export const ownNumber = '内部表单的编号由平台自定（年份和四位流水号，如 2026-0001），范本未规定格式。'

function IssueForm({ paper, flush, onChanged }: ActProps) {
  const { today } = useMe()
  const [day, setDay] = useState<string | undefined>(today)
  const issue = useSend(documentsApi.issue, { refreshes: paperReads, done: onChanged })
  const go = async () => {
    const { version } = await flush()
    if (day) issue.mutate({ params: { paperId: paper.id }, body: { issuedOn: day }, version })
  }
  return (
    <div className="gap-top">
      <label htmlFor="issued-on">成文日期</label>
      <DayPicker id="issued-on" value={day ?? null} onChange={setDay} />
      {paper.numbering === 'internal' && <p className="hint">{ownNumber}</p>}
      <div className="actions gap-top">
        <Popconfirm
          title="制发后不能再修改"
          description="系统将编号并锁定内容；有误时只能作废重做。此处为系统确认，不是电子签名。"
          okText="制发"
          cancelText="再看看"
          onConfirm={() => void go().catch(() => undefined)}
        >
          <Button type="primary" loading={issue.isPending} disabled={!day || paper.missing.length > 0}>
            制发
          </Button>
        </Popconfirm>
      </div>
      {issue.isError && <ProblemAlert problem={issue.error} />}
    </div>
  )
}

/** 作废, with its reason; for a draft it only means that nothing comes of it. */
export function VoidButton({ paper, label, flush, onChanged }: ActProps & { label: string }) {
  const [reason, setReason] = useState('')
  const [isOpen, setOpen] = useState(false)
  const gone = useSend(documentsApi.void, { refreshes: paperReads, done: onChanged })
  const go = async () => {
    const { version } = await flush()
    gone.mutate({ params: { paperId: paper.id }, body: { reason }, version })
  }
  if (!isOpen)
    return (
      <Button danger className="gap-top" onClick={() => setOpen(true)}>
        {label}
      </Button>
    )
  return (
    <div className="gap-top">
      <label htmlFor="void-reason">{paper.state === 'issued' ? '作废理由（文号保留，不再使用）' : '放弃的理由'}</label>
      <Input.TextArea id="void-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} rows={2} />
      <div className="actions gap-top">
        <Button
          danger
          type="primary"
          loading={gone.isPending}
          disabled={reason.trim().length < 2}
          onClick={() => void go().catch(() => undefined)}
        >
          {label}
        </Button>
        <Button onClick={() => setOpen(false)}>取消</Button>
      </div>
      {gone.isError && <ProblemAlert problem={gone.error} />}
    </div>
  )
}
