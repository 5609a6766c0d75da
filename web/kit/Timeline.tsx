import { Timeline as Line, Tag } from 'antd'
import type { ReactNode } from 'react'
import { roles } from '#contract/authority'
import type { TakenStep } from '#contract/matter'
import { dayTime } from './day.ts'

interface TimelineProps {
  history: readonly TakenStep[]
  /** What a step's input says, as the room words it; without it only the step is shown. */
  detail?: (step: TakenStep) => ReactNode
}

const isRole = (role: string): role is keyof typeof roles => role in roles

const whole = 24 * 3600_000
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / whole)

/** 办理经过, the newest first: who, when, how long since the step before, and what was entered late. */
export function Timeline({ history, detail }: TimelineProps) {
  const newest = [...history].reverse()
  if (newest.length === 0) return <p className="hint">还没有办理记录。</p>
  return (
    <Line
      items={newest.map((step, at) => ({
        key: step.id,
        color: at === 0 ? 'blue' : 'gray',
        content: <TakenLine step={step} before={newest[at + 1]} detail={detail?.(step)} />,
      }))}
    />
  )
}

function TakenLine({ step, before, detail }: { step: TakenStep; before: TakenStep | undefined; detail: ReactNode }) {
  const since = before ? daysBetween(before.happenedOn, step.happenedOn) : 0
  return (
    <div className="taken">
      <p>
        <strong>{step.title}</strong>　<span className="number">{step.happenedOn}</span>
        {step.late && <Tag className="gap-left">补录</Tag>}
        {since > 0 && <span className="hint">（距上一步 {since} 天）</span>}
      </p>
      <p className="hint">
        {step.by.org} {step.by.person}（{isRole(step.by.role) ? roles[step.by.role] : step.by.role}），录入于 {dayTime(step.recordedAt)}
      </p>
      {detail}
    </div>
  )
}
