import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import type { PersonId } from '#contract/common'
import { claimsApi, nationalPlatform } from '#contract/hours-claims'
import { hoursRulesApi, type RulesView, themesOf } from '#contract/hours-rules'
import { upload } from '../kit/client.ts'
import { DayPicker } from '../kit/DayPicker.tsx'
import { freshKey } from '../kit/key.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask, refresh } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'

interface Drawn {
  open: boolean
  close: () => void
  /** Null: for oneself. */
  person: { id: PersonId; name: string } | null
}

type Entered = Record<string, string | number | boolean | undefined>

/** 提交学习记录: a certificate of the national platform, or a proof of what was learned elsewhere. Somebody else checks it. */
export function ClaimDrawer({ open, close, person }: Drawn) {
  const isPhone = useIsPhone()
  const rules = useQuery({ ...ask(hoursRulesApi.read, {}), enabled: open })
  return (
    <Drawer
      title={person ? `为${person.name}补录学时` : '提交证书'}
      open={open}
      onClose={close}
      size={isPhone ? '100%' : 520}
      destroyOnHidden
    >
      {rules.isError && <ProblemAlert problem={rules.error} retry={() => rules.refetch()} />}
      {rules.data && <ClaimForm rules={rules.data} close={close} person={person} />}
    </Drawer>
  )
}

const kinds = [
  { value: 'national', label: '远程教育平台证书' },
  { value: 'manual', label: '其他培训证明' },
  { value: 'teaching', label: '授课' },
  { value: 'contest', label: '竞赛' },
]

/** Sends what is entered as fields and the proof as the one file. The key stays while nothing changes: a lost answer is not a second record. */
function useSending(person: Drawn['person'], close: () => void) {
  const { message } = App.useApp()
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const last = useRef({ content: '', key: '' })
  const send = async (entered: Entered, file: File) => {
    const given = Object.entries({ ...entered, personId: person?.id }).filter(
      ([, value]) => value !== undefined && value !== '' && value !== null,
    )
    const fields = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
    const content = JSON.stringify([fields, file.name, file.size, file.lastModified])
    if (last.current.content !== content) last.current = { content, key: freshKey() }
    setSending(true)
    setProblem(null)
    try {
      await upload(claimsApi.bring, {}, file, { fields, key: last.current.key })
      await refresh(claimsApi.mine, claimsApi.list)
      message.success('已提交，核验通过后计入学时。')
      close()
    } catch (thrown) {
      if (asProblem(thrown).code !== 'offline') last.current = { content: '', key: '' }
      setProblem(thrown)
    } finally {
      setSending(false)
    }
  }
  return { send, problem, isSending }
}

function ClaimForm({ rules, close, person }: { rules: RulesView } & Omit<Drawn, 'open'>) {
  const [form] = Form.useForm<Entered>()
  const [file, setFile] = useState<File | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const { send, problem, isSending } = useSending(person, close)
  const kind = Form.useWatch('kind', form) ?? 'national'
  const conversions = rules.settings.conversions.filter(({ room, hoursEach }) => room === kind && hoursEach !== null)
  const conversion = Form.useWatch('conversion', form)
  const named = asProblemIssues(problem)
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ kind: 'national', provider: nationalPlatform, form: 'online', subject: 'professional' }}
      onFinish={(entered) => (file ? void send(entered, file) : undefined)}
    >
      {problem !== null && <ProblemAlert problem={problem} />}
      <Form.Item name="kind" label="来源">
        <Radio.Group
          options={kinds}
          onChange={({ target }) =>
            form.setFieldsValue(target.value === 'national' ? { provider: nationalPlatform, form: 'online' } : { provider: undefined })
          }
        />
      </Form.Item>
      <Form.Item
        name="title"
        label="课程或者班次名称"
        rules={[{ required: true, min: 2, message: '请填写课程或者班次名称' }]}
        {...named('title')}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="provider"
        label="发证或者主办单位"
        rules={[{ required: true, min: 2, message: '请填写发证或者主办单位' }]}
        {...named('provider')}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="certificateNo" label="证书编号" extra="同一编号只计一次；没有编号的不填" {...named('certificateNo')}>
        <Input maxLength={60} />
      </Form.Item>
      {conversions.length > 0 && (
        <Form.Item name="conversion" label="按折算表计学时" extra="不选则按证明上的学时填写">
          <Select
            allowClear
            options={conversions.map(({ code, title, hoursEach, unit }) => ({
              value: code,
              label: `${title}：每${unit} ${hoursEach} 学时`,
            }))}
          />
        </Form.Item>
      )}
      {conversion ? (
        <Form.Item name="units" label="数量" rules={[{ required: true, message: '请填写数量' }]} {...named('units')}>
          <InputNumber min={0.5} max={500} step={0.5} className="wide" />
        </Form.Item>
      ) : (
        <Form.Item name="hours" label="学时" extra="以 0.5 为单位" {...named('hours')}>
          <InputNumber min={0} max={500} step={0.5} className="wide" />
        </Form.Item>
      )}
      <Form.Item name="days" label="天数" extra="脱产培训按天认定的填写；天数和学时不互相折算" {...named('days')}>
        <InputNumber min={0} max={366} step={0.5} className="wide" />
      </Form.Item>
      <Form.Item name="fromDay" label="开始日" rules={[{ required: true, message: '请选择开始日' }]} {...named('fromDay')}>
        <DayPicker aria-label="开始日" />
      </Form.Item>
      <Form.Item
        name="earnedOn"
        label="结束日"
        extra="按结束日计入年度"
        rules={[{ required: true, message: '请选择结束日' }]}
        {...named('earnedOn')}
      >
        <DayPicker aria-label="结束日" />
      </Form.Item>
      <Form.Item name="form" label="培训形式" rules={[{ required: true, message: '请选择培训形式' }]} {...named('form')}>
        <Select options={rules.forms.map(({ code, title }) => ({ value: code, label: title }))} />
      </Form.Item>
      <Form.Item name="subject" label="科目" {...named('subject')}>
        <Select allowClear options={rules.subjects.map(({ code, title }) => ({ value: code, label: title }))} />
      </Form.Item>
      <Form.Item name="theme" label="专题">
        <Select allowClear options={themesOf(rules.settings).map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item label="证明材料" required extra="证书的 PDF 或者照片，不超过 50 MB">
        <div className="actions">
          <Button icon={<UploadOutlined />} onClick={() => picker.current?.click()}>
            {file ? '换一个文件' : '选择文件或拍照'}
          </Button>
          <span className="hint">{file?.name ?? '还没有选择文件'}</span>
        </div>
        <input
          ref={picker}
          type="file"
          className="gone"
          aria-label="选择证明材料"
          accept="application/pdf,image/jpeg,image/png"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </Form.Item>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isSending} disabled={file === null}>
          提交核验
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </Form>
  )
}

/** The server's word on a field stands at that field. */
function asProblemIssues(problem: unknown) {
  const issues = problem === null ? [] : asProblem(problem).issues
  return (name: string) => {
    const found = issues.find(({ path }) => path === name)
    return found ? { validateStatus: 'error' as const, help: found.message } : {}
  }
}
