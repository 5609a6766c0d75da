import { Link } from '@tanstack/react-router'
import { Empty, Tag } from 'antd'
import type { SubTask, TaskDetail } from '#contract/supervision'
import { supervisedTaskStates } from '#contract/supervision-steps'
import { DueWords, LightTag, ProgressBar, standsWords } from './parts.tsx'

/** 分解: the tree below, each with its light; and what was proposed. */
export function SubTasks({ task }: { task: TaskDetail }) {
  const waiting = task.proposalList.filter(({ state }) => state !== 'issued')
  return (
    <>
      {task.subTasks.length === 0 && waiting.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            task.mayDecompose ? '还没有分解。点上方“分解”，选择责任单位。' : '没有分解。处室、单位可用“建议分解”，由交办单位交办。'
          }
        />
      )}
      <Tree all={task.subTasks} under={task.id} />
      {waiting.length > 0 && <h3 className="gap-top">分解建议</h3>}
      <ul className="plain-list">
        {waiting.map((one) => (
          <li key={one.id}>
            {one.org.name}：{one.title}　<span className="hint">建议期限 {one.dueOn}</span>
            <Tag className="gap-left">{one.state === 'proposed' ? '待交办' : '未交办'}</Tag>
            {one.reason && <p className="hint">理由：{one.reason}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Tree({ all, under }: { all: readonly SubTask[]; under: string }) {
  const here = all.filter(({ parentId }) => parentId === under)
  if (here.length === 0) return null
  return (
    <ul className="task-tree">
      {here.map((one) => (
        <li key={one.id}>
          <div>
            <LightTag of={one} />
            <Link to={`/supervision/${one.id}` as never}>{one.title}</Link>
            <span>{one.lead}</span>
            <Tag>{supervisedTaskStates[one.state]}</Tag>
            {one.mandatory && <Tag color="blue">必办</Tag>}
            <span>
              <DueWords of={{ ...one, firstDueOn: null }} />
            </span>
            <ProgressBar of={{ progress: one.progress, bound: false }} />
            <span className="hint">{standsWords(one)}</span>
          </div>
          <Tree all={all} under={one.id} />
        </li>
      ))}
    </ul>
  ) // `never`: the router is not told each page's path
}
