import type { TrackOpening } from '#contract/tracks'
import type { ProcessRoom } from '#kernel/matter'
import { appraisalRoom, commissionOpener } from './appraisal.room.ts'
import { askAssistanceOpener, assistanceRoom } from './assistance.room.ts'
import { collectionRoom, collectOpener } from './collection.room.ts'
import { criminalTransferRoom, transferCriminalOpener } from './criminal.room.ts'
import { hearingRoom, requestHearingOpener } from './hearing.room.ts'
import { coercionRooms, preservationRoom, preserveOpener, seizeOpener } from './holding.room.ts'
import { disputeJurisdictionOpener, jurisdictionRoom } from './jurisdiction.room.ts'
import type { Opener } from './open.ts'
import { publicityRoom, publishOpener } from './publicity.room.ts'
import { serveOpener, serviceRoom } from './service.room.ts'

export { type Served, servicesOf } from './service.room.ts'
export { trackJobs } from './track.jobs.ts'
export { trackRoutes } from './track.routes.ts'

/** What has its own clock or end beside a case (design §6.4). The case opens one by the record step of that name; `form` is that step's form. */
export const tracks = {
  preserve: preserveOpener,
  seize: seizeOpener,
  commission: commissionOpener,
  askAssistance: askAssistanceOpener,
  disputeJurisdiction: disputeJurisdictionOpener,
  requestHearing: requestHearingOpener,
  serve: serveOpener,
  publish: publishOpener,
  collect: collectOpener,
  transferCriminal: transferCriminalOpener,
} satisfies Record<TrackOpening, Opener>

export const trackRooms: readonly ProcessRoom[] = [
  preservationRoom,
  ...coercionRooms,
  appraisalRoom,
  assistanceRoom,
  jurisdictionRoom,
  hearingRoom,
  serviceRoom,
  publicityRoom,
  collectionRoom,
  criminalTransferRoom,
]
