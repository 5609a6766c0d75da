import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Descriptions, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { MatterId } from '#contract/common'
import type { MatterView } from '#contract/matter'
import { Decomposition, supervisionApi, type TaskDetail } from '#contract/supervision'
import { directions, targetKinds, taskSources } from '#contract/supervision-steps'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { freshForm } from '../matter/FreshForm.tsx'
import { MatterPage } from '../matter/MatterPage.tsx'
import { useStepWords } from '../matter/step-words.tsx'
import { DueWords, LightTag, ProgressBar, readsOfTasks, standsWords } from './parts.tsx'
import { SubTasks } from './SubTasks.tsx'

export function TaskPage() {
  const matterId = useParam('matterId', MatterId)
  const task = useQuery(ask(supervisionApi.read, { params: { matterId } }))
  const choices = useQuery(ask(supervisionApi.choices, {}))
  const words = useStepWords('supervisedTask')
  if (task.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (task.isError) return <ProblemAlert problem={task.error} retry={() => task.refetch()} />
  const own = task.data
  const supporting = own.supportUnits.filter(({ endedOn }) => endedOn === null)
  const proposals = own.proposalList.filter(({ state }) => state === 'proposed')
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfTasks}
      head={() => <Head task={own} />}
      actions={() => <Decompose task={own} />}
      initial={(step, matter) => initialOf(step, own, matter)}
      forms={forms}
      choices={{
        clauseId: choices.data?.clauses ?? [],
        indicator: choices.data?.indicators ?? [],
        reportDay: own.reports.filter(({ reportedOn }) => reportedOn === null).map(({ day }) => ({ value: day, label: day })),
        supportOrgId: supporting.map(({ org }) => ({ value: org.id, label: org.name })),
        proposalId: proposals.map(({ id, org, title }) => ({ value: id, label: `${org.name}：${title}` })),
      }}
      detail={(step) => words(step)}
      listsChildren={false}
      opens={({ id }) => `/supervision/${id}`}
      tabs={[
        { key: 'task', title: '任务', content: () => <Facts task={own} /> },
        { key: 'parts', title: `分解（${own.subTasks.length}）`, content: () => <SubTasks task={own} /> },
        { key: 'support', title: `配合（${supporting.length}）`, content: (matter) => <Supports task={own} matter={matter} /> },
      ]}
    />
  )
}

const forms = { amend: freshForm(supervisionApi.read, ({ draft }) => draft) }

/** What is known already stands in the form: the planned days, what was asked for. */
function initialOf(step: string, task: TaskDetail, matter: MatterView): Record<string, unknown> | undefined {
  const asked = [...matter.history].reverse().find((act) => act.step === 'askExtension')?.input.dueOn
  const [proposal] = task.proposalList.filter(({ state }) => state === 'proposed')
  const known: Record<string, Record<string, unknown> | undefined> = {
    issue: { dueOn: task.draft.dueOn, reportOn: task.draft.reportOn, signBy: task.suggested.signBy },
    grantExtension: asked === undefined ? undefined : { dueOn: asked },
    issueProposed: proposal && { proposalId: proposal.id, dueOn: proposal.dueOn, signBy: task.suggested.signBy },
  }
  return known[step]
}

function Head({ task }: { task: TaskDetail }) {
  return (
    <p>
      <LightTag of={task} />
      　<DueWords of={task} />　{standsWords(task)}
      {task.noticedOn && <Tag className="gap-left">{task.noticedOn} 已确认通报</Tag>}
    </p>
  )
}

function Decompose({ task }: { task: TaskDetail }) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const choices = useQuery(ask(supervisionApi.choices, {})).data
  const send = useSend(supervisionApi.decompose, {
    refreshes: readsOfTasks,
    done: (made) => {
      setOpen(false)
      message.success(`已分解并交办 ${made.length} 项子任务。`)
    },
  })
  if (!task.mayDecompose) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>分解</Button>
      <ActDrawer
        title="分解并交办"
        body={Decomposition}
        open={isOpen}
        close={() => setOpen(false)}
        sending={send.isPending}
        problem={send.error}
        initial={{ title: task.title, measure: task.measure, dueOn: task.dueOn, mandatory: true }}
        choices={{ indicator: choices?.indicators ?? [] }}
        send={(body) => send.mutate({ params: { matterId: task.id }, body: body as never })} // parsed by the server; faults come back to their fields
      />
    </>
  )
}

