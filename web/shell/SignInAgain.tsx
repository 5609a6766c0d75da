import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type Me, sessionApi } from '#contract/session'
import { send, whenSignInNeeded } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { activeDuty, meQuery, useMe } from '../kit/session.ts'
import { rememberedAccount } from './account.ts'

/** A new session starts in a duty of the server's choice; the work on the screen belongs to the one that was active. */
async function backIntoDuty(now: Me, before: Me): Promise<Me> {
  const wanted = activeDuty(before)
  if (!wanted || activeDuty(now)?.id === wanted.id || !now.duties.some(({ id }) => id === wanted.id)) return now
  return send(sessionApi.switchDuty, { body: { dutyId: wanted.id } }, { quiet: true })
}

/** 登录已失效: the dialog stands over the form, and what waited for an answer is sent again with the same key. */
export function SignInAgain() {
  const me = useMe()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const waiting = useRef<(() => void)[]>([])

  useEffect(() => {
    whenSignInNeeded(() => {
      setOpen(true)
      return new Promise((done) => waiting.current.push(done))
    })
    return () => whenSignInNeeded(null)
  }, [])

  async function signIn(body: { account: string; password: string }) {
    setSending(true)
    setProblem(null)
    try {
      const answer = await backIntoDuty(await send(sessionApi.signIn, { body }, { quiet: true }), me)
      // Somebody else at this machine must not send what this person wrote.
      if (answer.person.id !== me.person.id) return window.location.assign('/')
      queryClient.setQueryData(meQuery.queryKey, answer)
      setOpen(false)
      for (const go of waiting.current.splice(0)) go()
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setSending(false)
    }
  }

  return (
    <Modal
      open={isOpen}
      title="登录已失效，请重新登录"
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
    >
      <p>{me.person.name}，您已填写的内容都还在。重新登录后，刚才的操作会继续。</p>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Form name="sign-in-again" layout="vertical" onFinish={signIn} initialValues={{ account: rememberedAccount() }}>
        <Form.Item name="account" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={isSending}>
            重新登录并继续
          </Button>
          <Button onClick={() => window.location.assign('/sign-in')}>换一个账号</Button>
        </div>
      </Form>
    </Modal>
  )
}
