import type { LimitUnit } from '#contract/deadline'
import { amount } from './explain.ts'
import type { Extension, Limit } from './statutes.ts'
import type { GrantedExtension } from './term.ts'

export type ExtensionAnswer =
  | { ok: true; length: number; unit: LimitUnit; approver: string; condition: string }
  | { ok: false; reason: string; basis: string }

/**
 * May this term be extended once more, and by how much? The article's extensions are taken in its order: thirty days by the head first, what
 * the collective discussion fixes second. Where it sets no length the paper must name one, and nothing here bounds it.
 */
export function extensionAllowed(
  limit: Limit,
  grantedSoFar: readonly GrantedExtension[],
  requested: { length?: number | undefined },
): ExtensionAnswer {
  const refuse = (reason: string): ExtensionAnswer => ({ ok: false, reason, basis: limit.basis })
  const turns = limit.extensions.flatMap((extension) => Array.from({ length: extension.maxTimes }, () => extension))
  const next = turns[grantedSoFar.length]
  if (turns.length === 0) return refuse(`“${limit.name}”没有可以延长的规定`)
  if (!next) return refuse(`“${limit.name}”已延长 ${grantedSoFar.length} 次，不得再延长`)
  return judgeLength(next, requested.length, refuse)
}

function judgeLength(next: Extension, asked: number | undefined, refuse: (reason: string) => ExtensionAnswer): ExtensionAnswer {
  const length = asked ?? next.length
  if (length === null) return refuse('依据未规定延长的固定长度，须在批准文书中写明延长多久')
  if (!Number.isInteger(length) || length < 1) return refuse('延长的长度须为正整数')
  if (next.length !== null && length > next.length) {
    return refuse(`本次最多延长 ${amount(next.length, next.unit)}，不能延长 ${amount(length, next.unit)}`)
  }
  return { ok: true, length, unit: next.unit, approver: next.approver, condition: next.condition }
}
