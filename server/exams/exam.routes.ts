import { examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import { examRoomApi, markingApi } from '#contract/exams-room'
import { type Handlers, routesOf } from '#kernel/http'
import { handIn, reviewAttempt, saveAnswers, startAttempt } from './attempt.service.ts'
import { addCandidates, createExam, editExam, giveTime, makeUp, removeCandidates, setMarkers } from './exam.service.ts'
import { listCandidates, listExams, readExam } from './exam.store.ts'
import { startExport } from './export.jobs.ts'
import { giveMark, listMarking, nextToMark } from './marking.service.ts'
import { listMyExams, readMyExam } from './my-exam.store.ts'
import { createPaper, listPapers, readPaper } from './paper.service.ts'
import { changeScore, readScores, readStatistics } from './result.service.ts'

const exams: Handlers<typeof examsApi> = {
  list: (ctx, { query }) => listExams(ctx, query),
  create: (ctx, { body }) => createExam(ctx, body),
  read: (ctx, { params }) => readExam(ctx, params.examId),
  async edit(ctx, { params, version, body }) {
    await editExam(ctx, params.examId, version, body)
    return readExam(ctx, params.examId)
  },
  candidates: (ctx, { params, query }) => listCandidates(ctx, params.examId, query),
  addCandidates: (ctx, { params, body }) => addCandidates(ctx, params.examId, body.personIds),
  removeCandidates: (ctx, { params, body }) => removeCandidates(ctx, params.examId, body.personIds),
  giveTime: (ctx, { params, body }) => giveTime(ctx, params.examId, body),
  setMarkers: (ctx, { params, body }) => setMarkers(ctx, params.examId, body.personIds),
  makeUp: (ctx, { params, body }) => makeUp(ctx, params.examId, body),
  scores: (ctx, { params }) => readScores(ctx, params.examId, params.attemptId),
  changeScore: (ctx, { params, body }) => changeScore(ctx, params.examId, params.attemptId, body),
  statistics: (ctx, { params }) => readStatistics(ctx, params.examId),
  export: (ctx, { params }) => startExport(ctx, params.examId),
}

const papers: Handlers<typeof examPapersApi> = {
  list: (ctx, { query }) => listPapers(ctx, query),
  read: (ctx, { params }) => readPaper(ctx, params.paperId),
  create: (ctx, { body }) => createPaper(ctx, body),
}

const room: Handlers<typeof examRoomApi> = {
  mine: (ctx) => listMyExams(ctx),
  read: (ctx, { params }) => readMyExam(ctx, params.examId),
  start: (ctx, { params }) => startAttempt(ctx, params.examId),
  save: (ctx, { params, body }) => saveAnswers(ctx, params.examId, body),
  handIn: (ctx, { params, body }) => handIn(ctx, params.examId, body),
  review: (ctx, { params }) => reviewAttempt(ctx, params.examId),
}

const marking: Handlers<typeof markingApi> = {
  mine: (ctx) => listMarking(ctx),
  next: (ctx, { params }) => nextToMark(ctx, params.examId),
  mark: (ctx, { params, body }) => giveMark(ctx, params.examId, body),
}

export const examRoutes = [
  ...routesOf('exams', examsApi, exams),
  ...routesOf('exams.papers', examPapersApi, papers),
  ...routesOf('exams.room', examRoomApi, room),
  ...routesOf('exams.marking', markingApi, marking),
]
