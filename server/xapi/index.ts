import { xapiBases } from '#contract/xapi'
import { clientRoutes } from './client.routes.ts'
import { xapiProtocol } from './protocol.ts'

export { xapiBases as basePaths } from '#contract/xapi'
export type { Actor } from './actor.ts'
export { actorOfPerson } from './identity.ts'
export { closeLaunches, type Launch, openLaunchClient } from './launch.ts'
export { ownStatements, type StoredStatement, statementsSince } from './reader.ts'
export { type Statement, voidedVerb } from './statement.ts'
export { derivedId, tell, voiding } from './tell.ts'

/** The learning record store (学习记录库): xAPI 1.0.3 and 2.0 for other platforms and for our own courses. */
export const xapi = {
  routes: clientRoutes,
  protocols: [xapiProtocol('1.0.3', xapiBases.v1), xapiProtocol('2.0.0', xapiBases.v2)],
}
