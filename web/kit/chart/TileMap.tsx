import { type ReactNode, useMemo } from 'react'
import { FigureLink, OpeningLink } from './FigureLink.tsx'
import { useLook } from './look.ts'
import { stepsOf } from './steps.ts'
import { TilePicture } from './TilePicture.tsx'
import { Tiles } from './Tiles.tsx'
import { drawnTiles, type LegendStep, legendOf, type MapUnit } from './tiles.ts'
import type { Sourced } from './types.ts'
import { useView, ViewSwitch } from './view.tsx'
import { isNothing } from './words.ts'
import './chart.css'

interface TileMapProps extends Sourced {
  id: string
  units: readonly MapUnit[]
  chosen?: string | null
  choice?: ReactNode
}

/** 地图: one square for each county, and the table of the same figures. It draws no boundary and so needs no 审图号. */
export function TileMap({ id, title, unit, source, note = source, units, chosen = null, choice }: TileMapProps) {
  const look = useLook()
  const [view, setView] = useView(id)
  const values = units.map(({ value }) => value)
  const borders = useMemo(
    () =>
      stepsOf(
        units.map(({ value }) => value),
        look.steps.length,
      ),
    [units, look],
  )
  const tiles = useMemo(() => drawnTiles(units, borders, unit, look), [units, borders, unit, look])
  const legend = legendOf(borders, unit, look)
  const empty = isNothing(values)
  return (
    <section className={`panel chart-panel${look.far ? ' wall-map' : ''}`} aria-label={title}>
      <div className="chart-head">
        <h2 className="card-title">{title}</h2>
        {!look.far && (
          <div className="actions chart-tools">
            {choice}
            <ViewSwitch title={title} view={view} onView={setView} />
            {!empty && <TilePicture tiles={tiles} legend={legend} title={title} unit={unit} source={source} />}
          </div>
        )}
      </div>
      {view === 'table' && !look.far ? (
        <MapTable title={title} unit={unit} units={units} />
      ) : (
        <>
          <Tiles title={title} tiles={tiles} chosen={chosen} unit={unit} />
          <Legend steps={legend} />
          <div className="only-print">
            <MapTable title={title} unit={unit} units={units.filter(({ value }) => value !== null)} />
          </div>
        </>
      )}
      {!look.far && <p className="hint chart-source">{note}每格是一个县级单位，不表示边界；平潭为市级单位，只画一次。</p>}
    </section>
  )
}

const Legend = ({ steps }: { steps: readonly LegendStep[] }) => (
  <ul className="tile-legend" aria-label="图例">
    {steps.map(({ words, fill }) => (
      <li key={words}>
        <span className="tile-swatch" style={{ background: fill }} />
        {words}
      </li>
    ))}
  </ul>
)

function MapTable({ title, unit, units }: Pick<TileMapProps, 'title' | 'unit' | 'units'>) {
  return (
    <table className="chart-table">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">所属</th>
          <th scope="col">数值</th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ code, name, group, value, opens, into }) => (
          <tr key={code}>
            <th scope="row">{into ? <OpeningLink opens={into}>{name}</OpeningLink> : name}</th>
            <td>{group}</td>
            <td>
              <FigureLink value={value} unit={unit} of={name} opens={opens} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
