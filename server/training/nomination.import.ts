import { sql } from 'kysely'
import { nominationImportsApi } from '#contract/training'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { findMatter, takeStep } from '#kernel/matter'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'

/** 报名名册: one row for each person and class. Classes are offered by name; a name that does not fit is said at its cell. */
const planFor = (classes: readonly string[]): SheetPlan => ({
  name: '报名名册',
  columns: [
    {
      key: 'class',
      title: '培训班',
      required: true,
      options: classes,
      help: '从下拉列表选择：开班日期 班名',
      example: classes[0] ?? '',
      width: 44,
    },
    { key: 'account', title: '账号', kind: 'code', required: true, help: '闽知平台的登录账号', example: 'zhang.mou', width: 18 },
    { key: 'name', title: '姓名', required: true, help: '用于核对账号', example: '张某', width: 12 },
  ],
  instructions: [
    '每行一人。只能报本单位及所属单位的在岗人员，人数不能超过名额。',
    '导入即报名；还要在“名额与报名”中报送。撤销导入会撤回尚未报送的人员。',
  ],
})
const reads = planFor([])

interface NominationRow extends ImportRow {
  placeId: string | null
  personId: string | null
  className: string
  name: string
}

interface OpenPlace {
  id: string
  name: string
  free: number
}

/** The own unit's places that still take names. */
async function openPlaces(ctx: Ctx): Promise<Map<string, OpenPlace>> {
  const { rows } = await sql<OpenPlace>`
    select m.id, c.starts_on::text || ' ' || c.title "name",
           p.quota - (select count(*)::integer from enrolment e where e.place_id = m.id and e.status in ('nominated', 'enrolled'))
                   - (select coalesce(sum(s.quota), 0)::integer from class_place s join matter x on x.id = s.matter_id where s.split_from = m.id and x.state <> 'forgone') free
      from matter m join class_place p on p.matter_id = m.id join training_class c on c.matter_id = p.class_id
     where m.handling_org_id = ${ctx.actor.orgId} and m.state in ('nominating', 'returned') order by c.starts_on, c.title limit 200`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.name, row]))
}

async function knownPeople(ctx: Ctx, read: SheetRead) {
  const accounts = read.rows.flatMap(({ cells }) => cells.account?.toLowerCase() || [])
  const { rows } = await sql<{ id: string; name: string; account: string }>`
    select p.id, p.name, p.account from person p where p.account = any (${accounts}::text[]) and p.id in (select authority.my_people())`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.account, row]))
}

type Say = (key: string, message: string) => void
type Person = { id: string; name: string }

function personOf(cells: Readonly<Record<string, string>>, people: ReadonlyMap<string, Person>, say: Say): Person | undefined {
  const person = people.get((cells.account ?? '').toLowerCase())
  if (cells.account && !person) say('account', '管辖范围内没有这个账号，或者该人员现无职务')
  if (person && cells.name && cells.name.replace(/\s/g, '') !== person.name) say('name', `与账号不符，该账号的姓名是${person.name}`)
  return person
}

/** Rows of one file share what is left. */
function takePlace({ id, free }: OpenPlace, left: Map<string, number>, say: Say): void {
  const rest = (left.get(id) ?? 0) - 1
  left.set(id, rest)
  if (rest < 0) say('class', `名额只剩 ${free} 个`)
}

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: NominationRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const [places, people] = [await openPlaces(ctx), await knownPeople(ctx, read)]
  const { rows: listed } = await sql<{ key: string }>`
    select place_id || ' ' || person_id key from enrolment where place_id = any(${[...places.values()].map(({ id }) => id)}::uuid[])
       and status in ('nominated', 'waiting', 'enrolled')`.execute(ctx.tx)
  const there = new Set(listed.map(({ key }) => key))
  const left = new Map([...places.values()].map(({ id, free }) => [id, free]))
  const rows = read.rows.map(({ row, cells }): NominationRow => {
    const say: Say = (key, message) => void faults.push(faultAt(read, reads, row, key, message))
    const place = places.get(cells.class ?? '')
    if (cells.class && !place) say('class', '本单位在该班没有可以报名的名额')
    const person = personOf(cells, people, say)
    const key = `${place?.id} ${person?.id}`
    const same = there.has(key)
    if (place && person && !same) takePlace(place, left, say)
    there.add(key)
    return { row, same, placeId: place?.id ?? null, personId: person?.id ?? null, className: cells.class ?? '', name: cells.name ?? '' }
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

/** 报名名册导入: each row is the step of naming, with all that stands against it. */
export const nominationImport = importRoom<NominationRow>(nominationImportsApi, {
  kind: 'nomination',
  title: '报名名册',
  counted: '人次',
  plan: async (ctx) => planFor([...(await openPlaces(ctx)).keys()]),
  reads,
  judge,
  preview: [
    { title: '培训班', of: ({ className }) => className },
    { title: '姓名', of: ({ name }) => name },
  ],
  async make(ctx, { row, placeId, personId }) {
    // `judge` let no row through without a place and a person.
    if (placeId === null || personId === null) throw new Error(`row ${row} was not judged`)
    await takeStep(ctx, { matterId: placeId, step: 'nominate', happenedOn: ctx.today, input: { people: [personId] } })
    const { id } = await ctx.tx
      .selectFrom('enrolment')
      .select('id')
      .where('place_id', '=', placeId)
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
    return id
  },
  async takeBack(ctx, _batch, made) {
    const stays: string[] = []
    for (const id of made) {
      const row = await ctx.tx.selectFrom('enrolment').select(['place_id', 'person_id', 'status']).where('id', '=', id).executeTakeFirst()
      const matter = row ? await findMatter(ctx, row.place_id) : undefined
      const isOpen = matter?.state === 'nominating' || matter?.state === 'returned'
      if (row?.status !== 'nominated' || !isOpen) stays.push(id)
      else
        await takeStep(ctx, {
          matterId: row.place_id,
          step: 'removeNominee',
          happenedOn: ctx.today,
          input: { nomineeId: row.person_id, reason: '撤销导入' },
        })
    }
    return stays
  },
})
