import { Link } from '@tanstack/react-router'
import { Empty, Tag } from 'antd'
import type { Leave } from '#contract/training'
import { leaveStates } from '#contract/training-steps'

const colours = { asked: 'orange', granted: 'green', refused: 'red', withdrawn: 'default' } as const

export function Leaves({ leaves }: { leaves: readonly Leave[] }) {
  if (leaves.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有请假。" />
  return (
    <ul className="plain-list">
      {leaves.map((leave) => (
        <li key={leave.id} className="gap-bottom">
          {leave.matterId ? <Link to={`/training/leaves/${leave.matterId}` as never}>{leave.name}</Link> : leave.name}{' '}
          <Tag color={colours[leave.state]}>{leaveStates[leave.state]}</Tag> {leave.hours} 学时　{leave.reason}
          <p className="hint">
            {leave.sessions.join('；')}
            {leave.answer ? `　意见：${leave.answer}` : ''}
          </p>
        </li>
      ))}
    </ul>
  ) // `never`: the router is not told each page's path
}
