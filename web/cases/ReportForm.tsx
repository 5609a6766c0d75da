import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton } from 'antd'
import { useState } from 'react'
import { ProposalPreviewDraft } from '#contract/case-details'
import { casesApi } from '#contract/cases'
import type { MatterId } from '#contract/common'
import { send } from '../kit/client.ts'
import './cases.css'
import { StepForm, type StepFormProps } from '../kit/StepForm.tsx'
import { SuspicionAlert } from './SuspicionAlert.tsx'

/** 调查终结报告: the step's own form, and beside it what the law allows for what is written. */
export function ReportForm(props: StepFormProps) {
  const [values, setValues] = useState<Record<string, unknown>>(props.initial ?? {})
  return (
    <>
      <div className="ranges">
        <Ranges matterId={props.matterId} input={values} />
      </div>
      <StepForm {...props} onChange={setValues} />
    </>
  )
}

function Ranges({ matterId, input }: { matterId: string; input: Record<string, unknown> }) {
  const { conductFrom, conductTo, crime, flags = [], alsoViolates = [], penalties = [] } = input
  const [turnover, illegalGains, goodsValue] = [input.turnover, input.illegalGains, input.goodsValue].map((amount) => amount ?? null)
  // What is not written yet counts as nothing, so that the range is there before the last field is.
  const drafts = (Array.isArray(penalties) ? penalties : []).flatMap((penalty: object) => {
    const parsed = ProposalPreviewDraft.safeParse({
      conductFrom,
      conductTo: conductTo ?? undefined,
      turnover,
      illegalGains,
      goodsValue,
      flags,
      alsoViolates,
      ...(crime === undefined ? {} : { crime }),
      penalty: { measures: [], fine: 0, confiscatedGains: 0, confiscatedGoodsValue: 0, ...written(penalty) },
    })
    return parsed.success ? [parsed.data] : []
  })
  if (drafts.length === 0) return <p className="hint">填写违法行为起止、数额和处罚建议后，这里显示法定幅度和听证权利。</p>
  return (
    <section aria-label="法定幅度" aria-live="polite">
      {drafts.map((draft) => (
        <Range key={`${draft.penalty.partyId} ${draft.penalty.target}`} matterId={matterId} draft={draft} />
      ))}
    </section>
  )
}

const written = (penalty: object) =>
  Object.fromEntries(Object.entries(penalty).filter(([, value]) => value !== undefined && value !== null))

function Range({ matterId, draft }: { matterId: string; draft: ReturnType<typeof ProposalPreviewDraft.parse> }) {
  const call = { params: { matterId: matterId as MatterId }, body: draft as never } // the page's own matter; parsed above
  const preview = useQuery({
    queryKey: [casesApi.previewProposal.path, matterId, JSON.stringify(draft)],
    queryFn: ({ signal }) => send(casesApi.previewProposal, call, { signal }),
    placeholderData: (before) => before,
  })
  if (!preview.data) return <Skeleton active paragraph={{ rows: 1 }} title={false} />
  const { ok, sentence, range, bases, hearing, doubts, notes, suspicion } = preview.data
  return (
    <>
      <SuspicionAlert of={suspicion} />
      <Alert
        className="gap-bottom"
        type={ok ? 'info' : 'error'}
        showIcon
        title={ok ? `罚款在法定幅度内${range ? `：${range.formula}` : '（没有可适用的罚款规定）'}` : sentence}
        description={
          <ul className="plain-list">
            {range && (
              <li>
                依据：{range.law}
                {range.article}
                {range.whenText ? `（${range.whenText}）` : ''}
              </li>
            )}
            {!range && bases.length > 0 && <li>可选依据：{bases.map(({ law, article }) => `${law}${article}`).join('；')}</li>}
            {hearing && <li>{hearing.holds ? `当事人有权要求听证：${hearing.reasons.join('；')}` : '不属于听证范围'}</li>}
            {[...doubts, ...notes, ...(range?.marks ?? []), ...(hearing?.marks ?? [])].map((words) => (
              <li key={words} className="hint">
                {words}
              </li>
            ))}
          </ul>
        }
      />
    </>
  )
}
