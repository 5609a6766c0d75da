import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '#embedded'
import { embeddedFolder, readConfig } from '#kernel/config'
import { run } from '../server/main.ts'

// The platform as `npm start` runs it, with the database's address left for the examiner. Says one line when it serves.

const config = readConfig(process.env)
const embedded = await startEmbedded(embeddedFolder(config))
writeFileSync(join(config.dataFolder, 'assault.json'), JSON.stringify({ owner: embedded.databases.owner }), { mode: 0o600 })
const running = await run({ ...config, databases: embedded.databases })
process.once('SIGTERM', () => {
  void running
    .stop()
    .then(() => embedded.stop())
    .then(() => process.exit(0))
})
console.log('serving')
