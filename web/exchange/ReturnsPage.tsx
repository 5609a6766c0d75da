import { exchangeApi, exchangeKinds, type ReturnFilter, type ReturnRow, returnStates } from '#contract/exchange'
import { download } from '../kit/client.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { LateTag, StateTag } from './parts.tsx'

const columns: readonly ListColumn<ReturnRow>[] = [
  { key: 'org', title: '报送单位', card: 'title', render: ({ org }) => org.name },
  { key: 'state', title: '状态', width: 110, card: 'tag', render: ({ state }) => <StateTag state={state} /> },
  { key: 'form', title: '名称', render: ({ form }) => form.title },
  { key: 'period', title: '期次', width: 200, render: ({ period }) => period },
  { key: 'kind', title: '周期', width: 100, card: 'none', optional: true, render: ({ form }) => exchangeKinds[form.kind] },
  {
    key: 'dueOn',
    title: '截止日',
    width: 150,
    render: ({ dueOn, dueFirst }) => (dueOn === dueFirst ? dueOn : `${dueOn}（原定 ${dueFirst}）`),
  },
  { key: 'late', title: '逾期', width: 150, render: (row) => <LateTag row={row} /> },
  { key: 'submittedFirst', title: '首次报送', width: 120, render: ({ submittedFirst }) => submittedFirst ?? '' },
  { key: 'standsOn', title: '现由谁办理', render: ({ standsOn }) => (standsOn ? `${standsOn.unit}${standsOn.what}` : '') },
]

const boxes = { owe: '本单位要报的', collect: '直接所属单位报来的' }

/** 报送情况, and the list of who is late: whose step it is. */
export function ReturnsPage() {
  return (
    <ListPage
      title="报送情况"
      name="exchangeReturns"
      source={exchangeApi.returns}
      columns={columns}
      filters={[
        { kind: 'choice', name: 'box', label: '范围', options: options(boxes) },
        { kind: 'choice', name: 'state', label: '状态', options: options(returnStates) },
        { kind: 'choice', name: 'kind', label: '周期', options: options(exchangeKinds) },
        { kind: 'org', name: 'org', label: '报送单位' },
        {
          kind: 'choice',
          name: 'late',
          label: '逾期',
          options: [
            { value: 'now', label: '逾期未报' },
            { value: 'ever', label: '逾期未报或者迟报' },
          ],
        },
        { kind: 'choice', name: 'open', label: '办理', options: [{ value: 'open', label: '未办结' }] },
      ]}
      rowKey={({ id }) => id}
      rowTitle={({ org, title }) => `${org.name} ${title}`}
      opens={({ id }) => `/exchange/returns/${id}`}
      exporter={(filter) => (
        <SaveButton
          title="导出 Excel"
          // the filter that the list itself was read with
          save={() => download(exchangeApi.exportReturns, { query: filter as Partial<ReturnFilter> }, '信息报送情况.xlsx')}
        />
      )}
      empty="还没有报送件。交换表单到开放填报之日，系统自动为每个报送单位生成。"
    />
  )
}
