import { bodyRoutes } from './body.routes.ts'
import { coordinationIndicators } from './coordination.indicators.ts'
import { coordinationJobs } from './coordination.jobs.ts'
import { requestLetter } from './letter.paper.ts'
import { meetingRoom, noticeRoom } from './meeting.room.ts'
import { meetingRoutes } from './meeting.routes.ts'
import { meetingMinutes } from './minutes.paper.ts'
import { partnerRoutes } from './partner.service.ts'
import { requestRoom } from './request.room.ts'
import { requestRoutes } from './request.routes.ts'
import { scoreRoutes } from './score.service.ts'

/** 协调: the leading group and its meetings, requests between units, partners outside. */
export const coordination = {
  routes: [...bodyRoutes, ...meetingRoutes, ...requestRoutes, ...partnerRoutes, ...scoreRoutes],
  processes: [meetingRoom, noticeRoom, requestRoom],
  papers: { requestLetter, meetingMinutes },
  jobs: coordinationJobs,
  indicators: coordinationIndicators,
}
