import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { CaseDetail, LeadDetail } from '#contract/case-details'
import { ComplaintDraft, LeadDraft, SimpleDraft } from '#contract/case-drafts'
import { casesApi } from '#contract/cases'
import { MatterId, type OrgId } from '#contract/common'
import type { Endpoint } from '#contract/endpoint'
import { orgsApi } from '#contract/orgs'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { activeDuty, useMe } from '../kit/session.ts'
import type { Choices, JsonSchema, Values } from '../kit/step-fields.ts'
import { arranged } from './arranged.ts'
import { countyOptions } from './places.ts'
import { useViolations } from './violations.ts'

const schemaOf = (form: z.ZodType): JsonSchema => z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as JsonSchema // the kit's own reading of it

interface RegisterProps {
  title: string
  hint: string
  name: string
  form: z.ZodType
  /** Fields that stand first, by name. */
  first: readonly string[]
  /** Answers the id of what was opened. */
  endpoint: Endpoint
  submit: string
  opens: string
  initial: Values
  list: Endpoint
}

/** Most of what a unit registers happened where it stands. Null: not known, or it has a whole city. Undefined: not read yet. */
function useOwnCounty(): string | null | undefined {
  const duty = activeDuty(useMe())
  const org = useQuery({ ...ask(orgsApi.read, { params: { orgId: duty?.org.id as OrgId } }), enabled: duty !== null }) // asked only when there is one
  if (duty && org.isPending) return undefined
  const code = org.data?.divisionCode?.slice(0, 6)
  return countyOptions.some(({ value }) => value === code) ? code : null
}

/** One page for everything that opens a matter: the form is the contract's own schema. */
function RegisterPage({ title, hint, name, form, first, endpoint, submit, opens, initial, list }: RegisterProps) {
  const me = useMe()
  const navigate = useNavigate()
  const violations = useViolations()
  const choices: Choices = { violationCode: violations, divisionCode: countyOptions }
  const county = useOwnCounty()
  const [schema] = useState(() => arranged(schemaOf(form), first))
  const register = useSend(endpoint, {
    refreshes: [list],
    done: (answer) => void navigate({ to: `${opens}/${String((answer as unknown as { id: string }).id)}` as never }), // all three endpoints answer the id
  })
  return (
    <div className="page">
      <h1 className="page-title">{title}</h1>
      <section className="panel form-page">
        <p className="hint gap-bottom">{hint}</p>
        {county === undefined ? (
          <Skeleton active paragraph={{ rows: 8 }} title={false} />
        ) : (
          <SchemaForm
            schema={schema}
            initial={{ ...(county === null ? {} : { divisionCode: county }), ...initial }}
            choices={choices}
            draft={{ personId: me.person.id, matterId: 'new', step: name }}
            sending={register.isPending}
            submitText={submit}
            problem={register.error}
            onSubmit={(body) => register.mutate({ body } as never)} // parsed by the server; faults come back to their fields
          />
        )}
      </section>
    </div>
  )
}

export function LeadNewPage() {
  const me = useMe()
  return (
    <RegisterPage
      title="登记线索"
      hint="自发现线索或者收到材料之日起十五个工作日内核查并决定是否立案（程序规定第十八条）。举报人信息只有本案承办人员和负责人可见。"
      name="registerLead"
      form={LeadDraft}
      first={['content', 'files', 'place', 'divisionCode', 'source', 'sourceNote', 'foundOn']}
      endpoint={casesApi.registerLead}
      submit="登记"
      opens="/leads"
      initial={{ foundOn: me.today, source: 'inspection', parties: [{ kind: 'legal', outsideProvince: false }] }}
      list={casesApi.leads}
    />
  )
}

/** 接收移送: what the other bureau knew stands in the form already. */
export function LeadReceivePage() {
  const matterId = useParam('matterId', MatterId)
  const handed = useQuery(ask(casesApi.lead, { params: { matterId } }))
  return <ReceivePage matterId={matterId} handed={handed} />
}

export function CaseReceivePage() {
  const matterId = useParam('matterId', MatterId)
  const handed = useQuery(ask(casesApi.case, { params: { matterId } }))
  return <ReceivePage matterId={matterId} handed={handed} />
}

function ReceivePage({ matterId, handed }: { matterId: MatterId; handed: UseQueryResult<LeadDetail | CaseDetail> }) {
  const me = useMe()
  if (handed.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (handed.isError) return <ProblemAlert problem={handed.error} retry={() => handed.refetch()} />
  const { place, divisionCode, content, violation, parties } = handed.data
  return (
    <RegisterPage
      title="接收移送的线索"
      hint="登记为本局的线索，自收到移送材料之日起十五个工作日内核查（程序规定第十八条）。受移送的不得再自行移送；有异议的报请共同的上一级指定管辖（第十四条）。"
      name={`receive ${matterId}`}
      form={LeadDraft}
      first={['content', 'files', 'place', 'divisionCode', 'source', 'sourceNote', 'foundOn']}
      endpoint={casesApi.registerLead}
      submit="接收并登记"
      opens="/leads"
      initial={{
        foundOn: me.today,
        source: 'transfer',
        receivedFrom: matterId,
        place,
        divisionCode,
        content,
        ...(violation ? { violationCode: violation.code } : {}),
        parties: parties.map(({ id: _id, ...party }) => Object.fromEntries(Object.entries(party).filter(([, value]) => value !== null))),
      }}
      list={casesApi.leads}
    />
  )
}

export function ComplaintNewPage() {
  const me = useMe()
  return (
    <RegisterPage
      title="登记投诉"
      hint="收到投诉之日起七个工作日内决定是否受理并告知投诉人（投诉举报处理办法第十五条）。"
      name="registerComplaint"
      form={ComplaintDraft}
      first={['receivedOn', 'complainant', 'complainantPhone', 'content', 'demand', 'place', 'divisionCode']}
      endpoint={casesApi.registerComplaint}
      submit="登记"
      opens="/complaints"
      initial={{ receivedOn: me.today }}
      list={casesApi.complaints}
    />
  )
}

export function SimpleNewPage() {
  const me = useMe()
  return (
    <RegisterPage
      title="登记当场处罚"
      hint="违法事实确凿并有法定依据，对自然人处二百元以下、对法人或者其他组织处三千元以下罚款或者警告的，可以当场作出决定（程序规定第六十六条）。"
      name="openSimple"
      form={SimpleDraft}
      first={['foundOn', 'place', 'divisionCode']}
      endpoint={casesApi.openSimple}
      submit="登记"
      opens="/cases"
      initial={{ foundOn: me.today, officers: [me.person.id] }}
      list={casesApi.cases}
    />
  )
}
