import { BookOutlined, ProfileOutlined, SolutionOutlined, TeamOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/training/mine', title: '我的培训', load: () => import('./MyTrainingPage.tsx').then((m) => m.MyTrainingPage) },
    {
      path: '/training/plans',
      title: '培训计划',
      needs: 'training.read',
      load: () => import('./PlanPages.tsx').then((m) => m.PlanListPage),
    },
    {
      path: '/training/plans/$matterId',
      title: '年度培训计划',
      needs: 'training.read',
      load: () => import('./PlanPages.tsx').then((m) => m.PlanPage),
    },
    { path: '/training/classes', title: '培训班', load: () => import('./ClassListPage.tsx').then((m) => m.ClassListPage) },
    {
      path: '/training/classes/new',
      title: '开设培训班',
      needs: 'training.manage',
      load: () => import('./ClassNewPage.tsx').then((m) => m.ClassNewPage),
    },
    { path: '/training/classes/$matterId', title: '培训班', load: () => import('./ClassPage.tsx').then((m) => m.ClassPage) },
    {
      path: '/training/places',
      title: '名额与报名',
      needs: 'training.read',
      load: () => import('./PlacePages.tsx').then((m) => m.PlaceListPage),
    },
    {
      path: '/training/places/import',
      title: '报名名册导入',
      needs: 'training.manage',
      load: () => import('./NominationImportPage.tsx').then((m) => m.NominationImportPage),
    },
    {
      path: '/training/attendance/import',
      title: '签到登记导入',
      needs: 'training.manage',
      load: () => import('./AttendanceImportPage.tsx').then((m) => m.AttendanceImportPage),
    },
    {
      path: '/training/places/$matterId',
      title: '培训名额',
      needs: 'training.read',
      load: () => import('./PlacePages.tsx').then((m) => m.PlacePage),
    },
    {
      path: '/training/leaves/$matterId',
      title: '学员请假',
      needs: 'matter.read',
      load: () => import('./LeavePage.tsx').then((m) => m.LeavePage),
    },
    { path: '/training/sessions/$sessionId/code', title: '签到码', load: () => import('./CodePage.tsx').then((m) => m.CodePage) },
    { path: '/s/$code', title: '扫码签到', load: () => import('./ScannedPage.tsx').then((m) => m.ScannedPage) },
    { path: '/verify', title: '证书验证', outside: true, load: () => import('./VerifyPage.tsx').then((m) => m.VerifyPage) },
    { path: '/verify/$code', title: '证书验证', outside: true, load: () => import('./VerifyPage.tsx').then((m) => m.VerifyPage) },
  ],
  menu: [
    { path: '/training/mine', title: '我的培训', icon: BookOutlined, group: 'learning', order: 44 },
    { path: '/training/classes', title: '培训班', icon: TeamOutlined, group: 'training', order: 45 },
    { path: '/training/plans', title: '培训计划', icon: ProfileOutlined, group: 'training', needs: 'training.read', order: 46 },
    { path: '/training/places', title: '名额与报名', icon: SolutionOutlined, group: 'training', needs: 'training.read', order: 47 },
  ],
  matters: {
    trainingPlan: '/training/plans',
    trainingClass: '/training/classes',
    classPlaces: '/training/places',
    classLeave: '/training/leaves',
  },
}
