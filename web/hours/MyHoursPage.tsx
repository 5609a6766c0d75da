import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { type Claim, claimStates, claimsApi } from '#contract/hours-claims'
import { hoursApi } from '#contract/hours-people'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { ClaimDrawer } from './ClaimDrawer.tsx'
import { PersonSheet } from './PersonSheet.tsx'
import { amount, YearSelect } from './parts.tsx'

/** 我的学时, for a phone first: what is missing on top, then what there is, then what waits to be checked. */
export function MyHoursPage() {
  const me = useMe()
  const [query, set] = useAddress(hoursApi.mine.query)
  const [isOpen, setOpen] = useState(false)
  const mine = useQuery(ask(hoursApi.mine, { query }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">我的学时</h1>
        <div className="actions">
          <YearSelect year={query.year ?? Number(me.today.slice(0, 4))} onChange={(year) => set({ year })} />
          <Button type="primary" icon={<UploadOutlined />} onClick={() => setOpen(true)}>
            提交证书
          </Button>
        </div>
      </div>
      {mine.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {mine.isError && <ProblemAlert problem={mine.error} retry={() => mine.refetch()} />}
      {mine.data && <PersonSheet hours={mine.data} />}
      <MyClaims />
      <p className="gap-top">
        <Link to="/lectures">看看大讲堂</Link>
        {'　'}
        <Link to="/hours/rules">学时是怎么算的</Link>
      </p>
      <ClaimDrawer open={isOpen} close={() => setOpen(false)} person={null} />
    </div>
  )
}

export const claimColours: Record<Claim['state'], string> = { pending: 'orange', accepted: 'green', rejected: 'red', withdrawn: 'default' }

function MyClaims() {
  const claims = useQuery(ask(claimsApi.mine, { query: { size: 20 } }))
  if (!claims.data || claims.data.rows.length === 0) return null
  return (
    <section className="panel gap-top" aria-label="我提交的学习记录">
      <h2 className="card-title gap-bottom">我提交的学习记录</h2>
      <ul className="plain-list">
        {claims.data.rows.map((claim) => (
          <li key={claim.id} className="gap-bottom">
            <Link to="/hours/records/$claimId" params={{ claimId: claim.id } as never}>
              {claim.title}
            </Link>{' '}
            <Tag color={claimColours[claim.state]}>{claimStates[claim.state]}</Tag>{' '}
            <span className="hint">
              {amount(claim.hours, claim.days)}　{claim.earnedOn}
              {claim.reason ? `　原因：${claim.reason}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ) // `never`: the router is not told each page's path
}
