import { z } from 'zod'
import { Instant } from './common.ts'
import { CourseId, UnitId, UnitKind } from './courses.ts'
import { get, post } from './endpoint.ts'

export const LaunchId = z.uuid().brand<'LaunchId'>()
export type LaunchId = z.infer<typeof LaunchId>

/** A heartbeat comes so often, in seconds. */
export const beatSeconds = 10

const Intervals = z.array(z.tuple([z.number(), z.number()]))

/** How a unit stands after what was just heard. */
export const Standing = z.strictObject({
  learned: z.boolean(),
  /** 0 to 1 of what is asked. */
  progress: z.number(),
  missing: z.string().nullable(),
  /** Pieces of a film that were watched, in seconds. */
  watched: Intervals,
  position: z.number(),
  /** 防挂机: nothing counts until somebody clicks. */
  asking: z.boolean(),
  /** Why this launch is over: it was opened elsewhere, or its time ran out. Null: it is open. */
  over: z.string().nullable(),
  courseCompleted: z.boolean(),
})
export type Standing = z.infer<typeof Standing>

export const Launch = z.strictObject({
  launchId: LaunchId,
  unitId: UnitId,
  courseId: CourseId,
  kind: UnitKind,
  title: z.string(),
  mediaType: z.string().nullable(),
  /** On the content site; holds the token of this launch and is nobody else's. */
  address: z.string(),
  origin: z.string(),
  expiresAt: Instant,
  seconds: z.number().nullable(),
  maxRate: z.number(),
  /** The package asks for a window of its own (cmi5: launchMethod OwnWindow). */
  ownWindow: z.boolean(),
  /** What the package wrote last time. */
  cmi: z.record(z.string(), z.string()),
  standing: Standing,
})
export type Launch = z.infer<typeof Launch>

const params = z.strictObject({ launchId: LaunchId })
const serial = z.int().min(1).max(1_000_000)

export const learningApi = {
  launch: post('/course-units/:unitId/launch', {
    title: '打开学习内容',
    needs: 'signedIn',
    params: z.strictObject({ unitId: UnitId }),
    body: z.strictObject({ item: z.string().max(300).default('') }),
    answer: Launch,
    // It holds the token.
    answeredOnce: true,
  }),
  beat: post('/course-launches/:launchId/beat', {
    title: '学习心跳',
    needs: 'signedIn',
    params,
    body: z.strictObject({
      serial,
      position: z.number().min(0).max(1_000_000),
      playing: z.boolean(),
      rate: z.number().min(0).max(16),
    }),
    answer: Standing,
    // Its serial decides what is new.
    repeatable: true,
  }),
  present: post('/course-launches/:launchId/present', { title: '确认在学', needs: 'signedIn', params, answer: Standing, repeatable: true }),
  /** 已读完: of a document, once its time was read. */
  read: post('/course-launches/:launchId/read', { title: '确认读完', needs: 'signedIn', params, answer: Standing }),
  /** What a SCORM package wrote, flat: `cmi.core.lesson_status` and the like. */
  keep: post('/course-launches/:launchId/cmi', {
    title: '保存课件数据',
    needs: 'signedIn',
    params,
    body: z.strictObject({ serial, cmi: z.record(z.string().max(200), z.string().max(64_000)) }),
    answer: Standing,
    repeatable: true,
  }),
  /** What a cmi5 package told the record store meanwhile. */
  standing: get('/course-launches/:launchId', { title: '学习状态', needs: 'signedIn', params, answer: Standing }),
  /** 核对成绩 of a quiz: a job looks whether its exam was passed. */
  check: post('/course-units/:unitId/check', {
    title: '核对考试成绩',
    needs: 'signedIn',
    params: z.strictObject({ unitId: UnitId }),
    answer: z.strictObject({ asked: z.boolean() }),
  }),
  leave: post('/course-launches/:launchId/leave', { title: '离开学习内容', needs: 'signedIn', params, answer: Standing }),
}
