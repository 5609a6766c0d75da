import { Link, useRouter } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'

export function NotFound() {
  return (
    <Result
      status="404"
      icon={null}
      title={<h1 className="page-title">没有找到这个页面</h1>}
      subTitle="地址可能有误，或者内容不在您的管辖范围内。"
      extra={<Link to="/">回到工作台</Link>}
    />
  )
}

/** 无权限：says which duty one is in, because another duty of the same person may open it. */
export function NoRight({ title, duty }: { title: string; duty: string }) {
  return (
    <Result
      status="403"
      icon={null}
      title={<h1 className="page-title">当前职务不能打开“{title}”</h1>}
      subTitle={`当前职务：${duty}。如您有其他职务，请在页面右上角切换；需要开通时请联系本单位安全管理员。`}
      extra={<Link to="/">回到工作台</Link>}
    />
  )
}

/** The last net: a page that threw. A chunk that is gone means that a new version was installed while this one was open. */
export function Broken({ error }: { error: unknown }) {
  const router = useRouter()
  const problem = asProblem(error)
  const isOldPage = error instanceof Error && /dynamically imported module|module script/i.test(error.message)
  if (problem.code === 'notFound') return <NotFound />
  return (
    <div className="page">
      <h1 className="page-title">{isOldPage ? '系统已更新' : '页面没有打开'}</h1>
      {isOldPage ? (
        <p>本页属于旧版本，请刷新后继续。已填写的内容会保留。</p>
      ) : (
        <ProblemAlert problem={error} retry={() => router.invalidate()} />
      )}
      <p className="gap-top">
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新页面
        </Button>
      </p>
    </div>
  )
}
