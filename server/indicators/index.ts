import { catalogueRoutes } from './catalogue.service.ts'
import { outsideImport } from './outside.import.ts'
import { outsideRoutes } from './outside.service.ts'

export { linesOf } from './catalogue.ts'
export { anyFiguresOf } from './figures.service.ts'
export { targetsOf } from './target.service.ts'

/** 指标: the catalogue, targets, and figures that come from outside. */
export const indicators = {
  routes: [...catalogueRoutes, ...outsideRoutes, ...outsideImport.routes],
  jobs: outsideImport.jobs,
}
