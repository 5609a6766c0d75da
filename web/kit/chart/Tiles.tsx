import { type KeyboardEvent, useRef, useState } from 'react'
import { mapSize } from '#contract/map'
import { useLook } from './look.ts'
import { type DrawnTile, isArrow, nextTile } from './tiles.ts'
import { useOpening } from './use-opening.ts'
import { figureWords } from './words.ts'

interface TilesProps {
  title: string
  unit: string
  tiles: readonly DrawnTile[]
  /** The unit whose board this is, where it is a tile. */
  chosen: string | null
}

/** The squares. One stop of the Tab key for all of them; arrow keys walk on. */
export function Tiles({ title, unit, tiles, chosen }: TilesProps) {
  const { far } = useLook()
  const place = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const open = tiles.filter((tile) => tile.unit?.into)
  const stop = open.find(({ code }) => code === at) ?? open[0]
  const said = tiles.find(({ code }) => code === at)?.said
  const walk = (event: KeyboardEvent, from: DrawnTile) => {
    if (!isArrow(event.key)) return
    event.preventDefault()
    const next = nextTile(tiles, from, event.key)
    if (next) place.current?.querySelector<HTMLElement>(`[data-code="${next.code}"]`)?.focus()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
      <div
        ref={place}
        className="tiles"
        role="group"
        aria-label={`${title}。方向键在各县之间移动，回车打开。`}
        style={{ gridTemplateColumns: `repeat(${mapSize.columns}, minmax(0, 1fr))` }}
      >
        {tiles.map((tile) => (
          <Tile
            key={tile.code}
            tile={tile}
            unit={unit}
            chosen={tile.code === chosen}
            stop={tile === stop}
            far={far}
            onPoint={() => setAt(tile.code)}
            onKey={(event) => walk(event, tile)}
          />
        ))}
      </div>
      {!far && <p className="hint tile-said">{said ?? '指向或移到一格，这里显示它的数；点击进入。'}</p>}
    </>
  )
}

interface TileProps {
  tile: DrawnTile
  unit: string
  chosen: boolean
  stop: boolean
  far: boolean
  onPoint: () => void
  onKey: (event: KeyboardEvent) => void
}

function Tile({ tile, unit, chosen, stop, far, onPoint, onKey }: TileProps) {
  const open = useOpening()
  const { code, name, column, row, ink, fill, said, unit: here } = tile
  const into = here?.into
  const figure = figureWords(here?.value, unit === '%' ? unit : '')
  const drawn = {
    className: `tile${chosen ? ' tile-chosen' : ''}${here ? '' : ' tile-aside'}`,
    'data-code': code,
    title: said,
    style: { gridColumn: column + 1, gridRow: row + 1, color: ink, background: fill },
    onMouseEnter: onPoint,
  }
  const inside = (
    <>
      <span className="tile-name">{name}</span>
      {here && <span className="tile-figure">{figure}</span>}
    </>
  )
  if (!into || far) return <div {...drawn}>{inside}</div>
  return (
    <button
      type="button"
      {...drawn}
      aria-label={`${name}${figure}，${said}，打开${here.group}看板`} // what is seen comes first: who speaks to the machine says what he sees
      {...(chosen ? { 'aria-current': 'true' } : {})}
      tabIndex={stop ? 0 : -1}
      onFocus={onPoint}
      onKeyDown={onKey}
      onClick={() => open(into)}
    >
      {inside}
    </button>
  )
}
