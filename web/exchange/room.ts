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
    { path: '/exchange/items', title: '信息稿件', needs: 'exchange.read', load: () => import('./ItemsPage.tsx').then((m) => m.ItemsPage) },
    {
      path: '/exchange/items/$matterId',
      title: '信息稿件',
      needs: 'exchange.read',
      load: () => import('./ItemPage.tsx').then((m) => m.ItemPage),
    },
    {
      path: '/exchange/ranking',
      title: '信息采用排名',
      needs: 'exchange.read',
      load: () => import('./RankingPage.tsx').then((m) => m.RankingPage),
    },
    {
      path: '/exchange/reports',
      title: '年度报告',
      needs: 'exchange.read',
      load: () => import('./ReportsPage.tsx').then((m) => m.ReportsPage),
    },
    {
      path: '/exchange/reports/$reportId',
      title: '年度报告',
      needs: 'exchange.read',
      load: () => import('./ReportPage.tsx').then((m) => m.ReportPage),
    },
  ],
  menu: [{ path: '/exchange', title: '信息交换', icon: RetweetOutlined, group: 'supervision', needs: 'exchange.read', order: 60 }],
  matters: { exchangeReturn: '/exchange/returns', informationItem: '/exchange/items' },
}
