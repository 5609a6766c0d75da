import { isObject, type Json } from './json.ts'
import { refuse } from './refusal.ts'
import { type Check, list, object, oneOf, text } from './shape.ts'
import { iri, mailbox, sha1 } from './values.ts'

/** Who acts, learns, teaches or vouches (行为者): an agent, or a group with or without a name of its own. */
export interface Actor {
  objectType?: 'Agent' | 'Group'
  name?: string
  mbox?: string
  mbox_sha1sum?: string
  openid?: string
  account?: { homePage: string; name: string }
  member?: Actor[]
}

/** The names by which somebody is recognised, exactly one of which an agent has (inverse functional identifiers). */
const identifiers = {
  mbox: mailbox,
  mbox_sha1sum: sha1,
  openid: iri,
  account: object({ homePage: iri, name: text }),
} as const

const identifiersOf = (value: object) => Object.keys(value).filter((name) => Object.hasOwn(identifiers, name))

export const agent: Check = (value, at, version) => {
  object({}, { objectType: oneOf('Agent'), name: text, ...identifiers })(value, at, version)
  if (isObject(value)) demandIdentifiers(value, at, 1)
}

export const group: Check = (value, at, version) => {
  object({ objectType: oneOf('Group') }, { name: text, member: list(agent), ...identifiers })(value, at, version)
  if (!isObject(value)) return
  const named = identifiersOf(value).length
  if (named > 1) demandIdentifiers(value, at, 1)
  if (named === 0 && !(Array.isArray(value.member) && value.member.length > 0)) refuse(at, '没有标识的群组须列出成员 member')
}

function demandIdentifiers(value: object, at: string, wanted: number): void {
  const found = identifiersOf(value)
  if (found.length !== wanted) refuse(at, `须有且只有一种标识（${Object.keys(identifiers).join('、')}），现有 ${found.length} 种`)
}

export const actor: Check = (value, at, version) => (isGroup(value) ? group : agent)(value, at, version)

const isGroup = (value: unknown) => isObject(value) && value.objectType === 'Group'

/** Who vouches for a statement: an agent, or the two of three-legged OAuth, application and user, as a group without a name. */
export const authority: Check = (value, at, version) => {
  actor(value, at, version)
  if (!isObject(value) || !isGroup(value)) return
  const members: Json | undefined = value.member
  if (identifiersOf(value).length > 0 || !Array.isArray(members) || members.length !== 2) refuse(at, '为群组时须恰有两个成员，且不带标识')
}

/** How the index calls somebody; null for a group without a name. Mailboxes are compared as they are written, their hash as hex. */
export function identityOf(who: Actor): string | null {
  if (who.mbox !== undefined) return `mbox ${who.mbox}`
  if (who.mbox_sha1sum !== undefined) return `sha1 ${who.mbox_sha1sum.toLowerCase()}`
  if (who.openid !== undefined) return `openid ${who.openid}`
  return who.account ? `account ${who.account.homePage} ${who.account.name}` : null
}
