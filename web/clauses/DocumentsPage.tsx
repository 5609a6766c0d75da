import { Tag } from 'antd'
import { type ClauseDocument, documentLevels } from '#contract/clause-documents'
import { clausesApi } from '#contract/clauses'
import type { Me } from '#contract/session'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { NewDocumentButton } from './DocumentActs.tsx'
import { DocumentMark, validWords } from './parts.tsx'

const columns: readonly ListColumn<ClauseDocument>[] = [
  { key: 'title', title: '文件', width: 320, card: 'title', render: (row) => row.title },
  { key: 'number', title: '文号', width: 190, render: (row) => row.number ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 90,
    card: 'tag',
    render: (row) =>
      row.published ? row.replacedBy ? <Tag>已有新版本</Tag> : <Tag color="green">已发布</Tag> : <Tag color="orange">草稿</Tag>,
  },
  { key: 'level', title: '层级', width: 90, render: (row) => documentLevels[row.level] },
  { key: 'org', title: '维护单位', width: 150, render: (row) => row.orgName },
  { key: 'valid', title: '施行', width: 150, render: validWords },
  { key: 'edition', title: '版本', width: 80, render: (row) => `第 ${row.edition} 版` },
  { key: 'clauses', title: '条款', width: 80, align: 'right', render: (row) => row.clauses },
  {
    key: 'mark',
    title: '核实情况',
    width: 150,
    render: (row) => (
      <>
        <DocumentMark mark={row.mark} />
        {row.unverified && <Tag>部分未核实</Tag>}
      </>
    ),
  },
]

/** 条款文件: what asks something of the reader's unit, from his own office, from above and from below. */
export function DocumentsPage() {
  const me = useMe()
  return (
    <ListPage
      title="条款文件"
      name="clause-documents"
      source={clausesApi.documents}
      columns={columns}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.title}
      opens={(row) => `/clauses?documentId=${row.id}`}
      actions={mayKeep(me) && <NewDocumentButton />}
      empty="还没有文件。由省、市领导小组办公室登记。"
    />
  )
}

/** A document is kept by the office of the province or of a city. */
const mayKeep = (me: Me) => mayDo(me, 'clause.manage') && ['province', 'city'].indexOf(activeDuty(me)?.org.kind ?? '') >= 0
