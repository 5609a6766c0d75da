import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { Indicator, NamedRecord } from '#kernel/indicator'

const opens: Readonly<Record<string, string>> = { lecture: '/lectures', training: '/training/classes' }

/** 期次, known to everybody. */
async function sessionsNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<{ room: string; id: string; title: string }>`
    select s.room, s.id, s.title from hosted_session s where s.room || ':' || s.id = any (${[...ids]}::text[])`.execute(ctx.tx)
  return rows.map(({ room, id, title }) => ({ id: `${room}:${id}`, title, path: opens[room] ? `${opens[room]}/${id}` : null }))
}

/** Entries of one's own people; row security leaves out everybody else's. */
async function entriesNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<{ id: string; personId: string; title: string }>`
    select e.id, e.person_id "personId", p.name || '：' || e.source_title title from hours_entry e join person p on p.id = e.person_id
     where e.id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows.map(({ id, personId, title }) => ({ id, title, path: `/hours/people/${personId}` }))
}

/** People of one's own units. */
async function peopleNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from person p where p.id = any (${[...ids]}::uuid[]) and p.id in (select authority.my_people())`.execute(ctx.tx)
  return rows.map(({ id, name }) => ({ id, title: name, path: `/hours/people/${id}` }))
}

const clauses = ['1.1'] as const
const session = { unit: '期', kind: 'flow', direction: 'more', source: '培训班、大讲堂记录', records: sessionsNamed } as const
const credited = {
  unit: '学时',
  kind: 'flow',
  clauses,
  direction: 'more',
  source: '学时台账',
  mark: 'assumption',
  records: entriesNamed,
} as const
const person = { unit: '人', kind: 'stock', clauses, source: '轮训覆盖', mark: 'assumption', records: peopleNamed } as const
const when = '计入取得当日、本人当日所在单位（任职最长的职务）；冲销的学时从原月份扣除。'
const whom = '由每日零时后的核对形成；一人只在一个单位计一次，可以按单位相加，逐月不相加。'

/** What the rooms of training hold, people learn, and who was trained. */
export const hoursIndicators: readonly Indicator[] = [
  {
    ...session,
    id: 'training.platformSessions',
    title: '省平台业务培训期数',
    catalogue: 'MG-01',
    clauses,
    mark: 'verified',
    source: '闽市监知运〔2024〕231号一（一）；培训班、大讲堂记录',
    definition: '“知创福建”省平台举办的知识产权业务培训期数，按实际举办日计入当月；改期的计入实际举办月，取消的不计。每月最少一期。',
  },
  {
    ...session,
    id: 'training.sessions',
    title: '业务培训期数',
    clauses,
    mark: 'assumption',
    definition:
      '各单位举办的知识产权业务培训期数（培训班按开班日一期，计入每月培训的讲座一期），计入实际举办日、主办单位；改期、取消的随之更正。',
  },
  {
    ...session,
    id: 'training.classesHeld',
    title: '举办培训班',
    unit: '班次',
    clauses,
    mark: 'assumption',
    definition: '已开班的培训班，计入开班当日、主办单位；取消的从原月份扣除。',
  },
  {
    ...session,
    id: 'lectures.held',
    title: '举办大讲堂讲座',
    unit: '场',
    clauses: ['1.2'],
    mark: 'assumption',
    definition: '已举办的市场监管大讲堂、知创大讲堂等讲座，计入举办当日、主办单位。',
  },
  {
    ...credited,
    id: 'hours.credited',
    title: '计入学时',
    definition: `计入学时台账的学时，含培训班、网络课程、考试、讲座和核验通过的外来记录，${when}`,
  },
  { ...credited, id: 'hours.creditedClass', title: '集中培训学时', definition: `其中集中培训的学时，${when}` },
  { ...credited, id: 'hours.creditedOnline', title: '网络培训学时', definition: `其中网络培训的学时，${when}` },
  { ...credited, id: 'hours.creditedOther', title: '其他形式学时', definition: `其中实践活动和其他形式的学时，${when}` },
  { ...person, id: 'training.toTrain', title: '应训人员', definition: `月末在岗、按学时规则应当轮训的人员，${whom}` },
  {
    ...person,
    id: 'training.trained',
    title: '已训人员',
    direction: 'more',
    definition: `其中本轮训周期内至少完成一次合格培训的人员，${whom}`,
  },
  {
    id: 'training.coverageRate',
    title: '轮训覆盖率',
    unit: '%',
    kind: 'ratio',
    catalogue: 'MG-02',
    clauses,
    direction: 'more',
    over: { numerator: 'training.trained', denominator: 'training.toTrain' },
    source: '闽市监知运〔2024〕231号一（一）只写“轮训”，公式为建议值',
    mark: 'unverified',
    definition: '月末已训人员占应训人员的比例；没有应训人员的，没有数值。',
  },
]
