import { AuditOutlined, FileExcelOutlined, IdcardOutlined, TeamOutlined } from '@ant-design/icons'
import { OrgId, PersonId } from '#contract/common'
import { type PersonOption, peopleApi } from '#contract/people'
import { send } from '../kit/client.ts'
import type { Room } from '../kit/registry.ts'
import type { PersonChoice } from '../kit/sources.ts'

const choice = ({ id, name, org, duty, certificateNo, away }: PersonOption): PersonChoice => ({ id, name, org, duty, certificateNo, away })

export const room: Room = {
  routes: [
    { path: '/people', title: '人员', needs: 'person.read', load: () => import('./PeoplePage.tsx').then((m) => m.PeoplePage) },
    {
      path: '/people/$personId',
      title: '一人一档',
      needs: 'person.read',
      load: () => import('./PersonPage.tsx').then((m) => m.PersonPage),
    },
    { path: '/duties', title: '职务任命', needs: 'duty.manage', load: () => import('./DutiesPage.tsx').then((m) => m.DutiesPage) },
    { path: '/rosters', title: '花名册导入', needs: 'person.manage', load: () => import('./RosterPage.tsx').then((m) => m.RosterPage) },
    { path: '/ledger', title: '审计台账', needs: 'ledger.read', load: () => import('../ledger/LedgerPage.tsx').then((m) => m.LedgerPage) },
  ],
  menu: [
    { path: '/people', title: '人员', icon: TeamOutlined, group: 'house', needs: 'person.read', order: 70, phone: 5 },
    { path: '/duties', title: '职务任命', icon: IdcardOutlined, group: 'house', needs: 'duty.manage', order: 72, phone: 6 },
    { path: '/rosters', title: '花名册导入', icon: FileExcelOutlined, group: 'house', needs: 'person.manage', order: 74 },
    { path: '/ledger', title: '审计台账', icon: AuditOutlined, group: 'house', needs: 'ledger.read', order: 90, phone: 5 },
  ],
  sources: {
    people: {
      search: async (text, orgId) =>
        (await send(peopleApi.options, { query: { text, ...(orgId === null ? {} : { orgId: OrgId.parse(orgId) }) } })).map(choice),
      read: async (id) => choice(await send(peopleApi.option, { params: { personId: PersonId.parse(id) } })),
    },
  },
}
