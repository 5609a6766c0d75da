import { AlertOutlined, AuditOutlined, CommentOutlined, PlusCircleOutlined } from '@ant-design/icons'
import { casesApi } from '#contract/cases'
import { send } from '../kit/client.ts'
import type { Room } from '../kit/registry.ts'
import { pathOf, roots } from './paths.ts'

export const room: Room = {
  routes: [
    { path: '/leads', title: '线索', needs: 'case.read', load: () => import('./LeadListPage.tsx').then((m) => m.LeadListPage) },
    { path: '/leads/new', title: '登记线索', needs: 'lead.register', load: () => import('./RegisterPages.tsx').then((m) => m.LeadNewPage) },
    {
      path: '/leads/import',
      title: '导入线索',
      needs: 'lead.import',
      load: () => import('./LeadImportPage.tsx').then((m) => m.LeadImportPage),
    },
    {
      path: '/leads/receive/$matterId',
      title: '接收移送',
      needs: 'lead.register',
      load: () => import('./RegisterPages.tsx').then((m) => m.LeadReceivePage),
    },
    { path: '/leads/$matterId', title: '线索详情', needs: 'case.read', load: () => import('./LeadPage.tsx').then((m) => m.LeadPage) },
    {
      path: '/complaints',
      title: '投诉',
      needs: 'case.read',
      load: () => import('./ComplaintPages.tsx').then((m) => m.ComplaintListPage),
    },
    {
      path: '/complaints/new',
      title: '登记投诉',
      needs: 'lead.register',
      load: () => import('./RegisterPages.tsx').then((m) => m.ComplaintNewPage),
    },
    {
      path: '/complaints/$matterId',
      title: '投诉详情',
      needs: 'case.read',
      load: () => import('./ComplaintPages.tsx').then((m) => m.ComplaintPage),
    },
    { path: '/cases', title: '案件', needs: 'case.read', load: () => import('./CaseListPage.tsx').then((m) => m.CaseListPage) },
    {
      path: '/cases/on-spot',
      title: '当场处罚',
      needs: 'lead.register',
      load: () => import('./RegisterPages.tsx').then((m) => m.SimpleNewPage),
    },
    {
      path: '/cases/receive/$matterId',
      title: '接收移送的案件',
      needs: 'lead.register',
      load: () => import('./RegisterPages.tsx').then((m) => m.CaseReceivePage),
    },
    { path: '/cases/$matterId', title: '案件详情', needs: 'case.read', load: () => import('./CasePage.tsx').then((m) => m.CasePage) },
    { path: '/tracks/$matterId', title: '关联程序', needs: 'case.read', load: () => import('./TrackPage.tsx').then((m) => m.TrackPage) },
  ],
  menu: [
    { path: '/cases', title: '案件', icon: AuditOutlined, needs: 'case.read', order: 20, phone: 2 },
    { path: '/leads', title: '线索', icon: AlertOutlined, needs: 'case.read', order: 30 },
    { path: '/leads/new', title: '登记线索', icon: PlusCircleOutlined, needs: 'lead.register', order: 31, phone: 3 },
    { path: '/complaints', title: '投诉', icon: CommentOutlined, needs: 'case.read', order: 35 },
  ],
  matters: roots,
  sources: {
    search: async (text) =>
      (await send(casesApi.search, { query: { text } })).map((found) => ({
        id: found.id,
        title: found.title,
        detail: [found.number, found.stateTitle, found.handling].filter(Boolean).join(' · '),
        kind: found.processTitle,
        path: pathOf(found),
      })),
  },
}
