import { examJobs } from './exam.jobs.ts'
import { examRoom } from './exam.room.ts'
import { examRoutes } from './exam.routes.ts'
import { examIndicators } from './exams.indicators.ts'
import { examExportJobs } from './export.jobs.ts'
import { questionImport } from './question.import.ts'
import { questionRoutes } from './question.routes.ts'

export { bestPass, type CourseExam, examForCourse, examTitles } from './course-exam.ts'
export { addCandidates as addExamCandidates, createExamFor, removeCandidates as removeExamCandidates } from './exam.service.ts'
export { examPassed, examResultsOf, type ReleasedResult } from './result.service.ts'

/** 考试: question bank, papers, exams, marking. */
export const exams = {
  routes: [...examRoutes, ...questionRoutes],
  processes: [examRoom],
  indicators: examIndicators,
  jobs: { ...examJobs, ...examExportJobs, ...questionImport.jobs },
}
