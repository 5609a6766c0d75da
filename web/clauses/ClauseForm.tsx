import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ClauseDocument } from '#contract/clause-documents'
import { type Clause, ClauseDraft, clausesApi } from '#contract/clauses'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ask, useSend } from '../kit/query.ts'

const refreshes = [clausesApi.view, clausesApi.documents, clausesApi.clause]

function useIndicators(isOpen: boolean) {
  const { data = [] } = useQuery({ ...ask(clausesApi.sources, {}), enabled: isOpen })
  return { indicators: data.map(({ id, title }) => ({ value: id, label: `${title}（${id}）` })) }
}

const above = <p className="hint gap-bottom">绑定指标或者记录查询后，情况由记录得出；都没有的显示“尚未绑定”。</p>

export function AddClauseButton({ document }: { document: ClauseDocument }) {
  const [isOpen, setOpen] = useState(false)
  const choices = useIndicators(isOpen)
  const add = useSend(clausesApi.add, { refreshes, done: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>增加条款</Button>
      <ActDrawer
        title="增加条款"
        body={ClauseDraft}
        open={isOpen}
        close={() => setOpen(false)}
        choices={choices}
        sending={add.isPending}
        problem={add.error}
        above={above}
        send={(values) => add.mutate({ params: { documentId: document.id }, body: values as never })} // judged by the server's schema
      />
    </>
  )
}

export function EditClauseButton({ clause }: { clause: Clause }) {
  const [isOpen, setOpen] = useState(false)
  const choices = useIndicators(isOpen)
  const edit = useSend(clausesApi.edit, { refreshes, done: () => setOpen(false) })
  const { id: _, documentId: __, outside: ___, version, units, phrase, note, ...rest } = clause
  const initial = {
    ...rest,
    units: units.map(({ name, part }) => ({ name, part })),
    ...(phrase ? { phrase } : {}),
    ...(note ? { note } : {}),
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>修改条款</Button>
      <ActDrawer
        title="修改条款"
        body={ClauseDraft}
        open={isOpen}
        close={() => setOpen(false)}
        initial={initial}
        choices={choices}
        sending={edit.isPending}
        problem={edit.error}
        above={above}
        send={(values) => edit.mutate({ params: { clauseId: clause.id }, body: values as never, version })} // as above
      />
    </>
  )
}
