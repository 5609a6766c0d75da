import { cmi5Jobs } from './cmi5.ts'
import { completionJobs } from './completion.ts'
import { courseIndicators } from './courses.indicators.ts'
import { courseRoutes } from './courses.routes.ts'
import { quizJobs } from './quiz.ts'
import { uploadJobs } from './uploads.ts'

export { courseCompleted } from './completion.ts'
export { contentRoutes } from './content/listener.ts'

/** Online courses (网络课程). */
export const courses = {
  routes: courseRoutes,
  indicators: courseIndicators,
  jobs: { ...uploadJobs, ...cmi5Jobs, ...completionJobs, ...quizJobs },
}
