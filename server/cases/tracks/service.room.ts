import type { LegalDay } from '#contract/common'
import { type ServiceMode, serveForm, serviceSteps } from '#contract/track-outcomes'
import type { Ctx } from '#kernel/house'
import { type MatterRow, processRoom, type Taken, takeStep, viewMatter } from '#kernel/matter'
import type { CaseFacts } from '../papers/index.ts'
import { demandEntry, openerOf, trackPaperFacts } from './open.ts'
import { serviceProcess } from './service.process.ts'

/** A paper that was served, as its case reads it: terms of the party start from `servedOn`. */
export interface Served {
  matterId: string
  paperId: string | null
  kind: string | null
  paper: string
  partyId: string | null
  recipient: string
  mode: ServiceMode | null
  servedOn: LegalDay | null
  isOpen: boolean
}

export async function servicesOf(ctx: Ctx, parentId: string): Promise<Served[]> {
  const rows = await ctx.tx
    .selectFrom('service as s')
    .innerJoin('matter as m', 'm.id', 's.matter_id')
    .leftJoin('paper as p', 'p.id', 's.paper_id')
    .select([
      's.matter_id as matterId',
      's.paper_id as paperId',
      'p.kind',
      's.paper',
      's.party_id as partyId',
      's.recipient',
      's.mode',
      's.served_on as servedOn',
      'm.closed',
    ])
    .where('s.parent_id', '=', parentId)
    .orderBy('m.recorded_at')
    .execute()
  // The table's check holds the same modes.
  return rows.map(({ closed, ...row }) => ({ ...row, isOpen: !closed }) as Served)
}

/** 电子送达 needs the confirmation of the address that consents to it, in this matter or in its case (art. 82 item 3). */
export async function consentsToElectronic(ctx: Ctx, matter: Pick<MatterRow, 'id' | 'parentId'>): Promise<boolean> {
  const rows = await ctx.tx
    .selectFrom('paper')
    .select('fields')
    .where('matter_id', 'in', [matter.id, ...(matter.parentId ? [matter.parentId] : [])])
    .where('kind', '=', 'serviceAddress')
    .where('state', '=', 'issued')
    .execute()
  // Fields were written through the paper's own schema: an object.
  return rows.some(({ fields }) => (fields as Record<string, unknown>).consent === true)
}

async function served(ctx: Ctx, matter: MatterRow, mode: ServiceMode, on: LegalDay): Promise<void> {
  const { paper_id, party_id, recipient } = await ctx.tx
    .updateTable('service')
    .set({ mode, served_on: on })
    .where('matter_id', '=', matter.id)
    .returning(['paper_id', 'party_id', 'recipient'])
    .executeTakeFirstOrThrow()
  const paper = await ctx.tx.selectFrom('paper').select('kind').where('id', '=', paper_id).executeTakeFirst()
  if (paper?.kind === 'priorNotice' && matter.parentId && party_id)
    await tellCase(ctx, matter.parentId, on, { partyId: party_id, party: recipient, how: mode })
}

/** A notice that reached its party starts that party's rights, on the day of the service; when it has reached all, the case goes on. */
async function tellCase(ctx: Ctx, caseId: string, on: LegalDay, told: { partyId: string; party: string; how: ServiceMode }): Promise<void> {
  const { history, situation } = await takeStep(ctx, { matterId: caseId, step: 'notify', happenedOn: on, input: told })
  const { steps } = await viewMatter(ctx, caseId)
  if (!steps.some(({ name, open }) => name === 'finishNotice' && open)) return
  // Never before what moved the case last; services are entered in any order.
  const days = history.filter(({ step }) => step === 'notify').map(({ happenedOn }) => happenedOn)
  const last = [situation.history.findLast((act) => act.from !== act.to)?.happenedOn ?? on, ...days].toSorted().at(-1) ?? on
  await takeStep(ctx, { matterId: caseId, step: 'finishNotice', happenedOn: last, input: {} })
}

