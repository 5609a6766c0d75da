import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton, Tag } from 'antd'
import { type MonthJudged, type MonthState, monthlyApi, monthStates, type SessionLine } from '#contract/hours-monthly'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { HoursTabs, MarkTag, SourceLink, YearSelect } from './parts.tsx'

const colours: Record<MonthState, string> = {
  kept: 'green',
  broken: 'red',
  atRisk: 'orange',
  open: 'blue',
  future: 'default',
  notInForce: 'default',
}

/** 每月培训 (ZC-01): twelve months, each with the sessions that count, those that are planned, and those that do not count and why. */
export function MonthlyPage() {
  const me = useMe()
  const [query, set] = useAddress(monthlyApi.year.query)
  const year = useQuery(ask(monthlyApi.year, { query }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">每月培训</h1>
        <YearSelect from={2024} year={query.year ?? Number(me.today.slice(0, 4))} onChange={(next) => set({ year: next })} />
      </div>
      <HoursTabs />
      {year.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {year.isError && <ProblemAlert problem={year.error} retry={() => year.refetch()} />}
      {year.data && (
        <>
          <section className="panel gap-bottom" aria-label="规则">
            <p>
              “知创福建”平台每月最少开展一期知识产权业务培训。<span className="hint">{year.data.article}</span>{' '}
              <MarkTag mark={year.data.mark} />
            </p>
            <p className="hint">
              主办单位：{year.data.host?.name ?? '未配置'}。按自然月、按期数、按实际举办日计；
              {year.data.subPlatforms ? '分平台、工作站举办的计入。' : '分平台、工作站举办的不抵。'}
              每月 {year.data.warnFrom} 日起尚未开展即预警。
            </p>
          </section>
          {year.data.host === null && (
            <Alert
              className="gap-bottom"
              type="warning"
              showIcon
              title="单位库中没有“知创福建”省平台，请省局培训管理人员在学时规则中指定主办单位。"
            />
          )}
          <ul className="months">
            {year.data.months.map((month) => (
              <li key={month.month}>
                <MonthCard month={month} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function MonthCard({ month: { month, state, counted, planned, putOff, others } }: { month: MonthJudged }) {
  const title = `${Number(month.slice(5))} 月`
  return (
    <article className="row-card" aria-label={title}>
      <p className="card-head">
        <strong className="card-name">{title}</strong>
        <Tag color={colours[state]}>{monthStates[state]}</Tag>
      </p>
      {counted.length > 0 && <p>共 {counted.length} 期：</p>}
      <Sessions lines={counted} say={(line) => line.heldOn ?? ''} />
      {planned.length > 0 && <p className="hint">已安排：</p>}
      <Sessions lines={planned} say={(line) => line.plannedOn} />
      {putOff.length > 0 && <p className="hint">原定本月，已改期：</p>}
      <Sessions lines={putOff} say={(line) => `改到 ${line.heldOn ?? line.plannedOn}`} />
      {others.length > 0 && <p className="hint">不计入：</p>}
      <Sessions lines={others} say={(line) => `${line.heldOn ?? line.plannedOn}，${line.not}`} />
      {state === 'broken' && counted.length === 0 && <p className="hint">该月没有省平台举办的业务培训；已开展未登记的请补登记。</p>}
      {state === 'atRisk' && planned.length === 0 && <p className="hint">本月还没有安排期次，请尽快安排。</p>}
    </article>
  )
}

function Sessions({ lines, say }: { lines: readonly SessionLine[]; say: (line: SessionLine) => string }) {
  if (lines.length === 0) return null
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line.room + line.id}>
          <SourceLink room={line.room} id={line.id} title={line.title} />{' '}
          <span className="hint">
            {say(line)}　{line.host}
          </span>
        </li>
      ))}
    </ul>
  )
}
