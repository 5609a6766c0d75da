import type { MatterId } from '#contract/common'
import { leadSteps } from '#contract/lead-steps'
import type { Ctx } from '#kernel/house'
import { assignOfficers, findMatter, type MatterRow, openMatter, processRoom, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { bureauOf, levelOf, nextNumber } from './bureau.ts'
import { insertCase } from './case.store.ts'
import { caseFactsOf } from './case-facts.ts'
import { forPenalty, inTime, isPatentPassingOff, ours } from './filing.rules.ts'
import { type LeadFacts, leadProcess } from './lead.process.ts'
import { leadOf, updateLead } from './lead.store.ts'
import { opens } from './opens.ts'
import { draftOf, insertParties, partiesOf } from './party.store.ts'
import { penaltyProcess } from './penalty.process.ts'
import { relate } from './related.store.ts'
import { titleOf } from './title.ts'
import { handOver } from './transfer.ts'

async function factsOf(ctx: Ctx, matter: MatterRow): Promise<LeadFacts> {
  const lead = await leadOf(ctx, matter.id)
  const parties = await partiesOf(ctx, matter.id)
  const bureau = await bureauOf(ctx, matter.ownerOrgId)
  const { violationCode: code } = lead
  return {
    fromMediation: lead.fromMediation,
    isPatentPassingOff: isPatentPassingOff(code),
    foundByOneself: lead.source === 'inspection' || lead.source === 'monitoring',
    noParty: parties.length > 0 ? null : { why: '还没有登记当事人', todo: '请先补充当事人信息。' },
    noViolationChosen: code ? null : { why: '还没有选定案由' },
    notForPenalty: code ? forPenalty(code) : null,
    outsideJurisdiction: code ? ours(code, levelOf(bureau.kind), lead.flags) : null,
    outsideLookBack: inTime(lead.conductTo, lead.foundOn, lead.lifeOrFinance),
  }
}

/** 立案: the case takes over what the lead knows; both are tied. */
async function openCase(ctx: Ctx, matter: MatterRow, filedOn: string): Promise<MatterId> {
  const lead = await leadOf(ctx, matter.id)
  const { violationCode } = lead
  if (!violationCode) throw new Problem('invalid', { what: '还没有选定案由。' })
  const parties = await partiesOf(ctx, matter.id)
  const bureau = await bureauOf(ctx, matter.ownerOrgId)
  const id = await openMatter(ctx, penaltyProcess, {
    owner: matter.ownerOrgId,
    handling: matter.handlingOrgId,
    happenedOn: filedOn,
    title: titleOf(parties, violationCode),
    number: await nextNumber(ctx, bureau, '立', Number(filedOn.slice(0, 4))),
  })
  await insertCase(ctx, id, { ...lead, violationCode, leadId: matter.id, filedOn, flags: [] })
  await insertParties(ctx, id, parties.map(draftOf))
  await relate(ctx, id, matter.id, 'origin')
  await updateLead(ctx, matter.id, { became: id })
  await settleMatter(ctx, id)
  return id
}

async function mergeInto(ctx: Ctx, matter: MatterRow, into: string): Promise<void> {
  const other = await findMatter(ctx, into)
  if (!other || !['lead', 'penalty'].includes(other.process)) throw new Problem('notFound', { what: '并入的线索或者案件' })
  if (other.closed) throw new Problem('closed', { what: '并案', why: `“${other.title}”已经办结` })
  if (other.ownerOrgId !== matter.ownerOrgId)
    throw new Problem('closed', { what: '并案', why: '不是同一主办单位的事项', todo: '不同单位之间请办理移送。' })
  await relate(ctx, matter.id, into, 'merged')
}

export const leadRoom = processRoom({
  process: leadProcess,
  counts: [
    { indicator: 'leads.registered', steps: ['open'] },
    { indicator: 'leads.open', steps: ['open'], until: ['approveFiling', 'approveNotFiled', 'transferOut', 'merge', 'withdraw'] },
    { indicator: 'leads.withdrawn', steps: ['withdraw'] },
    { indicator: 'leads.filed', steps: ['approveFiling'] },
    { indicator: 'leads.notFiled', steps: ['approveNotFiled'] },
    { indicator: 'leads.transferred', steps: ['transferOut'] },
  ],
  forms: leadSteps,
  facts: factsOf,
  paperFacts: caseFactsOf,
  // Verification may already look, ask and take evidence; measures wait for the filing.
  papers: [
    'caseSourceRegistration',
    'sceneRecord',
    'evidenceExtraction',
    'electronicDataRecord',
    'inquiryNotice',
    'inquiryRecord',
    'materialsNotice',
    'samplingRecord',
    // A case of one's own may be given to a department below before it is filed.
    'assignmentNotice',
  ],
  apply: {
    assign: (ctx, matter, { happenedOn, input }) => assignOfficers(ctx, matter, input.officers, happenedOn),
    reassign: (ctx, matter, { happenedOn, input }) => assignOfficers(ctx, matter, input.officers, happenedOn),
    recordFindings: (ctx, matter, { input }) => updateLead(ctx, matter.id, { findings: input.findings }),
    async proposeFiling(ctx, matter, { input }) {
      const { violationCode, conductFrom, conductTo, lifeOrFinance, findings, technicalSecret, ...flags } = input
      await updateLead(ctx, matter.id, {
        violationCode,
        conductFrom,
        conductTo: conductTo ?? null,
        lifeOrFinance,
        findings,
        flags: { ...flags, ...(technicalSecret === undefined ? {} : { technicalSecret }) },
      })
    },
    commission: opens('commission'),
    askAssistance: opens('askAssistance'),
    disputeJurisdiction: opens('disputeJurisdiction'),
    proposeNotFiling: (ctx, matter, { input }) => updateLead(ctx, matter.id, { findings: input.findings }),
    async approveFiling(ctx, matter, { happenedOn }) {
      await openCase(ctx, matter, happenedOn)
    },
    transferOut: (ctx, matter, { happenedOn, input }) => handOver(ctx, matter, input, happenedOn),
    merge: (ctx, matter, { input }) => mergeInto(ctx, matter, input.into),
  },
})
