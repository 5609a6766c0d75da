import { CheckCircleOutlined, ExclamationCircleFilled, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Progress, Tag } from 'antd'
import type { ReactNode } from 'react'
import { paletteNames, supervisionApi, type TaskRow } from '#contract/supervision'
import type { TaskLight } from '#contract/supervision-steps'
import './supervision.css'

type Lit = Pick<TaskRow, 'light' | 'palette'>
const icons: Record<TaskLight, ReactNode> = {
  red: <ExclamationCircleFilled />,
  yellow: <WarningOutlined />,
  green: <CheckCircleOutlined />,
  grey: <MinusCircleOutlined />,
}
const colours: Record<TaskRow['palette'], Record<TaskLight, string>> = {
  greenYellowRed: { red: 'red', yellow: 'gold', green: 'green', grey: 'default' },
  blueOrangeRed: { red: 'red', yellow: 'orange', green: 'blue', grey: 'default' },
}

/** Never colour alone: icon and word say the same. */
export const LightTag = ({ of: { light, palette } }: { of: Lit }) => (
  <Tag className="light" color={colours[palette][light]} icon={icons[light]}>
    {paletteNames[palette][light]}
  </Tag>
)

export const leftWords = ({ left, light }: Pick<TaskRow, 'left' | 'light'>): string => {
  if (left === null || light === 'grey') return ''
  if (light === 'red') return left === 0 ? '已超期' : `超期 ${-left} 个工作日`
  return left === 0 ? '今天到期' : `剩 ${left} 个工作日`
}

/** Whose step it is: a red one may stand on who issued it. */
export const standsWords = ({ standsOn }: Pick<TaskRow, 'standsOn'>): string => (standsOn ? `现由${standsOn.unit}${standsOn.what}` : '')

export function DueWords({ of: task }: { of: Pick<TaskRow, 'dueOn' | 'firstDueOn' | 'left' | 'light'> }) {
  return (
    <>
      <span className="number">{task.dueOn ?? '未定'}</span>
      {task.firstDueOn && <span className="hint">（原定 {task.firstDueOn}）</span>}
      <span className={task.light === 'red' ? 'warn' : 'hint'}>　{leftWords(task)}</span>
    </>
  )
}

export const ProgressBar = ({ of: { progress, bound } }: { of: Pick<TaskRow, 'progress' | 'bound'> }) =>
  progress === null ? (
    <span className="hint">{bound ? '尚无记录' : '未填报'}</span>
  ) : (
    <span className="task-progress">
      <Progress percent={progress} size="small" status="normal" aria-label={`进度 ${progress}%`} />
    </span>
  )

/** What a step of a task makes old. */
export const readsOfTasks = [supervisionApi.list, supervisionApi.lights, supervisionApi.read]
