import { RetweetOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/exchange', title: '信息交换', needs: 'exchange.read', load: () => import('./ExchangePage.tsx').then((m) => m.ExchangePage) },
    { path: '/exchange/forms', title: '交换表单', needs: 'exchange.read', load: () => import('./FormsPage.tsx').then((m) => m.FormsPage) },
    {
      path: '/exchange/returns',
      title: '报送情况',
      needs: 'exchange.read',
      load: () => import('./ReturnsPage.tsx').then((m) => m.ReturnsPage),
    },
    {
      path: '/exchange/returns/$matterId',
      title: '报送件',
      needs: 'exchange.read',
      load: () => import('./ReturnPage.tsx').then((m) => m.ReturnPage),
    },
  ],
  menu: [{ path: '/exchange', title: '信息交换', icon: RetweetOutlined, group: 'supervision', needs: 'exchange.read', order: 60 }],
  matters: { exchangeReturn: '/exchange/returns' },
}
