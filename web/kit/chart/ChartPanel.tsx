import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Empty } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useState } from 'react'
import { useLook } from './look.ts'
import { Plot } from './Plot.tsx'
import { save } from './save.ts'
import type { Sourced } from './types.ts'
import { useView, ViewSwitch } from './view.tsx'
import './chart.css'

interface ChartPanelProps extends Sourced {
  /** Under which its view is remembered. */
  id: string
  option: EChartsCoreOption
  words: string
  height: number
  empty: boolean
  table: ReactNode
  onOpen?: (series: number, at: number) => void
  /** Beside the title: what is chosen for this chart. */
  choice?: ReactNode
}

/** A chart, the table of the same numbers, and the picture of it as a file. Who chose the table once gets the table. */
export function ChartPanel({
  id,
  title,
  unit,
  source,
  note = source,
  option,
  words,
  height,
  empty,
  table,
  onOpen,
  choice,
}: ChartPanelProps) {
  const look = useLook()
  const [view, setView] = useView(id)
  return (
    <section className="panel chart-panel" aria-label={title}>
      <div className="chart-head">
        <h2 className="card-title">{title}</h2>
        {!look.far && (
          <div className="actions chart-tools">
            {choice}
            {!empty && (
              <>
                <ViewSwitch title={title} view={view} onView={setView} />
                <PictureButton option={option} title={title} unit={unit} source={source} />
              </>
            )}
          </div>
        )}
      </div>
      {empty ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="无数据" />
      ) : view === 'chart' || look.far ? (
        <>
          <Plot option={option} words={words} height={height} {...(onOpen ? { onOpen } : {})} />
          <div className="only-print">{table}</div>
        </>
      ) : (
        table
      )}
      {!look.far && <p className="hint chart-source">{note}</p>}
    </section>
  )
}

function PictureButton({ option, ...about }: Sourced & { option: EChartsCoreOption }) {
  const { ink } = useLook()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      const { picture } = await import('./draw.ts')
      save(await picture(option, about, ink), `${about.title}.png`)
    } catch {
      message.error('图片没有生成，请刷新页面后再试。')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={busy} onClick={make} aria-label={`下载“${about.title}”的图片`}>
      图片
    </Button>
  )
}
