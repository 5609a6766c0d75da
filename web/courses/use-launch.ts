import { useCallback, useEffect, useRef, useState } from 'react'
import type { UnitId } from '#contract/courses'
import { type Launch, learningApi, type Standing } from '#contract/courses-learning'
import { send } from '../kit/client.ts'

export interface Said {
  position: number
  playing: boolean
  rate: number
}

export interface OpenLaunch {
  launch: Launch | null
  standing: Standing | null
  problem: unknown
  beat: (said: Said) => void
  keep: (cmi: Record<string, string>) => void
  present: () => Promise<void>
  read: () => Promise<void>
  again: () => void
}

/** One open launch. Words to the server go one after the other, in their order; what it answers is how the unit stands. */
export function useLaunch(unitId: UnitId, item: string): OpenLaunch {
  const [turn, setTurn] = useState(0)
  const [launch, setLaunch] = useState<Launch | null>(null)
  const [standing, setStanding] = useState<Standing | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const serial = useRef(0)
  const current = useRef<Launch | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` opens it anew
  useEffect(() => {
    let isGone = false
    serial.current = 0
    setProblem(null)
    send(learningApi.launch, { params: { unitId }, body: { item } }).then(
      (opened) => {
        if (isGone) return leave(opened)
        current.current = opened
        setLaunch(opened)
        setStanding(opened.standing)
      },
      (thrown: unknown) => !isGone && setProblem(thrown),
    )
    return () => {
      isGone = true
      if (current.current) leave(current.current)
      current.current = null
      setLaunch(null)
    }
  }, [unitId, item, turn])

  const say = useCallback((word: (open: Launch) => Promise<Standing>): Promise<void> => {
    const open = current.current
    if (!open) return Promise.resolve()
    const said = line.current.then(async () => {
      try {
        const answered = await word(open)
        if (current.current === open) {
          setStanding(answered)
          setProblem(null)
        }
      } catch (thrown) {
        if (current.current === open) setProblem(thrown)
      }
    })
    line.current = said
    return said
  }, [])

  const next = useCallback(() => {
    serial.current += 1
    return serial.current
  }, [])
  const beat = useCallback(
    (said: Said) => {
      const number = next()
      void say(({ launchId }) => send(learningApi.beat, { params: { launchId }, body: { serial: number, ...said } }))
    },
    [say, next],
  )
  const keep = useCallback(
    (cmi: Record<string, string>) => {
      const number = next()
      void say(({ launchId }) => send(learningApi.keep, { params: { launchId }, body: { serial: number, cmi } }))
    },
    [say, next],
  )
  const present = useCallback(() => say(({ launchId }) => send(learningApi.present, { params: { launchId } })), [say])
  const read = useCallback(() => say(({ launchId }) => send(learningApi.read, { params: { launchId } })), [say])
  return { launch, standing, problem, beat, keep, present, read, again: () => setTurn(turn + 1) }
}

/** Whoever closes the page has left anyway: the launch runs out by itself. */
const leave = ({ launchId }: Launch) => void send(learningApi.leave, { params: { launchId } }).catch(() => undefined)
