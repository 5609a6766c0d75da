import { sql } from 'kysely'
import { z } from 'zod'
import type { MatterId } from '#contract/common'
import type { EvidenceId } from '#contract/evidence'
import { keepCheck } from '#kernel/files'
import type { Ctx, House } from '#kernel/house'
import { type InService, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { addCustody } from './custody.ts'

/** How many contents one look at the table brings. */
const batch = 100

interface Suspect {
  sha256: string
  id: EvidenceId
  matterId: MatterId
}

/** 校验: every night each content of evidence is read again; those that were read longest ago come first (S59). */
export const evidenceJobs = jobs({
  'evidence.scrub': {
    payload: z.object({}),
    // 02:30 in Shanghai.
    daily: '30 18 * * *',
    long: (house, inService, _payload, stopping) => scrub(house, inService, stopping),
  },
})

async function scrub(house: House, inService: InService, stopping: AbortSignal): Promise<void> {
  // The database's clock: the checks bear its time, and this machine's may differ.
  const begun = await inService(async (ctx) => (await sql<{ at: Date }>`select clock_timestamp() as at`.execute(ctx.tx)).rows[0]!.at)
  for (;;) {
    const contents = await inService((ctx) => notCheckedSince(ctx, begun))
    for (const sha256 of contents) {
      if (stopping.aborted) return // what is left comes first tomorrow
      // Outside of a transaction: a film takes longer to read than a transaction may idle.
      const whole = await house.files.isWhole(sha256)
      await inService(async (ctx) => {
        await keepCheck(ctx.tx, sha256, whole)
        if (!whole) await alarm(ctx, sha256)
      })
    }
    if (contents.length < batch) return
  }
}

async function notCheckedSince(ctx: Ctx, begun: Date): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from evidence e join file f on f.id = e.file_id
      left join lateral (select max(at) as at from blob_check c where c.sha256 = f.sha256) last on true
     where last.at is null or last.at < ${begun.toISOString()}::timestamptz
     group by f.sha256, last.at order by last.at nulls first limit ${batch}`.execute(ctx.tx)
  return rows.map((row) => row.sha256)
}

async function alarm(ctx: Ctx, sha256: string): Promise<void> {
  ctx.house.log.error({ sha256 }, 'ALARM: evidence is not what its hash says')
  const suspects = (await ctx.tx
    .selectFrom('evidence as e')
    .innerJoin('file as f', 'f.id', 'e.file_id')
    .select(['f.sha256', 'e.id', 'e.matter_id as matterId'])
    .where('f.sha256', '=', sha256)
    .execute()) as Suspect[] // ids of the database are the branded ones
  await addCustody(ctx, suspects, { act: 'checkFailed', note: '定期校验发现文件与入库时的校验值不符' })
  await note(ctx.tx, { action: 'job', object: 'evidence', outcome: 'failed', detail: { sha256, items: suspects.length } })
  for (const suspect of suspects) await tellOfficers(ctx, suspect)
}

/** Once for each officer and piece, however often the job finds it again. */
async function tellOfficers(ctx: Ctx, { id, matterId }: Suspect): Promise<void> {
  const officers = await ctx.tx
    .selectFrom('matter_assignee')
    .select('person_id')
    .where('matter_id', '=', matterId)
    .where('to_day', 'is', null)
    .execute()
  if (officers.length === 0) return
  await ctx.tx
    .insertInto('message')
    .values(
      officers.map((officer) => ({
        person_id: officer.person_id,
        kind: 'work',
        matter_id: matterId,
        title: '证据文件校验不符',
        body: '定期校验发现一件证据的文件与入库时的校验值不符，已停止调取。请联系系统管理员从备份恢复，并在案卷中说明。',
        key: `evidence.damaged:${id}`,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
