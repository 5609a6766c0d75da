import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Popconfirm, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { askKinds, dueRolls, ExchangeForm, exchangeApi, exchangeKinds, FormDraft, type FormView } from '#contract/exchange'
import { orgKinds } from '#contract/orgs'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import type { Values } from '../kit/step-fields.ts'
import { MarkTag } from './parts.tsx'

const offices = ['province', 'city', 'county']

/** 交换表单: what is asked, of whom, until when; without a programmer. */
export function FormsPage() {
  const me = useMe()
  const found = useQuery(ask(exchangeApi.forms, {}))
  const [isNew, setNew] = useState(false)
  const mayAdd = mayDo(me, 'exchange.manage') && offices.includes(activeDuty(me)?.org.kind ?? '')
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">交换表单</h1>
        <div className="actions">
          {mayAdd && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
              新建表单
            </Button>
          )}
        </div>
      </div>
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data?.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="还没有交换表单。由省、市、县局综合协调人员新建：选择指标（系统取数）、写明要填写的内容和截止日，到期自动生成报送件。"
        />
      )}
      {found.data?.map((one) => (
        <Form key={one.id} view={one} />
      ))}
      {mayAdd && <Edit open={isNew} close={() => setNew(false)} />}
    </div>
  )
}

function Form({ view }: { view: FormView }) {
  const { form, next, org, endedOn, mayManage } = view
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="panel gap-bottom" aria-label={form.title}>
      <h2 className="card-title">
        {form.title} <Tag>{exchangeKinds[form.kind]}</Tag> {endedOn && <Tag>已停用 {endedOn}</Tag>}
      </h2>
      <p>
        {org.name}制发，由{form.givers.map((kind) => orgKinds[kind]).join('、')}报送。截止：{dueWords(view)}
      </p>
      <p className="hint">
        依据：{form.basis} <MarkTag mark={form.mark} />
      </p>
      <p className="hint">
        系统取数 {form.indicators.length} 项；填写内容：
        {form.asks.length === 0 ? '无' : form.asks.map(({ ask: asked, kind }) => `${asked}（${askKinds[kind]}）`).join('、')}
      </p>
      {next && (
        <p>
          下一期：{next.period}，{next.opensOn} 开放，{next.due} 截止{next.provisional ? '（节假日安排尚未公布，暂定）' : ''}
        </p>
      )}
      {mayManage && !endedOn && (
        <div className="actions">
          <Button onClick={() => setOpen(true)}>修改</Button>
          <End view={view} />
          <Edit open={isOpen} close={() => setOpen(false)} view={view} />
        </div>
      )}
    </section>
  )
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
function dueWords({ form: { kind, dueDay = 1, dueDates, roll } }: FormView): string {
  const moved = roll === 'none' ? '' : `；遇非工作日${dueRolls[roll]}`
  if (kind === 'weekly') return `每周周${weekdays[dueDay - 1]}${moved}`
  if (kind === 'monthly') return `次月 ${dueDay} 日${moved}`
  if (kind === 'quarterly') return `季后首月 ${dueDay} 日${moved}`
  return `${kind === 'yearly' ? '次年' : '每年'} ${dueDates.join('、')}${moved}`
}

function End({ view }: { view: FormView }) {
  const { message } = App.useApp()
  const end = useSend(exchangeApi.endForm, { refreshes: [exchangeApi.forms, exchangeApi.calendar] })
  const send = () =>
    end.mutate(
      { params: { formId: view.id }, version: view.version, body: {} },
      { onError: (thrown) => void message.error(asProblem(thrown).sentence) },
    )
  return (
    <Popconfirm title="停用后不再生成新的报送件，已生成的继续办理。" onConfirm={send} okText="停用" cancelText="取消">
      <Button danger loading={end.isPending}>
        停用
      </Button>
    </Popconfirm>
  )
}

function Edit({ open, close, view }: { open: boolean; close: () => void; view?: FormView }) {
  const indicators = useQuery({ ...ask(exchangeApi.indicators, {}), enabled: open })
  const how = { refreshes: [exchangeApi.forms, exchangeApi.calendar], done: close }
  const add = useSend(exchangeApi.addForm, how)
  const change = useSend(exchangeApi.changeForm, how)
  const send = (values: Values) => {
    const body = FormDraft.safeParse(values)
    // What the form lets through and the rules refuse, the server says in words at its field.
    const sent = body.success ? body.data : ExchangeForm.parse(values)
    if (view) change.mutate({ params: { formId: view.id }, version: view.version, body: sent })
    else add.mutate({ body: sent })
  }
  return (
    <ActDrawer
      title={view ? '修改表单' : '新建表单'}
      body={ExchangeForm}
      open={open}
      close={close}
      send={send}
      sending={add.isPending || change.isPending}
      problem={add.error ?? change.error}
      choices={{ indicators: (indicators.data ?? []).map(({ id, title, unit }) => ({ value: id, label: `${title}（${unit}）` })) }}
      {...(view ? { initial: view.form as Values } : {})} // a form is a record of values
    />
  )
}
