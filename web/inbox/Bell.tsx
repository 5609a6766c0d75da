import { BellOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Badge, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { MatterId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { send } from '../kit/client.ts'
import { useMatterPath } from '../kit/house.ts'
import { refresh } from '../kit/query.ts'
import { mayDo, meQuery, useMe } from '../kit/session.ts'
import { countWords, useCounts } from './live.ts'
import './bell.css'

/** 消息: how many are unread. It stands in the header of every page, so it also offers the next piece of work when one is done. */
export function Bell() {
  const counts = useCounts()
  useNextOffer()
  const unread = counts.data?.messages ?? 0
  const words = unread > 0 ? `消息，${countWords(unread, counts.data?.atMost ?? unread + 1)} 条未读` : '消息，没有未读'
  return (
    <Link to="/messages" className="bell" aria-label={words} title={words}>
      <Badge count={unread} overflowCount={99} size="small">
        <BellOutlined aria-hidden className="bell-icon" />
      </Badge>
    </Link>
  )
}

/** The matter of a step that was just taken, read from the call itself: whoever took it, in whichever room. */
function matterOfStep(variables: unknown): MatterId | null {
  const params = (variables as { params?: Record<string, unknown> } | undefined)?.params
  if (typeof params?.step !== 'string') return null
  const parsed = MatterId.safeParse(params.matterId)
  return parsed.success ? parsed.data : null
}

function useNextOffer() {
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const path = useMatterPath()
  const me = useMe()
  const client = useQueryClient()
  const latest = useRef<(done: MatterId) => Promise<void>>(async () => undefined)
  latest.current = async (done) => {
    await Promise.all([refresh(inboxApi.counts, inboxApi.todo), client.invalidateQueries({ queryKey: meQuery.queryKey })])
    if (!mayDo(me, 'matter.read')) return
    const { item, left } = await send(inboxApi.next, { query: { not: done } })
    if (!item) return
    const open = () => {
      notification.destroy('next')
      void navigate({ to: path(item) })
    }
    notification.info({
      key: 'next',
      title: `还有 ${countWords(left, 1000)} 件待办`,
      description: `下一件：${item.title}（${item.steps.join('、')}）`,
      placement: 'bottomRight',
      duration: 8,
      actions: (
        <Button type="primary" size="small" onClick={open}>
          办理下一件
        </Button>
      ),
    })
  }
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return
        const done = matterOfStep(event.mutation.state.variables)
        // An offer that cannot be read is simply not made: the step itself is done.
        if (done) latest.current(done).catch(() => undefined)
      }),
    [client],
  )
}
