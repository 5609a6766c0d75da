import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Card, Form, Input, Progress, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { type Me, sessionApi } from '#contract/session'
import { OfflineBar } from '../kit/OfflineBar.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { meQuery } from '../kit/session.ts'
import { rememberAccount } from './account.ts'
import { ClaimForm } from './ClaimForm.tsx'
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx'
import { DemonstrationBar } from './DemonstrationBar.tsx'

/** Only a path of our own: an address may come from a stranger's link. */
const isOwnPath = (to: unknown): to is string => typeof to === 'string' && /^\/[^/\\]/.test(to)

function useEnter() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { to }: { to?: unknown } = useSearch({ strict: false })
  return (me: Me) => {
    queryClient.clear()
    queryClient.setQueryData(meQuery.queryKey, me)
    navigate({ href: isOwnPath(to) ? to : '/' })
  }
}

export function SignInPage() {
  // While the demonstration province is being filled in, its progress is asked again.
  const start = useQuery({ ...ask(sessionApi.start, {}), refetchInterval: ({ state }) => (state.data?.preparing == null ? false : 3000) })
  const enter = useEnter()
  useEffect(() => {
    document.title = '登录 · 闽知'
  }, [])
  return (
    <div className="sign-in">
      <OfflineBar />
      {start.data?.demonstration && <DemonstrationBar />}
      <main className="sign-in-body">
        <header className="sign-in-head">
          <h1>闽知</h1>
          <p>福建省市场监管系统知识产权工作平台</p>
        </header>
        {start.isError && <ProblemAlert problem={start.error} retry={() => start.refetch()} />}
        {start.isPending && <Skeleton active />}
        <div className="sign-in-parts">
          {start.data && <Own firstUse={start.data.firstUse} enter={enter} />}
          {start.data && start.data.accounts.length > 0 && <DemonstrationAccounts accounts={start.data.accounts} enter={enter} />}
        </div>
        {start.data?.preparing != null && <Preparing share={start.data.preparing} />}
      </main>
      <footer className="sign-in-foot">登录和操作均留有记录。离开座位请退出登录。</footer>
    </div>
  )
}

/** One's own way in: a password, or the code by which it is first set. */
function Own({ firstUse, enter }: { firstUse: boolean; enter: (me: Me) => void }) {
  const [isClaiming, setClaiming] = useState(false)
  if (firstUse) return <ClaimForm first enter={enter} />
  return (
    <div>
      {isClaiming ? <ClaimForm first={false} enter={enter} /> : <PasswordForm enter={enter} />}
      <p className="gap-top">
        <button type="button" className="link-button" onClick={() => setClaiming(!isClaiming)}>
          {isClaiming ? '返回账号登录' : '我有启用码或重置码'}
        </button>
      </p>
    </div>
  )
}

function Preparing({ share }: { share: number }) {
  return (
    <section className="gap-top" aria-label="演示数据准备进度">
      <p className="hint">正在逐步生成演示案件，可以先登录查看已经生成的部分。</p>
      <Progress percent={Math.round(share * 100)} aria-label="演示数据准备进度" />
    </section>
  )
}

function PasswordForm({ enter }: { enter: (me: Me) => void }) {
  const signIn = useSend(sessionApi.signIn, { done: enter })
  return (
    <Card title={<h2 className="card-title">账号登录</h2>} className="sign-in-card">
      {signIn.isError && <ProblemAlert problem={signIn.error} />}
      <Form
        name="sign-in"
        layout="vertical"
        requiredMark={false}
        onFinish={(body: { account: string; password: string }) => {
          rememberAccount(body.account)
          signIn.mutate({ body })
        }}
      >
        <Form.Item name="account" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input autoComplete="username" autoCapitalize="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          登录
        </Button>
        <p className="hint gap-top">忘记密码或账号被锁定，请联系本单位系统管理员。</p>
      </Form>
    </Card>
  )
}
