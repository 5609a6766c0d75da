import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Empty, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { MatterId } from '#contract/common'
import type { MatterView } from '#contract/matter'
import { type PlanDetail, type PlanRow, trainingApi } from '#contract/training'
import { trainingLevels } from '#contract/training-fields'
import { classStates, PlanLineDraft, planStates, planSteps } from '#contract/training-steps'
import { useThemes } from '../hours/themes.ts'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { StepAct } from '../matter/StepAct.tsx'
import { readsOfTraining } from './parts.tsx'

const columns: ListColumn<PlanRow>[] = [
  { key: 'year', title: '年度', width: 90, card: 'title', render: ({ year, org }) => `${year} 年 ${org}` },
  { key: 'state', title: '状态', width: 100, card: 'tag', render: ({ state }) => <Tag>{planStates[state]}</Tag> },
  { key: 'revision', title: '版次', width: 80, render: ({ revision }) => `第 ${revision} 版` },
  { key: 'lines', title: '培训项目', width: 100, render: ({ lines }) => `${lines} 项` },
  { key: 'held', title: '完成情况', render: ({ classesHeld, classesPlanned }) => `已办 ${classesHeld} 期 / 计划 ${classesPlanned} 期` },
]

export function PlanListPage() {
  const me = useMe()
  return (
    <ListPage
      title="培训计划"
      name="trainingPlans"
      source={trainingApi.plans}
      columns={columns}
      filters={[
        {
          kind: 'choice',
          name: 'year',
          label: '年度',
          options: [-1, 0, 1].map((more) => {
            const year = String(Number(me.today.slice(0, 4)) + more)
            return { value: year, label: `${year} 年` }
          }),
        },
      ]}
      rowKey={({ id }) => id}
      rowTitle={({ year, org }) => `${year} 年 ${org}`}
      opens={({ id }) => `/training/plans/${id}`}
      actions={mayDo(me, 'training.manage') && <NewPlan />}
      empty="还没有年度培训计划。培训管理人员可以点“编制计划”，填写计划项后报本单位负责人批准。"
    />
  )
}

function NewPlan() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const me = useMe()
  const make = useSend(trainingApi.openPlan, {
    refreshes: [trainingApi.plans],
    done: ({ id }) => void navigate({ to: `/training/plans/${id}` as never }), // the router is not told each page's path
  })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        编制计划
      </Button>
      <ActDrawer
        title="编制计划"
        body={trainingApi.openPlan.body}
        open={isOpen}
        close={() => setOpen(false)}
        initial={{ year: Number(me.today.slice(0, 4)) + (me.today.slice(5, 7) >= '10' ? 1 : 0) }}
        sending={make.isPending}
        problem={make.error}
        send={(body) => make.mutate({ body: body as never })} // parsed by the server; faults come back to their fields
      />
    </>
  )
}

export function PlanPage() {
  const matterId = useParam('matterId', MatterId)
  const plan = useQuery(ask(trainingApi.plan, { params: { matterId } }))
  const themes = useThemes()
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfTraining}
      choices={{ lineId: (plan.data?.lines ?? []).map(({ id, title }) => ({ value: id, label: title })), theme: themes.choices }}
      tabs={[
        {
          key: 'lines',
          title: '计划项',
          content: (matter) =>
            plan.isPending ? (
              <Skeleton active />
            ) : plan.isError ? (
              <ProblemAlert problem={plan.error} retry={() => plan.refetch()} />
            ) : (
              <Lines plan={plan.data} matter={matter} />
            ),
        },
        { key: 'revisions', title: '批准的版次', content: () => <Revisions plan={plan.data} /> },
      ]}
    />
  )
}

function Lines({ plan, matter }: { plan: PlanDetail; matter: MatterView }) {
  const themes = useThemes()
  return (
    <>
      <StepAct
        refreshes={readsOfTraining}
        matter={matter}
        step="writeLine"
        title="填写计划项"
        form={PlanLineDraft}
        choices={{ theme: themes.choices }}
        button={{ type: 'primary', size: 'middle' }}
      />
      {plan.lines.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有计划项。请按层级和专题逐项填写，再提交审批。" />
      )}
      {plan.lines.map((line) => (
        <section key={line.id} className="session-row" aria-label={line.title}>
          <div className="what">
            <strong>{line.title}</strong> <Tag>{line.theme}</Tag>
            <Tag>{trainingLevels[line.level]}</Tag>
            <p className="hint">
              {line.month} 月　{line.batches} 期　每期 {line.places} 人　{line.hours} 学时
              {line.partners.length > 0 ? `　合作：${line.partners.join('、')}` : ''}
            </p>
            {line.classes.length > 0 && (
              <p>
                {line.classes.map(({ id, title, state }) => (
                  <span key={id}>
                    <Link to={`/training/classes/${id}` as never}>{title}</Link> <Tag>{classStates[state]}</Tag>
                  </span>
                ))}
              </p>
            )}
          </div>
          <span className="progress-numbers">
            已开 {line.progress.opened} / {line.batches} 期，办结 {line.progress.held} 期，结业 {line.progress.trained} 人
            {line.progress.cancelled > 0 ? `，取消 ${line.progress.cancelled} 期` : ''}
          </span>
          <StepAct
            refreshes={readsOfTraining}
            matter={matter}
            step="writeLine"
            title="修改"
            form={PlanLineDraft}
            choices={{ theme: themes.choicesWith(line.theme) }}
            initial={{ ...pick(line), partnerOrgIds: [...line.partnerOrgIds] }}
            fixed={{ changes: line.id }}
          />
          <StepAct
            refreshes={readsOfTraining}
            matter={matter}
            step="dropLine"
            title="删除"
            form={planSteps.dropLine.omit({ lineId: true })}
            fixed={{ lineId: line.id }}
            danger
          />
        </section>
      ))}
    </>
  ) // `never`: the router is not told each page's path
}

const pick = ({ title, theme, level, month, batches, places, hours, partners }: PlanDetail['lines'][number]) => ({
  title,
  theme,
  level,
  month,
  batches,
  places,
  hours,
  partners: [...partners],
})

function Revisions({ plan }: { plan: PlanDetail | undefined }) {
  if (!plan || plan.revisions.length === 0) return <p className="hint">还没有批准的版次。</p>
  return (
    <ul className="plain-list">
      {plan.revisions.map(({ revision, approvedOn, reason, lines }) => (
        <li key={revision}>
          第 {revision} 版　{approvedOn} 批准　{lines} 项{reason ? `　调整理由：${reason}` : ''}
        </li>
      ))}
    </ul>
  )
}
