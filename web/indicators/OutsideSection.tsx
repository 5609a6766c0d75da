import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton, Tag } from 'antd'
import { type IndicatorDetail, indicatorMarks } from '#contract/indicators-catalogue'
import { type OutsideLine, type OutsidePoint, outsideApi } from '#contract/indicators-outside'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { UnitTreePicker } from '../kit/UnitTreePicker.tsx'
import { figure, Scroll } from './parts.tsx'
import { TargetButton, Targets } from './TargetButton.tsx'

/** What comes from outside: the unit's own figures, those of the units above it and the nation's, each in a table of its own. */
export function OutsideSection({ detail }: { detail: IndicatorDetail }) {
  const [query, set] = useAddress(outsideApi.lines.query)
  const { id, unit } = detail.line
  const read = useQuery({ ...ask(outsideApi.lines, { params: { indicatorId: id }, query }), placeholderData: keepPreviousData })
  return (
    <section className="panel gap-top" aria-label="数值">
      <div className="actions">
        <UnitTreePicker
          aria-label="单位"
          searchOnly
          value={query.org ?? read.data?.unit.id ?? null}
          onChange={(org) => set({ org: Array.isArray(org) ? org[0] : org })}
        />
        <Link to="/indicators/outside" search={{ series: id } as never}>
          查看登记台账
        </Link>
      </div>
      {read.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {read.isError && <ProblemAlert problem={read.error} retry={() => read.refetch()} />}
      {read.data && (
        <>
          <p className="hint gap-top">各辖区数值分别列示，不相加；推算值不是官方数，单独标明；缺数显示为“—”。</p>
          {read.data.lines.map((line) => (
            <Line key={line.place} line={line} unit={unit} />
          ))}
          <h2 className="card-title gap-top">目标</h2>
          <Targets targets={read.data.targets} unit={unit} />
          {detail.mayManage && <TargetButton indicatorId={id} orgId={read.data.unit.id} />}
        </>
      )}
    </section>
  ) // `never`: the router is not told each page's search
}

function Line({ line: { place, own, points }, unit }: { line: OutsideLine; unit: string }) {
  return (
    <div className="gap-top">
      <h3 className="card-title">
        {place}
        {own ? '' : '（比较）'}
      </h3>
      {points.length === 0 ? (
        <p>
          — <span className="hint">没有取得数值</span>
        </p>
      ) : (
        <Scroll label={`${place}数值表`}>
          <table className="indicator-table" aria-label={`${place}数值`}>
            <thead>
              <tr>
                <th scope="col">统计期</th>
                <th scope="col" className="number">
                  数值（{unit}）
                </th>
                <th scope="col" className="number">
                  同比
                </th>
                <th scope="col">截至日</th>
                <th scope="col">来源</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <Row key={`${point.period}${point.derived}`} point={point} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  )
}

function Row({ point }: { point: OutsidePoint }) {
  const { period, value, derived, provisional, yearOnYear, asOf, source, document, from, note, mark } = point
  return (
    <tr className={derived ? 'indicator-derived' : undefined}>
      <th scope="row">{period}</th>
      <td className="number">
        {figure(value)} {derived && <Tag color="gold">推算</Tag>}
        {provisional && <Tag color="gold">暂定</Tag>}
      </td>
      <td className="number">{yearOnYear === null ? '—' : `${yearOnYear > 0 ? '+' : ''}${yearOnYear}%`}</td>
      <td>{asOf ?? '—'}</td>
      <td>
        {[from ?? source, document].filter(Boolean).join('　')} {mark !== 'entered' && !derived && <Tag>{indicatorMarks[mark]}</Tag>}
        {note && <p className="hint">{note}</p>}
      </td>
    </tr>
  )
}
