import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { supervisionApi } from '#contract/supervision'
import { supervisedTaskStates } from '#contract/supervision-steps'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { useMe } from '../kit/session.ts'
import type { JsonSchema, Values } from '../kit/step-fields.ts'
import { readsOfTasks } from './parts.tsx'

/** A clause opens this page with itself as the source. */
const from = z.strictObject({ clause: z.uuid().optional() })

export function NewTaskPage() {
  const me = useMe()
  const navigate = useNavigate()
  const [{ clause }] = useAddress(from)
  const [written, setWritten] = useState<Values>({})
  const choices = useQuery(ask(supervisionApi.choices, {}))
  const create = useSend(supervisionApi.create, {
    refreshes: readsOfTasks,
    done: ({ id }) => void navigate({ to: `/supervision/${id}` as never }), // the router is not told each page's path
  })
  const hasClauses = (choices.data?.clauses.length ?? 0) > 0
  // zod gives JSON Schema; the form reads the part of it that the kit describes. Where no document is loaded there is no clause to choose.
  const schema = useMemo(() => {
    const { properties = {}, ...rest } = z.toJSONSchema(supervisionApi.create.body, { io: 'input' }) as JsonSchema
    const { clauseId: _, ...others } = properties
    return { ...rest, properties: hasClauses ? properties : others }
  }, [hasClauses])
  const initial = useMemo(() => ({ issue: true, mandatory: true, ...(clause ? { source: 'clause', clauseId: clause } : {}) }), [clause])
  if (choices.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (choices.isError) return <ProblemAlert problem={choices.error} retry={() => choices.refetch()} />
  const { clauses, indicators, mayIssue } = choices.data
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">督办任务立项</h1>
      </div>
      <section className="panel" aria-label="督办任务">
        {!mayIssue && (
          <Alert
            className="gap-bottom"
            type="warning"
            showIcon
            title="处室、单位不能向其他单位交办；可以在承办的任务中建议分解，由交办单位交办。"
          />
        )}
        <Similar written={written} />
        <SchemaForm
          schema={schema}
          initial={initial}
          choices={{ clauseId: clauses, indicator: indicators }}
          draft={{ personId: me.person.id, matterId: 'new', step: 'superviseTask' }}
          sending={create.isPending}
          submitText="立项"
          open={mayIssue}
          problem={create.error}
          onChange={setWritten}
          onSubmit={(body) => create.mutate({ body: body as never })} // parsed by the server; faults come back to their fields
        />
      </section>
    </div>
  )
}

/** 同对象同事项提醒: it says so and hinders nobody. */
function Similar({ written }: { written: Values }) {
  const lead = typeof written.leadOrgId === 'string' ? written.leadOrgId : ''
  const title = typeof written.title === 'string' ? written.title : ''
  const clause = typeof written.clauseId === 'string' ? written.clauseId : undefined
  const query = { lead: lead as never, title, ...(clause ? { clause } : {}) } // the picker gives an id
  const found = useQuery({ ...ask(supervisionApi.similar, { query }), enabled: lead !== '' && title.length >= 4 }).data ?? []
  if (found.length === 0) return null
  return (
    <Alert
      className="gap-bottom"
      type="warning"
      showIcon
      title="该单位已有相近的任务，请核对是否重复交办："
      description={
        <ul className="plain-list">
          {found.map((one) => (
            <li key={one.id}>
              <Link to={`/supervision/${one.id}` as never}>{one.title}</Link>（{supervisedTaskStates[one.state]}，{one.why}）
            </li>
          ))}
        </ul>
      }
    />
  ) // `never`: as above
}
