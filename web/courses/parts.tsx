import { Progress, Tag } from 'antd'
import { type CourseLine, learningStates } from '#contract/courses'
import { StateTag } from '../kit/StateTag.tsx'

export const hoursWords = (hours: number) => (hours > 0 ? `${hours} 学时` : '不计学时')

/** 12:30 of a film, as a player writes it. */
export function clockWords(seconds: number): string {
  const whole = Math.round(seconds)
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  return `${minutes}:${String(rest).padStart(2, '0')}`
}

export function bytesWords(bytes: number): string {
  return bytes < 1048576 ? `${Math.max(Math.round(bytes / 1024), 1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`
}

export function CourseProgress({ course }: { course: Pick<CourseLine, 'title' | 'progress'> }) {
  const { state, learned, required } = course.progress
  if (state === 'none') return <Tag>{learningStates.none.title}</Tag>
  if (state === 'completed') return <StateTag of={learningStates} is="completed" />
  return (
    <Progress
      percent={required === 0 ? 0 : Math.floor((learned / required) * 100)}
      size="small"
      aria-label={`${course.title}的进度`}
      format={() => `${learned} / ${required}`}
    />
  )
}
