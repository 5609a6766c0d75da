import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  MinusCircleOutlined,
  PauseCircleOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Tag, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Deadline } from '#contract/deadline'
import { marksOf, mostPressing, remainingWords, type ShownDeadline } from './deadline-words.ts'
import { useMe } from './session.ts'

/** Never colour alone: icon and words say the same. */
const lights: Record<Deadline['light'], { colour: string; icon: ReactNode; word: string }> = {
  red: { colour: 'red', icon: <ExclamationCircleFilled />, word: '红灯' },
  yellow: { colour: 'gold', icon: <WarningOutlined />, word: '黄灯' },
  green: { colour: 'green', icon: <CheckCircleOutlined />, word: '绿灯' },
  paused: { colour: 'default', icon: <PauseCircleOutlined />, word: '暂停' },
  none: { colour: 'default', icon: <MinusCircleOutlined />, word: '提示' },
}

export function DeadlineMarks({ of }: { of: ShownDeadline }) {
  const marks = marksOf(of)
  return marks.length === 0 ? null : (
    <span className="marks">
      {marks.map((mark) => (
        <span key={mark} className="mark">
          {mark}
        </span>
      ))}
    </span>
  )
}

export function DeadlineLight({ of }: { of: ShownDeadline }) {
  const { today } = useMe()
  const { colour, icon, word } = lights[of.light]
  return (
    <Tag color={colour} icon={icon} className="light">
      <span className="unseen">{word}：</span>
      {remainingWords(of, today)}
    </Tag>
  )
}

/** 期限 in a list: the deadline that presses most, its light in words, and how many more there are. */
export function DeadlineTag({ deadlines }: { deadlines: readonly ShownDeadline[] }) {
  const first = mostPressing(deadlines)
  if (!first) return <span className="hint">无进行中的期限</span>
  return (
    <Tooltip title={`${first.title}${first.due ? `，${first.due}` : ''}`}>
      <span className="deadline-tag">
        <DeadlineLight of={first} />
        <DeadlineMarks of={first} />
        {deadlines.length > 1 && (
          <span className="hint">
            <ClockCircleOutlined aria-hidden /> 共 {deadlines.length} 项
          </span>
        )}
      </span>
    </Tooltip>
  )
}
