import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { OfferedStep } from '#contract/matter'

interface StepButtonsProps {
  steps: readonly OfferedStep[]
  onChoose: (step: string) => void
  extra: ReactNode
}

/** What may be done now, as buttons; what may not, with the reason in words, not only under the mouse. */
export function StepButtons({ steps, onChoose, extra }: StepButtonsProps) {
  const open = steps.filter((step) => step.open)
  const moves = open.filter(({ kind }) => kind === 'move')
  const records = open.filter(({ kind }) => kind === 'record')
  const closed = steps.filter((step) => !step.open)
  return (
    <div>
      {open.length === 0 && <p>当前职务在此事项上没有可以办理的步骤。</p>}
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
