import type { z } from 'zod'
import type { actions } from '#contract/authority'
import type { Actor } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import type { Paper } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import type { Act, Declaration, Process } from '#kernel/process'
import type { Counts } from './figure.ts'
import type { MatterRow } from './store.ts'

/** One act as a room's `apply` sees it: what was entered, checked by the step's own schema. */
export interface Taken<Input = Record<string, unknown>> {
  step: string
  happenedOn: string
  input: Input
}

/**
 * How a matter begins when nothing has to be said about it beyond a form: who may, what he writes, and what the matter is called then. What was
 * written is the input of its opening act. A room that keeps rows of its own from the first day opens by a verb of its own instead.
 */
export interface DeclaredOpening<Form extends z.ZodObject = z.ZodObject> {
  /** Only roles that act at all: any other could never get here. */
  by: readonly (typeof actions)['matter.act'][number][]
  form: Form
  title: (input: z.output<Form>, actor: Actor) => string
}

/** What a room answers for one of its processes: the forms of its steps, the facts of a matter, and what a step changes in its own tables. */
export interface ProcessRoom {
  process: Process<unknown>
  forms: Readonly<Record<string, z.ZodObject>>
  opening?: DeclaredOpening | undefined
  facts: (ctx: Ctx, matter: MatterRow, history: readonly Act[]) => Promise<unknown>
  apply: Readonly<Record<string, ((ctx: Ctx, matter: MatterRow, taken: Taken) => Promise<void>) | undefined>>
  /** What its papers are filled in with before an officer writes: the facts type of the room's papers. */
  paperFacts?: ((ctx: Ctx, matter: MatterRow) => Promise<unknown>) | undefined
  /** Kinds that may be drawn up besides those that its steps need. A room with `paperFacts` that names none has them all. */
  papers?: readonly string[] | undefined
  /** Which indicators its steps count. */
  counts?: readonly Counts[] | undefined
}

interface RoomOf<
  State extends string,
  Step extends string,
  P extends string,
  Facts,
  C extends string,
  K extends string,
  Forms extends Record<Step, z.ZodObject>,
  Form extends z.ZodObject,
> {
  process: Declaration<State, Step, P, Facts, C, K>
  forms: Forms
  opening?: DeclaredOpening<Form>
  facts: (ctx: Ctx, matter: MatterRow, history: readonly Act[]) => Promise<Facts>
  apply?: { [S in Step]?: (ctx: Ctx, matter: MatterRow, taken: Taken<z.output<Forms[S]>>) => Promise<void> }
  paperFacts?: (ctx: Ctx, matter: MatterRow) => Promise<unknown>
  papers?: readonly string[]
  counts?: readonly Counts<Step | 'open'>[]
}

/** Binds a declared process to its room: a step without a form does not compile, an `apply` and the title of an opening see their own form's output. */
export function processRoom<
  State extends string,
  Step extends string,
  P extends string,
  Facts,
  C extends string,
  K extends string,
  Forms extends Record<Step, z.ZodObject>,
  Form extends z.ZodObject,
>(room: RoomOf<State, Step, P, Facts, C, K, Forms, Form>): ProcessRoom {
  // The narrow types held at the declaration; the kernel handles every process alike and looks things up by name.
  return { ...room, apply: room.apply ?? {} } as unknown as ProcessRoom
}

const rooms = new Map<string, ProcessRoom>()
const papers = new Map<string, Paper>()

/** Composition only: main.ts names every process once, before the first request. */
export function registerProcesses(all: readonly ProcessRoom[]): void {
  for (const room of all) rooms.set(room.process.name, room)
}

export function registerPapers(all: Readonly<Record<string, Paper>>): void {
  for (const [kind, paper] of Object.entries(all)) papers.set(kind, paper)
}

export function roomOf(process: string): ProcessRoom {
  const room = rooms.get(process)
  if (!room) throw new Problem('notFound', { what: '这类事项' })
  return room
}

export const allRooms = (): readonly ProcessRoom[] => [...rooms.values()]
export const allPaperKinds = (): string[] => [...papers.keys()]
export const paperOf = (kind: string): Paper | undefined => papers.get(kind)
export const paperTitle = (kind: string): string => papers.get(kind)?.title ?? kind
