import { type ComponentType, lazy } from 'react'

/** React wants a default export from a lazy chunk; our components have names. */
export const lazily = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }))
