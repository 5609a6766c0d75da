import { ContainerOutlined, FileWordOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'
import { documentSources } from './upload.ts'

export const room: Room = {
  routes: [
    { path: '/papers', title: '发文登记', needs: 'matter.read', load: () => import('./RegisterPage.tsx').then((m) => m.RegisterPage) },
    {
      path: '/paper-templates',
      title: '文书模板',
      needs: 'template.read',
      load: () => import('./TemplatesPage.tsx').then((m) => m.TemplatesPage),
    },
  ],
  menu: [
    { path: '/papers', title: '发文登记', icon: ContainerOutlined, needs: 'matter.read', order: 50 },
    { path: '/paper-templates', title: '文书模板', icon: FileWordOutlined, group: 'house', needs: 'template.read', order: 55 },
  ],
  sources: documentSources,
}
