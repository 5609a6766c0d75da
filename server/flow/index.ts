import { flowJobs } from './flow.export.ts'
import { flowRoutes } from './flow.routes.ts'

/** 流程分析: how processes run, from their history: variants, waiting times, late hand-overs. */
export const flow = { routes: flowRoutes, jobs: flowJobs }
