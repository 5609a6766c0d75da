import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { CaseDetail, LeadDetail } from '#contract/case-details'
import { mayDo, useMe } from '../kit/session.ts'

/** 接收移送: its own lead of the receiving bureau, filled in from this lead or case; it may not be handed on again (程序规定第十四条). */
export function ReceiveButton({ of, at }: { of: Pick<LeadDetail | CaseDetail, 'id' | 'transfer'>; at: '/leads' | '/cases' }) {
  const me = useMe()
  if (of.transfer === 'received') return <span className="hint">本局已接收这项移送。</span>
  if (of.transfer !== 'open' || !mayDo(me, 'lead.register')) return null
  return (
    <Link to={`${at}/receive/${of.id}` as never}>
      <Button type="primary">接收移送</Button>
    </Link>
  )
}
