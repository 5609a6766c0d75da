import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { roles } from '#contract/authority'
import { PersonDraft, type PersonLine, type PersonStatus, peopleApi, personStatuses } from '#contract/people'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { type ListColumn, type ListFilter, ListPage } from '../kit/ListPage.tsx'
import { options } from '../kit/options.ts'
import { useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'

const colours: Record<PersonStatus, string> = { invited: 'orange', active: 'green', suspended: 'red', left: 'default' }
export const StatusTag = ({ is }: { is: PersonStatus }) => <Tag color={colours[is]}>{personStatuses[is]}</Tag>

const columns: readonly ListColumn<PersonLine>[] = [
  { key: 'name', title: '姓名', width: 120, card: 'title', render: (row) => row.name },
  {
    key: 'status',
    title: '状态',
    width: 150,
    card: 'tag',
    render: (row) => (
      <>
        <StatusTag is={row.status} />
        {row.away && <Tag color="orange">{row.away}</Tag>}
      </>
    ),
  },
  {
    key: 'duties',
    title: '职务',
    render: (row) =>
      row.duties.length > 0
        ? row.duties
            .map((duty) => `${duty.org} ${duty.title}（${roles[duty.role]}${duty.status === 'invited' ? '，待任命' : ''}）`)
            .join('；')
        : '无',
  },
  { key: 'account', title: '账号', width: 160, render: (row) => row.account },
  { key: 'certificateNo', title: '执法证号', width: 140, render: (row) => row.certificateNo ?? '' },
]

const filters: readonly ListFilter[] = [
  { kind: 'text', name: 'text', label: '姓名、账号', placeholder: '姓名、拼音首字母、账号或证件号' },
  { kind: 'org', name: 'orgId', label: '单位', scope: 'scope' },
  { kind: 'choice', name: 'role', label: '职责', options: options(roles) },
  { kind: 'choice', name: 'status', label: '状态', options: options(personStatuses) },
]

/** 人员与账号: whoever's duties lie within reach. */
export function PeoplePage() {
  const me = useMe()
  const navigate = useNavigate()
  const [isMaking, setMaking] = useState(false)
  const create = useSend(peopleApi.create, {
    refreshes: [peopleApi.list],
    done: (made) => {
      setMaking(false)
      navigate({ to: '/people/$personId', params: { personId: made.id } as never }) // `never`: the router is not told each page's path
    },
  })
  return (
    <>
      <ListPage
        title="人员"
        name="people"
        source={peopleApi.list}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        rowTitle={(row) => row.name}
        opens={(row) => `/people/${row.id}`}
        empty="管辖范围内还没有人员。"
        actions={
          mayDo(me, 'person.manage') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
              新建账号
            </Button>
          )
        }
      />
      <ActDrawer
        title="新建账号"
        body={PersonDraft}
        open={isMaking}
        close={() => setMaking(false)}
        sending={create.isPending}
        problem={create.error}
        send={(values) => create.mutate({ body: values as never })} // the server's own schema judges what was filled in
        above={<p className="hint gap-bottom">新账号没有密码也没有职务：建好后在“一人一档”发放一次性启用码；职务由安全管理员任命。</p>}
      />
    </>
  )
}
