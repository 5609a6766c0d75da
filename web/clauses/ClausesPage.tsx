import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Radio, Select, Skeleton, Tag } from 'antd'
import { type ClauseState, clauseStates } from '#contract/clause-evidence'
import { type ClauseFilter, clausesApi, type DocumentView, inNumerals } from '#contract/clauses'
import { useAddress } from '../kit/address.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { UnitTreePicker } from '../kit/UnitTreePicker.tsx'
import { ClauseCard } from './ClauseCard.tsx'
import { DocumentActs } from './DocumentActs.tsx'
import { DocumentMark, documentName, Unverified, validWords } from './parts.tsx'

/** 意见条款: the document as it reads, measure by measure, each duty with what the records say of it. */
export function ClausesPage() {
  const [filter, set] = useAddress(clausesApi.view.query)
  const view = useQuery(ask(clausesApi.view, { query: filter }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">意见条款</h1>
        <div className="actions no-print">
          <ExportButton source={clausesApi.export} body={filter} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            打印
          </Button>
          <Link to="/clauses/documents">全部文件</Link>
        </div>
      </div>
      {view.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {view.isError && <ProblemAlert problem={view.error} retry={() => view.refetch()} />}
      {view.data && <Shown view={view.data} filter={filter} set={set} />}
    </div>
  )
}

interface ShownProps {
  view: DocumentView
  filter: ClauseFilter
  set: (change: Record<string, unknown>) => void
}

function Shown({ view, filter, set }: ShownProps) {
  const { document, unit, from, to, clauses } = view
  return (
    <>
      <section className="panel gap-bottom" aria-label="文件">
        <p>
          <strong>{documentName(document)}</strong> <DocumentMark mark={document.mark} />
          {!document.published && <Tag color="orange">草稿</Tag>}
          {document.replacedBy && <Tag>已有新版本</Tag>}
        </p>
        <p className="hint">
          {document.issuer}　{document.issuedOn} 印发　施行：{validWords(document)}　来源：{document.source}
        </p>
        <Unverified unverified={document.unverified} />
        <p className="hint">
          统计单位：{unit.name}及下级　统计期：{from} 至 {to}。情况由记录得出，不能手工填写。
        </p>
        {document.mayManage && <DocumentActs document={document} />}
      </section>
      <Filters view={view} filter={filter} set={set} />
      {clauses.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyWords(view, filter)} />}
      <Clauses view={view} />
    </>
  )
}

const emptyWords = ({ document, counts }: DocumentView, { state, bound }: ClauseFilter) =>
  document.clauses === 0
    ? '这份文件还没有条款，可以逐条增加，或者从 Excel 导入。'
    : counts.all === 0
      ? '没有符合条件的条款，可以改看“全部条款”。'
      : `没有“${bound ? '尚未绑定' : state ? clauseStates[state] : ''}”的条款。`

const mineWords = { unit: '本单位负责的条款', level: '对本级的要求' } as const

function Filters({ view: { counts, mine, mineOnly, units, unit }, filter, set }: ShownProps) {
  const states: [ClauseState | undefined, string, number][] = [
    [undefined, '全部', counts.all],
    ['evidence', clauseStates.evidence, counts.evidence],
    ['none', clauseStates.none, counts.none],
    ['outside', clauseStates.outside, counts.outside],
  ]
  const isShown = (state: ClauseState | undefined) => filter.bound === undefined && filter.state === state
  return (
    <section className="panel gap-bottom no-print" aria-label="筛选">
      <div className="clause-filters">
        {mine !== null && (
          <Radio.Group
            aria-label="范围"
            optionType="button"
            value={mineOnly}
            onChange={(event) => set({ mine: String(event.target.value) })}
            options={[
              { value: true, label: mineWords[mine] },
              { value: false, label: '全部条款' },
            ]}
          />
        )}
        <fieldset className="clause-counts" aria-label="情况">
          {states.map(([state, title, count]) => (
            <Button
              key={title}
              type={isShown(state) ? 'primary' : 'default'}
              aria-pressed={isShown(state)}
              onClick={() => set({ state, bound: undefined })}
            >
              {title} {count}
            </Button>
          ))}
          {(counts.unbound > 0 || filter.bound) && (
            <Button
              type={filter.bound ? 'primary' : 'default'}
              aria-pressed={filter.bound !== undefined}
              onClick={() => set({ state: undefined, bound: 'none' })}
            >
              其中尚未绑定 {counts.unbound}
            </Button>
          )}
        </fieldset>
        <Select
          aria-label="责任单位"
          placeholder="责任单位"
          allowClear
          value={filter.unit}
          onChange={(value) => set({ unit: value })}
          options={units.flatMap(({ orgId, name }) => (orgId === null ? [] : [{ value: orgId, label: name }]))}
        />
        <UnitTreePicker
          aria-label="统计单位"
          placeholder={`统计单位：${unit.name}`}
          value={filter.orgId ?? null}
          onChange={(value) => set({ orgId: value })}
          searchOnly
        />
      </div>
    </section>
  )
}

function Clauses({ view: { clauses, unit } }: { view: DocumentView }) {
  return groups(clauses, ({ part }) => part).map(([part, inPart]) => (
    <section key={part} aria-label={`第${inNumerals(part)}部分`}>
      <h2 className="clause-part">
        {inNumerals(part)}、{inPart[0]?.partTitle}
      </h2>
      {groups(inPart, ({ article }) => article).map(([article, some]) => (
        <div key={article}>
          <h3 className="clause-article">
            （{inNumerals(article)}）{some[0]?.articleTitle}
          </h3>
          <ul className="clause-list">
            {some.map((clause) => (
              <li key={clause.id}>
                <ClauseCard clause={clause} orgId={unit.id} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  ))
}

/** In the order of the document, which the rows have. */
function groups<R>(rows: readonly R[], of: (row: R) => number): [number, R[]][] {
  const found = new Map<number, R[]>()
  for (const row of rows) found.set(of(row), [...(found.get(of(row)) ?? []), row])
  return [...found]
}
