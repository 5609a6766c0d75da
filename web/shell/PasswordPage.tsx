import { App, Button, Card, Form, Input } from 'antd'
import { sessionApi } from '#contract/session'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useSend } from '../kit/query.ts'
import { repeats } from './password-rules.ts'

export function PasswordPage() {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ old: string; next: string; again: string }>()
  const change = useSend(sessionApi.changePassword, {
    refreshes: [sessionApi.mine],
    done: () => {
      form.resetFields()
      message.success('密码已修改，其他设备上的登录已失效。')
    },
  })
  return (
    <div className="page narrow">
      <h1 className="page-title">修改密码</h1>
      <Card>
        {change.isError && <ProblemAlert problem={change.error} />}
        <Form form={form} name="password" layout="vertical" onFinish={({ old, next }) => change.mutate({ body: { old, next } })}>
          <Form.Item name="old" label="当前密码" rules={[{ required: true, message: '请填写当前密码' }]}>
            <Input.Password autoComplete="current-password" maxLength={128} />
          </Form.Item>
          <Form.Item name="next" label="新密码" rules={[{ required: true, message: '请填写新密码' }]}>
            <Input.Password autoComplete="new-password" maxLength={128} />
          </Form.Item>
          <Form.Item name="again" label="再次填写新密码" dependencies={['next']} rules={[repeats('next')]} required>
            <Input.Password autoComplete="new-password" maxLength={128} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            修改密码
          </Button>
        </Form>
      </Card>
    </div>
  )
}
