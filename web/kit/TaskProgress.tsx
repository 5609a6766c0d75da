import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { type TaskView, tasksApi } from '#contract/tasks'
import { ProblemAlert } from './ProblemAlert.tsx'
import { ask, useSend } from './query.ts'

/** A long piece of work under way: how far it is, and the way to stop it. Whoever shows it is told once how it ended. */
export function TaskProgress({ taskId, title, onEnd }: { taskId: string; title: string; onEnd: (task: TaskView) => void }) {
  const params = { taskId }
  const { data: task } = useQuery({ ...ask(tasksApi.read, { params }), refetchInterval: 700 })
  const cancel = useSend(tasksApi.cancel, { refreshes: [tasksApi.read] })
  const state = task?.state
  // Only a new state is news; what is called then may change with every answer.
  const told = useRef<() => void>(() => undefined)
  told.current = () => {
    if (task && task.state !== 'waiting' && task.state !== 'running') onEnd(task)
  }
  useEffect(() => {
    if (state) told.current()
  }, [state])
  const { done = 0, total = null } = task ?? {}
  return (
    <span className="task-progress">
      <Progress aria-label={title} size="small" percent={total ? Math.floor((done / total) * 100) : 0} style={{ width: 140 }} />
      <span className="hint" role="status">
        {total ? `${done.toLocaleString('zh-CN')} / ${total.toLocaleString('zh-CN')}` : '正在准备'}
      </span>
      <Button size="small" type="link" loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
        取消
      </Button>
      {cancel.error !== null && <ProblemAlert problem={cancel.error} />}
    </span>
  )
}
