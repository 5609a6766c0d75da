import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { mapSize } from '#contract/map'
import { type ChartLook, chartFont, useLook } from './look.ts'
import { save } from './save.ts'
import type { DrawnTile, LegendStep } from './tiles.ts'
import type { Sourced } from './types.ts'
import { figureWords } from './words.ts'

const side = 76
const gap = 4
const head = 64
const foot = 108

interface Drawn {
  tiles: readonly DrawnTile[]
  legend: readonly LegendStep[]
}

/** The map as a file, drawn tile by tile: it is squares and words, and needs no library. */
export function TilePicture({ tiles, legend, ...about }: Sourced & Drawn) {
  const look = useLook()
  const { message } = App.useApp()
  const make = async () => {
    try {
      save(await pictureOf({ tiles, legend }, about, look), `${about.title}.png`)
    } catch {
      message.error('图片没有生成，请刷新页面后再试。')
    }
  }
  return (
    <Button size="small" icon={<DownloadOutlined />} onClick={make} aria-label={`下载“${about.title}”的图片`}>
      图片
    </Button>
  )
}

async function pictureOf({ tiles, legend }: Drawn, { title, unit, source }: Sourced, look: ChartLook): Promise<Blob> {
  await document.fonts?.ready
  const canvas = document.createElement('canvas')
  canvas.width = mapSize.columns * (side + gap) + 2 * gap
  canvas.height = head + mapSize.rows * (side + gap) + foot
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('the browser has no canvas')
  const write = (words: string, x: number, y: number, size: number, ink: string, wide?: number) => {
    pen.font = `${size}px ${chartFont}`
    pen.fillStyle = ink
    pen.fillText(words, x, y, wide)
  }
  pen.fillStyle = look.ground
  pen.fillRect(0, 0, canvas.width, canvas.height)
  write(title, 16, 40, 24, look.ink)
  pen.textAlign = 'center'
  for (const { column, row, name, fill, ink, unit: here } of tiles) {
    const [x, y] = [gap + column * (side + gap), head + row * (side + gap)]
    pen.fillStyle = fill
    pen.fillRect(x, y, side, side)
    write(name, x + side / 2, y + side / 2 - 2, 18, ink, side)
    if (here) write(figureWords(here.value, unit === '%' ? unit : ''), x + side / 2, y + side / 2 + 22, 15, ink, side)
  }
  pen.textAlign = 'left'
  let left = 16
  for (const { words, fill } of legend) {
    pen.fillStyle = fill
    pen.fillRect(left, canvas.height - 78, 16, 16)
    pen.strokeStyle = look.hint
    pen.strokeRect(left, canvas.height - 78, 16, 16)
    write(words, left + 22, canvas.height - 65, 14, look.ink)
    left += 22 + pen.measureText(words).width + 20
  }
  write(source, 16, canvas.height - 36, 14, look.hint, canvas.width - 32)
  write('每格是一个县级单位，不表示边界。', 16, canvas.height - 14, 14, look.hint)
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!made) throw new Error('the browser made no picture')
  return made
}
