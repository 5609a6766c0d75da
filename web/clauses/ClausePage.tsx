import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Descriptions, Skeleton } from 'antd'
import { useState } from 'react'
import { addressees, ClauseId, type ClauseWithState, clausesApi, placeWords } from '#contract/clauses'
import type { AnswerOf } from '#contract/endpoint'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { EditClauseButton } from './ClauseForm.tsx'
import { ClauseStateTag, documentName, EvidenceList, unitWords } from './parts.tsx'

/** One clause with what gives evidence of it, who answers for it, and the tasks that came from it. */
export function ClausePage() {
  const clauseId = useParam('clauseId', ClauseId)
  const [query] = useAddress(clausesApi.clause.query)
  const read = useQuery(ask(clausesApi.clause, { params: { clauseId }, query }))
  usePageTitle(read.data ? placeWords(read.data.clause) : undefined)
  return (
    <div className="page narrow">
      {read.isPending && <Skeleton active />}
      {read.isError && <ProblemAlert problem={read.error} retry={() => read.refetch()} />}
      {read.data && <Shown read={read.data} />}
    </div>
  )
}

function Shown({ read: { document, clause, unit, from, to } }: { read: AnswerOf<typeof clausesApi.clause> }) {
  const me = useMe()
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{clause.duty}</h1>
        {document.mayManage && (
          <div className="actions">
            <EditClauseButton clause={clause} />
            <OutsideButton clause={clause} />
          </div>
        )}
      </div>
      <section className="panel" aria-label="情况">
        <p>
          <ClauseStateTag clause={clause} />
          <span className="hint">
            {unit.name}及下级，{from} 至 {to}
          </span>
        </p>
        {clause.outside && (
          <p>
            不在平台办理：{clause.outside.reason}
            <span className="hint">
              　{clause.outside.by} {clause.outside.on}
            </span>
          </p>
        )}
        <EvidenceList clause={clause} orgId={unit.id} />
        {mayDo(me, 'task.read') && (
          <p className="gap-top">
            <Link to="/supervision" search={{ clause: clause.id } as never}>
              由此产生的督办任务
            </Link>
          </p>
        )}
      </section>
      <section className="panel gap-top" aria-label="条款">
        <Descriptions column={1} size="small" items={facts(clause)} />
        <p className="gap-top">
          <Link to="/clauses" search={{ documentId: document.id, mine: 'false' } as never}>
            {documentName(document)}
          </Link>
        </p>
        {clause.evidence.length > 0 && (
          <>
            <h2 className="card-title gap-top">口径</h2>
            <ul className="plain-list">
              {clause.evidence.map(({ source, title, definition }) => (
                <li key={source}>
                  {title}：<span className="hint">{definition}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </>
  ) // `never`: the router is not told each page's search
}

const facts = (clause: ClauseWithState) => [
  { key: 'place', label: '位置', children: placeWords(clause) },
  { key: 'article', label: '举措', children: clause.articleTitle },
  ...(clause.phrase ? [{ key: 'phrase', label: '原文关键词', children: clause.phrase }] : []),
  { key: 'units', label: '责任单位', children: unitWords(clause.units) || '—' },
  {
    key: 'addressees',
    label: '点名的层级',
    children: clause.addressees.map((one) => addressees[one]).join('、') || '没有点名，由责任单位落实',
  },
  ...(clause.note ? [{ key: 'note', label: '备注', children: clause.note }] : []),
]

function OutsideButton({ clause }: { clause: ClauseWithState }) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const refreshes = [clausesApi.clause, clausesApi.view]
  const set = useSend(clausesApi.setOutside, { refreshes, done: () => setOpen(false) })
  const clear = useSend(clausesApi.clearOutside, { refreshes })
  const call = { params: { clauseId: clause.id }, version: clause.version }
  if (clause.outside)
    return (
      <Button
        loading={clear.isPending}
        onClick={() => clear.mutate(call, { onError: (thrown) => void message.error(asProblem(thrown).sentence) })}
      >
        恢复按记录判断
      </Button>
    )
  return (
    <>
      <Button onClick={() => setOpen(true)}>标为不在平台办理</Button>
      <ActDrawer
        title="标为不在平台办理"
        body={clausesApi.setOutside.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={set.isPending}
        problem={set.error}
        above={<p className="hint gap-bottom">平台一旦有了佐证记录，仍按“已有记录”显示。</p>}
        send={(values) => set.mutate({ ...call, body: values as never })} // judged by the server's schema
      />
    </>
  )
}
