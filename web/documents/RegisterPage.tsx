import { documentsApi, type RegisterRow } from '#contract/documents'
import { pathOf } from '../cases/paths.ts'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { StateTag } from '../kit/StateTag.tsx'
import { paperStates } from './PapersTab.tsx'

/** An internal form's number is of our making, and the register says so. */
const isOurs = (number: string) => /^\d{4}-\d{4,}$/.test(number)

function NumberOf({ row: { number, state } }: { row: RegisterRow }) {
  return (
    <>
      {state === 'void' ? <s>{number}</s> : number}
      {isOurs(number) && <div className="hint">平台自定编号</div>}
    </>
  )
}

const columns: readonly ListColumn<RegisterRow>[] = [
  { key: 'number', title: '文号', card: 'title', width: 230, render: (row) => <NumberOf row={row} /> },
  { key: 'title', title: '文书', width: 200, render: (row) => row.title },
  {
    key: 'matter',
    title: '事项',
    render: (row) => (
      <>
        {row.matterTitle}
        {row.matterNumber && <div className="hint">{row.matterNumber}</div>}
      </>
    ),
  },
  { key: 'org', title: '发文单位', width: 200, render: (row) => row.org },
  { key: 'day', title: '成文日期', width: 120, render: (row) => row.day },
  { key: 'issuedBy', title: '制发人', width: 110, render: (row) => row.issuedBy },
  {
    key: 'state',
    title: '状态',
    card: 'tag',
    width: 170,
    render: (row) => (
      <>
        <StateTag of={paperStates} is={row.state} />
        {row.voidReason && <div className="hint">{row.voidReason}</div>}
      </>
    ),
  },
]

const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '文号、文书或者事项', placeholder: '输入一部分即可' },
  { kind: 'org', name: 'org', label: '发文单位' },
  { kind: 'days', from: 'from', to: 'to', label: '成文日期' },
  {
    kind: 'choice',
    name: 'state',
    label: '状态',
    options: [
      { value: 'issued', label: '已制发' },
      { value: 'void', label: '已作废' },
    ],
  },
]

/** 发文登记: every number that was given in one's reach, void ones among them. */
export function RegisterPage() {
  return (
    <ListPage
      title="发文登记"
      name="register"
      source={documentsApi.register}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      rowTitle={(row) => row.number}
      opens={(row) => pathOf({ id: row.matterId, process: row.process })}
      empty="还没有编号的文书。文书在案件的“文书”页制作，制发时编号。"
    />
  )
}
