import type { ProtocolAnswer } from '#kernel/http'
import { definitionsOf } from './activity.store.ts'
import { agent } from './actor.ts'
import { json } from './answer.ts'
import { demandScope } from './client.ts'
import { parseJson } from './json.ts'
import { actorOf, iriOf, needed, readParameters } from './parameters.ts'
import { Refusal } from './refusal.ts'
import type { Asking } from './statements.ts'
import type { Version } from './version.ts'

const readers = ['statements/read', 'profile', 'all/read', 'all'] as const

/** What the store is (关于): the one thing that it tells strangers. */
export const about = (version: Version): ProtocolAnswer => json({ version: [version], extensions: {} })

/** An activity with all that is known of it; one that nobody has spoken of has its id alone. */
export async function getActivity({ ctx, client, call }: Asking): Promise<ProtocolAnswer> {
  demandScope(client, readers)
  const sent = readParameters(call.query, ['activityId'])
  const id = iriOf(needed(sent.activityId, 'activityId'), 'activityId')
  const definition = (await definitionsOf(ctx, [id])).get(id)
  return json({ objectType: 'Activity', id, ...(definition ? { definition } : {}) })
}

/** The person of an agent: what the asker itself knows. Other names and mailboxes of somebody are not brought together for whoever asks. */
export async function getPerson({ client, call, version }: Asking): Promise<ProtocolAnswer> {
  demandScope(client, readers)
  const sent = readParameters(call.query, ['agent'])
  agent(parseJson(needed(sent.agent, 'agent'), '参数 agent'), '参数 agent', version)
  const { objectType, member, ...told } = actorOf(sent.agent ?? '', 'agent', version)
  if (member) throw new Refusal(400, '参数 agent 应为 Agent。')
  return json({ objectType: 'Person', ...Object.fromEntries(Object.entries(told).map(([name, value]) => [name, [value]])) })
}
