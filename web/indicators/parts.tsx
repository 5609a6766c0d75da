import { Link, useRouterState } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { type Collected, collections, indicatorMarks } from '#contract/indicators-catalogue'
import type { Mark } from '#contract/orgs'
import './indicators.css'

const markColours: Record<Mark, string> = { verified: 'green', secondary: 'blue', unverified: 'orange', assumption: 'orange' }
/** 核实标记: how far a definition or a figure may be trusted. */
export const IndicatorMark = ({ mark }: { mark: Mark }) => <Tag color={markColours[mark]}>{indicatorMarks[mark]}</Tag>

const collectedColours: Record<Collected, string> = { here: 'green', outside: 'blue', none: 'default' }
export const CollectedTag = ({ is }: { is: Collected }) => <Tag color={collectedColours[is]}>{collections[is]}</Tag>

export function IndicatorTabs() {
  const here = useRouterState({ select: (state) => state.location.pathname })
  const tabs = [
    { path: '/indicators', title: '指标目录' },
    { path: '/indicators/outside', title: '外部数据' },
  ]
  return (
    <nav className="indicator-tabs" aria-label="指标">
      {tabs.map(({ path, title }) => (
        <Link key={path} to={path} activeOptions={{ exact: true, includeSearch: false }} aria-current={here === path ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  )
}

/** 1.1 is 一（一） of 231号文. */
export function clauseWords(clause: string): string {
  const [part = '', article = ''] = clause.split('.')
  const numerals = ['', '一', '二', '三', '四', '五', '六', '七', '八']
  return `${numerals[Number(part)] ?? part}（${numerals[Number(article)] ?? article}）`
}

/** A share is a number of many digits; nobody reads more than one of them. */
export const rounded = (value: number): string => (Math.round(value * 100) / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })
/** Missing is a dash, never nought. */
export const figure = (value: number | null): string => (value === null ? '—' : rounded(value))

/** A table that is wider than a phone scrolls in its own place, with the keyboard too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it from here
    <section className="indicator-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
