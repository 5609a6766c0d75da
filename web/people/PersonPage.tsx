import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions, Skeleton, Tag } from 'antd'
import { roles } from '#contract/authority'
import { PersonId } from '#contract/common'
import { type Duty, dutyStatuses, type PersonCard, peopleApi } from '#contract/people'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { StatusTag } from './PeoplePage.tsx'
import { AccountActs, EndDutyButton } from './PersonActs.tsx'

/** 一人一档, its beginning: the person, the duties over time, the work in hand. */
export function PersonPage() {
  const personId = useParam('personId', PersonId)
  const person = useQuery(ask(peopleApi.read, { params: { personId } }))
  usePageTitle(person.data?.name)
  if (person.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (person.isError) return <ProblemAlert problem={person.error} retry={() => person.refetch()} />
  return <Shown person={person.data} />
}

/** One's own hours have a page of their own. */
function HoursLink({ person }: { person: PersonCard }) {
  const me = useMe()
  if (person.id === me.person.id) return <Link to="/my-hours">我的学时</Link>
  return person.mayReadHours ? <Link to={`/hours/people/${person.id}`}>培训学时</Link> : null
}

function Shown({ person }: { person: PersonCard }) {
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">
          {person.name} <StatusTag is={person.status} />
          {person.away && <Tag color="orange">{person.away}</Tag>}
        </h1>
        <div className="actions">
          <HoursLink person={person} />
          <AccountActs person={person} />
        </div>
      </div>
      <section className="panel" aria-label="基本信息">
        <Descriptions
          column={{ xs: 1, md: 2 }}
          size="small"
          items={[
            { key: 'account', label: '账号', children: person.account },
            { key: 'staffNo', label: '工号', children: person.staffNo ?? '未填' },
            { key: 'certificateNo', label: '执法证号', children: person.certificateNo ?? '未填' },
            {
              key: 'legal',
              label: '法律职业资格',
              children: person.legalLicenceNo ? `${person.legalLicenceNo}（${person.legalLicensedOn} 取得）` : '未填',
            },
            {
              key: 'legalReviewSince',
              label: '从事法制审核',
              children: person.legalReviewSince ? `${person.legalReviewSince} 起` : '未填',
            },
            { key: 'since', label: '建立时间', children: dayTime(person.since) },
            {
              key: 'matters',
              label: '承办事项',
              children: person.matters ? `在办 ${person.matters.open} 件，办结 ${person.matters.closed} 件` : '当前职务不查看事项',
            },
          ]}
        />
      </section>
      <section className="panel gap-top" aria-label="职务">
        <h2 className="card-title">职务</h2>
        {person.duties.length === 0 && <p className="hint">还没有职务：没有职务的账号看不到任何事项。</p>}
        <ul className="plain-list">
          {person.duties.map((duty) => (
            <li key={duty.id} className="gap-bottom">
              <DutyLine duty={duty} /> <EndDutyButton duty={duty} person={person} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function DutyLine({ duty }: { duty: Duty }) {
  return (
    <>
      <Link to="/orgs/$orgId" params={{ orgId: duty.org.id } as never}>
        {duty.org.name}
      </Link>{' '}
      {duty.title}（{roles[duty.role]}） <span className="hint">{`${duty.from} 至 ${duty.to ?? '今'}`}</span>{' '}
      {duty.now ? <Tag color="green">在任</Tag> : <Tag>{duty.status === 'active' ? '不在任期' : dutyStatuses[duty.status]}</Tag>}
    </>
  ) // `never`: the router is not told each page's path
}
