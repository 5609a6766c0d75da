import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Opening } from './types.ts'
import { figureWords } from './words.ts'

interface FigureLinkProps {
  value: number | null
  unit?: string
  /** What is counted and where, for who hears the number alone. */
  of: string
  opens?: Opening | null | undefined
}

/** A number that opens what it counts; a number without a list is plain, and what is not known is a dash. */
export function FigureLink({ value, unit = '', of, opens }: FigureLinkProps) {
  const words = figureWords(value, unit)
  if (value === null) return <span title="无数据">—</span>
  if (!opens) return <>{words}</>
  return (
    <OpeningLink opens={opens} label={`${of}：${words}，查看记录`}>
      {words}
    </OpeningLink>
  )
}

export function OpeningLink({ opens, label, children }: { opens: Opening; label?: string; children: ReactNode }) {
  return (
    <Link to={opens.to} search={(opens.search ?? {}) as never} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </Link>
  ) // `never`: the router is not told each page's search
}
