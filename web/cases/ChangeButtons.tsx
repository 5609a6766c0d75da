import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { CaseDetail, LeadDetail } from '#contract/case-details'
import { type CaseParty, LeadFactsDraft, PartiesDraft, RelateDraft } from '#contract/case-drafts'
import { statesOfOpenParties } from '#contract/case-states'
import { casesApi } from '#contract/cases'
import type { Endpoint } from '#contract/endpoint'
import { type MatterView, matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'
import { activeDuty, useMe } from '../kit/session.ts'
import type { Choices, Values } from '../kit/step-fields.ts'
import { countyOptions } from './places.ts'
import { useViolations } from './violations.ts'

interface ChangeProps {
  matter: MatterView
  title: string
  body: z.ZodType
  endpoint: Endpoint
  initial?: Values
  choices?: Choices
}

/** A change of what is known, outside the steps: one button, one drawer. The version that was seen goes with it. */
function Change({ matter, title, body, endpoint, initial, choices }: ChangeProps) {
  const [isOpen, setOpen] = useState(false)
  const change = useSend(endpoint, {
    refreshes: [matterApi.read, casesApi.lead, casesApi.case, casesApi.leads, casesApi.cases],
    done: () => setOpen(false),
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <ActDrawer
        title={title}
        body={body}
        open={isOpen}
        close={() => setOpen(false)}
        send={(values) => change.mutate({ params: { matterId: matter.id }, body: values, version: matter.version } as never)} // parsed by the server; faults come back to their fields
        sending={change.isPending}
        problem={change.error}
        {...(initial ? { initial } : {})}
        {...(choices ? { choices } : {})}
      />
    </>
  )
}

/** 承办机构的承办人员或者负责人: the server refuses everybody else; they are not shown the button either. */
function useMayChange(matter: MatterView): boolean {
  const me = useMe()
  const duty = activeDuty(me)
  if (matter.closed || duty?.org.id !== matter.handling.id) return false
  const handlers = matter.assignees.filter(({ to }) => to === null)
  const isHandler = handlers.length === 0 || handlers.some(({ personId }) => personId === me.person.id)
  return duty.role === 'unitHead' || (duty.role === 'officer' && isHandler)
}

const known = (values: object): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
const partyOf = (party: CaseParty): Values => known(party)
/** Parties of a lead are written anew; they have no ids yet that anything hangs on. */
const namelessOf = ({ id: _id, ...party }: CaseParty): Values => known(party)

const Relate = ({ matter }: { matter: MatterView }) => (
  <Change matter={matter} title="登记关联" body={RelateDraft} endpoint={casesApi.relate} />
)

export function LeadChanges({ matter, lead }: { matter: MatterView; lead: LeadDetail }) {
  const violationCode = useViolations()
  if (!useMayChange(matter)) return null
  const { sourceNote, divisionCode, place, content, violation, parties } = lead
  const initial = {
    ...known({ sourceNote, divisionCode, place, content, violationCode: violation?.code ?? null }),
    parties: parties.map(namelessOf),
  }
  const choices = { violationCode, divisionCode: countyOptions }
  return (
    <>
      <Change
        matter={matter}
        title="修改线索信息"
        body={LeadFactsDraft}
        endpoint={casesApi.changeLead}
        initial={initial}
        choices={choices}
      />
      <Relate matter={matter} />
    </>
  )
}

export function CaseChanges({ matter, found }: { matter: MatterView; found: CaseDetail }) {
  if (!useMayChange(matter)) return null
  return (
    <>
      {statesOfOpenParties.includes(matter.state) && (
        <Change
          matter={matter}
          title="修改当事人"
          body={PartiesDraft}
          endpoint={casesApi.changeParties}
          initial={{ parties: found.parties.map(partyOf) }}
        />
      )}
      <Relate matter={matter} />
    </>
  )
}
