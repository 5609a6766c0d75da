import { FundOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/indicators', title: '指标', needs: 'figure.read', load: () => import('./IndicatorsPage.tsx').then((m) => m.IndicatorsPage) },
    {
      path: '/indicators/outside',
      title: '外部数据',
      needs: 'figure.read',
      load: () => import('./OutsidePage.tsx').then((m) => m.OutsidePage),
    },
    {
      path: '/indicators/outside/imports',
      title: '外部数据导入',
      needs: 'indicator.manage',
      load: () => import('./OutsideImportPage.tsx').then((m) => m.OutsideImportPage),
    },
    {
      path: '/indicators/$indicatorId',
      title: '指标详情',
      needs: 'figure.read',
      load: () => import('./IndicatorPage.tsx').then((m) => m.IndicatorPage),
    },
    {
      path: '/indicators/$indicatorId/records',
      title: '指标记录',
      needs: 'figure.read',
      load: () => import('./RecordsPage.tsx').then((m) => m.RecordsPage),
    },
  ],
  menu: [{ path: '/indicators', title: '指标', icon: FundOutlined, group: 'supervision', needs: 'figure.read', order: 70 }],
}
