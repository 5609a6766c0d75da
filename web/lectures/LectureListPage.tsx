import { FileExcelOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { attendanceModes, type LectureLine, type LectureState, lectureStates, lecturesApi } from '#contract/lectures'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayInWords } from '../kit/day.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { LectureForm } from './LectureForm.tsx'

const colours: Record<LectureState, string> = { planned: 'blue', held: 'green', cancelled: 'default' }
export const LectureTag = ({ is }: { is: LectureState }) => <Tag color={colours[is]}>{lectureStates[is]}</Tag>

export const speakerWords = ({ speakers }: Pick<LectureLine, 'speakers'>) =>
  speakers.map(({ name, unit }) => `${name}（${unit}）`).join('、')

const columns: readonly ListColumn<LectureLine>[] = [
  { key: 'title', title: '题目', card: 'title', render: (row) => row.title },
  {
    key: 'state',
    title: '状态',
    width: 130,
    card: 'tag',
    render: (row) => (
      <>
        <LectureTag is={row.state} />
        {row.mine && <Tag color="green">已听</Tag>}
      </>
    ),
  },
  { key: 'when', title: '时间', width: 200, render: (row) => `${dayInWords(row.plannedOn)} ${row.startsAt}` },
  { key: 'series', title: '系列', width: 140, render: (row) => row.series },
  { key: 'speakers', title: '主讲人', render: (row) => speakerWords(row) || '待定' },
  { key: 'host', title: '主办单位', width: 130, render: (row) => row.host },
  {
    key: 'link',
    title: '链接',
    width: 110,
    render: (row) => <LectureLink lecture={row} />,
  },
  { key: 'mine', title: '我的听讲', width: 100, card: 'none', render: (row) => (row.mine ? attendanceModes[row.mine] : '—') },
]

/** 直播 until it was held, then 回放. Outside this platform: a new window that knows nothing of this one. */
export function LectureLink({ lecture }: { lecture: Pick<LectureLine, 'state' | 'liveUrl' | 'recordingUrl'> }) {
  const [address, words] =
    lecture.state === 'planned' ? [lecture.liveUrl, '进入直播'] : [lecture.state === 'held' ? lecture.recordingUrl : null, '看回放']
  if (address === null) return <>—</>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  )
}

/** 大讲堂: what is to come first. Everybody sees it, follows the link, and sees what he has heard. */
export function LectureListPage() {
  const me = useMe()
  const series = useQuery(ask(lecturesApi.series, {}))
  const filters: readonly ListFilter[] = [
    { kind: 'choice', name: 'seriesId', label: '系列', options: (series.data ?? []).map(({ id, name }) => ({ value: id, label: name })) },
    { kind: 'choice', name: 'mine', label: '听讲', options: [{ value: 'yes', label: '我听过的' }] },
    { kind: 'choice', name: 'state', label: '状态', options: options(lectureStates) },
    { kind: 'text', name: 'text', label: '查找', placeholder: '题目或主讲人' },
  ]
  return (
    <ListPage
      title="大讲堂"
      name="lectures"
      source={lecturesApi.list}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/lectures/${row.id}`}
      empty={mayDo(me, 'training.manage') ? '还没有讲座。点“安排讲座”发布第一场。' : '还没有讲座。安排后会出现在这里。'}
      actions={mayDo(me, 'training.manage') && <Acts />}
    />
  )
}

function Acts() {
  const me = useMe()
  const navigate = useNavigate()
  const [act, setAct] = useState<'create' | 'series' | null>(null)
  const close = () => setAct(null)
  const create = useSend(lecturesApi.create, {
    refreshes: [lecturesApi.list],
    done: ({ id }) => {
      close()
      navigate({ to: '/lectures/$lectureId', params: { lectureId: id } as never }) // `never`: the router is not told each page's path
    },
  })
  const keep = useSend(lecturesApi.keepSeries, { refreshes: [lecturesApi.series], done: close })
  const isProvince = me.duties.some(({ active, org }) => active && org.kind === 'province')
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setAct('create')}>
        安排讲座
      </Button>
      <Link to="/lecture-imports">
        <Button icon={<FileExcelOutlined />}>导入听讲名单</Button>
      </Link>
      {isProvince && <Button onClick={() => setAct('series')}>增设系列</Button>}
      <LectureForm
        title="安排讲座"
        open={act === 'create'}
        close={close}
        sending={create.isPending}
        problem={create.error}
        send={(values) => create.mutate({ body: values as never })} // judged by the server's schema
      />
      <ActDrawer
        title="增设系列"
        body={lecturesApi.keepSeries.body}
        open={act === 'series'}
        close={close}
        sending={keep.isPending}
        problem={keep.error}
        send={(values) => keep.mutate({ body: values as never })} // as above
      />
    </>
  )
}
