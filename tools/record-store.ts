import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { xapiApi } from '#contract/xapi'
import type { TestDatabases } from '#test/database'
import { say } from './terminal.ts'
import { startThrowAway } from './throw-away.ts'

// node tools/record-store.ts: the learning record store on a fresh database, for the public conformance suite (docs/learning-records.md). Prints its two
// endpoints and one credential; Ctrl+C takes everything away again.

const database = await startThrowAway()
const { superuserUrl, databases } = database
process.env.MINZHI_TEST_DATABASES = JSON.stringify({ superuserUrl, databases } satisfies TestDatabases)
const { openWorld } = await import('#test/world')
const world = await openWorld('2026-03-03')
const orgId = world.orgs.get('province')
const { key, secret } = await world
  .as('systemAdmin', xapiApi)
  // The key of an object that the world itself planted.
  .open({ body: { name: '符合性测试', orgId: orgId as never, scopes: ['all'], from: '2026-03-03' } })
await world.app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 0) })
const { port } = world.app.server.address() as AddressInfo // listening on TCP
for (const [version, base] of [
  ['1.0.3', 'xapi/1.0.3'],
  ['2.0.0', 'xapi/2.0'],
])
  say(`node bin/console_runner.js -e http://127.0.0.1:${port}/${base} -a -u ${key} -p ${secret} -x ${version} -z`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await world.close()
await database.stop()
