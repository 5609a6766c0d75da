import { holidayRoutes } from './holiday.service.ts'
import { orgRoutes } from './org.routes.ts'

export { type PlantedUnit, plantTree } from './plant.ts'

/** The room of units (三(六), 一(二)): the dated tree, and the working calendar that all of them keep. */
export const orgs = { routes: [...orgRoutes, ...holidayRoutes] }
