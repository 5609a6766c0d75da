import { Link, useRouterState } from '@tanstack/react-router'
import { Select, Tag } from 'antd'
import type { HoursSource } from '#contract/hours'
import type { Verdict } from '#contract/hours-people'
import { type RuleMark, ruleMarks } from '#contract/hours-rules'
import { mayDo, useMe } from '../kit/session.ts'
import './hours.css'

const markColours: Record<RuleMark, string> = { verified: 'green', secondary: 'blue', unverified: 'orange', assumption: 'orange' }
/** 核实标记: how far a rule or a figure may be trusted. */
export const MarkTag = ({ mark }: { mark: RuleMark }) => <Tag color={markColours[mark]}>{ruleMarks[mark]}</Tag>

const verdictWords = { met: '已达标', unknown: '无法判断' } as const
/** While a year runs nobody has failed it. */
export function VerdictTag({ is, over }: { is: Verdict; over: boolean }) {
  if (is === 'short') return <Tag color={over ? 'red' : 'orange'}>{over ? '未达标' : '尚有缺额'}</Tag>
  return <Tag color={is === 'met' ? 'green' : 'default'}>{verdictWords[is]}</Tag>
}

/** The boards of who answers for the training of others. */
export function HoursTabs() {
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.pathname })
  if (!mayDo(me, 'training.read')) return null
  const tabs = [
    { path: '/hours', title: '人员学时' },
    { path: '/hours/coverage', title: '轮训覆盖' },
    { path: '/hours/monthly', title: '每月培训' },
    { path: '/hours/records', title: '外来学习记录' },
    { path: '/hours/rules', title: '学时规则' },
  ]
  return (
    <nav className="hours-tabs" aria-label="学时与轮训">
      {tabs.map(({ path, title }) => (
        <Link key={path} to={path} activeOptions={{ exact: true, includeSearch: false }} aria-current={here === path ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  )
}

export function YearSelect({ year, from = 2020, onChange }: { year: number; from?: number; onChange: (year: number) => void }) {
  const thisYear = Number(useMe().today.slice(0, 4))
  const years = Array.from({ length: thisYear - from + 1 }, (_, at) => thisYear - at)
  return <Select aria-label="年度" value={year} onChange={onChange} options={years.map((value) => ({ value, label: `${value} 年` }))} />
}

/** Where a source of hours opens. A record from outside by its own id; one with a certificate says its number instead. */
const opens: Partial<Record<HoursSource, string>> = {
  lecture: '/lectures',
  training: '/training/classes',
  courses: '/courses',
  manual: '/hours/records',
}
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export function SourceLink({ room, id, title }: { room: HoursSource; id: string; title: string }) {
  const path = opens[room]
  return path !== undefined && isId(id) ? <Link to={`${path}/${id}`}>{title}</Link> : title
}

/** `中国知识产权远程教育平台 YC2026-1`: what vouches for an hour from outside. */
export function proofWords({ room, id }: { room: HoursSource; id: string }): string {
  const [provider = '', ...rest] = id.split(':')
  if (rest.length === 0 || (room !== 'national' && room !== 'manual')) return ''
  return provider === 'activity' ? '学习记录接口' : `${provider} ${rest.join(':')}`
}

/** `24 学时 4 天`, only what there is. */
export const amount = (hours: number, days: number) =>
  [hours !== 0 ? `${hours} 学时` : '', days !== 0 ? `${days} 天` : ''].filter(Boolean).join('　') || '0 学时'
