import { peopleApi } from '#contract/people'
import { type Handlers, routesOf } from '#kernel/http'
import { createAccount, editPerson, offerCode, setStatus } from './account.service.ts'
import { carryDuties, confirmDuties, endDuty, giveDuty, proposedDuties } from './duty.service.ts'
import { noSuchPerson, readPerson } from './person.read.ts'
import { listOptions, listPeople } from './person.store.ts'
import { startRosterExport } from './roster.export.ts'

const handlers: Handlers<typeof peopleApi> = {
  list: (ctx, { query }) => listPeople(ctx, query),
  exportRoster: (ctx, { body }) => startRosterExport(ctx, body),
  options: (ctx, { query }) => listOptions(ctx, query),
  option: async (ctx, { params }) => {
    const [option] = await listOptions(ctx, { text: '', personId: params.personId })
    if (!option) throw noSuchPerson()
    return option
  },
  read: (ctx, { params }) => readPerson(ctx, params.personId),
  create: (ctx, { body }) => createAccount(ctx, body),
  edit: (ctx, { params, version, body }) => editPerson(ctx, params.personId, version, body),
  setStatus: (ctx, { params, version, body }) => setStatus(ctx, params.personId, version, body),
  offerCode: (ctx, { params }) => offerCode(ctx, params.personId),
  giveDuty: (ctx, { params, body }) => giveDuty(ctx, params.personId, body),
  endDuty: (ctx, { params, version, body }) => endDuty(ctx, params.dutyId, version, body.to),
  confirmDuties: (ctx, { body }) => confirmDuties(ctx, body.dutyIds),
  proposedDuties: (ctx, { query }) => proposedDuties(ctx, query),
  carryDuties: (ctx, { body }) => carryDuties(ctx, body.fromOrgId),
}

export const peopleRoutes = routesOf('people', peopleApi, handlers)
