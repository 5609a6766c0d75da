import type { ComponentType } from 'react'
import type { Permission } from '#contract/endpoint'
import type { Sources } from './sources.ts'

/**
 * What a room gives to the shell. A room adds pages by one file of its own, `web/<room>/room.ts`, which exports `room`:
 *
 *   export const room: Room = {
 *     routes: [
 *       { path: '/cases', title: '案件', needs: 'matter.read', load: () => import('./CaseListPage.tsx').then((m) => m.CaseListPage) },
 *       { path: '/cases/$caseId', title: '案件详情', needs: 'matter.read', load: () => import('./CasePage.tsx').then((m) => m.CasePage) },
 *     ],
 *     menu: [{ path: '/cases', title: '案件', icon: FileTextOutlined, needs: 'matter.read', order: 20, phone: 2 }],
 *   }
 *
 * Nothing else is edited: `web/rooms.ts` finds the file. A page is its own chunk. Breadcrumbs follow the path: `/cases/$caseId` stands under
 * `/cases`. Inside a page: `useParam('caseId', CaseId)`, `useAddress(schema)`, `usePageTitle(text)`, `<Link to="/cases/$caseId" params={{ caseId }}>`.
 */
export interface Room {
  routes: readonly PageOf[]
  menu: readonly MenuEntry[]
  /** Where a matter of each of its processes opens: `{ penalty: '/cases' }` makes `/cases/<id>`. Lists of all rooms' matters ask for it. */
  matters?: Readonly<Record<string, string>>
  /** Answers that the kit needs from a room, e.g. `sources: { orgs: { search, children } }`. */
  sources?: Partial<Sources>
  /** What stands in the header beside the name: the bell. */
  bell?: () => Promise<ComponentType>
}

export interface PageOf {
  path: string
  title: string
  /** Who may open it; who may not sees a sentence that says so. */
  needs?: Permission
  /** For strangers: it stands without the shell, and nobody is asked who he is. */
  outside?: true
  load: () => Promise<ComponentType>
}

/** The headings of the menu, in their order. */
export const menuGroups = { learning: '学习', training: '培训管理', supervision: '统筹督办', house: '单位与系统' } as const
export type MenuGroup = keyof typeof menuGroups

export interface MenuEntry {
  path: string
  title: string
  icon: ComponentType
  needs?: Permission
  /** Under which heading it stands; without one it stands first, with the work of the day. */
  group?: MenuGroup
  /** Within its group: 工作台 10, 案件 20, 线索 30, 日历 40, 单位 60, 人员 70, 系统 90. */
  order: number
  /** Its place in the phone's bottom bar, 1 to 3 (待办 1, 案件 2, 登记线索 3); 我的 is the shell's. */
  phone?: number
  /** Shows the number of 待办 that wait under the active duty. */
  waiting?: boolean
}
