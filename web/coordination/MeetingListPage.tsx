import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { type MeetingRow, meetingForms, meetingStates, meetingsApi } from '#contract/coordination-meetings'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { mayDo, useMe } from '../kit/session.ts'

const columns: ListColumn<MeetingRow>[] = [
  { key: 'title', title: '会议', card: 'title', render: ({ title }) => title },
  {
    key: 'state',
    title: '状态',
    width: 120,
    card: 'tag',
    render: ({ state }) => <Tag color={state === 'issued' || state === 'cancelled' ? 'default' : 'blue'}>{meetingStates[state]}</Tag>,
  },
  { key: 'body', title: '机构', render: ({ body }) => body },
  { key: 'form', title: '类型', width: 120, render: ({ form }) => meetingForms[form] },
  { key: 'day', title: '时间', width: 150, render: ({ day, starts }) => `${day} ${starts}` },
  { key: 'place', title: '地点', render: ({ place }) => place },
  { key: 'decisions', title: '议定事项', width: 100, render: ({ decisions }) => `${decisions} 项` },
]

export function MeetingListPage() {
  const me = useMe()
  return (
    <ListPage
      title="协调会议"
      name="coordinationMeetings"
      source={meetingsApi.list}
      columns={columns}
      filters={[
        { kind: 'text', name: 'q', label: '名称', placeholder: '会议名称中的文字' },
        { kind: 'choice', name: 'state', label: '状态', options: options(meetingStates) },
      ]}
      rowKey={({ id }) => id}
      rowTitle={({ title }) => title}
      opens={({ id }) => `/meetings/${id}`}
      actions={
        <>
          <Link to={'/meetings/bodies' as never}>
            <Button>议事协调机构</Button>
          </Link>
          {mayDo(me, 'meeting.manage') && (
            <Link to={'/meetings/new' as never}>
              <Button type="primary" icon={<PlusOutlined />}>
                筹备会议
              </Button>
            </Link>
          )}
        </>
      }
      empty="还没有会议。办公室先登记议事协调机构和成员单位，再筹备会议；成员单位收到通知后，会议出现在这里和待办中。"
    />
  ) // `never`: the router is not told each page's path
}
