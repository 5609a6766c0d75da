import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, Skeleton, Tag } from 'antd'
import { markingApi } from '#contract/exams-room'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'

const states = { waiting: '等待考试结束', open: '阅卷中', marked: '已完成' }

/** 阅卷: the exams whose open answers I was asked to mark. */
export function MarkingPage() {
  const marking = useQuery(ask(markingApi.mine, {}))
  return (
    <div className="page narrow">
      <h1 className="page-title">阅卷</h1>
      {marking.isPending && <Skeleton active />}
      {marking.isError && <ProblemAlert problem={marking.error} retry={() => marking.refetch()} />}
      {marking.data?.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有阅卷任务。举办单位的培训管理人员指定您阅卷后，会出现在这里。" />
      )}
      {marking.data && marking.data.length > 0 && (
        <section className="panel" aria-label="阅卷任务">
          <ul className="plain-list links">
            {marking.data.map(({ examId, title, org, state }) => (
              <li key={examId}>
                <Link to={`/marking/${examId}`}>{title}</Link> <Tag color={state === 'open' ? 'blue' : 'default'}>{states[state]}</Tag>
                <div className="hint">{org}</div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
