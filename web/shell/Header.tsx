import { QuestionCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Layout } from 'antd'
import { Suspense } from 'react'
import { useHouse } from '../kit/house.ts'
import { useIsPhone } from '../kit/screen.ts'
import { DutySwitch } from './DutySwitch.tsx'
import { FontSizeSwitch } from './FontSizeSwitch.tsx'
import { openKeys } from './KeysDialog.tsx'
import { SearchBox } from './SearchBox.tsx'
import { UserMenu } from './UserMenu.tsx'

export function Header() {
  const isPhone = useIsPhone()
  const { bells } = useHouse()
  return (
    <Layout.Header className="header">
      <Link to="/" className="product" title="回到工作台">
        <strong>闽知</strong>
        {!isPhone && <span>福建省市场监管系统知识产权工作平台</span>}
      </Link>
      <SearchBox />
      <div className="header-right">
        <DutySwitch />
        {!isPhone && <FontSizeSwitch />}
        <Suspense fallback={null}>
          {bells.map((Bell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <Bell key={at} />
          ))}
        </Suspense>
        {!isPhone && <Button type="text" icon={<QuestionCircleOutlined />} aria-label="快捷键说明" onClick={openKeys} />}
        <UserMenu />
      </div>
    </Layout.Header>
  )
}
