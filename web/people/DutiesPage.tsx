import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { roles } from '#contract/authority'
import { OrgId } from '#contract/common'
import { peopleApi } from '#contract/people'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { send } from '../kit/client.ts'
import { type ListColumn, ListPage } from '../kit/ListPage.tsx'
import type { RowOf } from '../kit/list-types.ts'
import { useSend } from '../kit/query.ts'

type Proposed = RowOf<typeof peopleApi.proposedDuties>

const columns: readonly ListColumn<Proposed>[] = [
  { key: 'person', title: '姓名', width: 140, card: 'title', render: (row) => row.person.name },
  { key: 'account', title: '账号', width: 160, render: (row) => row.person.account },
  { key: 'org', title: '单位', render: (row) => row.org.name },
  { key: 'role', title: '职责', width: 160, card: 'tag', render: (row) => roles[row.role] },
  { key: 'title', title: '职务名称', render: (row) => row.title },
  { key: 'from', title: '起始日', width: 120, render: (row) => row.from },
]

const Carry = z.strictObject({ fromOrgId: OrgId.meta({ title: '已并入其他单位的单位', widget: 'orgPicker' }) })

/** 职务任命: what a roster proposed comes into force by the security administrator's word; single duties are given on the person's page. */
export function DutiesPage() {
  const [isCarrying, setCarrying] = useState(false)
  const carry = useSend(peopleApi.carryDuties, { refreshes: [peopleApi.list, peopleApi.read], done: () => setCarrying(false) })
  return (
    <>
      <ListPage
        title="职务任命"
        name="duties"
        source={peopleApi.proposedDuties}
        columns={columns}
        rowKey={(row) => row.id}
        rowTitle={(row) => `${row.person.name} ${row.title}`}
        opens={(row) => `/people/${row.person.id}`}
        empty="没有待任命的职务。花名册导入的职务在这里确认后生效；单个任命请到“人员”中打开本人一档。"
        actions={<Button onClick={() => setCarrying(true)}>合并单位转任</Button>}
        batch={[
          {
            title: '确认任命',
            question: '确认任命选中的 {n} 个职务？确认后即可办理业务。',
            run: async (rows) => {
              await send(peopleApi.confirmDuties, { body: { dutyIds: rows.map(({ id }) => id) } })
              return undefined
            },
          },
        ]}
      />
      <ActDrawer
        title="合并单位转任"
        body={Carry}
        open={isCarrying}
        close={() => setCarrying(false)}
        sending={carry.isPending}
        problem={carry.error}
        above={<p className="hint gap-bottom">单位合并后，把原单位在任的业务职务原样转到并入单位，自今日起生效；管理员职务须逐人任命。</p>}
        send={(values) => carry.mutate({ body: values as never })} // judged by the server's schema
      />
    </>
  )
}
