import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { MatterView } from '#contract/matter'
import { activeDuty, useMe } from '../kit/session.ts'

interface StepButtonsProps {
  matter: MatterView
  onChoose: (step: string) => void
  extra: ReactNode
}

/** What may be done now, as buttons; what may not, with the reason in words, not only under the mouse. */
export function StepButtons({ matter, onChoose, extra }: StepButtonsProps) {
  const { steps } = matter
  const open = steps.filter((step) => step.open)
  const moves = open.filter(({ kind }) => kind === 'move')
  const records = open.filter(({ kind }) => kind === 'record')
  const closed = steps.filter((step) => !step.open)
  return (
    <div>
      {open.length === 0 && <NothingToDo matter={matter} />}
      <div className="actions">
        {moves.map((step, at) => (
          <Button
            key={step.name}
            type={at === 0 && !step.danger ? 'primary' : 'default'}
            danger={step.danger}
            onClick={() => onChoose(step.name)}
          >
            {step.title}
          </Button>
        ))}
        {extra}
      </div>
      {records.length > 0 && (
        <div className="actions step-group">
          <span className="hint">记录：</span>
          {records.map((step) => (
            <Button key={step.name} onClick={() => onChoose(step.name)}>
              {step.title}
            </Button>
          ))}
        </div>
      )}
      {closed.length > 0 && (
        <details className="step-group">
          <summary>暂时不能办理的步骤（{closed.length}）</summary>
          <ul className="closed-steps">
            {closed.map((step) => (
              <li key={step.name}>
                <Tooltip title={step.reason ?? ''}>
                  <Button size="small" disabled>
                    {step.title}
                  </Button>
                </Tooltip>
                <span>
                  {step.reason}
                  {step.basis ? <span className="hint">（{step.basis}）</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** Whose turn it is instead, and what this reader can do: a sentence that only says no is a dead end. */
function NothingToDo({ matter }: { matter: MatterView }) {
  const role = activeDuty(useMe())?.role
  if (matter.closed) return <p className="no-step">本事项已经办结，没有需要办理的步骤。</p>
  const officers = matter.assignees.filter(({ to }) => to === null).map(({ name }) => name)
  const whose = `本事项由${matter.handling.name}${officers.length > 0 ? `（${officers.join('、')}）` : ''}办理`
  if (role === 'supervisor')
    return <p className="no-step">监督职务查看而不办理：{whose}。点击“关注”可以在工作台跟踪它的状态和期限；需要督促的，请联系承办单位。</p>
  return (
    <p className="no-step">
      当前职务在此事项上没有可以办理的步骤。{whose}
      {matter.steps.length > 0 ? '；当前职务的步骤要满足下列条件后才能办理。' : '。'}
    </p>
  )
}
