import { FileExcelOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { type HoursLine, hoursApi, verdicts } from '#contract/hours-people'
import { staffCategoryShort } from '#contract/hours-rules'
import { useAddress } from '../kit/address.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { HoursTabs, VerdictTag } from './parts.tsx'

const columnsFor = (isOver: boolean): readonly ListColumn<HoursLine>[] => [
  { key: 'name', title: '姓名', width: 110, card: 'title', render: (row) => row.name },
  { key: 'unit', title: '单位职务', render: (row) => `${row.unit} ${row.duty}` },
  {
    key: 'category',
    title: '人员类别',
    width: 130,
    render: (row) => (row.category ? staffCategoryShort[row.category] : <Tag color="orange">未登记</Tag>),
  },
  { key: 'verdict', title: '情况', width: 110, card: 'tag', render: (row) => <VerdictTag is={row.verdict} over={isOver} /> },
  { key: 'classHours', title: '集中学时', width: 100, align: 'right', render: (row) => row.classHours },
  { key: 'classDays', title: '集中天数', width: 100, align: 'right', render: (row) => row.classDays },
  { key: 'onlineHours', title: '网络学时', width: 100, align: 'right', render: (row) => row.onlineHours },
  { key: 'professionalHours', title: '专业科目', width: 100, align: 'right', optional: true, render: (row) => row.professionalHours },
  { key: 'allHours', title: '学时合计', width: 100, align: 'right', card: 'none', render: (row) => row.allHours },
  { key: 'missing', title: '还缺', render: (row) => row.missing.join('；') || '—' },
]

const filtersFor = (thisYear: number): readonly ListFilter[] => [
  { kind: 'text', name: 'text', label: '姓名', placeholder: '姓名、拼音首字母或账号' },
  { kind: 'org', name: 'orgId', label: '单位' },
  { kind: 'choice', name: 'verdict', label: '情况', options: options({ ...verdicts, short: '尚有缺额（未达标）' }) },
  { kind: 'choice', name: 'category', label: '人员类别', options: [...options(staffCategoryShort), { value: 'none', label: '未登记' }] },
  {
    kind: 'choice',
    name: 'year',
    label: '年度',
    options: Array.from({ length: 6 }, (_, at) => ({ value: String(thisYear - at), label: `${thisYear - at} 年` })),
  },
]

/** 人员学时: everybody of the reader's units, with what is missing this year. */
export function PeopleHoursPage() {
  const me = useMe()
  const [filter] = useAddress(hoursApi.people.query)
  const thisYear = Number(me.today.slice(0, 4))
  return (
    <ListPage
      title="人员学时"
      name="people-hours"
      source={hoursApi.people}
      columns={columnsFor((filter.year ?? thisYear) < thisYear)}
      filters={filtersFor(thisYear)}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.name}
      opens={(row) => `/hours/people/${row.id}`}
      above={<HoursTabs />}
      exporter={({ page: _, size: __, ...wanted }) => <ExportButton source={hoursApi.export} body={wanted} />}
      empty="管辖范围内还没有在任人员。人员和职务由系统管理员、安全管理员在“人员”中登记。"
      actions={
        mayDo(me, 'training.manage') && (
          <Link to="/hours/category-imports">
            <Button icon={<FileExcelOutlined />}>导入人员类别</Button>
          </Link>
        )
      }
    />
  )
}
