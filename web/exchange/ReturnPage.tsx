import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions, Skeleton, Tag } from 'antd'
import { MatterId } from '#contract/common'
import { exchangeApi, exchangeKinds, type ReturnDetail, type ReturnFigure } from '#contract/exchange'
import { FigureLink } from '../kit/chart/FigureLink.tsx'
import { figureWords } from '../kit/chart/words.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { FillForm } from './FillForm.tsx'
import { FileList, LateTag, MarkTag, readsOfReturns } from './parts.tsx'

/** 报送件: live figures beside what was handed in, the answers, and the steps of both sides. */
export function ReturnPage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(exchangeApi.read, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfReturns}
      forms={{ fill: FillForm }}
      head={() => <Head detail={found.data} />}
      actions={() => <Urge detail={found.data} />}
      tabs={[{ key: 'content', title: '报送内容', content: () => <Content detail={found.data} /> }]}
    />
  )
}

function Head({ detail }: { detail: ReturnDetail }) {
  const { standsOn, locked } = detail
  return (
    <p>
      {locked && <Tag color="green">已锁定：报送数据不再改变</Tag>} <LateTag row={detail} />
      {standsOn && `现由${standsOn.unit}${standsOn.what}。`}
    </p>
  )
}

function Urge({ detail: { id, state, org } }: { detail: ReturnDetail }) {
  const me = useMe()
  const { message } = App.useApp()
  const urge = useSend(exchangeApi.urge, { done: () => message.success(`已提醒${org.name}。`) })
  const isWaiting = state === 'open' || state === 'sentBack'
  if (!isWaiting || !mayDo(me, 'exchange.act') || activeDuty(me)?.org.id === org.id) return null
  return (
    <Button
      loading={urge.isPending}
      onClick={() =>
        urge.mutate({ params: { matterId: id }, body: {} }, { onError: (thrown) => void message.error(asProblem(thrown).sentence) })
      }
    >
      催报
    </Button>
  )
}

function Content({ detail }: { detail: ReturnDetail }) {
  const items = [
    { key: 'kind', label: '周期', children: exchangeKinds[detail.form.kind] },
    { key: 'period', label: '期次', children: detail.period },
    { key: 'org', label: '报送单位', children: detail.org.name },
    { key: 'collector', label: '接收单位', children: detail.collector },
    {
      key: 'due',
      label: '截止日',
      children: detail.dueOn === detail.dueFirst ? detail.dueOn : `${detail.dueOn}（原定 ${detail.dueFirst}）`,
    },
    ...(detail.submittedFirst
      ? [{ key: 'first', label: '首次报送', children: `${detail.submittedFirst}（在系统中登记之日，是否按时以此为准）` }]
      : []),
    {
      key: 'basis',
      label: '依据',
      children: (
        <>
          {detail.basis} <MarkTag mark={detail.mark} />
        </>
      ),
    },
  ]
  return (
    <>
      <Descriptions column={{ xs: 1, md: 2 }} items={items} />
      {detail.guide && <p className="hint">{detail.guide}</p>}
      {detail.figures.length > 0 && <Figures detail={detail} />}
      {detail.answers.length > 0 && <Answers detail={detail} />}
    </>
  )
}

function Figures({ detail }: { detail: ReturnDetail }) {
  return (
    <section aria-label="系统取数">
      <h2 className="card-title gap-top">系统取数</h2>
      <p className="hint">
        {detail.from === detail.to ? detail.from : `${detail.from} 至 ${detail.to}`}，{detail.org.name}
        及所属单位，按各月当月的隶属关系由办理记录得出，不能手工填写；与本单位掌握数不一致的，在“填写”中说明。
        {detail.form.kind === 'weekly' ? '指标按月统计，周简报为当月累计。' : ''}
      </p>
      {detail.figures.map((figure) => (
        <Line key={figure.indicator} figure={figure} detail={detail} />
      ))}
    </section>
  )
}

function Line({ figure, detail }: { figure: ReturnFigure; detail: ReturnDetail }) {
  const { live, taken, difference, unit, title } = figure
  const opens = {
    to: `/indicators/${figure.indicator}/records`,
    search: { org: detail.org.id, from: detail.from, to: detail.to },
  }
  return (
    <div className="exchange-figure">
      <div>
        {title}{' '}
        <strong>
          {taken && detail.locked ? figureWords(taken.value, unit) : <FigureLink value={live.value} unit={unit} of={title} opens={opens} />}
        </strong>{' '}
        {(taken && detail.locked ? taken.provisional : live.provisional) && <Tag color="gold">期间未完，暂计</Tag>}
        {figure.mark !== 'verified' && <MarkTag mark={figure.mark} />}
      </div>
      <div className="hint">{figure.definition}</div>
      {taken && (
        <div className="hint">
          报送时 {figureWords(taken.value, unit)}（第 {detail.rounds} 次报送，取数于 {dayTime(taken.at)}，按 {taken.treeDay} 的机构；查询：
          {figure.indicator}）。
          {difference !== null && (
            <>
              <Tag color="orange">
                现在 {figureWords(live.value, unit)}，差 {difference > 0 ? '+' : ''}
                {figureWords(difference)}
              </Tag>
              <FigureLink value={live.value} unit={unit} of={`${title}现在`} opens={opens} /> 为报送以后记录的变化，报送数不改写。
            </>
          )}
        </div>
      )}
      {figure.note && (
        <div>
          单位说明：{figure.claimed !== null ? `本单位掌握 ${figureWords(figure.claimed, unit)}；` : ''}
          {figure.note}
        </div>
      )}
    </div>
  )
}

function Answers({ detail: { answers } }: { detail: ReturnDetail }) {
  return (
    <section aria-label="填写内容">
      <h2 className="card-title gap-top">填写内容</h2>
      {answers.map(({ position, ask: asked, kind, required, answer, files }) => (
        <div key={position} className="exchange-figure">
          <div>
            {position}. {asked}
            {required ? '' : '（选填）'}
          </div>
          {kind === 'text' && <p className="exchange-answer">{answer || <span className="hint">尚未填写</span>}</p>}
          <FileList files={files} />
          {kind === 'file' && files.length === 0 && <span className="hint">尚未上传</span>}
        </div>
      ))}
    </section>
  )
}
