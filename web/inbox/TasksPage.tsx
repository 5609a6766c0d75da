import { useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Pagination, Progress, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { type TaskView, taskStates, tasksApi } from '#contract/tasks'
import { useAddress } from '../kit/address.ts'
import { download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useIsThere } from '../kit/presence.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'

const colours = { waiting: 'gold', running: 'blue', done: 'green', failed: 'red', cancelled: 'default' } as const
const isUnderWay = ({ state }: TaskView) => state === 'waiting' || state === 'running'

/** 下载中心: long work goes on while the page is closed; here it is found again. */
export function TasksPage() {
  const isThere = useIsThere()
  const [asked, set] = useAddress(tasksApi.mine.query)
  const tasks = useQuery({
    ...ask(tasksApi.mine, { query: asked }),
    refetchInterval: ({ state }) => isThere && (state.data?.rows.some(isUnderWay) ? 2_000 : false),
  })
  return (
    <div className="page narrow">
      <h1 className="page-title">下载中心</h1>
      <p className="hint gap-bottom">导出、导入在后台进行，可以离开本页；同类任务一次只进行一项。</p>
      {tasks.isPending && <Skeleton active />}
      {tasks.isError && <ProblemAlert problem={tasks.error} retry={() => tasks.refetch()} />}
      {tasks.data?.rows.length === 0 && <Empty description="还没有任务。在案件、线索等列表中点“导出”，结果会出现在这里。" />}
      <ul className="cards">
        {tasks.data?.rows.map((task) => (
          <li key={task.id}>
            <OneTask task={task} />
          </li>
        ))}
      </ul>
      {tasks.data && tasks.data.total > asked.size && (
        <nav className="pages" aria-label="分页">
          <Pagination current={asked.page} pageSize={asked.size} total={tasks.data.total} simple onChange={(page) => set({ page })} />
        </nav>
      )}
    </div>
  )
}

function OneTask({ task }: { task: TaskView }) {
  const { message } = App.useApp()
  const [fetching, setFetching] = useState(false)
  const cancel = useSend(tasksApi.cancel, { refreshes: [tasksApi.mine] })
  async function fetchFile() {
    setFetching(true)
    try {
      await download(tasksApi.file, { params: { taskId: task.id } }, task.fileName ?? task.title)
    } catch (thrown) {
      message.error(asProblem(thrown).sentence)
    } finally {
      setFetching(false)
    }
  }
  return (
    <article className="row-card" aria-label={task.title}>
      <p className="card-head">
        <strong className="card-name">{task.title}</strong>
        <Tag color={colours[task.state]}>{taskStates[task.state]}</Tag>
      </p>
      {isUnderWay(task) && (
        <Progress
          percent={task.total ? Math.floor((100 * task.done) / task.total) : 0}
          status="active"
          aria-label={`${task.title}的进度`}
          format={() => (task.total ? `${task.done} / ${task.total}` : `已处理 ${task.done}`)}
        />
      )}
      {task.said && <p>{task.said}</p>}
      <p className="hint">
        {dayTime(task.createdAt)} 发起{task.finishedAt ? `，${dayTime(task.finishedAt)} 结束` : ''}
      </p>
      <div className="actions">
        {task.fileName && task.state === 'done' && (
          <Button type="primary" loading={fetching} onClick={fetchFile}>
            下载 {task.fileName}
          </Button>
        )}
        {isUnderWay(task) && (
          <Button danger loading={cancel.isPending} onClick={() => cancel.mutate({ params: { taskId: task.id } })}>
            取消
          </Button>
        )}
      </div>
      {cancel.isError && <ProblemAlert problem={cancel.error} />}
    </article>
  )
}
