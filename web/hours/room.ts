import { BarChartOutlined, ReadOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/my-hours', title: '我的学时', load: () => import('./MyHoursPage.tsx').then((m) => m.MyHoursPage) },
    {
      path: '/hours',
      title: '人员学时',
      needs: 'training.read',
      load: () => import('./PeopleHoursPage.tsx').then((m) => m.PeopleHoursPage),
    },
    {
      path: '/hours/people/$personId',
      title: '个人学时',
      needs: 'training.read',
      load: () => import('./PersonHoursPage.tsx').then((m) => m.PersonHoursPage),
    },
    {
      path: '/hours/coverage',
      title: '轮训覆盖',
      needs: 'training.read',
      load: () => import('./CoveragePage.tsx').then((m) => m.CoveragePage),
    },
    {
      path: '/hours/coverage/people',
      title: '轮训人员',
      needs: 'training.read',
      load: () => import('./CoveredPeoplePage.tsx').then((m) => m.CoveredPeoplePage),
    },
    { path: '/hours/monthly', title: '每月培训', load: () => import('./MonthlyPage.tsx').then((m) => m.MonthlyPage) },
    {
      path: '/hours/records',
      title: '外来学习记录',
      needs: 'training.read',
      load: () => import('./ClaimListPage.tsx').then((m) => m.ClaimListPage),
    },
    { path: '/hours/records/$claimId', title: '学习记录', load: () => import('./ClaimPage.tsx').then((m) => m.ClaimPage) },
    {
      path: '/hours/national-imports',
      title: '远程教育学时导入',
      needs: 'training.manage',
      load: () => import('./ImportPages.tsx').then((m) => m.NationalImportPage),
    },
    {
      path: '/hours/category-imports',
      title: '人员类别导入',
      needs: 'training.manage',
      load: () => import('./ImportPages.tsx').then((m) => m.CategoryImportPage),
    },
    { path: '/hours/rules', title: '学时规则', load: () => import('./RulesPage.tsx').then((m) => m.RulesPage) },
  ],
  menu: [
    { path: '/my-hours', title: '我的学时', icon: ReadOutlined, group: 'learning', order: 50 },
    { path: '/hours', title: '学时与轮训', icon: BarChartOutlined, group: 'training', needs: 'training.read', order: 54 },
  ],
}
