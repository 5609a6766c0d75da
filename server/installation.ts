import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { plantFoundingDocument } from '#clauses'
import { staffDemonstration } from '#demonstration'
import type { Config } from '#kernel/config'
import { plantTree } from '#orgs'
import { readSeedTree } from '#seed'

/** The day from which the planted tree is valid: before every day that the platform's records speak of. */
const treeFrom = '2018-11-01'

/** The demonstration is the same everywhere: names, cases and days follow from this number. */
const demonstrationSeed = 231

/**
 * The first minutes of an installation: the province's tree, and in production the one-time tokens with which the first two
 * administrators begin (S1). Run at every start; does nothing where it was done.
 */
export async function prepareInstallation(config: Config, databases: { owner: string }, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: databases.owner })
  await client.connect()
  try {
    await client.query('begin')
    // First, so that two servers starting at once cannot both plant.
    await client.query('select pg_advisory_xact_lock(20240830)')
    const { rows } = await client.query('select 1 from org limit 1')
    if (rows.length === 0) await plantTree(client, readSeedTree().units, treeFrom)
    await plantFoundingDocument(client)
    if (config.mode === 'production') await offerFirstTokens(client, say)
    else await staffDemonstration(client, config.dataFolder, demonstrationSeed)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}

/** 三员: who makes accounts and who gives duties are two persons from the first day, or neither could bring in the other (S18). */
const beginnings = [
  { purpose: 'first', class: 'system', title: '系统管理员' },
  { purpose: 'firstSecurity', class: 'security', title: '安全管理员' },
] as const

/** While nobody holds one of the two duties, each start offers it by a fresh token, and the earlier ones are void. */
async function offerFirstTokens(client: pg.Client, say: (line: string) => void): Promise<void> {
  for (const { purpose, class: duty, title } of beginnings) {
    const { rows } = await client.query('select 1 from duty where class = $1 limit 1', [duty])
    if (rows.length > 0) continue
    const token = randomBytes(24).toString('base64url')
    await client.query('update one_time_token set used_at = clock_timestamp() where purpose = $1 and used_at is null', [purpose])
    await client.query(
      "insert into one_time_token (token_hash, purpose, expires_at) values ($1, $2, clock_timestamp() + interval '24 hours')",
      [createHash('sha256').update(token).digest(), purpose],
    )
    say(`首次启用：请在 24 小时内打开登录页，用一次性口令设立第一位${title}（只显示这一次，只能用一次）：${token}`)
  }
}
