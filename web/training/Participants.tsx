import { Link } from '@tanstack/react-router'
import { Button, Empty, Table, type TableColumnsType, Tag } from 'antd'
import type { MatterView } from '#contract/matter'
import { type ClassDetail, type Participant, trainingApi } from '#contract/training'
import { classSteps, enrolmentStatuses, placeStates } from '#contract/training-steps'
import { useAct } from '../documents/use-act.tsx'
import { download } from '../kit/client.ts'
import { StepAct } from '../matter/StepAct.tsx'
import { readsOfTraining } from './parts.tsx'

type Quota = ClassDetail['quotas'][number]
const quotaColumns: TableColumnsType<Quota> = [
  { title: '单位', dataIndex: 'org', render: (_, { id, org }) => <Link to={`/training/places/${id}` as never}>{org}</Link> },
  { title: '名额', width: 90, render: (_, { quota }) => `${quota} 个` },
  { title: '已报', width: 100, render: (_, { used }) => `已报 ${used}` },
  { title: '候补', width: 100, render: (_, { waiting }) => `候补 ${waiting}` },
  {
    title: '状态',
    dataIndex: 'state',
    width: 110,
    render: (_, { state }) => <Tag color={state === 'submitted' ? 'orange' : 'blue'}>{placeStates[state]}</Tag>,
  },
] // `never`: the router is not told each page's path

export function Quotas({ own }: { own: ClassDetail }) {
  const given = own.quotas.reduce((sum, { quota }) => sum + quota, 0)
  return (
    <section aria-label="名额">
      <h2 className="card-title">名额</h2>
      {own.quotas.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有分配名额。点“下达报名通知”，把名额分给单位。" />
      ) : (
        <>
          <p className="hint">
            计划 {own.places} 人，已分配 {given} 个名额（含下级单位从上级分得的名额）。点单位名称确认、退回或者调整。
          </p>
          <div className="wide-table">
            <Table size="small" rowKey="id" pagination={false} columns={quotaColumns} dataSource={own.quotas} />
          </div>
        </>
      )}
    </section>
  )
}

const colours = { nominated: 'orange', waiting: 'default', enrolled: 'green', withdrawn: 'default', dismissed: 'red' } as const

/** 学员. `matter`: for who may dismiss. */
export function Participants({ own, matter }: { own: ClassDetail; matter: MatterView | null }) {
  const { busy, problem, run } = useAct()
  const params = { params: { matterId: own.id } }
  const columns: TableColumnsType<Participant> = [
    { title: '姓名', dataIndex: 'name', width: 110 },
    { title: '单位', dataIndex: 'unit' },
    { title: '状态', width: 130, render: (_, { status }) => <Tag color={colours[status]}>{enrolmentStatuses[status]}</Tag> },
    { title: '出勤学时', width: 110, render: (_, { attendedHours }) => `出勤 ${attendedHours}` },
    {
      title: '请假学时',
      width: 150,
      render: (_, { leaveHours, leaveTooLong }) =>
        leaveTooLong ? <Tag color="red">请假 {leaveHours}，超过七分之一</Tag> : `请假 ${leaveHours}`,
    },
    {
      title: '操作',
      width: 110,
      render: (_, { personId, status }) =>
        matter && status === 'enrolled' ? (
          <StepAct
            refreshes={readsOfTraining}
            matter={matter}
            step="dismiss"
            title="责令退学"
            form={classSteps.dismiss.omit({ participantId: true })}
            fixed={{ participantId: personId }}
            danger
          />
        ) : null,
    },
  ]
  if (!own.runs && !own.teaches) return null
  return (
    <section aria-label="学员" className="gap-top">
      <h2 className="card-title">学员</h2>
      <div className="actions">
        <Button
          loading={busy === 'roster'}
          disabled={own.participants.length === 0}
          onClick={() => run('roster', () => download(trainingApi.roster, params, '学员名册.xlsx'))}
        >
          导出名册
        </Button>
        <a href={`/api/training/classes/${own.id}/print`} target="_blank" rel="noreferrer">
          打印名册
        </a>
      </div>
      {problem}
      {own.participants.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有人报名。" />
      ) : (
        <div className="wide-table">
          <Table
            size="small"
            rowKey="personId"
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            columns={columns}
            dataSource={own.participants}
          />
        </div>
      )}
    </section>
  )
}
