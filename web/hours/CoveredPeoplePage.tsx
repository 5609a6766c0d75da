import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { roles } from '#contract/authority'
import { type CoveredPerson, coverageApi } from '#contract/coverage'
import { trainedLevels } from '#contract/hours-rules'
import { useAddress } from '../kit/address.ts'
import { ExportButton } from '../kit/ExportButton.tsx'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'

const columns: readonly ListColumn<CoveredPerson>[] = [
  { key: 'name', title: '姓名', width: 110, card: 'title', render: (row) => row.name },
  {
    key: 'trained',
    title: '情况',
    width: 90,
    card: 'tag',
    render: (row) => (row.trainedOn ? <Tag color="green">已训</Tag> : <Tag color="orange">未训</Tag>),
  },
  { key: 'unit', title: '单位', render: (row) => row.unit },
  { key: 'level', title: '层级', width: 80, render: (row) => trainedLevels[row.level] },
  { key: 'role', title: '岗位', width: 140, render: (row) => roles[row.role] },
  { key: 'title', title: '职务名称', width: 160, render: (row) => row.title },
  { key: 'since', title: '任职起始日', width: 120, render: (row) => row.since },
  { key: 'trainedOn', title: '周期内首次合格培训', width: 170, render: (row) => row.trainedOn ?? '—' },
]

const filters: readonly ListFilter[] = [
  {
    kind: 'choice',
    name: 'trained',
    label: '情况',
    options: [
      { value: 'yes', label: '已训' },
      { value: 'no', label: '未训' },
    ],
  },
  { kind: 'choice', name: 'level', label: '层级', options: options(trainedLevels) },
  { kind: 'choice', name: 'role', label: '岗位', options: options(roles) },
]

/** The people of one cell of the board: as many as it says. */
export function CoveredPeoplePage() {
  const [filter] = useAddress(coverageApi.people.query)
  const { page: _, size: __, ...cell } = filter
  return (
    <ListPage
      title="轮训人员"
      name="covered-people"
      source={coverageApi.people}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.name}
      opens={(row) => `/hours/people/${row.id}`}
      above={
        <p className="gap-bottom">
          <Link to="/hours/coverage" search={{ orgId: filter.orgId, month: filter.month } as never}>
            返回轮训覆盖
          </Link>
          <span className="hint">　{filter.month ?? '本月'}，与看板同一口径。</span>
        </p>
      } // `never`: the router is not told each page's search
      exporter={() => <ExportButton source={coverageApi.export} body={cell} />}
      empty="这一格没有人员。"
    />
  )
}
