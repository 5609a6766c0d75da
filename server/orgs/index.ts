import { holidayRoutes } from './holiday.service.ts'
import { orgRoutes } from './org.routes.ts'

export { findOrgs } from './org.store.ts'
export { initialsOf, isInitials, personInitials } from './pinyin.ts'

/** The room of units (三(六), 一(二)): the dated tree, and the working calendar that all of them keep. */
export const orgs = { routes: [...orgRoutes, ...holidayRoutes] }
