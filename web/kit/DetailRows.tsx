import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { type ClipboardEvent, type ReactNode, useState } from 'react'
import { type Pasted, pasteable, pastedRows } from './paste.ts'
import { type Field, initialValues, type Path, type Values } from './step-fields.ts'

interface DetailRowsProps {
  field: Extract<Field, { kind: 'rows' }>
  at: Path
  under: Path
  /** The fields of one row: whoever draws fields draws these as well. */
  draw: (at: Path, under: Path) => ReactNode
}

const isFilled = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false

const isSheet = (text: string) => text.indexOf('\t') >= 0 || /\n.*\S/.test(text.trim())

/** 明细: rows of the same fields, added one by one or pasted from Excel. */
export function DetailRows({ field, at, under, draw }: DetailRowsProps) {
  const form = Form.useFormInstance()
  const whole = [...under, ...at]
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const rule = {
    validator: (_: unknown, rows: unknown[] | undefined) =>
      field.required && (rows?.length ?? 0) < Math.max(field.min, 1)
        ? Promise.reject(new Error(`${field.title}至少填写 ${Math.max(field.min, 1)} 行`))
        : Promise.resolve(),
  }
  return (
    <fieldset className="group">
      <legend>
        {field.required && <span className="required-mark">*</span>}
        {field.title}
      </legend>
      {field.help ? <p className="hint">{field.help}</p> : null}
      <Form.List name={at} rules={[rule]}>
        {(rows, { add, remove }, { errors }) => {
          const paste = (text: string) => {
            const read = pastedRows(text, field.fields)
            const before: unknown = form.getFieldValue(whole)
            // Rows that nobody has begun make room for what comes in.
            const begun = (Array.isArray(before) ? before : []).filter((row: Values | undefined) => Object.values(row ?? {}).some(isFilled))
            const next = [...begun, ...read.rows.map((row) => ({ ...initialValues(field.fields), ...row }))]
            form.setFieldValue(whole, field.max === undefined ? next : next.slice(0, field.max))
            form.setFields(next.flatMap((row, at) => Object.keys(row).map((name) => ({ name: [...whole, at, name], errors: [] }))))
            setPasted(read)
          }
          const onPaste = (event: ClipboardEvent) => {
            const text = event.clipboardData.getData('text/plain')
            if (!isSheet(text) || pasteable(field.fields).length < 2) return
            event.preventDefault()
            paste(text)
          }
          const isFull = field.max !== undefined && rows.length >= field.max
          return (
            <div onPaste={onPaste}>
              {rows.map((row, index) => (
                <fieldset key={row.key} className="detail-row">
                  <legend>
                    第 {index + 1} 行
                    <Button
                      size="small"
                      type="text"
                      danger
                      icon={<DeleteOutlined />}
                      onClick={() => remove(row.name)}
                      aria-label={`删除${field.title}第 ${index + 1} 行`}
                    >
                      删除
                    </Button>
                  </legend>
                  <div className="detail-fields">{draw([row.name], [...under, ...at])}</div>
                </fieldset>
              ))}
              <div className="actions">
                <Button icon={<PlusOutlined />} disabled={isFull} onClick={() => add(initialValues(field.fields))}>
                  添加一行
                </Button>
                {pasteable(field.fields).length > 1 && !isFull && <PasteBox fields={field.fields} paste={paste} />}
              </div>
              {pasted && <PastedWords pasted={pasted} close={() => setPasted(null)} />}
              <Form.ErrorList errors={errors} />
            </div>
          )
        }}
      </Form.List>
    </fieldset>
  )
}

function PasteBox({ fields, paste }: { fields: readonly Field[]; paste: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>从 Excel 粘贴</Button>
  const columns = pasteable(fields).map((field) => field.title)
  return (
    <div className="wide">
      <p className="hint">
        在 Excel 中选中若干行复制，再在下框中粘贴（Ctrl V）。列的顺序：{columns.join('、')}；第一行是列名时按列名对应。
      </p>
      <Input.TextArea
        aria-label="在此粘贴 Excel 内容"
        autoFocus
        rows={3}
        value=""
        onPaste={(event) => {
          event.preventDefault()
          event.stopPropagation()
          paste(event.clipboardData.getData('text/plain'))
          setOpen(false)
        }}
      />
      <Button onClick={() => setOpen(false)}>取消粘贴</Button>
    </div>
  )
}

function PastedWords({ pasted, close }: { pasted: Pasted; close: () => void }) {
  const { rows, unread } = pasted
  return (
    <Alert
      className="gap-top"
      role="status"
      type={unread.length ? 'warning' : 'success'}
      title={`已粘贴 ${rows.length} 行${unread.length ? `，其中 ${unread.length} 处没有识别，请在表中补填` : ''}`}
      description={
        unread.length > 0 && (
          <ul className="plain-list">
            {unread.slice(0, 10).map((cell) => (
              <li key={`${cell.row}-${cell.column}`}>
                第 {cell.row} 行第 {cell.column} 列“{cell.title}”：{cell.text}
              </li>
            ))}
          </ul>
        )
      }
      closable={{ 'aria-label': '关闭', onClose: close }}
    />
  )
}
