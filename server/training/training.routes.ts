import { trainingApi } from '#contract/training'
import { attendanceApi } from '#contract/training-attendance'
import { certificatesApi, feedsApi } from '#contract/training-certificates'
import { learningApi } from '#contract/training-learning'
import { type Handlers, routesOf } from '#kernel/http'
import { attendanceSheet } from './attendance.import.ts'
import { attendanceOf, markAttendance, showCode, signIn } from './attendance.service.ts'
import { downloadCertificate, verifyCertificate } from './certificate.service.ts'
import { outcomesOf } from './certificate.ts'
import { listClasses, readClass } from './class.read.ts'
import { openClass } from './class.room.ts'
import { makeFeed, myFeeds, readFeed, revokeFeed } from './feed.service.ts'
import { askLeave, evaluate, evaluationOf, myTraining, withdrawLeave } from './learning.service.ts'
import { addMaterial, downloadMaterial, removeMaterial } from './material.service.ts'
import { listPlaces, readPlace } from './place.read.ts'
import { openPlan } from './plan.room.ts'
import { listPlans, readPlan } from './plan.store.ts'
import { examResultsOfPerson } from './results.service.ts'
import { exportRoster, printRoster } from './roster.ts'

const training: Handlers<typeof trainingApi> = {
  plans: (ctx, { query }) => listPlans(ctx, query),
  openPlan: (ctx, { body }) => openPlan(ctx, body.year),
  plan: (ctx, { params }) => readPlan(ctx, params.matterId),
  classes: (ctx, { query }) => listClasses(ctx, query),
  openClass: (ctx, { body }) => openClass(ctx, body),
  class: (ctx, { params }) => readClass(ctx, params.matterId),
  outcomes: (ctx, { params }) => outcomesOf(ctx, params.matterId),
  places: (ctx, { query }) => listPlaces(ctx, query),
  place: (ctx, { params }) => readPlace(ctx, params.matterId),
  addMaterial: (ctx, { params, body, request }) => addMaterial(ctx, params.matterId, body.title, request.upload()),
  removeMaterial: (ctx, { params }) => removeMaterial(ctx, params.materialId),
  material: (ctx, { params }) => downloadMaterial(ctx, params.materialId),
  roster: (ctx, { params }) => exportRoster(ctx, params.matterId),
  printed: (ctx, { params, query }) => printRoster(ctx, params.matterId, query.sessionId),
}

const attendance: Handlers<typeof attendanceApi> = {
  code: (ctx, { params }) => showCode(ctx, params.sessionId),
  signIn: (ctx, { body }) => signIn(ctx, body.code, body.leaving),
  list: (ctx, { params }) => attendanceOf(ctx, params.sessionId),
  sheet: (ctx, { params, query }) => attendanceSheet(ctx, params.matterId, query.sessionId),
  mark: (ctx, { params, body }) => markAttendance(ctx, params.sessionId, body.people),
}

const learning: Handlers<typeof learningApi> = {
  mine: (ctx) => myTraining(ctx),
  askLeave: (ctx, { params, body }) => askLeave(ctx, params.matterId, body),
  withdrawLeave: (ctx, { params }) => withdrawLeave(ctx, params.leaveId),
  examResults: (ctx, { params }) => examResultsOfPerson(ctx, params.personId),
  evaluate: (ctx, { params, body }) => evaluate(ctx, params.matterId, body.scores, body.words),
  evaluation: (ctx, { params }) => evaluationOf(ctx, params.matterId),
}

const certificates: Handlers<typeof certificatesApi> = {
  verify: (ctx, { params }) => verifyCertificate(ctx, params.code),
  download: (ctx, { params, query }) => downloadCertificate(ctx, params.certificateId, query.form),
}

const feeds: Handlers<typeof feedsApi> = {
  make: (ctx, { body }) => makeFeed(ctx, body.classId),
  list: (ctx) => myFeeds(ctx),
  revoke: (ctx, { params }) => revokeFeed(ctx, params.feedId),
  read: (ctx, { params }) => readFeed(ctx, params.feedKey),
}

export const trainingRoutes = [
  ...routesOf('training', trainingApi, training),
  ...routesOf('attendance', attendanceApi, attendance),
  ...routesOf('learning', learningApi, learning),
  ...routesOf('certificates', certificatesApi, certificates),
  ...routesOf('feeds', feedsApi, feeds),
]
