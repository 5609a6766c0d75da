import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { PersonId } from '#contract/common'
import { CategoryDraft, hoursApi, type PersonHours } from '#contract/hours-people'
import { staffCategoryShort } from '#contract/hours-rules'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { ClaimDrawer } from './ClaimDrawer.tsx'
import { ExamResults } from './ExamResults.tsx'
import { PersonSheet } from './PersonSheet.tsx'
import { YearSelect } from './parts.tsx'

/** One of one's people: his hours, and for the training officer his category, a record that is missing, a mistake to reverse. */
export function PersonHoursPage() {
  const me = useMe()
  const personId = useParam('personId', PersonId)
  const [query, set] = useAddress(hoursApi.person.query)
  const read = useQuery(ask(hoursApi.person, { params: { personId }, query }))
  usePageTitle(read.data?.person.name)
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (read.isError) return <ProblemAlert problem={read.error} retry={() => read.refetch()} />
  const { person, mayKeep, belongings } = read.data
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">
          {person.name} <span className="hint">{`${person.unit} ${person.duty}`}</span>
        </h1>
        <div className="actions">
          <YearSelect year={query.year ?? Number(me.today.slice(0, 4))} onChange={(year) => set({ year })} />
          {mayKeep && <Acts hours={read.data} />}
        </div>
      </div>
      <PersonSheet hours={read.data} />
      <ExamResults personId={person.id} />
      <section className="panel gap-top" aria-label="人员类别">
        <h2 className="card-title">人员类别</h2>
        {belongings.length === 0 && <p className="hint">还没有登记。</p>}
        <ul className="plain-list">
          {belongings.map((one) => (
            <li key={one.id}>
              {staffCategoryShort[one.category]} <span className="hint">{`${one.from} 至 ${one.to ?? '今'}`}</span>{' '}
              {one.unmet && <Tag color="orange">提任前未达标</Tag>}
              {one.note && <span className="hint">依据：{one.note}</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Acts({ hours: { person, category } }: { hours: PersonHours }) {
  const me = useMe()
  const [act, setAct] = useState<'category' | 'claim' | null>(null)
  const close = () => setAct(null)
  const set = useSend(hoursApi.setCategory, { refreshes: [hoursApi.person, hoursApi.people], done: close })
  return (
    <>
      <Button onClick={() => setAct('category')}>登记人员类别</Button>
      <Button type="primary" onClick={() => setAct('claim')}>
        补录学时
      </Button>
      <ActDrawer
        title="登记人员类别"
        body={CategoryDraft}
        open={act === 'category'}
        close={close}
        initial={{ from: me.today, ...(category ? { category } : {}) }}
        sending={set.isPending}
        problem={set.error}
        send={(values) => set.mutate({ params: { personId: person.id }, body: values as never })} // judged by the server's schema
      />
      <ClaimDrawer open={act === 'claim'} close={close} person={person} />
    </>
  )
}
