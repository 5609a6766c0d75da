import { coursesApi } from '#contract/courses'
import { courseKeepingApi } from '#contract/courses-keeping'
import { learningApi } from '#contract/courses-learning'
import { uploadsApi } from '#contract/uploads'
import { beginUpload, dropUpload } from '#kernel/files'
import { type Handlers, routesOf } from '#kernel/http'
import { beatLaunch, confirmPresence, confirmRead, keepCmi, leaveLaunch, readStanding } from './hear.service.ts'
import {
  addUnit,
  changeCourse,
  changeUnit,
  createCourse,
  orderUnits,
  publishCourse,
  redraftCourse,
  removeUnit,
  withdrawCourse,
} from './keeping.service.ts'
import { editionView, listKept, listLearners } from './keeping.store.ts'
import { launchUnit } from './launch.service.ts'
import { beginCourse, listCourses, myCourses, readCourse } from './learn.service.ts'
import { checkQuiz } from './quiz.ts'
import { finishUpload, readUpload } from './uploads.ts'

const learn: Handlers<typeof coursesApi> = {
  list: (ctx, { query }) => listCourses(ctx, query),
  mine: (ctx) => myCourses(ctx),
  read: (ctx, { params }) => readCourse(ctx, params.courseId),
  begin: (ctx, { params }) => beginCourse(ctx, params.courseId),
}

const keeping: Handlers<typeof courseKeepingApi> = {
  list: (ctx, { query }) => listKept(ctx, query),
  read: (ctx, { params }) => editionView(ctx, params.courseId),
  create: (ctx, { body }) => createCourse(ctx, body),
  change: (ctx, { params, version, body }) => changeCourse(ctx, params.courseId, version, body),
  addUnit: (ctx, { params, version, body }) => addUnit(ctx, params.courseId, version, body),
  changeUnit: (ctx, { params, version, body }) => changeUnit(ctx, params.courseId, version, params.unitId, body),
  removeUnit: (ctx, { params, version }) => removeUnit(ctx, params.courseId, version, params.unitId),
  order: (ctx, { params, version, body }) => orderUnits(ctx, params.courseId, version, body.units),
  publish: (ctx, { params, version }) => publishCourse(ctx, params.courseId, version),
  withdraw: (ctx, { params, version, body }) => withdrawCourse(ctx, params.courseId, version, body.reason),
  redraft: (ctx, { params, version }) => redraftCourse(ctx, params.courseId, version),
  learners: (ctx, { params, query }) => listLearners(ctx, params.courseId, query),
}

const learning: Handlers<typeof learningApi> = {
  launch: (ctx, { params, body }) => launchUnit(ctx, params.unitId, body.item),
  beat: (ctx, { params, body }) => beatLaunch(ctx, params.launchId, body),
  present: (ctx, { params }) => confirmPresence(ctx, params.launchId),
  read: (ctx, { params }) => confirmRead(ctx, params.launchId),
  keep: (ctx, { params, body }) => keepCmi(ctx, params.launchId, body.serial, body.cmi),
  standing: (ctx, { params }) => readStanding(ctx, params.launchId),
  check: (ctx, { params }) => checkQuiz(ctx, params.unitId),
  leave: (ctx, { params }) => leaveLaunch(ctx, params.launchId),
}

const uploads: Handlers<typeof uploadsApi> = {
  begin: async (ctx, { body }) => {
    const begun = await beginUpload(ctx, body)
    return { ...begun, uploadId: begun.uploadId as never } // the database's own key, branded
  },
  read: (ctx, { params }) => readUpload(ctx, params.uploadId),
  finish: (ctx, { params }) => finishUpload(ctx, params.uploadId),
  drop: (ctx, { params }) => dropUpload(ctx, params.uploadId),
}

export const courseRoutes = [
  ...routesOf('courses', coursesApi, learn),
  ...routesOf('courseKeeping', courseKeepingApi, keeping),
  ...routesOf('learning', learningApi, learning),
  ...routesOf('uploads', uploadsApi, uploads),
]
