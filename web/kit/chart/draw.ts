import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import type { Sourced } from './types.ts'

// The only file that loads echarts: a chunk of its own, asked for by the first chart on the screen.
use([
  LineChart,
  BarChart,
  PieChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
  CanvasRenderer,
])

export interface Drawing {
  show(option: EChartsCoreOption): void
  fit(width?: number): void
  dispose(): void
}

export function draw(place: HTMLElement, onOpen: (series: number, at: number) => void): Drawing {
  const chart = init(place, null, { renderer: 'svg' })
  chart.on('click', ({ seriesIndex, dataIndex }) => onOpen(seriesIndex ?? 0, dataIndex))
  return {
    // Whole: what an earlier option had and this one has not must not stay.
    show: (option) => chart.setOption(option, { notMerge: true }),
    fit: (width) => chart.resize(width === undefined ? undefined : { width }),
    dispose: () => chart.dispose(),
  }
}

const wide = { width: 960, height: 560 }

/**
 * The picture as a file. On canvas, not from the SVG: a picture made of an SVG may not use the fonts that the page has loaded, and on a machine
 * without Chinese fonts every word would be missing.
 */
export async function picture(option: EChartsCoreOption, { title, source }: Sourced, ink: string): Promise<Blob> {
  await document.fonts?.ready
  const place = document.createElement('canvas')
  const chart = init(place, null, { renderer: 'canvas', devicePixelRatio: 2, ...wide })
  const grid = (option as { grid?: object }).grid
  const legend = (option as { legend?: object }).legend
  chart.setOption({
    ...option,
    title: [
      { text: title, left: 16, top: 12, textStyle: { fontSize: 20, color: ink } },
      {
        text: source,
        left: 16,
        bottom: 8,
        textStyle: { fontSize: 13, lineHeight: 18, fontWeight: 'normal', color: ink, width: 920, overflow: 'break' },
      },
    ],
    ...(grid ? { grid: { ...grid, left: 24, right: 88, top: 88, bottom: 64 } } : {}),
    ...(legend ? { legend: { ...legend, top: 52, left: 16 } } : {}),
  })
  const made = await new Promise<Blob | null>((done) => place.toBlob(done, 'image/png'))
  chart.dispose()
  if (!made) throw new Error('the browser made no picture')
  return made
}
