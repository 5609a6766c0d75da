import type { Ctx } from '#kernel/house'
import type { Indicator, NamedRecord } from '#kernel/indicator'

/** Certificates that the reader may see: those of his classes and of his people. */
async function certificatesNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const rows = await ctx.tx
    .selectFrom('class_certificate')
    .select(['id', 'person_name', 'class_title', 'class_id'])
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: `${row.person_name}：${row.class_title}`,
    path: `/training/classes/${row.class_id}`,
  }))
}

const certificate = { clauses: ['1.1'], source: '结业证书', mark: 'assumption', records: certificatesNamed } as const

/** What the classes come to; sessions and hours are counted by the room of hours. */
export const trainingIndicators: readonly Indicator[] = [
  {
    ...certificate,
    id: 'training.certified',
    title: '结业发证',
    unit: '人次',
    kind: 'flow',
    direction: 'more',
    definition: '发出的结业证书，计入发证当日、举办单位；按人次计，一人参加两个班计两次。其后撤销的在撤销当月扣除。',
  },
  {
    ...certificate,
    id: 'training.certificatesRevoked',
    title: '撤销结业证书',
    unit: '份',
    kind: 'flow',
    direction: 'less',
    definition: '撤销的结业证书，计入撤销当日、举办单位。',
  },
  {
    ...certificate,
    id: 'training.certificatesInForce',
    title: '有效结业证书',
    unit: '份',
    kind: 'stock',
    definition: '月末有效（发出后没有撤销）的结业证书，按举办单位计；逐月不相加。',
  },
]
