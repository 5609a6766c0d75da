import type { Room } from '../kit/registry.ts'

/** What every process has without a room of its own: the page that opens it. Where a matter opens then is the inbox's `/matters/$matterId`. */
export const room: Room = {
  routes: [
    {
      path: '/matters/new/$process',
      title: '登记事项',
      needs: 'matter.act',
      load: () => import('./OpenPage.tsx').then((m) => m.OpenPage),
    },
  ],
  menu: [],
}
