import { existsSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { folderHolder, startEmbedded, withClient } from '#embedded'
import { type Config, embeddedFolder, readConfig } from '#kernel/config'
import { endWith, PlainRefusal, say } from './terminal.ts'

// npm run reset: takes from the data folder what the demonstration laid into it, and nothing else.

async function main(): Promise<void> {
  const config = readConfig(process.env)
  refuseWhatIsNoDemonstration(config)
  if (!existsSync(config.dataFolder) || readdirSync(config.dataFolder).length === 0) return say(`${config.dataFolder} 已是空的，无需清空。`)
  await refuseWhileRunning(config)
  await refuseWithoutMark(config)
  const [own, foreign] = sortOut(readdirSync(config.dataFolder))
  // The database last: a reset that was interrupted can still be repeated, for its mark is there.
  for (const entry of own) rmSync(join(config.dataFolder, entry), { recursive: true, force: true })
  say(`已清空演示数据：${config.dataFolder}。下次 npm start 会重新建立。`)
  if (foreign.length > 0) say(`以下内容不是演示数据，未作改动：${foreign.join('、')}`)
}

/** What the demonstration lays into its folder. Somebody may have pointed MINZHI_DATA at a folder that holds more. */
const made = ['minzhi.log', 'demonstration-accounts.json', 'job-key', 'files', 'postgres']

const sortOut = (entries: readonly string[]): [string[], string[]] => [
  made.filter((name) => entries.includes(name)),
  entries.filter((name) => !made.includes(name)),
]

function refuseWhatIsNoDemonstration({ mode, databases, dataFolder }: Config): void {
  if (mode === 'production') throw new PlainRefusal('正式模式下不能清空数据。 (Refused in production.)')
  if (databases !== null)
    throw new PlainRefusal('使用的是外部数据库（DATABASE_URL），本命令只清空内置的演示数据。 (Refused: an outside database.)')
  const precious = ['/', homedir(), resolve(import.meta.dirname, '..')]
  if (precious.includes(dataFolder)) throw new PlainRefusal(`拒绝清空 ${dataFolder}。 (Refused: not a data folder.)`)
}

async function refuseWhileRunning(config: Config): Promise<void> {
  const folder = embeddedFolder(config)
  if (!existsSync(join(folder, 'cluster')))
    throw new PlainRefusal(`${config.dataFolder} 不是闽知的数据文件夹，或尚未建成，未作改动。 (Refused: no database of ours in it.)`)
  const pid = await folderHolder(folder)
  if (pid !== null) throw new PlainRefusal(`闽知正在运行（进程号 ${pid}），请先停止。 (Refused: a server is running.)`)
}

/** The mark was written into the database at its birth; settings of today prove nothing about it. */
async function refuseWithoutMark(config: Config): Promise<void> {
  const embedded = await startEmbedded(embeddedFolder(config))
  try {
    const modes = await withClient(embedded.superuserUrl.replace(/postgres$/, 'minzhi'), async (client) => {
      const table = await client.query("select to_regclass('public.installation') as found")
      return table.rows[0].found === null ? [] : (await client.query<{ mode: string }>('select mode from installation')).rows
    })
    if (modes.length !== 1 || modes[0]?.mode !== 'demonstration')
      throw new PlainRefusal('数据库没有演示标记，拒绝清空。 (Refused: the database does not carry the mark of a demonstration.)')
  } finally {
    await embedded.stop()
  }
}

await main().catch(endWith)
