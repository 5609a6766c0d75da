import { z } from 'zod'
import { MatterId, Page, PageQuery } from '#contract/common'
import { Light } from '#contract/deadline'
import { get } from '#contract/endpoint'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { useParam } from '../kit/param.ts'
import { StateTag } from '../kit/StateTag.tsx'
import { MatterPage } from '../matter/MatterPage.tsx'

const TrialRow = z.strictObject({
  id: MatterId,
  number: z.string(),
  party: z.string(),
  state: z.enum(['filed', 'noticed', 'decided']),
  light: Light,
})
type Row = z.infer<typeof TrialRow>

const states = { filed: '已立案', noticed: { title: '已告知', tone: 'waiting' }, decided: { title: '已决定', tone: 'done' } } as const
const options = (Object.keys(states) as Row['state'][]).map((value) => ({
  value,
  label: typeof states[value] === 'string' ? states[value] : states[value].title,
})) // the keys of a const object

const list = get('/trials', {
  title: '试件',
  needs: 'matter.read',
  query: z.strictObject({
    ...PageQuery,
    text: z.string().optional(),
    state: z.enum(['filed', 'noticed', 'decided']).optional(),
    sort: z.string().optional(),
  }),
  answer: Page(TrialRow),
})

const deadlineOf = ({ light }: Row) => ({
  title: '办案期限',
  kind: 'deadline' as const,
  actor: 'authority' as const,
  due: '2026-06-01',
  dueAt: null,
  paused: light === 'paused',
  provisional: light === 'green',
  disputed: false,
  verified: light !== 'yellow',
  light,
  remaining: light === 'red' ? -3 : 5,
  remainingUnit: 'workingDay' as const,
})

const columns: ListColumn<Row>[] = [
  { key: 'number', title: '案号', render: (row) => row.number, card: 'title', sortable: true },
  { key: 'state', title: '状态', render: (row) => <StateTag of={states} is={row.state} />, card: 'tag' },
  { key: 'due', title: '期限', render: (row) => <DeadlineTag deadlines={[deadlineOf(row)]} />, sortable: true },
  { key: 'party', title: '当事人', render: (row) => row.party },
]

export function Trials() {
  return (
    <ListPage
      title="试件"
      name="trials"
      source={list}
      columns={columns}
      filters={[
        { kind: 'text', name: 'text', label: '案号、当事人' },
        { kind: 'choice', name: 'state', label: '状态', options },
      ]}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.number}
      opens={(row) => `/trials/${row.id}`}
      batch={[{ title: '催办', run: async () => undefined, fits: (row) => row.state !== 'decided' }]}
      empty="还没有试件。登记线索并立案后会出现在这里。"
    />
  )
}

export function Trial() {
  return (
    <MatterPage
      matterId={useParam('id', MatterId)}
      tabs={[{ key: 'facts', title: '案件情况', content: (matter) => <p>{matter.title}</p> }]}
    />
  )
}
