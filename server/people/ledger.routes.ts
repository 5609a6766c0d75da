import { ledgerApi } from '#contract/ledger'
import { type Handlers, routesOf } from '#kernel/http'
import { startLedgerExport } from './ledger.jobs.ts'
import { listLedger } from './ledger.store.ts'

const handlers: Handlers<typeof ledgerApi> = {
  list: (ctx, { query }) => listLedger(ctx, query),
  export: (ctx, { body }) => startLedgerExport(ctx, body),
}
export const ledgerRoutes = routesOf('ledger', ledgerApi, handlers)