const by =
  (mode: ServiceMode) =>
  async (ctx: Ctx, matter: MatterRow, { happenedOn }: Pick<Taken, 'happenedOn'>) => {
    await served(ctx, matter, mode, happenedOn)
  }

/** Served on the day on which the announcement ran out, whatever the day of the entry. */
async function deem(ctx: Ctx, matter: MatterRow): Promise<void> {
  const { due } = await ctx.tx
    .selectFrom('matter_clock')
    .select('due')
    .where('matter_id', '=', matter.id)
    .where('name', '=', 'announcement')
    .orderBy('entry', 'desc')
    .executeTakeFirstOrThrow()
  if (due) await served(ctx, matter, 'announcement', due)
}

async function attempts(ctx: Ctx, matter: MatterRow): Promise<number> {
  const rows = await ctx.tx
    .selectFrom('matter_step')
    .select('id')
    .where('matter_id', '=', matter.id)
    .where('step', '=', 'recordAttempt')
    .execute()
  return rows.length
}

/** The paper that is served is the last one that the case knows: receipt and announcement name it. */
async function paperFacts(ctx: Ctx, matter: MatterRow): Promise<CaseFacts | undefined> {
  const facts = await trackPaperFacts(ctx, matter)
  const toServe = await ctx.tx
    .selectFrom('service as s')
    .innerJoin('paper as p', 'p.id', 's.paper_id')
    .select(['p.kind', 'p.title', 'p.number', 'p.issued_on'])
    .where('s.matter_id', '=', matter.id)
    .executeTakeFirst()
  if (!facts || !toServe?.issued_on) return facts
  const { kind, title, number, issued_on: day } = toServe
  return { ...facts, issued: [...facts.issued, { kind, title, day, ...(number ? { number } : {}) }] }
}

export const serviceRoom = processRoom({
  process: serviceProcess,
  forms: serviceSteps,
  facts: async (ctx, matter) => ({ consentsElectronically: await consentsToElectronic(ctx, matter) }),
  apply: {
    serveDirect: by('direct'),
    async serveLeaving(ctx, matter, taken) {
      const { witness, recording } = taken.input
      demandEntry(Boolean(witness || recording), 'witness', '留置送达须有见证人，或者拍照、录像（程序规定第八十二条第二项）')
      await by('lien')(ctx, matter, taken)
    },
    serveElectronic: by('electronic'),
    servePost: by('mail'),
    serveEntrusted: by('entrusted'),
    serveForwarded: by('forwarded'),
    async announce(ctx, matter, { input }) {
      const isLastResort = input.reason === 'missing' || (await attempts(ctx, matter)) > 0
      demandEntry(isLastResort, 'reason', '其他方式无法送达的，请先记录送达未成的经过')
    },
    pickUp: by('direct'),
    deemServed: deem,
  },
  paperFacts,
  papers: ['serviceReceipt', 'serviceAddress', 'serviceAnnouncement'],
})

export const serveOpener = openerOf({
  form: serveForm,
  process: async () => serviceProcess,
  async write(ctx, track, { paperId, partyId }, parent) {
    const paper = await ctx.tx
      .selectFrom('paper')
      .select(['title', 'number'])
      .where('id', '=', paperId)
      .where('matter_id', '=', parent.id)
      .where('state', '=', 'issued')
      .executeTakeFirst()
    demandEntry(paper !== undefined, 'paperId', '请选择本案已经制发的文书')
    const party = await ctx.tx
      .selectFrom('case_party')
      .select('name')
      .where('id', '=', partyId)
      .where('matter_id', '=', parent.id)
      .executeTakeFirst()
    demandEntry(party !== undefined, 'partyId', '请选择本案的当事人')
    await ctx.tx
      .insertInto('service')
      .values({
        matter_id: track.id,
        parent_id: parent.id,
        paper_id: paperId,
        party_id: partyId,
        paper: paper.number ? `${paper.title}（${paper.number}）` : paper.title,
        recipient: party.name,
      })
      .execute()
  },
})
