import { Button, Card, Form, Input } from 'antd'
import { type Me, sessionApi } from '#contract/session'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useSend } from '../kit/query.ts'
import { repeats } from './password-rules.ts'

interface Entered {
  token: string
  account: string
  name: string
  password: string
  again: string
}

/** 首次启用: the one-time token that the server printed names the first system administrator; later ones are codes that he hands out. */
export function ClaimForm({ enter, first }: { enter: (me: Me) => void; first: boolean }) {
  const claim = useSend(sessionApi.claim, { done: enter })
  return (
    <Card title={<h2 className="card-title">{first ? '首次启用' : '启用账号或重置密码'}</h2>} className="sign-in-card">
      <p>
        {first
          ? '平台尚未设置系统管理员。请填写服务器首次启动时显示的一次性启用口令。'
          : '请填写系统管理员交给您的一次性启用码，24 小时内有效，只能用一次。'}
      </p>
      {claim.isError && <ProblemAlert problem={claim.error} />}
      <Form
        name="claim"
        layout="vertical"
        requiredMark={false}
        onFinish={({ token, account, name, password }: Entered) => claim.mutate({ body: { token: token.trim(), account, name, password } })}
      >
        <Form.Item name="token" label="启用口令" rules={[{ required: true, message: '请填写启用口令' }]}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: '请填写真实姓名' }]}>
          <Input autoComplete="name" maxLength={40} />
        </Form.Item>
        <Form.Item name="account" label="账号" rules={[{ required: true, min: 3, message: '账号至少 3 个字符' }]}>
          <Input autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item name="again" label="再次填写密码" dependencies={['password']} rules={[repeats('password')]}>
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={claim.isPending}>
          {first ? '设为首位系统管理员' : '设定密码并登录'}
        </Button>
      </Form>
    </Card>
  )
}
