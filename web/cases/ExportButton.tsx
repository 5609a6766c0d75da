import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { casesApi } from '#contract/cases'
import { tasksApi } from '#contract/tasks'
import { download } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'

/** 导出 Excel: exactly the filter that is shown, made in the background; the file comes by itself and stays in 下载中心. */
export function ExportButton({ list, filter }: { list: 'leads' | 'cases'; filter: Record<string, unknown> }) {
  const [taskId, setTaskId] = useState<string | null>(null)
  const { message } = App.useApp()
  const start = useSend(casesApi.export, { done: ({ taskId: id }) => setTaskId(id) })
  const begin = () =>
    start.mutate({ body: { list, filter: filter as never } }, { onError: (thrown) => message.error(asProblem(thrown).message) }) // the page's own filter
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={start.isPending || taskId !== null} onClick={begin}>
        导出 Excel
      </Button>
      {taskId !== null && <Running taskId={taskId} onEnd={() => setTaskId(null)} />}
    </>
  )
}

function Running({ taskId, onEnd }: { taskId: string; onEnd: () => void }) {
  const { message } = App.useApp()
  const params = { taskId }
  const task = useQuery({ ...ask(tasksApi.read, { params }), refetchInterval: 700 })
  const state = task.data?.state
  const said = task.data?.said
  // Only a new state is news; what is called then may change with every answer.
  const told = useRef<(state: string) => void>(() => undefined)
  told.current = (now) => {
    if (now === 'done') {
      download(tasksApi.file, { params }, '导出.xlsx').catch((thrown: unknown) => message.error(asProblem(thrown).message))
      onEnd()
    } else if (now === 'failed' || now === 'cancelled') {
      message.error(said ?? '导出没有完成，请稍后再试。')
      onEnd()
    }
  }
  useEffect(() => {
    if (state) told.current(state)
  }, [state])
  const { done = 0, total = null } = task.data ?? {}
  return (
    <Progress
      aria-label="导出进度"
      className="export-progress"
      size="small"
      percent={total ? Math.round((done / total) * 100) : 0}
      style={{ width: 140 }}
    />
  )
}
