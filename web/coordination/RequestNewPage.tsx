import { useNavigate } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { RequestDraft, requestsApi } from '#contract/coordination-requests'
import { useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { useMe } from '../kit/session.ts'
import type { JsonSchema } from '../kit/step-fields.ts'

export function RequestNewPage() {
  const me = useMe()
  const navigate = useNavigate()
  const open = useSend(requestsApi.open, {
    refreshes: [requestsApi.list],
    done: ({ id }) => void navigate({ to: `/requests/${id}` as never }), // the router is not told each page's path
  })
  // zod gives JSON Schema; the form reads the part of it that the kit describes.
  const schema = useMemo(() => z.toJSONSchema(RequestDraft, { io: 'input' }) as JsonSchema, [])
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">新建协作请求</h1>
      </div>
      <section className="panel" aria-label="协作请求">
        <Alert
          className="gap-bottom"
          type="info"
          showIcon
          title="先保存为拟制，核对后再发出。发出前只有本单位和上级可见；发出后对方只能看到这一项请求。跨省请求只作登记和函件。"
        />
        <SchemaForm
          schema={schema}
          initial={{ kind: 'information', addressee: { channel: 'unit' }, questions: [{ kind: 'text', required: true, options: [] }] }}
          draft={{ personId: me.person.id, matterId: 'new', step: 'openRequest' }}
          sending={open.isPending}
          submitText="保存请求"
          problem={open.error}
          onSubmit={(body) => open.mutate({ body: body as never })} // parsed by the server; faults come back to their fields
        />
      </section>
    </div>
  )
}
