import { ApartmentOutlined, CalculatorOutlined, CalendarOutlined } from '@ant-design/icons'
import { OrgId } from '#contract/common'
import { type OrgLine, orgsApi } from '#contract/orgs'
import { send } from '../kit/client.ts'
import type { Room } from '../kit/registry.ts'
import type { OrgChoice } from '../kit/sources.ts'

const choice = ({ id, name, path, hasChildren }: OrgLine): OrgChoice => ({ id, name, path, hasChildren })

export const room: Room = {
  routes: [
    { path: '/orgs', title: '单位', load: () => import('./UnitsPage.tsx').then((m) => m.UnitsPage) },
    { path: '/orgs/$orgId', title: '单位信息', load: () => import('./UnitsPage.tsx').then((m) => m.UnitsPage) },
    { path: '/holidays', title: '节假日安排', load: () => import('./HolidaysPage.tsx').then((m) => m.HolidaysPage) },
    {
      path: '/figure-checks',
      title: '指标复核',
      needs: 'figure.check',
      load: () => import('./FigureChecksPage.tsx').then((m) => m.FigureChecksPage),
    },
  ],
  menu: [
    { path: '/orgs', title: '单位', icon: ApartmentOutlined, group: 'house', needs: 'unit.read', order: 60 },
    { path: '/holidays', title: '节假日', icon: CalendarOutlined, group: 'house', needs: 'calendar.manage', order: 92 },
    { path: '/figure-checks', title: '指标复核', icon: CalculatorOutlined, group: 'house', needs: 'figure.check', order: 93 },
  ],
  sources: {
    orgs: {
      search: async (text) => (await send(orgsApi.search, { query: { text } })).map(choice),
      children: async (parentId) =>
        (await send(orgsApi.children, { query: parentId === null ? {} : { parentId: OrgId.parse(parentId) } })).map(choice),
      read: async (id) => choice(await send(orgsApi.line, { params: { orgId: OrgId.parse(id) } })),
    },
  },
}
