import { Link } from '@tanstack/react-router'
import type { Flow } from '#contract/flow'
import { Bar, FlowTable, Opens } from './parts.tsx'

const days = (count: number | null) => (count === null ? '—' : count)
const percent = (share: number | null) => (share === null ? '—' : `${share}%`)

export function FlowTables({ flow }: { flow: Flow }) {
  return (
    <>
      <Waits flow={flow} />
      <Variants flow={flow} />
      <Late flow={flow} />
      <Rework flow={flow} />
      <Units flow={flow} />
    </>
  )
}

interface Props {
  flow: Flow
}

function Waits({ flow }: Props) {
  const longest = Math.max(0, ...flow.waits.map((one) => one.days.median ?? 0))
  return (
    <FlowTable
      flow={flow}
      title="各环节停留"
      hint="从进入该环节到离开的天数，按办理日计；正在停留的另列，不计入中位数。"
      head="环节"
      rows={flow.waits}
      name={(row) => (
        <>
          {row.state}
          <Bar part={row.days.median ?? 0} of={longest} />
        </>
      )}
      what={(row) => `离开${row.state}`}
      columns={[
        { title: '次数', of: (row) => row.passages },
        { title: '中位天数', of: (row) => days(row.days.median) },
        { title: '九成以内', of: (row) => days(row.days.p90) },
        { title: '中位工作日', of: (row) => days(row.workingDays.median) },
        { title: '九成工作日', of: (row) => days(row.workingDays.p90) },
        { title: '正在停留', of: (row) => <Opens flow={flow} cell={row.waitingOpens} title={`正在${row.state}`} count={row.waiting} /> },
        { title: '最长已停留', of: (row) => days(row.longest) },
      ]}
      empty="还没有事项进入任何环节。"
    />
  )
}

function Variants({ flow }: Props) {
  const { variants, otherVariants } = flow
  const most = variants[0]?.matters ?? 0
  return (
    <FlowTable
      flow={flow}
      title="办理路径"
      hint={
        otherVariants.variants > 0 ? (
          <>
            只列最常见的 {variants.length} 种；其余 {otherVariants.variants} 种共{' '}
            <Opens flow={flow} cell={otherVariants.opens} title="其余路径" count={otherVariants.matters} /> 件。
          </>
        ) : (
          '推动事项前进的步骤依次相连；只作记录的步骤不计。'
        )
      }
      head="路径"
      rows={variants}
      name={(row) => (
        <>
          {row.steps.join(' → ')}
          <Bar part={row.matters} of={most} />
        </>
      )}
      what={() => '这条路径'}
      columns={[
        { title: '占比', of: (row) => percent(row.share) },
        { title: '已办结', of: (row) => row.closed },
        { title: '中位天数', of: (row) => days(row.medianDays) },
      ]}
      empty="没有路径。"
    />
  )
}

function Late({ flow }: Props) {
  return (
    <FlowTable
      flow={flow}
      title="逾期交接"
      hint="在仍在计算的期限届满之后才办理的步骤：从谁手里接过，由谁逾期办理。列最多的一百组。"
      head="步骤和期限"
      rows={flow.late}
      name={(row) => (
        <>
          {row.step}
          <span className="hint">　{row.clock}</span>
          <br />
          <span className="hint">
            {row.from.org} {row.from.role} → {row.to.org} {row.to.role}
          </span>
        </>
      )}
      what={(row) => `${row.step}逾期`}
      columns={[
        { title: '次数', of: (row) => row.times },
        { title: '逾期天数（中位）', of: (row) => row.medianDays },
      ]}
      empty="没有逾期交接。"
    />
  )
}

function Rework({ flow }: Props) {
  return (
    <FlowTable
      flow={flow}
      title="退回与重做"
      hint="又回到曾经到过的环节的步骤。"
      head="步骤"
      rows={flow.rework}
      name={(row) => (
        <>
          {row.step}
          <span className="hint">
            　{row.fromState} → {row.toState}
          </span>
        </>
      )}
      what={(row) => `${row.step}重做`}
      columns={[{ title: '次数', of: (row) => row.times }]}
      empty="没有退回或者重做。"
    />
  )
}

function Units({ flow }: Props) {
  const { process, from, to } = flow
  return (
    <FlowTable
      flow={flow}
      title="按单位"
      head="单位"
      rows={flow.units}
      name={(row) =>
        row.own ? (
          row.name
        ) : (
          <Link to="/flow" search={{ process, from, to, orgId: row.id } as never}>
            {row.name}
          </Link>
        )
      } // `never`: the router is not told each page's search
      what={(row) => row.name}
      columns={[
        { title: '已办结', of: (row) => row.closed },
        { title: '中位天数', of: (row) => days(row.days.median) },
        { title: '九成以内', of: (row) => days(row.days.p90) },
        { title: '一次办成', of: (row) => percent(row.firstTimeShare) },
        {
          title: '有逾期交接',
          of: (row) => <Opens flow={flow} cell={row.lateOpens} title={`${row.name}逾期交接`} count={row.lateMatters} />,
        },
      ]}
      empty="没有单位发起过。"
    />
  )
}
