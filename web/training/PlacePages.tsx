import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Empty, Skeleton, Table, type TableColumnsType, Tag } from 'antd'
import { MatterId } from '#contract/common'
import type { MatterView } from '#contract/matter'
import { type PlaceDetail, trainingApi } from '#contract/training'
import { enrolmentStatuses, placeStates, placeSteps } from '#contract/training-steps'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import type { RowOf } from '../kit/list-types.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { StepAct } from '../matter/StepAct.tsx'
import { dayWords, readsOfTraining } from './parts.tsx'

type Row = RowOf<typeof trainingApi.places>
const columns: ListColumn<Row>[] = [
  { key: 'title', title: '培训班', card: 'title', render: ({ title }) => title },
  {
    key: 'state',
    title: '状态',
    width: 110,
    card: 'tag',
    render: ({ state }) => <Tag color={state === 'nominating' ? 'orange' : 'blue'}>{placeStates[state]}</Tag>,
  },
  { key: 'org', title: '单位', render: ({ org }) => org },
  { key: 'used', title: '报名', width: 120, render: ({ used, quota }) => `${used} / ${quota} 人` },
  { key: 'until', title: '报名截止', width: 130, render: ({ callUntil }) => callUntil ?? '' },
  { key: 'starts', title: '开班', width: 130, render: ({ startsOn }) => startsOn },
]

export function PlaceListPage() {
  const me = useMe()
  return (
    <ListPage
      title="名额与报名"
      name="trainingPlaces"
      source={trainingApi.places}
      columns={columns}
      rowKey={({ id }) => id}
      rowTitle={({ title, org }) => `${title} ${org}`}
      opens={({ id }) => `/training/places/${id}`}
      actions={
        mayDo(me, 'training.manage') && (
          <Link to={'/training/places/import' as never}>
            <Button>导入名册</Button>
          </Link>
        )
      }
      empty="没有分给本单位的培训名额。办班单位下达报名通知后，名额会出现在这里和待办中。"
    />
  )
}

export function PlacePage() {
  const matterId = useParam('matterId', MatterId)
  const place = useQuery(ask(trainingApi.place, { params: { matterId } }))
  if (place.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (place.isError) return <ProblemAlert problem={place.error} retry={() => place.refetch()} />
  const all = place.data.nominees.filter(({ status }) => status !== 'withdrawn' && status !== 'dismissed')
  const options = (people: typeof all) => people.map(({ personId, name }) => ({ value: personId, label: name }))
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfTraining}
      choices={{ nomineeId: options(all), out: options(all) }}
      opens={({ id }) => `/training/places/${id}`}
      tabs={[{ key: 'people', title: '报名人员', content: (matter) => <Nominees place={place.data} matter={matter} /> }]}
    />
  )
}

type Nominee = PlaceDetail['nominees'][number]
function Nominees({ place, matter }: { place: PlaceDetail; matter: MatterView }) {
  const columns: TableColumnsType<Nominee> = [
    { title: '姓名', dataIndex: 'name', width: 110 },
    { title: '单位', dataIndex: 'unit' },
    { title: '状态', width: 140, render: (_, { status }) => <Tag>{enrolmentStatuses[status]}</Tag> },
    {
      title: '三年内已参加',
      render: (_, { trainedBefore }) => (trainedBefore.length > 0 ? <span className="hint">{trainedBefore.join('；')}</span> : '无'),
    },
    {
      title: '操作',
      width: 150,
      render: (_, { personId, status }) => (
        <>
          {status === 'waiting' && (
            <StepAct
              refreshes={readsOfTraining}
              matter={matter}
              step="promote"
              title="递补"
              form={placeSteps.promote.omit({ nomineeId: true })}
              fixed={{ nomineeId: personId }}
            />
          )}
          {status !== 'withdrawn' && status !== 'dismissed' && (
            <StepAct
              refreshes={readsOfTraining}
              matter={matter}
              step={matter.state === 'confirmed' ? 'withdrawEnrolled' : 'removeNominee'}
              title={matter.state === 'confirmed' ? '退出' : '撤回'}
              form={placeSteps.removeNominee.omit({ nomineeId: true })}
              fixed={{ nomineeId: personId }}
              danger
            />
          )}
        </>
      ),
    },
  ]
  const { class: own } = place
  const items = [
    { key: 'class', label: '培训班', children: <Link to={`/training/classes/${own.id}` as never}>{own.title}</Link> },
    { key: 'days', label: '时间', children: `${dayWords(own.startsOn)} 至 ${dayWords(own.endsOn)}` },
    { key: 'where', label: '地点', children: own.where },
    { key: 'audience', label: '培训对象', children: own.audience },
    { key: 'until', label: '报名截止', children: own.callUntil ?? '' },
    { key: 'quota', label: '名额', children: `${place.org.name}　${place.used} / ${place.quota} 人` },
  ] // `never`: the router is not told each page's path
  return (
    <>
      <Descriptions column={{ xs: 1, md: 2 }} items={items} />
      <div className="actions after-facts">
        <StepAct
          refreshes={readsOfTraining}
          matter={matter}
          step="nominate"
          title="报名"
          form={placeSteps.nominate}
          button={{ type: 'primary', size: 'middle' }}
        />
      </div>
      {place.nominees.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有报名人员。点“报名”选择本单位人员，再“报送”。" />
      ) : (
        <div className="wide-table gap-top">
          <Table size="small" rowKey="personId" pagination={false} columns={columns} dataSource={place.nominees} />
        </div>
      )}
      {place.splits.length > 0 && (
        <>
          <h2 className="card-title gap-top">分给下级单位</h2>
          <ul className="plain-list">
            {place.splits.map(({ id, org, quota, used, state }) => (
              <li key={id}>
                <Link to={`/training/places/${id}` as never}>{org}</Link>　{used} / {quota} 人 <Tag>{placeStates[state]}</Tag>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
