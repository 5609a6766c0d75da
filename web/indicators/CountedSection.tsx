import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DatePicker, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import type { MonthCell } from '#contract/indicators'
import { type CountedFigures, type IndicatorDetail, indicatorsApi } from '#contract/indicators-catalogue'
import { useAddress } from '../kit/address.ts'
import { Rank } from '../kit/chart/Rank.tsx'
import { Trend } from '../kit/chart/Trend.tsx'
import type { Opening, Point, RankRow, TrendLine } from '../kit/chart/types.ts'
import { download } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { useMe } from '../kit/session.ts'
import { UnitTreePicker } from '../kit/UnitTreePicker.tsx'
import { overMonths, yearBefore } from './over-months.ts'
import { figure } from './parts.tsx'
import { TargetButton, Targets } from './TargetButton.tsx'

type Shown = { detail: IndicatorDetail; data: CountedFigures }

/** What the platform counted: of a unit month by month, and child by child. Every number opens its records. */
export function CountedSection({ detail }: { detail: IndicatorDetail }) {
  const me = useMe()
  const [query, set] = useAddress(indicatorsApi.figures.query)
  const call = { params: { indicatorId: detail.line.id }, query }
  const read = useQuery({ ...ask(indicatorsApi.figures, call), placeholderData: keepPreviousData })
  const month = (value: string | undefined) => (value ? dayjs(`${value}-01`) : null)
  return (
    <>
      <section className="panel gap-top" aria-label="查询">
        <div className="actions">
          <UnitTreePicker
            aria-label="单位"
            searchOnly
            value={query.org ?? read.data?.unit.id ?? null}
            onChange={(org) => set({ org: Array.isArray(org) ? org[0] : org })}
          />
          <DatePicker.RangePicker
            picker="month"
            aria-label="起止月份"
            allowClear={false}
            maxDate={dayjs(me.today)}
            value={[month(query.from ?? read.data?.from), month(query.to ?? read.data?.to)]}
            onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM'), to: range?.[1]?.format('YYYY-MM') })}
          />
          <SaveButton title="导出" save={() => download(indicatorsApi.export, call, `${detail.line.title}.xlsx`)} />
        </div>
      </section>
      {read.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {read.isError && <ProblemAlert problem={read.error} retry={() => read.refetch()} />}
      {read.data && (
        <>
          <Total detail={detail} data={read.data} />
          <Months detail={detail} data={read.data} />
          <Children detail={detail} data={read.data} />
        </>
      )}
    </>
  )
}

const opening = (detail: IndicatorDetail, search: Record<string, string>): Opening => ({
  to: `/indicators/${detail.line.id}/records`,
  search,
})
const spanOf = ({ detail, data: { from, to } }: Shown) => (detail.standing ? `${to} 月末` : `${from} 至 ${to}`)
const sourceOf = ({ detail, data }: Shown) => `${detail.definition}各月按当月的隶属关系计算；${spanOf({ detail, data })}。`

function Total({ detail, data }: Shown) {
  const { unit, total, from, to, targets } = data
  return (
    <section className="panel gap-top" aria-label="合计">
      <p>
        {unit.parentId && (
          <Link to="." search={(before: object) => ({ ...before, org: unit.parentId }) as never}>
            返回上一级
          </Link>
        )}{' '}
        <strong>{unit.name}</strong>
        <span className="hint">　{spanOf({ detail, data })}</span>
      </p>
      <p>
        <span className="indicator-total">{figure(total.value)}</span> {total.value === null ? '无数据' : detail.line.unit}
        {'　'}
        {total.records > 0 && (
          <Link
            to="/indicators/$indicatorId/records"
            params={{ indicatorId: detail.line.id } as never}
            search={{ org: unit.id, from, to } as never}
          >
            查看 {total.records} 条记录
          </Link>
        )}
      </p>
      <h2 className="card-title">目标</h2>
      <Targets targets={targets} unit={detail.line.unit} />
      {detail.mayManage && <TargetButton indicatorId={detail.line.id} orgId={unit.id} />}
    </section>
  ) // `never`: the router is not told each page's address
}

function Months({ detail, data }: Shown) {
  const lines = useMemo((): TrendLine[] => {
    const pointOf = ({ month, value, over }: MonthCell): Point => ({
      month,
      value,
      opens: value === null ? null : opening(detail, { org: data.unit.id, from: month, to: month }),
      ...(over ? { reason: `${over.numerator} ÷ ${over.denominator}` } : {}),
    })
    // Without a base there is no line to compare with.
    const before = data.before.some(({ value }) => value !== null)
      ? [{ name: '上年同月', points: overMonths(data.before, yearBefore(data.from), yearBefore(data.to), pointOf) }]
      : []
    return [{ name: data.unit.name, points: overMonths(data.months, data.from, data.to, pointOf) }, ...before]
  }, [detail, data])
  return (
    <Trend
      id="indicator-trend"
      title={`${detail.line.title}各月`}
      unit={detail.line.unit}
      source={sourceOf({ detail, data })}
      lines={lines}
    />
  )
}

function Children({ detail, data }: Shown) {
  const rows = useMemo(
    () =>
      data.children.map(
        ({ orgId, name, own, from, to, cell: { value }, rank, reason, opens }): RankRow => ({
          key: `${orgId}${own}${from}`,
          ...{ name, value, rank, reason },
          opens: value === null ? null : opening(detail, { org: orgId, from, to, ...(own ? { own: 'yes' } : {}) }),
          into: opens ? { to: `/indicators/${detail.line.id}`, search: { org: orgId, from: data.from, to: data.to } } : null,
        }),
      ),
    [detail, data],
  )
  if (rows.length < 2) return null
  return (
    <Rank
      id="indicator-rank"
      title={`${detail.line.title}：下级单位`}
      unit={detail.line.unit}
      source={sourceOf({ detail, data })}
      rows={rows}
    />
  )
}
