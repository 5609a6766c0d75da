import { clausesApi } from '#contract/clauses'
import type { InService } from '#kernel/jobs'
import type { Actor, Stage } from './stage.ts'
import { Curtain } from './story.ts'

/** What a city asks of itself and its counties: bound to what the rooms count, so that its lamps follow from the walked cases. */
const duties = [
  ['依法查处商标侵权、假冒专利等违法行为', ['cases.filed', 'cases.decided'], ['city', 'county']],
  ['及时核查处理知识产权线索', ['leads.registered', 'leads.filed'], ['county', 'station']],
  ['依法公示行政处罚信息', ['cases.published'], ['city', 'county']],
  ['每年组织一次典型案例研讨', [], ['city']],
] as const

/** 条款: the office of the province says what is done elsewhere; the office of a city enters a plan of its own and publishes it. */
export async function walkClauses(stage: Stage, inService: InService, today: string): Promise<void> {
  const { province, city } = await inService(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('org')
      .select(['id', 'kind', 'name'])
      .where('kind', 'in', ['province', 'city'])
      .where('active', '=', true)
      .orderBy('lo')
      .execute()
    return { province: rows.find(({ kind }) => kind === 'province'), city: rows.find(({ kind }) => kind === 'city') }
  })
  const office = province && stage.at(province.id, 'coordinator')[0]
  const cityOffice = city && stage.at(city.id, 'coordinator')[0]
  try {
    stage.day = today
  } catch (error) {
    // The platform is about to stop; the next start enters it.
    if (error instanceof Curtain) return
    throw error
  }
  if (office) await sayOutside(stage, office)
  if (cityOffice) await enterPlan(stage, cityOffice, city.name, today.slice(0, 4))
}

async function sayOutside(stage: Stage, office: Actor): Promise<void> {
  const room = stage.as(office, clausesApi)
  const { clauses } = await room.view({ query: { mine: false } })
  const clause = clauses.find(({ phrase, outside }) => phrase === '职称评审制度' && outside === null)
  if (!clause) return
  await room.setOutside({
    params: { clauseId: clause.id },
    body: { reason: '与人社、工信部门的沟通以公文办理，本平台没有记录。（演示）' },
    version: clause.version,
  })
}

async function enterPlan(stage: Stage, office: Actor, city: string, year: string): Promise<void> {
  const number = `演示市监知〔${year}〕1号`
  const room = stage.as(office, clausesApi)
  const known = await room.documents({ query: { size: 100 } })
  // A start that goes on where a stop left it enters nothing twice.
  if (known.rows.some((one) => one.number === number)) return
  const document = await room.create({
    body: {
      title: `${city}知识产权综合管理能力提升方案（演示）`,
      number,
      issuer: city,
      level: 'city',
      issuedOn: `${year}-01-04`,
      validFrom: `${year}-01-04`,
      validTo: `${year}-12-31`,
      source: '演示编写，不是真实文件',
      mark: 'assumption',
    },
  })
  for (const [at, [duty, indicators, addressees]] of duties.entries())
    await room.add({
      params: { documentId: document.id },
      body: {
        part: 1,
        partTitle: '提高执法办案能力',
        article: 1,
        articleTitle: '依法履职',
        sentence: at + 1,
        duty,
        addressees: [...addressees],
        indicators: [...indicators],
        units: [{ name: city, part: 'lead' }],
      },
    })
  await room.publish({ params: { documentId: document.id }, version: document.version })
}
