import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { tasksApi } from '#contract/tasks'
import { download } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'
import { TaskProgress } from '../kit/TaskProgress.tsx'

/** 导出成绩: made in the background; the file comes by itself and stays in 下载中心. */
export function ResultsExport({ examId }: { examId: MatterId }) {
  const [taskId, setTaskId] = useState<string | null>(null)
  const { message } = App.useApp()
  const refused = (thrown: unknown) => void message.error(asProblem(thrown).sentence)
  const start = useSend(examsApi.export, { done: (begun) => setTaskId(begun.taskId) })
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        loading={start.isPending || taskId !== null}
        onClick={() => start.mutate({ params: { examId } }, { onError: refused })}
      >
        导出成绩
      </Button>
      {taskId !== null && (
        <TaskProgress
          taskId={taskId}
          title="导出进度"
          onEnd={({ id, state, said }) => {
            setTaskId(null)
            if (state === 'done') download(tasksApi.file, { params: { taskId: id } }, '成绩.xlsx').catch(refused)
            else message.error(said ?? '导出没有完成，请稍后再试。')
          }}
        />
      )}
    </>
  )
}
