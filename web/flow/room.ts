import { NodeIndexOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/flow', title: '流程分析', needs: 'flow.read', load: () => import('./FlowPage.tsx').then((m) => m.FlowPage) },
    {
      path: '/flow/matters',
      title: '事项',
      needs: 'flow.read',
      load: () => import('./FlowMattersPage.tsx').then((m) => m.FlowMattersPage),
    },
  ],
  menu: [{ path: '/flow', title: '流程分析', icon: NodeIndexOutlined, group: 'supervision', needs: 'flow.read', order: 80 }],
}
