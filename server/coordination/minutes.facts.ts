import type { LegalDay } from '#contract/common'
import type { Decision, presences } from '#contract/coordination-meetings'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import { decisionsOf, itemsOf, membersOf } from './meeting.store.ts'

export interface MinutesFacts {
  body: string
  title: string
  heldOn: LegalDay
  place: string
  chair: string
  present: string
  leave?: string | undefined
  agenda: string
  decisions: { text: string; owner?: string; due?: LegalDay }[]
  sentTo: string
}

const named = (members: Awaited<ReturnType<typeof membersOf>>, ...which: (keyof typeof presences)[]) =>
  members
    .filter(({ presence }) => presence !== null && which.includes(presence))
    .map(({ name, who, post, presence }) => `${name}${who || post}${presence === 'substitute' ? '（代会）' : ''}`)
    .join('、')

/** What the minutes begin with: meeting, attendance, agenda, decisions, as they stand. */
export async function minutesFacts(ctx: Ctx, matter: MatterRow): Promise<MinutesFacts> {
  const { name, title, day, place, chair } = await ctx.tx
    .selectFrom('meeting as k')
    .innerJoin('coordination_body as b', 'b.id', 'k.body_id')
    .select(['b.name', 'k.title', 'k.day', 'k.place', 'k.chair'])
    .where('k.matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  const members = await membersOf(ctx, matter.id)
  const leave = named(members, 'leave', 'absent')
  return {
    ...{ body: name, title, heldOn: day, place, chair, present: named(members, 'present', 'substitute') },
    ...(leave ? { leave } : {}),
    agenda: (await itemsOf(ctx, matter.id)).map(({ position, title: item, reporter }) => `${position}. ${item}（${reporter}）`).join('\n'),
    decisions: (await decisionsOf(ctx, matter.id)).map(printed),
    sentTo: [...new Set(members.map((member) => member.name))].join('、'),
  }
}

const printed = ({ text, owner, due }: Pick<Decision, 'text' | 'owner' | 'due'>) => ({
  text,
  ...(owner ? { owner } : {}),
  ...(due ? { due } : {}),
})

/** The paper that was issued says the decisions as they stood when it was drafted; what was changed since must be printed anew. */
export async function minutesDiffer(ctx: Ctx, matterId: string, decisions: readonly Decision[]): Promise<boolean> {
  const paper = await ctx.tx
    .selectFrom('paper')
    .select('fields')
    .where('matter_id', '=', matterId)
    .where('kind', '=', 'meetingMinutes')
    .where('state', '=', 'issued')
    .orderBy('acts_before', 'desc')
    .executeTakeFirst()
  if (!paper) return false
  const said = ((paper.fields as { decisions?: Partial<MinutesFacts['decisions'][number]>[] }).decisions ?? []).map((one) => [
    one.text,
    one.owner,
    one.due,
  ]) // written by the documents from this paper's own schema
  return JSON.stringify(said) !== JSON.stringify(decisions.map(printed).map((one) => [one.text, one.owner, one.due]))
}
