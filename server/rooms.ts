import { boards } from '#boards'
import { cases } from '#cases'
import { clauses } from '#clauses'
import { coordination } from '#coordination'
import { courses } from '#courses'
import { documents } from '#documents'
import { exams } from '#exams'
import { exchange } from '#exchange'
import { flow } from '#flow'
import { hours } from '#hours'
import { inbox } from '#inbox'
import { indicators } from '#indicators'
import type { Protocol, Route } from '#kernel/http'
import type { Indicator } from '#kernel/indicator'
import { type Job, kernelJobs } from '#kernel/jobs'
import type { ProcessRoom } from '#kernel/matter'
import { matterRoutes, recountJobs } from '#kernel/matter'
import type { Paper } from '#kernel/paper'
import { orgs } from '#orgs'
import { people } from '#people'
import { supervision } from '#supervision'
import { training } from '#training'
import { xapi } from '#xapi'

/** What a room gives to the house. A new room is one line in `rooms`. */
export interface Room {
  routes: readonly Route[]
  processes?: readonly ProcessRoom[]
  papers?: Readonly<Record<string, Paper>>
  jobs?: Readonly<Record<string, Job>>
  /** What the room's records are counted as. */
  indicators?: readonly Indicator[]
  /** Standards of others that the room answers beside /api. */
  protocols?: readonly Protocol[]
}

const rooms: readonly Room[] = [
  { routes: matterRoutes, jobs: { ...kernelJobs, ...recountJobs } },
  orgs,
  people,
  cases,
  documents,
  inbox,
  xapi,
  hours,
  courses,
  exams,
  training,
  indicators,
  clauses,
  supervision,
  coordination,
  exchange,
  boards,
  flow,
]

export const allRoutes = rooms.flatMap((room) => room.routes)
export const allProtocols = rooms.flatMap((room) => room.protocols ?? [])
export const allProcesses = rooms.flatMap((room) => room.processes ?? [])
export const allPapers = Object.assign({}, ...rooms.map((room) => room.papers ?? {})) as Readonly<Record<string, Paper>> // a union of records of papers
export const allIndicatorsOfRooms = rooms.flatMap((room) => room.indicators ?? [])
export const allJobs = Object.assign({}, ...rooms.map((room) => room.jobs ?? {})) as Readonly<Record<string, Job>> // likewise
