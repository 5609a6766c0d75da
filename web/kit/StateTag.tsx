import { Tag } from 'antd'

/** How a state stands: under way, waiting for somebody, ended well, ended otherwise. Colour repeats what the words say. */
export type Tone = 'running' | 'waiting' | 'done' | 'stopped'
const colours: Record<Tone, string> = { running: 'blue', waiting: 'gold', done: 'green', stopped: 'default' }

type Named = string | { title: string; tone?: Tone }

/** `<StateTag of={caseStates} is={row.state} />`: the room's own table of states gives the words. */
export function StateTag<S extends string>({ of, is, tone }: { of: Readonly<Record<S, Named>>; is: S; tone?: Tone }) {
  const named: Named | undefined = of[is]
  const title = typeof named === 'string' ? named : (named?.title ?? is)
  const chosen = tone ?? (typeof named === 'object' ? named.tone : undefined) ?? 'running'
  return <Tag color={colours[chosen]}>{title}</Tag>
}
