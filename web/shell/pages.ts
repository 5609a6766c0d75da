import { HomeOutlined, UserOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

/** The shell's own pages. A room that has a page at the same path replaces it: see routes.tsx. */
export const shellRoom: Room = {
  routes: [
    { path: '/', title: '工作台', load: () => import('./HomePage.tsx').then((m) => m.HomePage) },
    { path: '/me', title: '我的', load: () => import('./MePage.tsx').then((m) => m.MePage) },
    { path: '/me/password', title: '修改密码', load: () => import('./PasswordPage.tsx').then((m) => m.PasswordPage) },
    { path: '/me/sessions', title: '我的登录会话', load: () => import('./SessionsPage.tsx').then((m) => m.SessionsPage) },
  ],
  menu: [
    { path: '/', title: '工作台', icon: HomeOutlined, order: 10, phone: 1, waiting: true },
    { path: '/me', title: '我的', icon: UserOutlined, group: 'house', order: 999, phone: 9 },
  ],
}
