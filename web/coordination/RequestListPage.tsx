import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { channels, type RequestFilter, type RequestRow, requestKinds, requestStates, requestsApi } from '#contract/coordination-requests'
import { download } from '../kit/client.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { activeDuty, useMe } from '../kit/session.ts'

export const requestColumns: readonly ListColumn<RequestRow>[] = [
  {
    key: 'title',
    title: '标题',
    card: 'title',
    render: ({ title, opens }) =>
      opens ? (
        title
      ) : (
        <>
          {title}
          <br />
          <span className="hint">内容由请求双方和请求单位的上级查看</span>
        </>
      ),
  },
  {
    key: 'state',
    title: '状态',
    width: 110,
    card: 'tag',
    render: ({ state }) => (
      <Tag color={state === 'sent' || state === 'askedBack' ? 'orange' : state === 'closed' || state === 'withdrawn' ? 'default' : 'blue'}>
        {requestStates[state]}
      </Tag>
    ),
  },
  { key: 'kind', title: '种类', width: 110, render: ({ kind }) => requestKinds[kind] },
  { key: 'asker', title: '请求单位', render: ({ asker }) => asker },
  { key: 'asked', title: '被请求单位', render: ({ asked }) => asked },
  { key: 'sentOn', title: '发出', width: 120, render: ({ sentOn }) => sentOn ?? '未发出' },
  { key: 'agreedOn', title: '约定答复', width: 120, render: ({ agreedOn }) => agreedOn ?? '' },
  { key: 'score', title: '评价', width: 90, card: 'none', render: ({ score }) => (score === null ? '' : `${score} 分`) },
  { key: 'number', title: '编号', width: 160, optional: true, render: ({ number }) => number ?? '' },
]

/** Who supervises the asked unit knows of a request and reads no more of it. */
export const opensTo = ({ id, opens }: RequestRow) => (opens ? `/requests/${id}` : undefined)

const boxes = { asked: '请求本单位的', asking: '本单位提出的' }
const outcomes = { answered: '已答复', declined: '不予受理' }
const mayAsk = ['coordinator', 'unitHead', 'deputyHead', 'principalHead']

export function RequestListPage() {
  const role = activeDuty(useMe())?.role ?? ''
  return (
    <ListPage
      title="协作请求"
      name="coordinationRequests"
      source={requestsApi.list}
      columns={requestColumns}
      filters={[
        { kind: 'choice', name: 'box', label: '范围', options: options(boxes) },
        { kind: 'text', name: 'q', label: '查找', placeholder: '标题、单位或者编号' },
        { kind: 'choice', name: 'kind', label: '种类', options: options(requestKinds) },
        { kind: 'choice', name: 'state', label: '状态', options: options(requestStates) },
        { kind: 'choice', name: 'channel', label: '方式', options: options(channels) },
        { kind: 'choice', name: 'outcome', label: '结果', options: options(outcomes) },
        { kind: 'text', name: 'asked', label: '被请求单位', placeholder: '单位全称' },
        { kind: 'days', from: 'from', to: 'to', label: '发出日期' },
        { kind: 'choice', name: 'late', label: '期限', options: [{ value: 'late', label: '超过约定日期未答复' }] },
      ]}
      rowKey={({ id }) => id}
      rowTitle={({ title }) => title}
      opens={opensTo}
      exporter={(filter) => (
        <SaveButton
          title="导出 Excel"
          save={() => download(requestsApi.export, { query: filter as Partial<RequestFilter> }, '协作请求.xlsx')}
        />
      )}
      actions={
        <>
          <Link to={'/requests/scores' as never}>
            <Button>协作评价</Button>
          </Link>
          {mayAsk.includes(role) && (
            <Link to={'/requests/new' as never}>
              <Button type="primary" icon={<PlusOutlined />}>
                新建协作请求
              </Button>
            </Link>
          )}
        </>
      }
      empty="还没有协作请求。需要其他处室、地区或者上下级单位协助的，点“新建协作请求”，写明要对方逐项答复的问题。"
    />
  ) // `never`: the router is not told each page's path
}
