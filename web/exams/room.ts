import { AuditOutlined, EditOutlined, FileDoneOutlined, ProfileOutlined, ReadOutlined } from '@ant-design/icons'
import type { Room } from '../kit/registry.ts'

export const room: Room = {
  routes: [
    { path: '/my-exams', title: '我的考试', load: () => import('./MyExamsPage.tsx').then((m) => m.MyExamsPage) },
    { path: '/my-exams/$examId', title: '考试说明', load: () => import('./MyExamPage.tsx').then((m) => m.MyExamPage) },
    { path: '/my-exams/$examId/room', title: '作答', load: () => import('./ExamRoomPage.tsx').then((m) => m.ExamRoomPage) },
    { path: '/marking', title: '阅卷', load: () => import('./MarkingPage.tsx').then((m) => m.MarkingPage) },
    { path: '/marking/$examId', title: '评阅答卷', load: () => import('./MarkPage.tsx').then((m) => m.MarkPage) },
    { path: '/questions', title: '题库', needs: 'question.manage', load: () => import('./QuestionsPage.tsx').then((m) => m.QuestionsPage) },
    {
      path: '/questions/new',
      title: '新增试题',
      needs: 'question.manage',
      load: () => import('./QuestionNewPage.tsx').then((m) => m.QuestionNewPage),
    },
    {
      path: '/questions/import',
      title: '导入试题',
      needs: 'question.manage',
      load: () => import('./QuestionImportPage.tsx').then((m) => m.QuestionImportPage),
    },
    {
      path: '/questions/$questionId',
      title: '试题',
      needs: 'question.manage',
      load: () => import('./QuestionPage.tsx').then((m) => m.QuestionPage),
    },
    { path: '/exam-papers', title: '试卷', needs: 'question.manage', load: () => import('./PapersPage.tsx').then((m) => m.PapersPage) },
    {
      path: '/exam-papers/$paperId',
      title: '试卷内容',
      needs: 'question.manage',
      load: () => import('./PaperPage.tsx').then((m) => m.PaperPage),
    },
    { path: '/exams', title: '考试管理', needs: 'exam.manage', load: () => import('./ExamsPage.tsx').then((m) => m.ExamsPage) },
    { path: '/exams/$examId', title: '考试', needs: 'exam.manage', load: () => import('./ExamPage.tsx').then((m) => m.ExamPage) },
  ],
  menu: [
    { path: '/my-exams', title: '我的考试', icon: EditOutlined, group: 'learning', order: 54 },
    { path: '/questions', title: '题库', icon: ReadOutlined, group: 'training', needs: 'question.manage', order: 55 },
    { path: '/exam-papers', title: '试卷', icon: ProfileOutlined, group: 'training', needs: 'question.manage', order: 56 },
    { path: '/exams', title: '考试管理', icon: FileDoneOutlined, group: 'training', needs: 'exam.manage', order: 57 },
    { path: '/marking', title: '阅卷', icon: AuditOutlined, group: 'training', needs: 'question.manage', order: 58 },
  ],
  matters: { exam: '/exams' },
}
