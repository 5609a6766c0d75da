import { plantFoundingDocument } from '#clauses'
import type { DocumentDraft } from '#contract/clause-documents'
import { type ClauseWithState, clausesApi, type DocumentView } from '#contract/clauses'
import type { OrgId } from '#contract/common'
import { openWorld, type PersonKey } from '#test/world'

export const cityPlan: DocumentDraft = {
  title: '甲市知识产权能力提升方案',
  number: '甲市监知〔2026〕7号',
  issuer: '甲市市场监督管理局',
  level: 'city',
  issuedOn: '2026-02-01',
  validFrom: '2026-02-01',
  source: '本局收文',
  mark: 'verified',
}
export const duty = (item: number, more: object = {}) => ({
  part: 1,
  partTitle: '加强队伍建设',
  article: 1,
  articleTitle: '加大办案力度',
  sentence: 1,
  item,
  duty: `第${item}项要求`,
  ...more,
})

/** For tests: 231号文 stands, and facts come and go behind it. */
export async function openClauses() {
  const world = await openWorld('2026-03-10', { office: true })
  await plantFoundingDocument(world.sql)
  await plantFoundingDocument(world.sql) // at every start
  const org = (key: string) => world.orgs.get(key) as OrgId // the keys of the test world
  const as = (who: PersonKey | null) => world.as(who, clausesApi)
  const view = (who: PersonKey, query: object = {}): Promise<DocumentView> => as(who).view({ query: { mine: false, ...query } })
  return {
    ...{ world, org, as, view },
    async found(who: PersonKey, phrase: string, query: object = {}): Promise<ClauseWithState> {
      const clause = (await view(who, query)).clauses.find((one) => one.phrase === phrase)
      if (!clause) throw new Error(phrase)
      return clause
    },
    /** As the doors of the facts write them. A reversal names what it takes back. */
    async count(unit: string, day: string, takesBack?: { id: string; sameMonth: boolean }): Promise<string> {
      const { rows } = await world.sql.query(
        "insert into indicator_fact (indicator, org_id, org_at, day, value, record, reverses, records) values ('cases.filed', $1, 0, $2, $3, 'r', $4, $5) returning id",
        [org(unit), day, takesBack ? -1 : 1, takesBack?.id ?? null, takesBack?.sameMonth ? -1 : 1],
      )
      return rows[0].id
    },
    /** Behind everyone's back, as no duty of the platform can. */
    deleteRecords: () =>
      world.sql.query(
        'set session_replication_role = replica; delete from indicator_fact; delete from indicator_month; set session_replication_role = origin',
      ),
  }
}
export type ClausesWorld = Awaited<ReturnType<typeof openClauses>>
