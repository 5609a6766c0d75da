import { Button } from 'antd'
import { useState } from 'react'
import { indicatorsApi, type Target, TargetDraft } from '#contract/indicators-catalogue'
import { outsideApi } from '#contract/indicators-outside'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'
import { figure, IndicatorMark } from './parts.tsx'

/** Targets stand apart from figures, each with where it comes from. */
export function Targets({ targets, unit }: { targets: readonly Target[]; unit: string }) {
  if (targets.length === 0) return <p className="hint">没有设定目标。</p>
  return (
    <ul className="plain-list">
      {targets.map(({ id, orgName, year, value, source, mark }) => (
        <li key={`${id}${orgName}${year}${value}`}>
          {year} 年 {orgName}：<strong>{figure(value)}</strong> {unit}　<span className="hint">{source}</span> <IndicatorMark mark={mark} />
        </li>
      ))}
    </ul>
  )
}

export function TargetButton({ indicatorId, orgId }: { indicatorId: string; orgId: string }) {
  const [open, setOpen] = useState(false)
  const send = useSend(indicatorsApi.setTarget, {
    refreshes: [indicatorsApi.figures, outsideApi.lines],
    done: () => setOpen(false),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>设定目标</Button>
      <ActDrawer
        title="设定目标"
        body={TargetDraft}
        open={open}
        close={() => setOpen(false)}
        sending={send.isPending}
        problem={send.error}
        initial={{ orgId }}
        above={<p className="hint gap-bottom">以最近一次设定为准，以前的设定保留。没有文件依据的，核实情况请选“未核实”。</p>}
        send={(values) => send.mutate({ params: { indicatorId }, body: values as never })} // judged by the server's schema
      />
    </>
  )
}
