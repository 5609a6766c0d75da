import { Link } from '@tanstack/react-router'
import { Button, Card, Descriptions } from 'antd'
import { roles } from '#contract/authority'
import { useIsPhone } from '../kit/screen.ts'
import { useMe } from '../kit/session.ts'
import { FontSizeSwitch } from './FontSizeSwitch.tsx'
import { leave } from './leave.ts'
import { OtherEntries } from './Menu.tsx'

export function MePage() {
  const me = useMe()
  const isPhone = useIsPhone()
  return (
    <div className="page narrow">
      <h1 className="page-title">我的</h1>
      <Card title={<h2 className="card-title">{me.person.name}</h2>}>
        {me.duties.map((duty) => (
          <Descriptions
            key={duty.id}
            column={1}
            size="small"
            className="gap-bottom"
            items={[
              { key: 'org', label: '单位', children: duty.org.name },
              { key: 'role', label: '职务', children: duty.title || roles[duty.role] },
              { key: 'from', label: '任职时间', children: `${duty.from} 至 ${duty.to ?? '今'}` },
              { key: 'waiting', label: '待办', children: `${duty.waiting} 件${duty.active ? '（当前职务）' : ''}` },
            ]}
          />
        ))}
        <p>字号</p>
        <FontSizeSwitch />
        <ul className="plain-list gap-top links">
          <li>
            <Link to="/me/password">修改密码</Link>
          </li>
          <li>
            <Link to="/me/sessions">我的登录会话</Link>
          </li>
        </ul>
        <Button onClick={leave}>退出登录</Button>
      </Card>
      {isPhone && <OtherEntries />}
    </div>
  )
}
