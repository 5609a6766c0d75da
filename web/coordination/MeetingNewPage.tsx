import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { bodiesApi } from '#contract/coordination-bodies'
import { MeetingDraft, meetingsApi } from '#contract/coordination-meetings'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { activeDuty, useMe } from '../kit/session.ts'
import type { JsonSchema } from '../kit/step-fields.ts'

export function MeetingNewPage() {
  const me = useMe()
  const navigate = useNavigate()
  const bodies = useQuery(ask(bodiesApi.bodies, {}))
  const open = useSend(meetingsApi.open, {
    refreshes: [meetingsApi.list],
    done: ({ id }) => void navigate({ to: `/meetings/${id}` as never }), // the router is not told each page's path
  })
  // zod gives JSON Schema; the form reads the part of it that the kit describes.
  const schema = useMemo(() => z.toJSONSchema(MeetingDraft, { io: 'input' }) as JsonSchema, [])
  if (bodies.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (bodies.isError) return <ProblemAlert problem={bodies.error} retry={() => bodies.refetch()} />
  const own = bodies.data.filter(({ org, to }) => org === activeDuty(me)?.org.name && to === null)
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">筹备会议</h1>
      </div>
      <section className="panel" aria-label="会议">
        {own.length === 0 ? (
          <Alert
            type="info"
            showIcon
            title={
              <>
                本单位还没有登记议事协调机构，请先到<Link to={'/meetings/bodies' as never}>议事协调机构</Link>登记。
              </>
            }
          />
        ) : (
          <SchemaForm
            schema={schema}
            initial={{ bodyId: own[0]?.id, form: 'special' }}
            choices={{ bodyId: own.map(({ id, name }) => ({ value: id, label: name })) }}
            draft={{ personId: me.person.id, matterId: 'new', step: 'openMeeting' }}
            sending={open.isPending}
            submitText="开始筹备"
            problem={open.error}
            onSubmit={(body) => open.mutate({ body: body as never })} // parsed by the server; faults come back to their fields
          />
        )}
      </section>
    </div>
  )
}
