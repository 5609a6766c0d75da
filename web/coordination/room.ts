import { CommentOutlined, SwapOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    {
      path: '/meetings',
      title: '协调会议',
      needs: 'meeting.read',
      load: () => import('./MeetingListPage.tsx').then((m) => m.MeetingListPage),
    },
    {
      path: '/meetings/new',
      title: '筹备会议',
      needs: 'meeting.manage',
      load: () => import('./MeetingNewPage.tsx').then((m) => m.MeetingNewPage),
    },
    {
      path: '/meetings/bodies',
      title: '议事协调机构',
      needs: 'meeting.read',
      load: () => import('./BodiesPage.tsx').then((m) => m.BodiesPage),
    },
    {
      path: '/meetings/notices/$matterId',
      title: '会议通知',
      needs: 'meeting.read',
      load: () => import('./NoticePage.tsx').then((m) => m.NoticePage),
    },
    {
      path: '/meetings/$matterId',
      title: '协调会议',
      needs: 'meeting.read',
      load: () => import('./MeetingPage.tsx').then((m) => m.MeetingPage),
    },
    {
      path: '/requests',
      title: '协作请求',
      needs: 'request.read',
      load: () => import('./RequestListPage.tsx').then((m) => m.RequestListPage),
    },
    {
      path: '/requests/new',
      title: '新建协作请求',
      needs: 'request.act',
      load: () => import('./RequestNewPage.tsx').then((m) => m.RequestNewPage),
    },
    { path: '/requests/scores', title: '协作评价', needs: 'request.read', load: () => import('./ScorePage.tsx').then((m) => m.ScorePage) },
    {
      path: '/requests/scores/list',
      title: '评价所统计的请求',
      needs: 'request.read',
      load: () => import('./ScoreRequestsPage.tsx').then((m) => m.ScoreRequestsPage),
    },
    {
      path: '/requests/$matterId',
      title: '协作请求',
      needs: 'request.read',
      load: () => import('./RequestPage.tsx').then((m) => m.RequestPage),
    },
    { path: '/partner/$linkKey', title: '协作请求答复', outside: true, load: () => import('./PartnerPage.tsx').then((m) => m.PartnerPage) },
  ],
  menu: [
    { path: '/meetings', title: '协调会议', icon: CommentOutlined, group: 'supervision', needs: 'meeting.read', order: 40 },
    { path: '/requests', title: '协作请求', icon: SwapOutlined, group: 'supervision', needs: 'request.read', order: 50 },
  ],
  matters: { meeting: '/meetings', meetingNotice: '/meetings/notices', coordinationRequest: '/requests' },
}
