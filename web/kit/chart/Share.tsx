import { type ReactNode, useMemo } from 'react'
import { ChartPanel } from './ChartPanel.tsx'
import { FigureLink } from './FigureLink.tsx'
import { useLook } from './look.ts'
import { shareOption } from './options.ts'
import type { ShareRow, Sourced } from './types.ts'
import { useOpening } from './use-opening.ts'
import { figureWords, isNothing } from './words.ts'

interface ShareProps extends Sourced {
  id: string
  rows: readonly ShareRow[]
  height?: number
  choice?: ReactNode
}

const shareOf = (value: number | null, whole: number) => (value === null || whole <= 0 ? '—' : `${((100 * value) / whole).toFixed(1)}%`)

/** 构成: parts of a whole. */
export function Share({ id, title, unit, source, note, rows, height = 260, choice }: ShareProps) {
  const look = useLook()
  const open = useOpening()
  const words = `${title}：${rows.map(({ name, value }) => `${name} ${figureWords(value, unit)}`).join('，')}`
  const drawn = useMemo(() => rows.filter(({ value }) => value !== null && value !== 0), [rows])
  const option = useMemo(() => shareOption(drawn, unit, look, words), [drawn, unit, look, words])
  return (
    <ChartPanel
      id={id}
      title={title}
      unit={unit}
      source={source}
      {...(note ? { note } : {})}
      option={option}
      words={words}
      height={height}
      empty={drawn.length === 0 || isNothing(rows.map(({ value }) => value))}
      onOpen={(_, at) => open(drawn[at]?.opens)}
      choice={choice}
      table={<ShareTable title={title} unit={unit} rows={rows} />}
    />
  )
}

function ShareTable({ title, unit, rows }: Pick<ShareProps, 'title' | 'unit' | 'rows'>) {
  const whole = rows.reduce((sum, { value }) => sum + (value ?? 0), 0)
  return (
    <table className="chart-table">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">类别</th>
          <th scope="col">数值</th>
          <th scope="col">占比</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, value, opens }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <FigureLink value={value} unit={unit} of={name} opens={opens} />
            </td>
            <td>{shareOf(value, whole)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
