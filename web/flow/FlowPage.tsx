import { useQuery } from '@tanstack/react-query'
import { DatePicker, Empty, Select, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { type Flow, type FlowQuery, flowApi, mostMonths } from '#contract/flow'
import { useAddress } from '../kit/address.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { UnitTreePicker } from '../kit/UnitTreePicker.tsx'
import { FlowTables } from './FlowTables.tsx'
import { Opens, spanWords } from './parts.tsx'

/** 流程分析: how the matters of a process that were opened in a period went, read from their history. */
export function FlowPage() {
  const [query, set] = useAddress(flowApi.read.query)
  const flow = useQuery(ask(flowApi.read, { query }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">流程分析</h1>
        <div className="actions no-print">{flow.data && <ExportButton source={flowApi.export} body={query} />}</div>
      </div>
      <Filters flow={flow.data} query={query} set={set} />
      {flow.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {flow.isError && <ProblemAlert problem={flow.error} retry={() => flow.refetch()} />}
      {flow.data && <Shown flow={flow.data} />}
    </div>
  )
}

interface FiltersProps {
  flow: Flow | undefined
  query: FlowQuery
  set: (change: Record<string, unknown>) => void
}

function Filters({ flow, query, set }: FiltersProps) {
  const me = useMe()
  const from = query.from ?? flow?.from
  const to = query.to ?? flow?.to
  return (
    <section className="panel gap-bottom no-print" aria-label="筛选">
      <div className="flow-filters">
        <Select
          aria-label="事项类型"
          placeholder="事项类型"
          showSearch={{ optionFilterProp: 'label' }}
          value={query.process ?? flow?.process ?? null}
          onChange={(process) => set({ process })}
          options={flow?.processes ?? []}
        />
        <DatePicker.RangePicker
          picker="month"
          aria-label="发起月份"
          allowClear={false}
          value={from && to ? [dayjs(`${from}-01`), dayjs(`${to}-01`)] : null}
          maxDate={dayjs(me.today)}
          onChange={(months) => set({ from: months?.[0]?.format('YYYY-MM'), to: months?.[1]?.format('YYYY-MM') })}
        />
        <UnitTreePicker
          aria-label="单位"
          placeholder={flow ? `单位：${flow.unit.name}及下级` : '单位'}
          value={query.orgId ?? null}
          onChange={(orgId) => set({ orgId })}
          searchOnly
        />
      </div>
      <p className="hint gap-top">
        按发起月份选取事项，一次最多 {mostMonths} 个月；此后的办理不论何时都计入。每个数字都可以打开看到是哪些事项。
      </p>
    </section>
  )
}

function Shown({ flow }: { flow: Flow }) {
  const { total, firstTime, lateTotal, unit, title, from, to } = flow
  if (total.matters === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={`${unit.name}及下级在 ${from} 至 ${to} 没有发起过${title}，可以换一个月份或者事项类型。`}
      />
    )
  return (
    <>
      <section className="panel" aria-label="总体情况">
        <h2 className="card-title gap-bottom">
          {title}：{unit.name}及下级，{from} 至 {to} 发起
        </h2>
        <dl className="flow-figures">
          <Figure title="事项" note={`已办结 ${total.closed}`}>
            <Opens flow={flow} cell={total.opens} title="全部事项" count={total.matters} />
          </Figure>
          <Figure title="办理天数（已办结）" note={`工作日：${spanWords(total.workingDays)}`}>
            {spanWords(total.days)}
          </Figure>
          <Figure title="一次办成" note={`没有退回的占已办结 ${firstTime.closed} 件的比例`}>
            {firstTime.share === null ? (
              '—'
            ) : (
              <>
                {firstTime.share}%（
                <Opens flow={flow} cell={firstTime.opens} title="一次办成" count={firstTime.matters} />）
              </>
            )}
          </Figure>
          <Figure title="有逾期交接的事项" note={`共 ${lateTotal.times} 次`}>
            <Opens flow={flow} cell={lateTotal.opens} title="有逾期交接" count={lateTotal.matters} />
          </Figure>
        </dl>
      </section>
      <FlowTables flow={flow} />
    </>
  )
}

const Figure = ({ title, note, children }: { title: string; note: string; children: React.ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd className="flow-figure">{children}</dd>
    <dd className="flow-note">{note}</dd>
  </div>
)
