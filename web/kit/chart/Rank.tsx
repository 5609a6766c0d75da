import { type ReactNode, useMemo } from 'react'
import { ChartPanel } from './ChartPanel.tsx'
import { FigureLink, OpeningLink } from './FigureLink.tsx'
import { useLook } from './look.ts'
import { rankOption } from './options.ts'
import type { RankRow, Sourced } from './types.ts'
import { useOpening } from './use-opening.ts'
import { figureWords, isNothing } from './words.ts'

interface RankProps extends Sourced {
  id: string
  /** In their order: the ranked first. */
  rows: readonly RankRow[]
  choice?: ReactNode
}

const barHeight = 1.9
const namesShown = 12

/** 排名: a bar for each unit with data; who has none stands in the table and below the bars, in words. */
export function Rank({ id, title, unit, source, note = source, rows, choice }: RankProps) {
  const look = useLook()
  const open = useOpening()
  const drawn = useMemo(() => rows.filter(({ value }) => value !== null).slice(0, look.far ? 10 : 40), [rows, look.far])
  const without = rows.filter(({ value }) => value === null)
  const words = `${title}：${drawn.map(({ name, value, rank }) => `${rank === null ? '' : `第${rank}名`}${name} ${figureWords(value, unit)}`).join('，')}`
  const option = useMemo(() => rankOption(drawn, unit, look, words), [drawn, unit, look, words])
  const left = without.length > 0 ? `无数据、不参加排名：${namesOf(without)}。` : ''
  return (
    <ChartPanel
      id={id}
      title={title}
      unit={unit}
      source={`${left}${source}`}
      note={`${left}${note}`}
      option={option}
      words={words}
      height={Math.max(120, drawn.length * look.fontSize * barHeight + 16)}
      empty={isNothing(rows.map(({ value }) => value))}
      onOpen={(_, at) => open(drawn[at]?.into ?? drawn[at]?.opens)}
      choice={choice}
      table={<RankTable title={title} unit={unit} rows={rows} />}
    />
  )
}

const namesOf = (rows: readonly RankRow[]) =>
  rows
    .slice(0, namesShown)
    .map(({ name }) => name)
    .join('、') + (rows.length > namesShown ? `等 ${rows.length} 个单位` : '')

export function RankTable({ title, unit, rows }: Pick<RankProps, 'title' | 'unit' | 'rows'>) {
  return (
    <table className="chart-table">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">名次</th>
          <th scope="col">数值</th>
          <th scope="col">依据</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, value, rank, reason, opens, into }) => (
          <tr key={key}>
            <th scope="row">{into ? <OpeningLink opens={into}>{name}</OpeningLink> : name}</th>
            <td>{rank ?? '—'}</td>
            <td>
              <FigureLink value={value} unit={unit} of={name} opens={opens} />
            </td>
            <td className="hint">{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
