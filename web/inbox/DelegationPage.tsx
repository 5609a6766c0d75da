import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Select, Skeleton, Tag } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { PersonId } from '#contract/common'
import { type Delegation, inboxApi } from '#contract/inbox'
import { DayPicker } from '../kit/DayPicker.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import './delegation.css'

/** 委托设置: who sees my work while I am away (docs/decisions/0004). */
export function DelegationPage() {
  const me = useMe()
  const found = useQuery(ask(inboxApi.delegations, {}))
  return (
    <div className="page narrow">
      <h1 className="page-title">委托设置</h1>
      <p className="hint gap-bottom">
        休假期间，可以请本单位担任相同职务的同事代办。同事会在自己的待办中看到您的事项，并以他自己的名义和职务办理；须由承办人员办理的步骤，请先由负责人将他列为承办人员。本单位没有相同职务的人员时，请安全管理员设置有期限的职务。
      </p>
      {found.isPending && <Skeleton active />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && mayDo(me, 'matter.act') && <Give candidates={found.data.candidates} />}
      {found.data && (
        <>
          <List title="我委托他人" rows={found.data.given} mine />
          <List title="他人委托我" rows={found.data.received} />
        </>
      )}
    </div>
  )
}

const nothing = { toPersonId: undefined, from: undefined, to: undefined, reason: '' }

function Give({ candidates }: { candidates: readonly { id: PersonId; name: string; duty: string }[] }) {
  const { message } = App.useApp()
  const [draft, setDraft] = useState<{
    toPersonId: PersonId | undefined
    from: string | undefined
    to: string | undefined
    reason: string
  }>(nothing)
  const ids = { person: useId(), from: useId(), to: useId(), reason: useId() }
  const give = useSend(inboxApi.delegate, {
    refreshes: [inboxApi.delegations],
    done: () => {
      setDraft(nothing)
      message.success('委托已设置，对方会收到消息。')
    },
  })
  const { toPersonId, from, to, reason } = draft
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (toPersonId && from && to && reason.trim()) give.mutate({ body: { toPersonId, from, to, reason } })
  }
  if (candidates.length === 0)
    return <section className="panel">本单位目前没有其他人担任与您相同的职务，请联系安全管理员设置有期限的职务。</section>
  return (
    <form className="panel delegate" onSubmit={submit} aria-label="新的委托">
      <h2>新的委托</h2>
      <label htmlFor={ids.person}>代办人员</label>
      <Select<PersonId>
        id={ids.person}
        className="wide"
        placeholder="选择同单位、同职务的同事"
        value={toPersonId ?? null}
        onChange={(next) => setDraft({ ...draft, toPersonId: next })}
        options={candidates.map((one) => ({ value: one.id, label: `${one.name}（${one.duty}）` }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
      <label htmlFor={ids.from}>开始日期</label>
      <DayPicker id={ids.from} future value={from ?? null} onChange={(next) => setDraft({ ...draft, from: next })} />
      <label htmlFor={ids.to}>结束日期（含当日）</label>
      <DayPicker id={ids.to} future value={to ?? null} onChange={(next) => setDraft({ ...draft, to: next })} />
      <label htmlFor={ids.reason}>原因</label>
      <Input
        id={ids.reason}
        value={reason}
        maxLength={200}
        onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
        placeholder="例如：年休假"
      />
      {give.isError && <ProblemAlert problem={give.error} />}
      <Button type="primary" htmlType="submit" loading={give.isPending} disabled={!toPersonId || !from || !to || !reason.trim()}>
        设置委托
      </Button>
    </form>
  )
}

function List({ title, rows, mine = false }: { title: string; rows: readonly Delegation[]; mine?: boolean }) {
  const end = useSend(inboxApi.endDelegation, { refreshes: [inboxApi.delegations, inboxApi.todo, inboxApi.counts] })
  const { today } = useMe()
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 && <p className="hint">没有委托。</p>}
      {end.isError && <ProblemAlert problem={end.error} />}
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.id} className="delegation">
            <span>
              {row.from} 至 {row.to}　{mine ? `由${row.standIn}代办` : `代${row.person}办理`}（{row.duty}）
            </span>
            <span className="hint">{row.reason}</span>
            <Tag color={row.running ? 'green' : 'default'}>
              {row.ended ? '已结束' : row.running ? '生效中' : row.from > today ? '未开始' : '已到期'}
            </Tag>
            {mine && !row.ended && row.to >= today && (
              <Button danger loading={end.isPending} onClick={() => end.mutate({ params: { delegationId: row.id } })}>
                结束委托
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
