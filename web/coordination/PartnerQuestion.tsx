import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Radio } from 'antd'
import { useId, useRef, useState } from 'react'
import { faultOfAnswer } from '#contract/coordination-answers'
import { type PartnerQuestion as Asked, partnerFileBytes, partnersApi } from '#contract/coordination-partners'
import { filePurposes } from '#contract/files'
import { upload } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { refresh, useSend } from '../kit/query.ts'

interface QuestionProps {
  linkKey: string
  question: Asked
  isOpen: boolean
}

/** One question, saved when its field is left. */
export function PartnerQuestion({ linkKey, question, isOpen }: QuestionProps) {
  const { id, position, ask, required, answer } = question
  const label = useId()
  const [text, setText] = useState(answer ?? '')
  // What was sent last: what was read may be older, while a save is on its way.
  const [sent, setSent] = useState(answer ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const save = useSend(partnersApi.answer, { refreshes: [partnersApi.read] })
  const keep = (value: string) => {
    const wrong = value.trim() === '' ? null : faultOfAnswer(question, value, 1)
    setFault(wrong)
    if (wrong || value.trim() === sent) return
    setSent(value.trim())
    save.mutate({ params: { linkKey }, body: { questionId: id, answer: value.trim() } }, { onError: () => setSent(answer ?? '') })
  }
  return (
    <article className="question">
      <h3 id={label}>
        {position}. {ask}
        {required ? '' : '（可不答）'}
      </h3>
      {isOpen ? (
        <>
          <Field label={label} question={question} text={text} onText={setText} onLeave={keep} />
          <p className="hint">{save.isPending ? '正在保存……' : answer !== null && fault === null ? '已保存' : ''}</p>
        </>
      ) : (
        <p className="answer">{answer ?? '未填写'}</p>
      )}
      {fault !== null && <Alert type="error" showIcon title={fault} />}
      {save.isError && <ProblemAlert problem={save.error} />}
      <Files linkKey={linkKey} question={question} isOpen={isOpen} />
    </article>
  )
}

interface FieldProps {
  label: string
  question: Asked
  text: string
  onText: (text: string) => void
  onLeave: (text: string) => void
}

const hints: Partial<Record<Asked['kind'], string>> = { day: '如 2026-03-05', number: '只写数字', file: '说明（可不填）' }

function Field({ label, question: { kind, options }, text, onText, onLeave }: FieldProps) {
  if (kind === 'yesNo' || kind === 'choice')
    return (
      <Radio.Group
        aria-labelledby={label}
        value={text || null}
        options={(kind === 'yesNo' ? ['是', '否'] : options).map((value) => ({ value, label: value }))}
        onChange={({ target }) => {
          onText(target.value)
          onLeave(target.value)
        }}
      />
    )
  return (
    <Input.TextArea
      aria-labelledby={label}
      autoSize={{ minRows: kind === 'text' ? 3 : 1, maxRows: 12 }}
      maxLength={4000}
      placeholder={hints[kind] ?? ''}
      value={text}
      onChange={({ target }) => onText(target.value)}
      onBlur={() => onLeave(text)}
    />
  )
}

const accepted = filePurposes.document.accept.join(',')

function Files({ linkKey, question: { id, position, files }, isOpen }: QuestionProps) {
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const params = { linkKey, questionId: id }
  const detach = useSend(partnersApi.detach, { refreshes: [partnersApi.read] })
  async function take(file: File | undefined) {
    if (!file) return
    setBusy(true)
    setProblem(null)
    try {
      await upload(partnersApi.attach, { params }, file)
      await refresh(partnersApi.read)
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <ul className="plain-list">
        {files.map((file) => (
          <li key={file.id}>
            {file.name}
            {isOpen && (
              <Button
                size="small"
                type="link"
                aria-label={`移除 ${file.name}`}
                onClick={() => detach.mutate({ params, body: { fileId: file.id } })}
              >
                移除
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <ProblemAlert problem={problem} />}
      {detach.isError && <ProblemAlert problem={detach.error} />}
      {isOpen && (
        <>
          <Button size="small" icon={<UploadOutlined />} loading={busy} onClick={() => field.current?.click()}>
            上传材料
          </Button>
          <span className="hint gap-left">PDF、图片、Word、Excel，每个不超过 {partnerFileBytes / 1048576} MB</span>
          <input
            ref={field}
            type="file"
            className="gone"
            aria-label={`第 ${position} 题的材料`}
            accept={accepted}
            onChange={(event) => {
              void take(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </>
      )}
    </div>
  )
}