function Facts({ task }: { task: TaskDetail }) {
  const { designation } = task
  const items = [
    ...(task.parentTitle ? [['上级任务', task.parentTitle]] : []),
    ['重点任务', task.keyTask],
    ['细化措施', task.measure],
    ['来源', <Source key="source" task={task} />],
    ...(designation ? [['受指定办理', `${designation.number}；范围：${designation.scope}；期限：${designation.until}`]] : []),
    ['交办单位', task.issuer.name],
    ['责任单位', task.lead.name],
    ['交办日', task.issuedOn ?? '尚未交办'],
    ['办理期限', <Dues key="dues" task={task} />],
    [
      '报送节点',
      task.reports.length === 0
        ? '无'
        : task.reports.map(({ day, reportedOn }) => `${day}（${reportedOn ? `${reportedOn} 已报送` : '未报送'}）`).join('、'),
    ],
    ['目标', <Target key="target" task={task} />],
    ['进度', <ProgressBar key="progress" of={task} />],
  ] as const
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={items.map(([label, words]) => ({ key: String(label), label, children: <div>{words}</div> }))}
      />
      {task.progressLog.length > 0 && (
        <>
          <h3 className="gap-top">进度记录</h3>
          <ul className="plain-list">
            {task.progressLog.map(({ id, day, percent, figure }) => (
              <li key={id}>
                <span className="number">{day}</span>　{percent}%{saidBy(figure, task.target.kind)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="hint gap-top">亮灯：{task.lightRule}</p>
    </>
  )
}

const Source = ({ task }: { task: TaskDetail }) => (
  <>
    {taskSources[task.source]}
    {task.clauseId && task.clauseTitle && (
      <>
        　<Link to={`/clauses/${task.clauseId}` as never}>{task.clauseTitle}</Link>
      </>
    )}
    {task.sourceText ? `　${task.sourceText}` : ''}
    {task.sourceNumber ? `　${task.sourceNumber}` : ''}
  </>
) // `never`: the router is not told each page's path

function Dues({ task }: { task: TaskDetail }) {
  return (
    <>
      <DueWords of={task} />
      {task.dues.length > 1 && (
        <ul className="plain-list hint">
          {task.dues.map(({ since, dueOn }, at) => (
            <li key={since + dueOn}>{at === 0 ? `${since} 交办时约定 ${dueOn}（原定期限）` : `${since} 批准延至 ${dueOn}`}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Target({ task }: { task: TaskDetail }) {
  const { target, figure } = task
  if (target.kind === 'deliverable') return `${targetKinds.deliverable}：${target.deliverable ?? ''}`
  if (target.kind === 'reported' || target.indicator === null || target.direction === null) return targetKinds.reported
  const search = { org: target.org?.id, from: target.from, to: target.to }
  return (
    <>
      {target.indicatorTitle ?? target.indicator}（{target.org?.name}，{target.from} 至 {target.to}）{directions[target.direction]}{' '}
      {target.value} {target.unit}
      <br />
      {figure === null ? (
        <span className="hint">指标现值不在您的查看范围内，进度以下方记录为准。</span>
      ) : (
        <>
          现为 <strong>{figure.value ?? '—'}</strong> {target.unit}，
          <Link to={`/indicators/${target.indicator}/records` as never} search={search as never}>
            {figure.records} 条记录
          </Link>
          <span className="hint">　亮灯用的进度每日更新</span>
        </>
      )}
    </>
  ) // `never`: as above
}

function Supports({ task, matter }: { task: TaskDetail; matter: MatterView }) {
  const words = useStepWords('supervisedTask')
  if (task.supportUnits.length === 0) return <Alert type="info" showIcon title="没有配合单位。交办后需要的，由交办单位点“增加配合单位”。" />
  const said = matter.history.filter(({ step }) => step === 'contribute')
  return (
    <ul className="plain-list">
      {task.supportUnits.map(({ org, contributedOn, endedOn, endReason }) => (
        <li key={org.id} className="gap-bottom">
          <strong>{org.name}</strong>　{contributedOn ? `${contributedOn} 已报送` : <span className="hint">尚未报送</span>}
          {endedOn && (
            <span className="hint">
              　{endedOn} 起不再配合：{endReason}
            </span>
          )}
          {said
            .filter(({ by }) => by.org === org.name || by.org.includes(org.name))
            .map((step) => (
              <div key={step.id}>
                <span className="hint">
                  {step.happenedOn}　{step.by.person}
                </span>
                {words(step)}
              </div>
            ))}
        </li>
      ))}
    </ul>
  )
}

function saidBy(figure: number | null, target: TaskDetail['target']['kind']): string {
  if (figure !== null) return `（由记录得出：${figure}）`
  return target === 'figure' ? '（记录中没有数据）' : '（填报）'
}
