import type { House } from './kit/house.ts'
import { lazily } from './kit/lazily.ts'
import { rooms } from './rooms.ts'
import { shellRoom } from './shell/pages.ts'

/** A room may take over a page of the shell, and its entry: the inbox's workbench takes `/`. */
const firstOfPath = <T extends { path: string }>(declared: readonly T[]) =>
  declared.filter((one, at) => declared.findIndex(({ path }) => path === one.path) === at)

const all = [...rooms, shellRoom]

export const house: House = {
  pages: firstOfPath(all.flatMap((room) => room.routes)),
  menu: firstOfPath(all.flatMap((room) => room.menu)).sort((a, b) => a.order - b.order),
  bells: rooms.flatMap((room) => (room.bell ? [lazily(room.bell)] : [])),
  matters: Object.assign({}, ...rooms.map((room) => room.matters ?? {})),
}

export const sources = Object.assign({}, ...rooms.map((room) => room.sources ?? {}))
