import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { examRoomApi, type KeptAnswer, type PartAnswer, type Receipt, type Sitting } from '#contract/exams-room'
import { send } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { answerPart, begin, confirmed, flag, nextSave, pendingOf, type Written } from './queue.ts'

/** Time by the server, carried on by a clock that nobody can set. */
export interface ServerClock {
  now: () => number
  endsAt: number
}

const store = (personId: string, examId: string) => `exam:${personId}:${examId}`
/** What was not confirmed before the page went away; the rest is the server's. */
function stored(name: string): KeptAnswer[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as KeptAnswer[] // written below, in the same shape
  } catch {
    return []
  }
}
function keepStored(name: string, pending: readonly KeptAnswer[]): void {
  try {
    if (pending.length === 0) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(pending))
  } catch {
    // A full or forbidden store takes nothing away: what is on the page is still sent.
  }
}

const until = (milliseconds: number) => {
  const control = new AbortController()
  setTimeout(() => control.abort(), milliseconds)
  return control.signal
}

export type Line = 'saved' | 'saving' | 'waiting' | 'cut'
type Given = z.infer<typeof Receipt>

/** One sitting in this page: answers with their queue, time by the server, absences, and the hand-in. */
export function useSitting(personId: string, sitting: Sitting) {
  const { examId } = sitting
  const name = store(personId, examId)
  const [written, setWritten] = useState<Written>(() => begin(sitting.answers, stored(name)))
  const [clock, setClock] = useState<ServerClock>(() => clockOf(sitting))
  const [line, setLine] = useState<Line>('saved')
  const [over, setOver] = useState<string | null>(null)
  const [receipt, setReceipt] = useState<Given | null>(null)
  const latest = useRef(written)
  const away = useRef<number[]>([])
  const busy = useRef(false)

  const change = useCallback(
    (make: (before: Written) => Written) => {
      latest.current = make(latest.current)
      keepStored(name, pendingOf(latest.current))
      setWritten(latest.current)
    },
    [name],
  )

  const save = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    const gone = away.current
    const items = pendingOf(latest.current)
    setLine('saving')
    try {
      const call = { params: { examId }, body: { items, away: gone } }
      const saved = await send(examRoomApi.save, call, { signal: until(12_000) })
      away.current = away.current.slice(gone.length)
      change((before) => confirmed(before, saved))
      setClock(clockOf(saved))
      setLine(pendingOf(latest.current).length > 0 ? 'waiting' : 'saved')
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.code === 'closed' || problem.code === 'notFound') setOver(problem.sentence)
      setLine('cut')
    } finally {
      busy.current = false
    }
  }, [examId, change])

  const handIn = useCallback(async () => {
    const call = { params: { examId }, body: { items: pendingOf(latest.current), away: away.current } }
    const given = await send(examRoomApi.handIn, call)
    keepStored(name, [])
    setReceipt(given)
    return given
  }, [examId, name])

  useSaving(save, latest, over !== null || receipt !== null)
  useAbsences((seconds) => {
    away.current = [...away.current, seconds].slice(-100)
  })
  return {
    written,
    clock,
    line,
    over,
    receipt,
    save,
    handIn,
    answer: (item: number, part: number, value: PartAnswer) => {
      setLine('waiting')
      change((before) => answerPart(before, item, part, value, clock.now()))
    },
    flag: (item: number) => change((before) => flag(before, item, clock.now())),
  }
}
export type SittingPage = ReturnType<typeof useSitting>

function clockOf({ now, endsAt }: { now: string; endsAt: string }): ServerClock {
  const [server, here] = [Date.parse(now), performance.now()]
  return { now: () => server + performance.now() - here, endsAt: Date.parse(endsAt) }
}

/** Every few seconds what is pending; once a minute in any case, so that time given meanwhile is heard of and the sign-in stays alive. */
function useSaving(save: () => Promise<void>, latest: { current: Written }, isOver: boolean) {
  useEffect(() => {
    if (isOver) return
    let timer: ReturnType<typeof setTimeout>
    let last = performance.now()
    const turn = () => {
      const isDue = pendingOf(latest.current).length > 0 || performance.now() - last > 50_000
      if (isDue) {
        last = performance.now()
        void save()
      }
      timer = setTimeout(turn, nextSave(Math.random))
    }
    timer = setTimeout(turn, nextSave(Math.random))
    const again = () => void save()
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [save, latest, isOver])
}

/** 切屏: how long the page was hidden. */
function useAbsences(note: (seconds: number) => void) {
  const latest = useRef(note)
  latest.current = note
  useEffect(() => {
    let left: number | null = null
    const changed = () => {
      if (document.hidden) left = performance.now()
      else if (left !== null) {
        latest.current(Math.round((performance.now() - left) / 1000))
        left = null
      }
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
}

/** Ticks once a second; the time itself is the server's. */
export function useLeft({ now, endsAt }: ServerClock): number {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return endsAt - now()
}
