import { parseArgs } from 'node:util'
import { startEmbedded } from '#embedded'
import { composeHouse } from '#house'
import { embeddedFolder, readConfig } from '#kernel/config'
import { serviceSession } from '#kernel/jobs'
import { createLog } from '#kernel/log'
import { type Recount, recount } from '#kernel/matter'
import { endWith, say } from './terminal.ts'

// npm run recount [-- --mend]: counts every figure again, the sums of the months from the facts and the facts of matters from the history of acts, and says where
// they differ. With --mend the sums are made anew; facts never are. The same work is done every night.

const { values } = parseArgs({ options: { mend: { type: 'boolean', default: false } } })

function tell({ facts, months, acts, mended }: Recount): void {
  say(`已复核 ${facts} 条计数记录。`)
  for (const { indicator, month, orgId, kept, counted } of months)
    say(`  月度合计不符：${indicator} ${month} 单位 ${orgId}，现为 ${kept ?? '无'}，应为 ${counted ?? '无'}`)
  for (const { indicator, matterId, step, day, acts: done, counted } of acts)
    say(`  计数与办理记录不符：${indicator} 事项 ${matterId} ${step ?? ''} ${day ?? ''}，办理 ${done} 次，计 ${counted} 次`)
  say(
    months.length + acts.length === 0
      ? '月度合计与计数记录一致，计数记录与办理记录一致。'
      : `月度合计不符 ${months.length} 处，已重算 ${mended} 处；计数记录不符 ${acts.length} 处，需人工核对。`,
  )
  if (months.length > mended || acts.length > 0) process.exitCode = 1
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  // A demonstration that is running keeps its database to itself; there the night does it.
  const embedded = config.databases ? null : await startEmbedded(embeddedFolder(config))
  const databases = config.databases ?? embedded!.databases // one of the two is there
  const house = await composeHouse(config, databases.app, createLog({ level: 'silent' }))
  const { inService, end } = serviceSession(house, databases.worker, '指标复核')
  try {
    tell(await inService((ctx) => recount(ctx, { mend: values.mend })))
  } finally {
    await end()
    await house.close()
    await embedded?.stop()
  }
}

await main().catch(endWith)
