import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint'
import { type TaskView, tasksApi } from '#contract/tasks'
import { download } from './client.ts'
import { asProblem } from './problem-error.ts'
import { useSend } from './query.ts'
import { TaskProgress } from './TaskProgress.tsx'

interface Exporting {
  /** What begins the export and answers its task. */
  source: Endpoint & { answer: z.ZodType<{ taskId: string }> }
  body: unknown
  label?: string
}

/** 导出 Excel: made in the background; the file comes by itself and stays in 下载中心. */
export function ExportButton({ source, body, label = '导出 Excel' }: Exporting) {
  const [taskId, setTaskId] = useState<string | null>(null)
  const { message } = App.useApp()
  const start = useSend(source, { done: (begun) => setTaskId(begun.taskId) })
  const refused = (thrown: unknown) => message.error(asProblem(thrown).sentence)
  const begin = () => start.mutate({ body } as never, { onError: refused }) // the endpoint's own body, which its page knows
  const end = ({ id, state, said }: TaskView) => {
    setTaskId(null)
    if (state === 'done') download(tasksApi.file, { params: { taskId: id } }, '导出.xlsx').catch(refused)
    else if (state === 'cancelled') message.info('已取消导出。')
    else message.error(said ?? '导出没有完成，请稍后再试。')
  }
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={start.isPending || taskId !== null} onClick={begin}>
        {label}
      </Button>
      {taskId !== null && <TaskProgress taskId={taskId} title="导出进度" onEnd={end} />}
    </>
  )
}
