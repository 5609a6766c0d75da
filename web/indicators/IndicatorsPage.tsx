import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, Skeleton } from 'antd'
import { z } from 'zod'
import { abilities, fiveHigh } from '#contract/indicators'
import { Collected, collections, type IndicatorLine, indicatorsApi, indicatorTypes } from '#contract/indicators-catalogue'
import { useAddress } from '../kit/address.ts'
import { download } from '../kit/client.ts'
import { ListFilters } from '../kit/ListFilters.tsx'
import type { ListFilter } from '../kit/list-types.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { useIsPhone } from '../kit/screen.ts'
import { CollectedTag, clauseWords, IndicatorMark, IndicatorTabs, Scroll } from './parts.tsx'

const Filter = z.object({
  text: z.string().optional(),
  ability: z.enum(abilities).optional(),
  fiveHigh: z.enum(fiveHigh).optional(),
  collected: Collected.optional(),
  clause: z.string().optional(),
  kind: z.enum(['listed', 'own']).optional(),
})
type Filter = z.infer<typeof Filter>

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const clauses = ['1.1', '1.2', '2.3', '2.4', '2.5', '3.6', '3.7', '3.8']
const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '查找', placeholder: '名称或编号' },
  { kind: 'choice', name: 'ability', label: '五种能力', options: plain(abilities) },
  { kind: 'choice', name: 'fiveHigh', label: '五高', options: plain(fiveHigh) },
  {
    kind: 'choice',
    name: 'collected',
    label: '取得方式',
    options: Object.entries(collections).map(([value, label]) => ({ value, label })),
  },
  { kind: 'choice', name: 'clause', label: '231号文条款', options: clauses.map((value) => ({ value, label: clauseWords(value) })) },
  {
    kind: 'choice',
    name: 'kind',
    label: '范围',
    options: [
      { value: 'listed', label: '指标目录' },
      { value: 'own', label: '平台办理指标' },
    ],
  },
]

const fits = (line: IndicatorLine, { text, ability, fiveHigh: high, collected, clause, kind }: Filter) =>
  (!text || line.title.includes(text) || line.id.toLowerCase().includes(text.toLowerCase())) &&
  (!ability || line.ability === ability) &&
  (!high || line.fiveHigh === high) &&
  (!collected || line.collected === collected) &&
  (!clause || line.clauses.includes(clause)) &&
  (!kind || line.listed === (kind === 'listed'))

/** 指标目录: every entry says how it is collected and how far its definition may be trusted. */
export function IndicatorsPage() {
  const [filter, set, raw] = useAddress(Filter)
  const lines = useQuery(ask(indicatorsApi.list, {}))
  const shown = lines.data?.filter((line) => fits(line, filter)) ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">指标</h1>
        <div className="actions">
          <SaveButton title="导出目录" save={() => download(indicatorsApi.exportCatalogue, {}, '指标目录.xlsx')} />
        </div>
      </div>
      <IndicatorTabs />
      <ListFilters filters={filters} values={raw} onApply={set} />
      {lines.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {lines.isError && <ProblemAlert problem={lines.error} retry={() => lines.refetch()} />}
      {lines.data && (
        <section className="panel" aria-label="指标目录列表">
          <p className="list-head" role="status">
            共 {shown.length} 项：平台计算 {countOf(shown, 'here')} 项，外部数据 {countOf(shown, 'outside')} 项，尚未取得{' '}
            {countOf(shown, 'none')} 项
          </p>
          {shown.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有符合条件的指标，可以放宽查询条件。" />
          ) : (
            <Lines lines={shown} />
          )}
        </section>
      )}
    </div>
  )
}

const countOf = (lines: readonly IndicatorLine[], is: Collected) => lines.filter(({ collected }) => collected === is).length

function Lines({ lines }: { lines: readonly IndicatorLine[] }) {
  const isPhone = useIsPhone()
  if (isPhone)
    return (
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line.id}>
            <article className="row-card" aria-label={line.title}>
              <p className="card-head">
                <Title line={line} />
                <CollectedTag is={line.collected} />
              </p>
              <p className="hint">
                {line.listed ? `${line.id}　` : ''}
                {line.unit}　{indicatorTypes[line.type]}　{line.fiveHigh}
              </p>
              <p className="hint">{line.how}</p>
              <IndicatorMark mark={line.mark} />
            </article>
          </li>
        ))}
      </ul>
    )
  return (
    <Scroll label="指标目录表">
      <table className="indicator-table">
        <thead>
          <tr>
            {['编号', '指标', '单位', '类型', '能力', '五高', '条款', '取得方式', '口径'].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="one-line">{line.listed ? line.id : '—'}</td>
              <th scope="row">
                <Title line={line} />
              </th>
              <td className="one-line">{line.unit}</td>
              <td>{indicatorTypes[line.type]}</td>
              <td>{line.ability}</td>
              <td className="one-line">{line.fiveHigh}</td>
              <td>{line.clauses.map(clauseWords).join('、')}</td>
              <td>
                <CollectedTag is={line.collected} />
                <p className="hint">{line.how}</p>
              </td>
              <td>
                <IndicatorMark mark={line.mark} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const Title = ({ line: { id, title } }: { line: IndicatorLine }) => (
  <Link to="/indicators/$indicatorId" params={{ indicatorId: id } as never}>
    {title}
  </Link>
) // `never`: the router is not told each page's parameters
