import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { LeadDraft } from '#contract/case-drafts'
import { casesApi } from '#contract/cases'
import { type MatterView, matterApi } from '#contract/matter'
import { openWorld, type PersonKey, type World } from './world.ts'

/** For tests: a case is walked through the front door, by whoever may, on the day it happened. */
export interface CaseWorld {
  world: World
  setDay(day: string): void
  register(who: PersonKey, draft?: Partial<z.input<typeof LeadDraft>>): Promise<string>
  take(who: PersonKey, id: string, step: string, input?: Record<string, unknown>, happenedOn?: string): Promise<MatterView>
  read(who: PersonKey, id: string): Promise<MatterView>
  /** Issues papers behind the front door: what they must hold is tested where they are declared. */
  issue(id: string, ...kinds: string[]): Promise<void>
  /** The paper of that kind that was issued last. */
  paper(id: string, kind: string): Promise<string>
  /** 送达告知书: served in person on everybody whom the proposal concerns. */
  tell(who: PersonKey, id: string, happenedOn?: string): Promise<MatterView>
  /** 送达: the paper of that kind that was issued last, in person, on one party or on all. */
  serve(who: PersonKey, id: string, kind: string, partyId?: string): Promise<void>
  /** A hearing that was held to its report, behind the front door: how it comes there is tested with its track. */
  endHearing(hearing: string): Promise<void>
  /** The child matter of that process that was opened last. */
  child(who: PersonKey, id: string, title: string): Promise<string>
  /** 登记 → 分派 → 提请 → 批准: a filed case, with its officers. */
  file(draft?: Partial<z.input<typeof LeadDraft>>, filing?: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

export const aLead = {
  source: 'report',
  foundOn: '2026-03-03',
  divisionCode: '350102',
  place: '子县东街 1 号',
  content: '群众反映店铺销售假冒注册商标的鞋',
  violationCode: 'TM-103',
  parties: [{ name: '子县某鞋行', kind: 'legal', creditCode: '91350102MA00000001', address: '子县东街 1 号' }],
} as const satisfies z.input<typeof LeadDraft>

export const aFiling = {
  violationCode: 'TM-103',
  conductFrom: '2026-01-10',
  conductTo: '2026-03-03',
  findings: '现场发现侵权商品，有证据初步证明存在违法行为',
}

export async function openCaseWorld(today: string, more: { office?: true } = {}): Promise<CaseWorld> {
  return caseWalk(await openWorld(today, more), today)
}

/** The same walk in a world that stands already. */
export function caseWalk(world: World, today: string): CaseWorld {
  let now = today
  const read = (who: PersonKey, id: string) => world.as(who, matterApi).read({ params: { matterId: id as never } }) // an id of this world
  const inPerson = async (who: PersonKey, service: string, happenedOn = now) => {
    await walk.issue(service, 'serviceReceipt')
    await walk.take(who, service, 'serveDirect', { receivedBy: '店主', place: '店内' }, happenedOn)
  }
  const walk: CaseWorld = {
    world,
    setDay(day) {
      now = day
      world.setDay(day)
    },
    register: async (who, draft = {}) => (await world.as(who, casesApi).registerLead({ body: { ...aLead, ...draft } })).id,
    async take(who, id, step, input = {}, happenedOn = now) {
      const { version } = await read(who, id)
      return world.as(who, matterApi).take({ params: { matterId: id as never, step }, body: { happenedOn, input }, version })
    },
    read,
    async issue(id, ...kinds) {
      for (const kind of kinds) {
        await world.sql.query(
          `insert into paper (id, matter_id, kind, title, state, org_id, org_at, issued_on, issued_by, issued_as)
           select $1, id, $2, $2, 'issued', owner_org_id, 0, $3, '测试', '测试' from matter where id = $4`,
          [randomUUID(), kind, now, id],
        )
      }
    },
    async tell(who, id, happenedOn = now) {
      const before = (await read(who, id)).children.map((child) => child.id)
      await walk.take(who, id, 'serveNotice', {}, happenedOn)
      for (const child of (await read(who, id)).children.filter((one) => !before.includes(one.id)))
        await inPerson(who, child.id, happenedOn)
      return read(who, id)
    },
    async paper(id, kind) {
      const { rows } = await world.sql.query<{ id: string }>(
        "select id from paper where matter_id = $1 and kind = $2 and state = 'issued' order by created_at desc limit 1",
        [id, kind],
      )
      if (!rows[0]) throw new Error(`no paper ${kind}`)
      return rows[0].id
    },
    async serve(who, id, kind, partyId) {
      const paperId = await walk.paper(id, kind)
      const { parties } = await world.as(who, casesApi).case({ params: { matterId: id as never } })
      for (const party of parties.filter((one) => partyId === undefined || one.id === partyId)) {
        const before = (await read(who, id)).children.map((child) => child.id)
        const { children } = await walk.take(who, id, 'serve', { paperId, partyId: party.id })
        for (const child of children.filter((one) => !before.includes(one.id))) await inPerson(who, child.id)
      }
    },
    async endHearing(hearing) {
      await world.sql.query(
        `insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_name, role, org_id, org_name, input)
         select id, 'report', 'held', 'reported', $2, '测试', 'presider', owner_org_id, '测试', '{}' from matter where id = $1`,
        [hearing, now],
      )
      await world.sql.query("update matter set state = 'reported', closed = true, closed_on = $2 where id = $1", [hearing, now])
    },
    async child(who, id, title) {
      const found = (await read(who, id)).children.findLast((one) => one.process === title)
      if (!found) throw new Error(`no child ${title}`)
      return found.id
    },
    async file(draft = {}, filing = {}) {
      const lead = await walk.register('officer', draft)
      await walk.take('unitHead', lead, 'assign', { officers: [world.people.officer.id] })
      await walk.take('officer', lead, 'proposeFiling', { ...aFiling, ...filing })
      await walk.issue(lead, 'filingApproval')
      await walk.take('deputyHead', lead, 'approveFiling')
      const { caseId } = await world.as('officer', casesApi).lead({ params: { matterId: lead as never } })
      await walk.take('unitHead', String(caseId), 'assignOfficers', { officers: [world.people.officer.id, world.people.officer2.id] })
      return String(caseId)
    },
    close: () => world.close(),
  }
  return walk
}

/** What the officer reports and proposes: by default a fine of 3,000 yuan, below every threshold of a hearing. */
export async function aReport(w: CaseWorld, id: string, change: Record<string, unknown> = {}, penalty: Record<string, unknown> = {}) {
  const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
  return {
    conductFrom: '2026-01-10',
    conductTo: '2026-03-03',
    turnover: 2640,
    illegalGains: 660,
    goodsValue: null,
    findings: '销售侵犯注册商标专用权的商品',
    violated: '《商标法》第五十七条第三项',
    discretion: '初次违法，配合调查，从轻处罚',
    grade: 'lenient',
    outcome: 'penalty',
    penalties: [{ ...aPenalty(parties[0]!.id), ...penalty }],
    ...change,
  }
}

export const aPenalty = (partyId: string) => ({
  partyId,
  target: 'party',
  measures: ['orderStop', 'confiscateGoods'],
  fine: 3000,
  confiscatedGains: 0,
  confiscatedGoodsValue: 1200,
})
