import { Alert, Button } from 'antd'
import { asProblem } from './problem-error.ts'

/** What is wrong, by which rule, what to do, and the number to read out on the telephone. */
export function ProblemAlert({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const { sentence, issues, requestId, code } = asProblem(problem)
  const loose = issues.filter((issue) => issue.message)
  return (
    <Alert
      role="alert"
      type={code === 'closed' || code === 'tooEarly' || code === 'incomplete' ? 'warning' : 'error'}
      showIcon
      title={sentence}
      description={
        <>
          {loose.length > 0 && (
            <ul className="plain-list">
              {loose.map((issue) => (
                <li key={issue.path + issue.message}>{issue.message}</li>
              ))}
            </ul>
          )}
          {requestId && <span className="hint">错误编号：{requestId}</span>}
        </>
      }
      action={retry ? <Button onClick={retry}>再试一次</Button> : undefined}
    />
  )
}
