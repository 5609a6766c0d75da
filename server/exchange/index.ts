import { exchangeIndicators } from './exchange.indicators.ts'
import { exchangeJobs } from './exchange.jobs.ts'
import { exchangeRoutes } from './exchange.routes.ts'
import { itemRoom } from './item.room.ts'
import { itemRoutes } from './item.routes.ts'
import { reportRoutes } from './report.routes.ts'
import { returnRoom } from './return.room.ts'

export { openAll } from './exchange.jobs.ts'

/** 交换: the calendar of exchanges, information items, the yearly report. */
export const exchange = {
  routes: [...exchangeRoutes, ...itemRoutes, ...reportRoutes],
  processes: [returnRoom, itemRoom],
  jobs: exchangeJobs,
  indicators: exchangeIndicators,
}
