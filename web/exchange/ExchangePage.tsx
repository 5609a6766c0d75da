import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Empty, Skeleton, Tag } from 'antd'
import { type CalendarView, exchangeApi, exchangeKinds } from '#contract/exchange'
import { dayInWords } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { StateTag } from './parts.tsx'

/** 信息交换: what my unit owes, what is coming, what it collects. */
export function ExchangePage() {
  const found = useQuery(ask(exchangeApi.calendar, {}))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">信息交换</h1>
        <div className="actions">
          <Link to={'/exchange/items' as never}>
            <Button>信息稿件</Button>
          </Link>
          <Link to={'/exchange/reports' as never}>
            <Button>年度报告</Button>
          </Link>
          <Link to={'/exchange/returns' as never}>
            <Button>报送情况</Button>
          </Link>
          <Link to={'/exchange/forms' as never}>
            <Button type={found.data?.mayManage ? 'primary' : 'default'}>{found.data?.mayManage ? '设置交换表单' : '交换表单'}</Button>
          </Link>
        </div>
      </div>
      {found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && <Shown view={found.data} />}
    </div>
  ) // `never`: the router is not told each page's path
}

function Shown({ view }: { view: CalendarView }) {
  return (
    <>
      {view.late > 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title={
            <Link to={'/exchange/returns' as never} search={{ late: 'now' } as never}>
              所辖单位 {view.late} 件逾期未报
            </Link>
          }
        />
      )}
      <div className="exchange-two">
        <Owed view={view} />
        <Collected view={view} />
      </div>
    </>
  )
}

function Owed({ view: { owed, asOf } }: { view: CalendarView }) {
  return (
    <section className="panel" aria-label="本单位要报的">
      <h2 className="card-title">本单位要报的</h2>
      {owed.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="近期没有要报的。上级单位设置的交换表单到期前，会自动出现在这里和待办中。"
        />
      )}
      <ul className="plain-list">
        {owed.map((one) => (
          <li key={one.formId + one.period}>
            {one.returnId ? (
              <Link to={`/exchange/returns/${one.returnId}` as never}>
                {one.title}　{one.period}
              </Link>
            ) : (
              <span>
                {one.title}　{one.period}
              </span>
            )}{' '}
            {one.state && <StateTag state={one.state} />}
            {one.due < asOf && <Tag color="red">已过截止日</Tag>}
            <br />
            <span className="hint">
              {exchangeKinds[one.kind]}　报{one.collector}　截止 {dayInWords(one.due)}
              {one.provisional ? '（节假日安排尚未公布，暂定）' : ''}
              {one.returnId ? '' : `　${one.opensOn} 开放填报`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Collected({ view: { collected } }: { view: CalendarView }) {
  return (
    <section className="panel" aria-label="所辖单位报送的">
      <h2 className="card-title">所辖单位报送的</h2>
      {collected.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="近期没有向所辖单位收的报送件。由省、市、县局综合协调人员在“交换表单”中设置。"
        />
      )}
      <ul className="plain-list">
        {collected.map((one) => {
          const open = (more: Record<string, string>, words: string) => (
            <Link to={'/exchange/returns' as never} search={{ form: one.formId, period: one.period, ...more } as never}>
              {words}
            </Link>
          )
          return (
            <li key={one.formId + one.period}>
              {open({}, `${one.title}　${one.periodTitle}`)} {one.late > 0 && <Tag color="red">逾期 {one.late} 件</Tag>}
              <br />
              <span className="hint">
                {exchangeKinds[one.kind]}　截止 {one.due}　共 {one.all} 件：未报 {one.waiting}，已报待审 {one.submitted}，已接收或免报{' '}
                {one.accepted}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
