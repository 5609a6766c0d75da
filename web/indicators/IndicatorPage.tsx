import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions, Skeleton, Tag } from 'antd'
import { type IndicatorDetail, IndicatorId, indicatorsApi, indicatorTypes, valueKinds } from '#contract/indicators-catalogue'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { CountedSection } from './CountedSection.tsx'
import { OutsideSection } from './OutsideSection.tsx'
import { PlausibilityButton } from './PlausibilityButton.tsx'
import { CollectedTag, clauseWords, figure, IndicatorMark, Scroll } from './parts.tsx'

/** One indicator: what it means, how far that may be trusted, and what it came to. */
export function IndicatorPage() {
  const indicatorId = useParam('indicatorId', IndicatorId)
  const read = useQuery(ask(indicatorsApi.read, { params: { indicatorId } }))
  usePageTitle(read.data?.line.title)
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (read.isError) return <ProblemAlert problem={read.error} retry={() => read.refetch()} />
  return <Shown detail={read.data} />
}

function Shown({ detail }: { detail: IndicatorDetail }) {
  const { line, counted, parts, published } = detail
  const isCounted = line.collected === 'here' && !line.listed
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">
          {line.title} <CollectedTag is={line.collected} />
        </h1>
      </div>
      <section className="panel" aria-label="口径">
        <Descriptions column={1} size="small" items={facts(detail)} />
        {counted.length > 0 && (
          <p>
            平台计算：
            <Links named={counted} />
          </p>
        )}
        {parts.length > 0 && (
          <p>
            分项：
            <Links named={parts} />
          </p>
        )}
      </section>
      {isCounted && <CountedSection detail={detail} />}
      {!isCounted && counted.length === 0 && parts.length === 0 && <OutsideSection detail={detail} />}
      {detail.plausibility && (
        <section className="panel gap-top" aria-label="合理范围">
          <h2 className="card-title">合理范围</h2>
          <p>
            下限 {detail.plausibility.min ?? '不限'}，上限 {detail.plausibility.max ?? '不限'}，较上期变动超过{' '}
            {detail.plausibility.change === null ? '不比较' : `${detail.plausibility.change}% `}时提示。
          </p>
          <p className="hint">
            {detail.plausibilityChanged ? '由省级综合协调人员设定。' : '【建议】系统默认，可由省级综合协调人员调整。'}
            只提示，不阻止登记。
          </p>
          {detail.mayKeepRules && <PlausibilityButton detail={detail} />}
        </section>
      )}
      {published.length > 0 && <Published detail={detail} />}
    </div>
  )
}

const Links = ({ named }: { named: readonly { id: string; title: string }[] }) => (
  <>
    {named.map(({ id, title }, at) => (
      <span key={id}>
        {at > 0 && '、'}
        <Link to="/indicators/$indicatorId" params={{ indicatorId: id } as never}>
          {title}
        </Link>
      </span>
    ))}
  </>
) // `never`: the router is not told each page's parameters

const facts = ({ line, definition, formula, source, note, over, direction }: IndicatorDetail) =>
  [
    { key: 'definition', label: '口径', children: definition },
    { key: 'formula', label: '算法', children: formula },
    { key: 'over', label: '分子、分母', children: over && <Links named={[over.numerator, over.denominator]} /> },
    {
      key: 'type',
      label: '类型',
      children: `${indicatorTypes[line.type]}，单位：${line.unit}${direction ? `，${direction === 'more' ? '越多越好' : '越少越好'}` : ''}`,
    },
    {
      key: 'of',
      label: '归类',
      children: [line.ability && `能力：${line.ability}`, line.fiveHigh && `五高：${line.fiveHigh}`].filter(Boolean).join('　'),
    },
    { key: 'clauses', label: '231号文', children: line.clauses.map(clauseWords).join('、') },
    { key: 'how', label: '取得', children: line.how },
    { key: 'frequency', label: '频率', children: line.frequency },
    {
      key: 'source',
      label: '口径出处',
      children: (
        <>
          {source ?? '未取得'} <IndicatorMark mark={line.mark} />
        </>
      ),
    },
    { key: 'note', label: '说明', children: note },
  ].filter(({ children }) => children !== null && children !== '')

/** Values that were compiled with the catalogue, each with its mark; a derived one is not official and says so. */
function Published({ detail: { published, line } }: { detail: IndicatorDetail }) {
  return (
    <section className="panel gap-top" aria-label="目录收录的公开数值">
      <h2 className="card-title">目录收录的公开数值</h2>
      <p className="hint gap-bottom">多取自媒体、转载，仅供比较；以有权机关发布为准。</p>
      <Scroll label="公开数值表">
        <table className="indicator-table">
          <thead>
            <tr>
              <th scope="col">统计期</th>
              <th scope="col">范围</th>
              <th scope="col" className="number">
                数值（{line.unit}）
              </th>
              <th scope="col">性质</th>
              <th scope="col">出处</th>
            </tr>
          </thead>
          <tbody>
            {published.map(({ period, scope, value, kind, mark, source, note }) => (
              <tr key={`${period}${scope}${kind}${value}`} className={kind === 'derived' ? 'indicator-derived' : undefined}>
                <td>{period}</td>
                <td>{scope}</td>
                <td className="number">{figure(value)}</td>
                <td>
                  <Tag color={kind === 'derived' ? 'gold' : kind === 'target' ? 'blue' : 'default'}>{valueKinds[kind]}</Tag>
                </td>
                <td>
                  {source ?? '出处未取得'} <IndicatorMark mark={mark} />
                  {note && <p className="hint">{note}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
