import { Skeleton } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from './draw.ts'

interface PlotProps {
  option: EChartsCoreOption
  words: string
  height: number
  onOpen?: (series: number, at: number) => void
}

/** Within the margins of a printed A4 page. */
const printedWidth = 660

/** The drawing itself. It is made once and given up with its place: a board that is drilled fifty times keeps one chart alive, not fifty. */
export function Plot({ option, words, height, onOpen }: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing | null>(null)
  const open = useRef(onOpen)
  open.current = onOpen
  const latest = useRef(option)
  latest.current = option
  const [state, setState] = useState<'loading' | 'drawn' | 'failed'>('loading')
  useEffect(() => {
    let gone = false
    let watch: ResizeObserver | undefined
    const printed = () => drawing.current?.fit(printedWidth)
    const back = () => drawing.current?.fit()
    import('./draw.ts').then(
      ({ draw }) => {
        if (gone || !place.current) return
        drawing.current = draw(place.current, (series, at) => open.current?.(series, at))
        drawing.current.show(latest.current)
        watch = new ResizeObserver(back)
        watch.observe(place.current)
        setState('drawn')
      },
      () => !gone && setState('failed'),
    )
    window.addEventListener('beforeprint', printed)
    window.addEventListener('afterprint', back)
    return () => {
      gone = true
      watch?.disconnect()
      window.removeEventListener('beforeprint', printed)
      window.removeEventListener('afterprint', back)
      drawing.current?.dispose()
      drawing.current = null
    }
  }, [])
  useEffect(() => drawing.current?.show(option), [option])
  if (state === 'failed') return <p className="hint">图没有读到，请切换为“表”，或者刷新页面。</p>
  return (
    <div className="plot" style={{ height }}>
      {state === 'loading' && <Skeleton.Node active className="plot-waits" />}
      <div ref={place} className="plot-place" role="img" aria-label={words} style={{ height }} />
    </div>
  )
}
