import { FileExcelOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { type Claim, claimSources, claimStates, claimsApi } from '#contract/hours-claims'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { claimColours } from './MyHoursPage.tsx'
import { amount, HoursTabs } from './parts.tsx'

const columns: readonly ListColumn<Claim>[] = [
  { key: 'person', title: '人员', width: 110, card: 'title', render: (row) => row.person.name },
  {
    key: 'state',
    title: '状态',
    width: 120,
    card: 'tag',
    render: (row) => <Tag color={claimColours[row.state]}>{claimStates[row.state]}</Tag>,
  },
  { key: 'unit', title: '单位', width: 140, render: (row) => row.person.unit },
  { key: 'title', title: '课程或者班次', render: (row) => row.title },
  { key: 'amount', title: '学时', width: 120, render: (row) => amount(row.hours, row.days) },
  { key: 'earnedOn', title: '结束日', width: 120, render: (row) => row.earnedOn },
  { key: 'source', title: '方式', width: 100, render: (row) => claimSources[row.source] },
  { key: 'provider', title: '发证单位', optional: true, render: (row) => row.provider },
  { key: 'certificateNo', title: '证书编号', width: 150, render: (row) => row.certificateNo ?? '—' },
  { key: 'submittedBy', title: '提交人', width: 110, card: 'none', render: (row) => row.submittedBy },
]

const filters: readonly ListFilter[] = [
  { kind: 'choice', name: 'state', label: '状态', options: options(claimStates) },
  { kind: 'text', name: 'text', label: '查找', placeholder: '姓名、课程或证书编号' },
  { kind: 'choice', name: 'source', label: '方式', options: options(claimSources) },
]

/** 外来学习记录: what waits to be checked comes first. */
export function ClaimListPage() {
  const me = useMe()
  return (
    <ListPage
      title="外来学习记录"
      name="hours-claims"
      source={claimsApi.list}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      rowTitle={(row) => `${row.person.name} ${row.title}`}
      opens={(row) => `/hours/records/${row.id}`}
      above={<HoursTabs />}
      empty="还没有外来学习记录。本人在“我的学时”提交证书，或者由培训管理人员导入国家远程教育平台的学习记录。"
      actions={
        mayDo(me, 'training.manage') && (
          <Link to="/hours/national-imports">
            <Button icon={<FileExcelOutlined />}>导入远程教育学时</Button>
          </Link>
        )
      }
    />
  )
}
