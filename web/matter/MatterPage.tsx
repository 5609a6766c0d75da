import { ExclamationCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton, Tabs, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import type { MatterId } from '#contract/common'
import { type MatterView, matterApi, type TakenStep } from '#contract/matter'
import { useAddress } from '../kit/address.ts'
import { CourseSteps } from '../kit/CourseSteps.tsx'
import { DeadlineCard } from '../kit/DeadlineCard.tsx'
import { DeadlineTag } from '../kit/DeadlineTag.tsx'
import { useMatterPath } from '../kit/house.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { type Crumb, usePageTitle } from '../kit/page-title.ts'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import type { Choices } from '../kit/step-fields.ts'
import { Timeline } from '../kit/Timeline.tsx'
import { anyQuery } from './any-query.ts'
import { StepButtons } from './StepButtons.tsx'
import { StepDrawer, type StepForms } from './StepDrawer.tsx'

export interface MatterTab {
  key: string
  title: string
  content: (matter: MatterView) => ReactNode
}

export interface MatterPageProps {
  matterId: MatterId
  /** What the room shows of its own; the first is open. 办理经过 comes last by itself. */
  tabs: readonly MatterTab[]
  /** Beside number and state: party, kind, value. */
  head?: (matter: MatterView) => ReactNode
  /** Buttons of the room beside the steps: a paper, the archive. */
  actions?: (matter: MatterView) => ReactNode
  /** A step whose form the schema cannot draw well enough. */
  forms?: StepForms
  /** What is known already when a step's form opens. */
  initial?: (step: string, matter: MatterView) => Record<string, unknown> | undefined
  /** Answers that only the room knows, by the field's name in a step's form: `{ partyId: […], violationCode: […] }`. */
  choices?: Choices
  /** What a step's input says in the timeline. */
  detail?: (step: TakenStep, matter: MatterView) => ReactNode
  /** Reads of the room that a step makes old, beside the matter itself. */
  refreshes?: readonly { path: string }[]
  /** Where a child matter opens. */
  opens?: (child: MatterView['children'][number]) => string
  /** A room that shows them in a tab of its own says false. */
  listsChildren?: boolean
}

/** The page of any matter: what now and until when on top, then the room's own content. */
export function MatterPage(props: MatterPageProps) {
  const matter = useQuery(ask(matterApi.read, { params: { matterId: props.matterId } }))
  usePageTitle(matter.data && nameOf(matter.data), useParent(props.matterId, matter.data?.parentId ?? null))
  if (matter.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (matter.isError) return <ProblemAlert problem={matter.error} retry={() => matter.refetch()} />
  return <Shown {...props} matter={matter.data} />
}

const nameOf = (matter: MatterView) => matter.number ?? (matter.parentId === null ? matter.title : matter.processTitle)

/** A track is never numbered: it is its case's. */
const numberWords = ({ number, parentId }: MatterView) => (number ? ` · ${number}` : parentId === null ? ' · 尚未编号' : '')

/** A track stands under its case; where only the track is open to the reader, it stands alone. */
function useParent(matterId: MatterId, parentId: MatterId | null): Crumb | undefined {
  const path = useMatterPath()
  const parent = useQuery({ ...ask(matterApi.read, { params: { matterId: parentId ?? matterId } }), enabled: parentId !== null }).data
  return parent && parentId ? { path: path(parent), title: nameOf(parent) } : undefined
}

function Shown(props: MatterPageProps & { matter: MatterView }) {
  const { matter, tabs } = props
  const [stepName, setStepName] = useState<string | null>(null)
  const [, setAddress, raw] = useAddress(anyQuery)
  const history = {
    key: 'history',
    title: '办理经过',
    content: () => (
      <Timeline history={matter.history} {...(props.detail ? { detail: (step: TakenStep) => props.detail?.(step, matter) } : {})} />
    ),
  }
  const shown = [...tabs, history]
  const listsChildren = props.listsChildren ?? true
  const { terms, officers } = matter.knows
  const hasAside = terms || officers || matter.assignees.length > 0 || (listsChildren && matter.children.length > 0)
  return (
    <div className="page">
      <section className="panel matter-top" aria-label="当前状态与下一步">
        <Head matter={matter} extra={props.head?.(matter)} />
        <CourseSteps course={matter.course} />
        <StepButtons matter={matter} onChoose={setStepName} extra={props.actions?.(matter)} />
      </section>
      <div className={hasAside ? 'matter-body' : ''}>
        <section className="panel" aria-label="事项内容">
          <Tabs
            activeKey={shown.some(({ key }) => key === raw.tab) ? String(raw.tab) : (shown[0]?.key ?? 'history')}
            onChange={(tab) => setAddress({ tab }, { replace: true })}
            items={shown.map(({ key, title, content }) => ({ key, label: title, children: content(matter) }))}
          />
        </section>
        {hasAside && <Aside matter={matter} opens={props.opens} listsChildren={listsChildren} />}
      </div>
      <StepDrawer {...props} stepName={stepName} onClose={() => setStepName(null)} />
    </div>
  )
}

function Head({ matter, extra }: { matter: MatterView; extra: ReactNode }) {
  const watch = useSend(matterApi.watch, { refreshes: [matterApi.read] })
  return (
    <>
      <div className="matter-head">
        <h1 className="page-title">{matter.title}</h1>
        <Tag color={matter.closed ? 'default' : 'blue'}>{matter.stateTitle}</Tag>
        {matter.knows.terms && <DeadlineTag deadlines={matter.deadlines} />}
        <Button
          size="small"
          aria-pressed={matter.watched}
          loading={watch.isPending}
          onClick={() => watch.mutate({ params: { matterId: matter.id }, body: { watched: !matter.watched } })}
        >
          {matter.watched ? '已关注，点击取消' : '关注'}
        </Button>
      </div>
      <p className="hint">
        {matter.processTitle}
        {numberWords(matter)} · 主办：{matter.owner.name}
        {matter.handling.id === matter.owner.id ? '' : ` · 承办：${matter.handling.name}`} · 立项日：{matter.openedOn} · 适用 {matter.lawOf}{' '}
        时有效的程序规定
      </p>
      {extra}
    </>
  )
}

function Officers({ assignees }: Pick<MatterView, 'assignees'>) {
  return (
    <section className="panel">
      <h2>承办人</h2>
      {assignees.length === 0 && <p className="hint">尚未指定承办人。</p>}
      <ul className="plain-list">
        {assignees.map((one) => (
          <li key={one.personId + one.from}>
            {one.name}
            <span className="hint">
              {one.certificateNo ? `　执法证 ${one.certificateNo}` : ''}　{one.from} 起{one.to ? `，至 ${one.to}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface AsideProps {
  matter: MatterView
  opens: MatterPageProps['opens']
  listsChildren: boolean
}

function Aside({ matter, opens, listsChildren }: AsideProps) {
  const { today } = useMe()
  return (
    <div>
      {matter.knows.terms && (
        <section className="panel">
          <h2>期限</h2>
          {matter.deadlines.length === 0 && <p className="hint">目前没有进行中的法定期限。</p>}
          {matter.deadlines.map((deadline) => (
            <DeadlineCard key={deadline.name + deadline.begun} deadline={deadline} />
          ))}
        </section>
      )}
      {(matter.knows.officers || matter.assignees.length > 0) && <Officers assignees={matter.assignees} />}
      {listsChildren && matter.children.length > 0 && (
        <section className="panel">
          <h2>关联程序</h2>
          <ul className="plain-list tight-links">
            {matter.children.map((child) => (
              <li key={child.id}>
                {opens ? <Link to={opens(child)}>{child.process}</Link> : child.process}
                <Tag className="gap-left" color={child.closed ? 'default' : 'blue'}>
                  {child.stateTitle}
                </Tag>
                {child.due && !child.closed && child.due < today ? (
                  <Tag color="red" icon={<ExclamationCircleFilled />}>
                    超期，应于 {child.due} 前办结
                  </Tag>
                ) : (
                  <span className="hint">{child.due && !child.closed ? `至 ${child.due}` : ''}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
