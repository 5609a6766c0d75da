import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { type ClassRow, trainingApi } from '#contract/training'
import { classStates } from '#contract/training-steps'
import { useThemes } from '../hours/themes.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { mayDo, useMe } from '../kit/session.ts'

const columns: ListColumn<ClassRow>[] = [
  { key: 'title', title: '培训班', card: 'title', render: ({ title }) => title },
  { key: 'state', title: '状态', width: 120, card: 'tag', render: ({ state }) => <Tag color="blue">{classStates[state]}</Tag> },
  { key: 'days', title: '时间', width: 210, render: ({ startsOn, endsOn }) => `${startsOn} 至 ${endsOn}` },
  { key: 'where', title: '地点', width: 160, render: ({ where }) => where },
  { key: 'theme', title: '专题', width: 130, render: ({ theme }) => theme },
  { key: 'organiser', title: '办班单位', width: 210, render: ({ organiser }) => organiser },
  { key: 'number', title: '编号', width: 130, optional: true, render: ({ number }) => number ?? '' },
  { key: 'enrolled', title: '录取', width: 100, card: 'none', render: ({ enrolled, places }) => `${enrolled} / ${places}` },
]

export function ClassListPage() {
  const me = useMe()
  const themes = useThemes()
  return (
    <ListPage
      title="培训班"
      name="trainingClasses"
      source={trainingApi.classes}
      columns={columns}
      filters={[
        { kind: 'text', name: 'q', label: '名称', placeholder: '班名中的文字' },
        { kind: 'choice', name: 'state', label: '状态', options: options(classStates) },
        { kind: 'choice', name: 'theme', label: '专题', options: themes.all },
      ]}
      rowKey={({ id }) => id}
      rowTitle={({ title }) => title}
      opens={({ id }) => `/training/classes/${id}`}
      actions={
        mayDo(me, 'training.manage') && (
          <Link to={'/training/classes/new' as never}>
            <Button type="primary" icon={<PlusOutlined />}>
              开设培训班
            </Button>
          </Link>
        )
      }
      empty="还没有培训班。办班单位下达报名通知后，这里人人可见。"
    />
  ) // `never`: the router is not told each page's path
}
