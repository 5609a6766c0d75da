import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Descriptions, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type Claim, claimSources, claimStates, claimsApi } from '#contract/hours-claims'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { claimColours } from './MyHoursPage.tsx'
import { amount } from './parts.tsx'

const refreshes = [claimsApi.read, claimsApi.list, claimsApi.mine]

/** One record from outside: what it says, its proof, and the check of the second person. */
export function ClaimPage() {
  const claimId = useParam('claimId', z.uuid())
  const read = useQuery(ask(claimsApi.read, { params: { claimId } }))
  usePageTitle(read.data?.title)
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (read.isError) return <ProblemAlert problem={read.error} retry={() => read.refetch()} />
  return <Shown claim={read.data} />
}

function Shown({ claim }: { claim: Claim }) {
  const params = { claimId: claim.id }
  const [act, setAct] = useState(false)
  const check = useSend(claimsApi.check, { refreshes, done: () => setAct(false) })
  const withdraw = useSend(claimsApi.withdraw, { refreshes })
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1 className="page-title">
          {claim.title} <Tag color={claimColours[claim.state]}>{claimStates[claim.state]}</Tag>
        </h1>
      </div>
      {claim.overlaps.length > 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title="同一时段已有下列学时，请核对是否同一培训，避免重复计算"
          description={
            <ul className="plain-list">
              {claim.overlaps.map((one) => (
                <li key={one.title + one.earnedOn}>
                  {one.title}，{one.hours} 学时，{one.earnedOn}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <section className="panel" aria-label="记录内容">
        <Descriptions column={1} size="small" items={facts(claim)} />
        <div className="actions gap-top">
          {claim.file && (
            <SaveButton title="查看证明材料" save={() => download(claimsApi.proof, { params }, claim.file?.name ?? '证明材料')} />
          )}
          {claim.mayCheck && (
            <Button type="primary" onClick={() => setAct(true)}>
              核验
            </Button>
          )}
          {claim.mayWithdraw && (
            <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ params, version: claim.version })}>
              撤回
            </Button>
          )}
        </div>
        {withdraw.isError && <ProblemAlert problem={withdraw.error} />}
        {claim.state === 'pending' && !claim.mayCheck && <p className="hint gap-top">等待培训管理人员核验；提交人和本人不得核验。</p>}
      </section>
      <ActDrawer
        title="核验"
        body={claimsApi.check.body}
        open={act}
        close={() => setAct(false)}
        sending={check.isPending}
        problem={check.error}
        above={<p className="hint gap-bottom">请对照证明材料核对姓名、课程、学时、日期和证书编号。通过后学时自动计入，之后只能冲销。</p>}
        send={(values) => check.mutate({ params, version: claim.version, body: values as never })} // judged by the server's schema
      />
    </div>
  )
}

const facts = (claim: Claim) =>
  [
    { key: 'person', label: '人员', children: `${claim.person.name} ${claim.person.unit}` },
    { key: 'amount', label: '学时', children: amount(claim.hours, claim.days) },
    { key: 'days', label: '起止', children: `${claim.fromDay} 至 ${claim.earnedOn}` },
    { key: 'form', label: '形式科目', children: [claim.formTitle, claim.subjectTitle, claim.theme].filter(Boolean).join('　') },
    { key: 'provider', label: '发证单位', children: claim.provider },
    { key: 'certificateNo', label: '证书编号', children: claim.certificateNo },
    { key: 'score', label: '成绩', children: claim.score },
    { key: 'source', label: '方式', children: claimSources[claim.source] },
    { key: 'submitted', label: '提交', children: `${claim.submittedBy}　${dayTime(claim.at)}` },
    { key: 'checked', label: '核验', children: claim.checkedBy },
    { key: 'reason', label: '说明', children: claim.reason },
  ].filter(({ children }) => children !== null && children !== '')
