import type { Room } from './kit/registry.ts'

/** Every `web/<room>/room.ts` is a room of the page. Adding one edits no line that another writes. */
const found = import.meta.glob<Room>('./*/room.ts', { eager: true, import: 'room' })

export const rooms: readonly Room[] = Object.keys(found)
  .sort()
  .map((path) => found[path]!)
