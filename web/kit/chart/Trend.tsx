import { type ReactNode, useMemo } from 'react'
import { ChartPanel } from './ChartPanel.tsx'
import { FigureLink } from './FigureLink.tsx'
import { useLook } from './look.ts'
import { trendOption } from './options.ts'
import type { Sourced, TrendLine } from './types.ts'
import { useOpening } from './use-opening.ts'
import { figureWords, isNothing, monthAlone, monthWords } from './words.ts'

interface TrendProps extends Sourced {
  id: string
  /** The lines have the same months. The first is drawn whole, the others broken: last year, a target. */
  lines: readonly TrendLine[]
  height?: number
  choice?: ReactNode
}

/** 趋势: a line over months. */
export function Trend({ id, title, unit, source, note, lines, height = 260, choice }: TrendProps) {
  const look = useLook()
  const open = useOpening()
  const words = `${title}：${(lines[0]?.points ?? []).map(({ month, value }) => `${monthWords(month)} ${figureWords(value, unit)}`).join('，')}`
  const option = useMemo(() => trendOption(lines, unit, look, words), [lines, unit, look, words])
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
      empty={isNothing(lines.flatMap(({ points }) => points.map(({ value }) => value)))}
      onOpen={(series, at) => open(lines[series]?.points[at]?.opens)}
      choice={choice}
      table={<TrendTable title={title} unit={unit} lines={lines} />}
    />
  )
}

function TrendTable({ title, unit, lines }: Pick<TrendProps, 'title' | 'unit' | 'lines'>) {
  const months = lines[0]?.points ?? []
  const isOverlaid = lines.some(({ points }) => points[0]?.month !== months[0]?.month)
  return (
    <table className="chart-table">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          {lines.map(({ name }) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.map(({ month }, at) => (
          <tr key={month}>
            <th scope="row">{isOverlaid ? monthAlone(month) : monthWords(month)}</th>
            {lines.map(({ name, points }) => (
              <td key={name}>
                <FigureLink
                  value={points[at]?.value ?? null}
                  unit={unit}
                  of={`${name} ${monthWords(points[at]?.month ?? month)}`}
                  opens={points[at]?.opens}
                />
                {points[at]?.reason && <span className="hint">（{points[at].reason}）</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
