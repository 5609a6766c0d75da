import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useIsPhone } from '../kit/screen.ts'
import { useMe } from '../kit/session.ts'
import { leave } from './leave.ts'

export function UserMenu() {
  const me = useMe()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const confirmLeave = () =>
    modal.confirm({ title: '退出登录？', content: '本机保存的未提交草稿会一并清除。', okText: '退出', cancelText: '取消', onOk: leave })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'password', label: '修改密码', onClick: () => navigate({ to: '/me/password' }) },
          { key: 'sessions', label: '我的登录会话', onClick: () => navigate({ to: '/me/sessions' }) },
          { type: 'divider' },
          { key: 'leave', label: '退出登录', onClick: confirmLeave },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${me.person.name}，账号菜单`}>
        {!isPhone && me.person.name}
        {!isPhone && <DownOutlined />}
      </Button>
    </Dropdown>
  )
}
