import { DownOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Badge, Button, Dropdown } from 'antd'
import { roles } from '#contract/authority'
import { type Me, sessionApi } from '#contract/session'
import { useSend } from '../kit/query.ts'
import { activeDuty, meQuery, useMe } from '../kit/session.ts'

const nameOf = (duty: Me['duties'][number]) => `${duty.org.name} · ${duty.title || roles[duty.role]}`

/** 单位与职务. One is active in a session; the others say how much waits for them. */
export function DutySwitch() {
  const me = useMe()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const duty = activeDuty(me)
  const elsewhere = me.duties.filter((one) => !one.active).reduce((sum, one) => sum + one.waiting, 0)
  const change = useSend(sessionApi.switchDuty, {
    done: (next) => {
      // Everything on the screen was read with the other duty's eyes.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
      queryClient.setQueryData(meQuery.queryKey, next)
      navigate({ to: '/' })
      message.success(`已切换为：${nameOf(next.duties.find((one) => one.active)!)}`)
    },
  })
  if (!duty) return <span className="duty hint">没有有效职务</span>
  if (me.duties.length < 2) return <span className="duty">{nameOf(duty)}</span>
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [duty.id],
        items: me.duties.map((one) => ({
          key: one.id,
          label: (
            <span className="duty-choice">
              <span>{nameOf(one)}</span>
              <span className="hint">{one.waiting > 0 ? `${one.waiting} 件待办` : '无待办'}</span>
            </span>
          ),
        })),
        onClick: ({ key }) => {
          const chosen = me.duties.find((one) => one.id === key)
          if (chosen && !chosen.active)
            change.mutate({ body: { dutyId: chosen.id } }, { onError: () => message.error('职务没有切换成功，请稍后再试。') })
        },
      }}
    >
      <Button type="text" className="duty" loading={change.isPending}>
        <span className="duty-name">{nameOf(duty)}</span>
        <span className="unseen">，切换职务</span>
        <Badge count={elsewhere} size="small" title={`其他职务还有 ${elsewhere} 件待办`} />
        <DownOutlined />
      </Button>
    </Dropdown>
  )
}
