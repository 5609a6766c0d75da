import type { EChartsCoreOption } from 'echarts/core'
import { type ChartLook, chartFont } from './look.ts'
import type { RankRow, ShareRow, TrendLine } from './types.ts'
import { figureWords, monthAlone, monthShort, monthWords } from './words.ts'

// Pure: data and look in, what echarts draws out. The same option makes the picture on the page, the .png and the print.

const common = (look: ChartLook, words: string): EChartsCoreOption => ({
  animation: false,
  color: [...look.series],
  backgroundColor: look.ground,
  textStyle: { fontFamily: chartFont, fontSize: look.fontSize, color: look.ink },
  aria: { enabled: true, label: { description: words } },
})

const tooltip = (look: ChartLook, unit: string) => ({
  show: !look.far,
  confine: true,
  backgroundColor: look.ground,
  borderColor: look.line,
  textStyle: { color: look.ink, fontSize: look.fontSize, fontFamily: chartFont },
  valueFormatter: (value: unknown) => figureWords(typeof value === 'number' ? value : null, unit),
})

const valueAxis = (look: ChartLook, unit: string) => ({
  type: 'value' as const,
  minInterval: unit === '%' ? undefined : 1,
  axisLabel: { color: look.hint, fontSize: look.fontSize, hideOverlap: true },
  splitLine: { lineStyle: { color: look.line } },
})

const label = (look: ChartLook) => ({ color: look.ink, fontSize: look.fontSize, fontFamily: chartFont })
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const

/** A gap stays a gap: a month without data is not drawn as nought, nor bridged. */
export function trendOption(lines: readonly TrendLine[], unit: string, look: ChartLook, words: string): EChartsCoreOption {
  const months = lines[0]?.points.map(({ month }) => month) ?? []
  const isOverlaid = lines.some(({ points }) => points[0]?.month !== months[0])
  return {
    ...common(look, words),
    grid: { left: 8, right: 16, top: lines.length > 1 ? look.fontSize * 2.6 : 16, bottom: 4, containLabel: true },
    ...(lines.length > 1 ? { legend: { top: 0, left: 0, textStyle: label(look), itemGap: 16 } } : {}),
    tooltip: { ...tooltip(look, unit), trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: months.map(isOverlaid ? monthAlone : monthWords),
      axisLabel: {
        color: look.hint,
        fontSize: look.fontSize,
        hideOverlap: true,
        formatter: (_: string, at: number) => (isOverlaid ? monthAlone : monthShort)(months[at] ?? ''),
      },
      axisLine: { lineStyle: { color: look.hint } },
      axisTick: { show: false },
    },
    yAxis: valueAxis(look, unit),
    series: lines.map(({ name, points }, at) => ({
      type: 'line',
      name,
      data: points.map(({ value }) => value),
      connectNulls: false,
      symbol: symbols[at % symbols.length],
      symbolSize: look.far ? 12 : 8,
      lineStyle: { width: look.far ? 4 : 2, type: at === 0 ? 'solid' : 'dashed' },
    })),
  }
}

/** The longest on top, the name beside and the figure behind each bar. */
export function rankOption(rows: readonly RankRow[], unit: string, look: ChartLook, words: string): EChartsCoreOption {
  return {
    ...common(look, words),
    grid: { left: 4, right: look.fontSize * 5, top: 4, bottom: 4, containLabel: true },
    tooltip: { ...tooltip(look, unit), trigger: 'item' },
    xAxis: { ...valueAxis(look, unit), axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name, rank }) => (rank === null ? name : `${rank}  ${name}`)),
      axisLabel: { ...label(look), width: look.fontSize * 9, overflow: 'truncate' },
      axisLine: { lineStyle: { color: look.hint } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        data: rows.map(({ value }) => value),
        barMaxWidth: look.fontSize * 1.4,
        label: {
          show: true,
          position: 'right',
          ...label(look),
          formatter: ({ value }: { value?: unknown }) => figureWords(typeof value === 'number' ? value : null, unit),
        },
      },
    ],
  }
}

/** Parts of a whole, told apart by pattern as well as by colour. */
export function shareOption(rows: readonly ShareRow[], unit: string, look: ChartLook, words: string): EChartsCoreOption {
  const base = common(look, words)
  return {
    ...base,
    aria: { enabled: true, label: { description: words }, decal: { show: true } },
    tooltip: { ...tooltip(look, unit), trigger: 'item' },
    series: [
      {
        type: 'pie',
        radius: ['32%', '56%'],
        data: rows.flatMap(({ name, value }) => (value === null || value === 0 ? [] : [{ name, value }])),
        itemStyle: { borderColor: look.ground, borderWidth: 2 },
        avoidLabelOverlap: true,
        label: { ...label(look), formatter: '{b}\n{c}', overflow: 'break' },
        labelLine: { lineStyle: { color: look.hint } },
      },
    ],
  }
}
