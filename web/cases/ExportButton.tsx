import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { type TaskView, tasksApi } from '#contract/tasks'
import { download } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'
import { TaskProgress } from '../kit/TaskProgress.tsx'

interface Exported {
  list: 'leads' | 'cases'
  filter: Record<string, unknown>
  /** Of what the filter shows, these rows alone. */
  chosen?: readonly { id: MatterId }[]
}

/** 导出 Excel: exactly the filter that is shown, made in the background; the file comes by itself and stays in 下载中心. */
export function ExportButton({ list, filter, chosen }: Exported) {
  const [taskId, setTaskId] = useState<string | null>(null)
  const { message } = App.useApp()
  const start = useSend(casesApi.export, { done: (begun) => setTaskId(begun.taskId) })
  const body = { list, filter, ...(chosen ? { ids: chosen.map(({ id }) => id) } : {}) }
  const begin = () => start.mutate({ body: body as never }, { onError: (thrown) => message.error(asProblem(thrown).sentence) }) // the page's own filter
  const end = ({ id, state, said }: TaskView) => {
    setTaskId(null)
    if (state === 'done')
      download(tasksApi.file, { params: { taskId: id } }, '导出.xlsx').catch((thrown: unknown) => message.error(asProblem(thrown).sentence))
    else if (state === 'cancelled') message.info('已取消导出。')
    else message.error(said ?? '导出没有完成，请稍后再试。')
  }
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={start.isPending || taskId !== null} onClick={begin}>
        {chosen ? `导出选中的 ${chosen.length} 条` : '导出 Excel'}
      </Button>
      {taskId !== null && <TaskProgress taskId={taskId} title="导出进度" onEnd={end} />}
    </>
  )
}
