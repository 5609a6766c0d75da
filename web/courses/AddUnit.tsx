import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { type UnitKind, unitKinds } from '#contract/courses'
import { courseKeepingApi, type EditionView, type UnitDraft } from '#contract/courses-keeping'
import { examsApi } from '#contract/exams'
import { examStates } from '#contract/exams-steps'
import type { FilePurpose } from '#contract/files'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { ContentUpload } from './ContentUpload.tsx'

const purposes: Readonly<Record<Exclude<UnitKind, 'quiz'>, FilePurpose>> = {
  video: 'courseVideo',
  document: 'courseDocument',
  scorm12: 'coursePackage',
  scorm2004: 'coursePackage',
  cmi5: 'coursePackage',
}

interface Props {
  course: EditionView
  open: boolean
  close: () => void
}

/** 添加学习单元: what kind, the content, and when it is learned. */
export function AddUnit({ course, open, close }: Props) {
  const isPhone = useIsPhone()
  return (
    <Drawer title="添加学习单元" open={open} onClose={close} size={isPhone ? '100%' : 560} destroyOnHidden>
      <UnitForm course={course} close={close} />
    </Drawer>
  )
}

interface Values {
  kind: UnitKind
  title: string
  required: boolean
  percent: number
  minutes: number
  examId?: string
}

function UnitForm({ course, close }: Omit<Props, 'open'>) {
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'video'
  const [uploadId, setUploadId] = useState<string | null>(null)
  const add = useSend(courseKeepingApi.addUnit, { refreshes: [courseKeepingApi.read, courseKeepingApi.list], done: close })
  const submit = (values: Values) => {
    const body: UnitDraft = {
      title: values.title,
      kind: values.kind,
      required: values.required,
      share: (values.percent ?? 90) / 100,
      minutes: values.minutes ?? 0,
      ...(uploadId ? { uploadId } : {}),
      ...(values.examId ? { examId: values.examId } : {}),
    }
    add.mutate({ params: { courseId: course.id }, body, version: course.version })
  }
  return (
    <Form
      form={form}
      name="unit"
      layout="vertical"
      initialValues={{ kind: 'video', required: true, percent: 90, minutes: 0 }}
      onFinish={submit}
      onValuesChange={(changed) => 'kind' in changed && setUploadId(null)}
    >
      <Form.Item name="kind" label="类型">
        <Radio.Group options={Object.entries(unitKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {kind !== 'quiz' && (
        <Form.Item label="内容" required>
          <ContentUpload
            key={purposes[kind]}
            purpose={purposes[kind]}
            onTaken={(taken, fileName) => {
              setUploadId(taken)
              if (!form.getFieldValue('title')) form.setFieldValue('title', fileName.replace(/\.[^.]+$/, ''))
            }}
          />
        </Form.Item>
      )}
      {kind === 'quiz' && (
        <Form.Item
          name="examId"
          label="考试"
          extra="须在考试设置中选择“写入学习记录”，成绩（含补考）公布后计入课程；考试本身计学时的，不能用于计学时的课程。"
          rules={[{ required: true, message: '请选择考试' }]}
        >
          <ExamPicker
            chosen={(title) => {
              if (!form.getFieldValue('title')) form.setFieldValue('title', title.slice(0, 80))
            }}
          />
        </Form.Item>
      )}
      <Form.Item name="title" label="单元名称" rules={[{ required: true, message: '请填写单元名称' }]}>
        <Input maxLength={80} showCount />
      </Form.Item>
      <Form.Item name="required" label="是否必修">
        <Radio.Group
          options={[
            { value: true, label: '必修' },
            { value: false, label: '选修' },
          ]}
        />
      </Form.Item>
      {kind === 'video' && (
        <Form.Item name="percent" label="须观看的比例（%）" extra="按服务器核对的观看时段计算，拖动跳过的部分不计。">
          <InputNumber min={50} max={100} />
        </Form.Item>
      )}
      {kind === 'document' && (
        <Form.Item name="minutes" label="至少阅读分钟数" extra="0 表示打开后确认读完即可。">
          <InputNumber min={0} max={600} />
        </Form.Item>
      )}
      {add.isError && <ProblemAlert problem={add.error} />}
      <div className="actions form-actions">
        <Button type="primary" htmlType="submit" loading={add.isPending} disabled={kind !== 'quiz' && uploadId === null}>
          添加单元
        </Button>
        <Button onClick={close}>取消</Button>
        {kind !== 'quiz' && uploadId === null && <span className="hint">内容上传并检查通过后可以添加。</span>}
      </div>
    </Form>
  )
}

interface ExamPickerProps {
  // Of the form's item around it.
  id?: string
  value?: string
  onChange?: (examId: string) => void
  chosen: (title: string) => void
}

/** 选择考试: those that this unit may see, by a part of their title; the latest first. */
function ExamPicker({ id, value, onChange, chosen }: ExamPickerProps) {
  const [text, setText] = useState('')
  const found = useQuery(ask(examsApi.list, { query: { page: 1, size: 50, ...(text ? { text } : {}) } }))
  const exams = (found.data?.rows ?? []).filter(({ state }) => state !== 'cancelled')
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      placeholder="输入考试名称查找"
      showSearch={{ filterOption: false, onSearch: (asked) => setText(asked.trim().slice(0, 60)) }}
      loading={found.isFetching}
      onChange={(examId: string) => {
        onChange?.(examId)
        chosen(exams.find((exam) => exam.id === examId)?.title ?? '')
      }}
      options={exams.map((exam) => ({
        value: exam.id as string,
        label: `${exam.title}（${exam.org.name}，${dayTime(exam.opensAt)}，${examStates[exam.state].title}）`,
      }))}
      notFoundContent={found.isPending ? '正在查找…' : '没有可以选择的考试。请先在“考试”中拟定。'}
    />
  )
}
