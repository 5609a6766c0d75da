import { Link } from '@tanstack/react-router'
import { Descriptions, Tag } from 'antd'
import { trainingForms, trainingSubjects } from '#contract/hours'
import type { ClassDetail } from '#contract/training'
import { dayWords } from './parts.tsx'

const labelOf = (labels: Readonly<Record<string, string>>, key: string) => labels[key] ?? key

/** Its name for who may read the exam; a link for who keeps it. */
function ExamWords({ own }: { own: ClassDetail }) {
  if (own.examTitle === null) return '　结业考试合格'
  return <>　结业考试合格（{own.runs ? <Link to={`/exams/${own.examId}` as never}>{own.examTitle}</Link> : own.examTitle}）</> // `never`: the router is not told each page's path
}

export function ClassFacts({ own }: { own: ClassDetail }) {
  const subject = own.subject ? `　${labelOf(trainingSubjects, own.subject)}` : ''
  const items = [
    { key: 'host', label: '主办单位', children: own.host.name },
    { key: 'organiser', label: '办班单位', children: own.organiser.name },
    {
      key: 'batch',
      label: '期次',
      children: own.planLine ? `第 ${own.batch} 期　${own.planLine.title}` : (own.outsideReason ?? `第 ${own.batch} 期`),
    },
    { key: 'theme', label: '专题', children: own.theme },
    { key: 'audience', label: '培训对象', children: own.audience },
    { key: 'days', label: '时间', children: `${dayWords(own.startsOn)} 至 ${dayWords(own.endsOn)}` },
    {
      key: 'where',
      label: '地点',
      children: (
        <>
          {own.place}
          {own.liveLink && (
            <>
              {own.place ? '　' : ''}
              <a href={own.liveLink} target="_blank" rel="noreferrer">
                直播地址
              </a>
            </>
          )}
        </>
      ),
    },
    { key: 'places', label: '计划人数', children: `${own.places} 人` },
    { key: 'until', label: '报名截止', children: own.callUntil ?? '尚未通知报名' },
    {
      key: 'worth',
      label: '结业计入',
      children: `${own.hours} 学时${own.days > 0 ? `、${own.days} 天` : ''}　${labelOf(trainingForms, own.form)}${subject}`,
    },
    {
      key: 'finish',
      label: '结业条件',
      children: (
        <>
          出勤不少于 {own.attendancePercent}% <Tag color="orange">系统默认，可由管理员调整</Tag>
          {own.examId ? <ExamWords own={own} /> : null}
          {own.courseId ? '　完成规定的网络课程' : ''}
        </>
      ),
    },
    { key: 'partners', label: '合作单位', children: own.partners.join('、') || '无' },
  ]
  return <Descriptions column={{ xs: 1, md: 2 }} items={items} />
}
