import type { House } from '#kernel/house'
import type { Actor } from './actor.ts'
import type { Client } from './client.ts'

/**
 * The address under which our people and clients have their accounts in statements. It must not change while the platform lives: the public address in
 * production, and a fixed one where there is none.
 */
export const homePageOf = ({ config }: Pick<House, 'config'>): string => config.publicOrigin ?? 'http://localhost'

/** A person as an agent (行为者): an account of ours and its id. No name, no number, no mailbox leaves the house in a statement. */
export const actorOfPerson = (house: Pick<House, 'config'>, personId: string): Actor & { account: { homePage: string; name: string } } => ({
  objectType: 'Agent',
  account: { homePage: homePageOf(house), name: personId },
})

/** Who vouches for what came in: the client, never what the statement says of it. Null: the platform itself. */
export function authorityOf(house: Pick<House, 'config'>, client: Client | null): Actor {
  const name = client ? (client.launch ? 'course-player' : client.key) : 'minzhi'
  return {
    objectType: 'Agent',
    account: { homePage: `${homePageOf(house)}/xapi`, name },
    ...(client && !client.launch ? { name: client.name } : {}),
  }
}
