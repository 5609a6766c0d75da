import { ReadOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/clauses', title: '意见条款', needs: 'clause.read', load: () => import('./ClausesPage.tsx').then((m) => m.ClausesPage) },
    {
      path: '/clauses/documents',
      title: '条款文件',
      needs: 'clause.read',
      load: () => import('./DocumentsPage.tsx').then((m) => m.DocumentsPage),
    },
    {
      path: '/clauses/imports',
      title: '条款导入',
      needs: 'clause.manage',
      load: () => import('./ClauseImportPage.tsx').then((m) => m.ClauseImportPage),
    },
    {
      path: '/clauses/$clauseId',
      title: '条款',
      needs: 'clause.read',
      load: () => import('./ClausePage.tsx').then((m) => m.ClausePage),
    },
    {
      path: '/clauses/$clauseId/records',
      title: '佐证记录',
      needs: 'clause.read',
      load: () => import('./ClauseRecordsPage.tsx').then((m) => m.ClauseRecordsPage),
    },
  ],
  menu: [{ path: '/clauses', title: '意见条款', icon: ReadOutlined, group: 'supervision', needs: 'clause.read', order: 30 }],
}
