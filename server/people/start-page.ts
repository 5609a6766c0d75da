import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { DemonstrationAccount } from '#contract/session'
import type { Ctx } from '#kernel/house'

/** Where the demonstration keeps the accounts it made, with their random passwords of this data folder (design §6.13). */
export const accountsFile = (dataFolder: string) => join(dataFolder, 'demonstration-accounts.json')

/** What the sign-in page needs before anybody is known. Production offers nothing. */
export async function startPage(ctx: Ctx) {
  const demonstration = ctx.house.config.mode === 'demonstration'
  const { rows } = await sql<{
    first: boolean
    share: number | null
  }>`select authority.first_use() as first, authority.preparing() as share`.execute(ctx.tx)
  return {
    demonstration,
    accounts: demonstration ? await demonstrationAccounts(ctx.house.config.dataFolder) : [],
    preparing: demonstration ? (rows[0]?.share ?? null) : null,
    firstUse: rows[0]?.first ?? false,
  }
}

async function demonstrationAccounts(dataFolder: string): Promise<DemonstrationAccount[]> {
  try {
    return z.array(DemonstrationAccount).parse(JSON.parse(await readFile(accountsFile(dataFolder), 'utf8')))
  } catch (error) {
    // Not made yet: the page offers the plain form.
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}
