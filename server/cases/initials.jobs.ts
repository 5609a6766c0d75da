import { sql } from 'kysely'
import { z } from 'zod'
import { jobs } from '#kernel/jobs'
import { partyInitials } from '#kernel/pinyin'

/** Each in a transaction of its own: whoever changes a party meanwhile waits for no more than these. */
const portion = 500

/** Parties that came otherwise than through a form, or before letters were kept: without these a search by pinyin passes them over. */
export const initialsJobs = jobs({
  'cases.initials': {
    payload: z.object({}),
    daily: '*/10 * * * *',
    async long(_house, inService, _payload, stopping) {
      for (let left = true; left && !stopping.aborted; )
        left = await inService(async ({ tx }) => {
          const { rows } = await sql<{ id: string; name: string }>`select * from authority.parties_without_initials(${portion})`.execute(tx)
          if (rows.length === 0) return false
          const [ids, letters] = [rows.map(({ id }) => id), rows.map(({ name }) => partyInitials(name))]
          await sql`select authority.set_party_initials(${ids}::uuid[], ${letters}::text[])`.execute(tx)
          return rows.length === portion
        })
    },
  },
})
