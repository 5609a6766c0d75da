import { Link } from '@tanstack/react-router'
import { roles } from '#contract/authority'
import { activeDuty, useMe } from '../kit/session.ts'

/** Until a room brings its workbench: who I am here, and where my work lies. */
export function HomePage() {
  const me = useMe()
  const duty = activeDuty(me)
  return (
    <div className="page">
      <h1 className="page-title">
        {me.person.name}，今天是 {me.today}
      </h1>
      {duty ? (
        <p>
          当前职务：{duty.org.name} {duty.title || roles[duty.role]}。待办 {duty.waiting} 件。
        </p>
      ) : (
        <p>您目前没有有效职务，请联系本单位安全管理员。</p>
      )}
      <p>
        <Link to="/me">查看我的账号与职务</Link>
      </p>
    </div>
  )
}
