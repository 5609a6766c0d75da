import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { CallDraft, ItemDraft, type ItemFilter, type ItemRow, itemKinds, itemStates, itemsApi } from '#contract/exchange-items'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download } from '../kit/client.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { ask, useSend } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'
import { Calls } from './Calls.tsx'

const columns: readonly ListColumn<ItemRow>[] = [
  { key: 'title', title: '标题', card: 'title', render: ({ title }) => title },
  {
    key: 'state',
    title: '状态',
    width: 110,
    card: 'tag',
    render: ({ state }) => <Tag color={state === 'submitted' ? 'orange' : state === 'ended' ? 'default' : 'blue'}>{itemStates[state]}</Tag>,
  },
  { key: 'kind', title: '种类', width: 110, render: ({ kind }) => itemKinds[kind] },
  { key: 'org', title: '撰写单位', render: ({ org }) => org.name },
  { key: 'at', title: '现在', render: ({ at }) => at ?? '撰写单位' },
  { key: 'submittedOn', title: '报送', width: 120, render: ({ submittedOn }) => submittedOn ?? '未报送' },
  {
    key: 'adoptions',
    title: '采用和批示',
    width: 130,
    render: ({ adoptions, instructions }) => `采用 ${adoptions}，批示 ${instructions}`,
  },
  { key: 'score', title: '得分', width: 90, render: ({ score }) => (score === null ? '—' : `${score} 分`) },
]

const boxes = { own: '本单位撰写的', here: '在本单位的' }
const offices = ['province', 'city', 'county']

/** 信息稿件: written below, passed on upward, adopted. */
export function ItemsPage() {
  const me = useMe()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState<'item' | 'call' | null>(null)
  const calls = useQuery(ask(itemsApi.calls, {}))
  const write = useSend(itemsApi.write, { refreshes: [itemsApi.list], done: ({ id }) => navigate({ to: `/exchange/items/${id}` }) })
  const call = useSend(itemsApi.addCall, { refreshes: [itemsApi.calls], done: () => setOpen(null) })
  const mayCall = mayDo(me, 'exchange.manage') && offices.includes(activeDuty(me)?.org.kind ?? '')
  const callOptions = (calls.data ?? []).map(({ id, title, org, dueOn }) => ({ value: id, label: `${title}（${org}，${dueOn} 截止）` }))
  return (
    <>
      <ListPage
        title="信息稿件"
        name="informationItems"
        source={itemsApi.list}
        columns={columns}
        filters={[
          { kind: 'choice', name: 'box', label: '范围', options: options(boxes) },
          { kind: 'text', name: 'q', label: '标题', placeholder: '标题中的文字' },
          { kind: 'choice', name: 'kind', label: '种类', options: options(itemKinds) },
          { kind: 'choice', name: 'state', label: '状态', options: options(itemStates) },
          { kind: 'choice', name: 'adopted', label: '采用', options: options({ yes: '已采用或者批示', no: '未采用' }) },
          ...(callOptions.length > 0 ? [{ kind: 'choice' as const, name: 'call', label: '约稿', options: callOptions }] : []),
          { kind: 'org', name: 'org', label: '撰写单位' },
          { kind: 'days', from: 'from', to: 'to', label: '报送日期' },
        ]}
        rowKey={({ id }) => id}
        rowTitle={({ title }) => title}
        opens={({ id }) => `/exchange/items/${id}`}
        exporter={(filter) => (
          <SaveButton
            title="导出 Excel"
            // the filter that the list itself was read with
            save={() => download(itemsApi.export, { query: filter as Partial<ItemFilter> }, '信息稿件.xlsx')}
          />
        )}
        actions={
          <>
            <Link to={'/exchange/ranking' as never}>
              <Button>采用排名和计分表</Button>
            </Link>
            {mayCall && <Button onClick={() => setOpen('call')}>约稿</Button>}
            {mayDo(me, 'exchange.act') && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('item')}>
                撰写信息
              </Button>
            )}
          </>
        }
        above={<Calls calls={(calls.data ?? []).filter(({ dueOn }) => dueOn >= me.today)} />}
        empty="还没有信息稿件。有好的做法、问题建议，点“撰写信息”，再逐级报送。"
      />
      <ActDrawer
        title="撰写信息"
        body={ItemDraft}
        open={isOpen === 'item'}
        close={() => setOpen(null)}
        send={(values) => write.mutate({ body: ItemDraft.parse(values) })}
        sending={write.isPending}
        problem={write.error}
        choices={{ callId: callOptions }}
      />
      <ActDrawer
        title="约稿"
        body={CallDraft}
        open={isOpen === 'call'}
        close={() => setOpen(null)}
        send={(values) => call.mutate({ body: CallDraft.parse(values) })}
        sending={call.isPending}
        problem={call.error}
      />
    </>
  ) // `never`: the router is not told each page's path
}
