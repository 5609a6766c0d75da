import { Alert, Button, Modal } from 'antd'
import * as plyr from 'plyr'
import { useEffect, useRef, useState } from 'react'
import 'plyr/dist/plyr.css'
import { beatSeconds, type Launch } from '#contract/courses-learning'
import iconUrl from '../../node_modules/plyr/dist/plyr.svg?url'
import type { OpenLaunch } from './use-launch.ts'

// Its types say `export =`, which no module can import; what it gives is this default.
const { default: Plyr } = plyr as unknown as { default: new (video: HTMLVideoElement, options: object) => { destroy(): void } }

const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2]

const words = {
  restart: '重新播放',
  play: '播放',
  pause: '暂停',
  seek: '定位',
  played: '已播放',
  buffered: '已缓冲',
  currentTime: '当前时间',
  duration: '总时长',
  volume: '音量',
  mute: '静音',
  unmute: '取消静音',
  enterFullscreen: '全屏',
  exitFullscreen: '退出全屏',
  settings: '设置',
  speed: '倍速',
  normal: '正常',
}

/** 视频. The page says where it is; the server says what counts. */
export function FilmPlayer({ open, launch }: { open: OpenLaunch; launch: Launch }) {
  const element = useRef<HTMLVideoElement>(null)
  const { beat, present, standing } = open
  const [isBroken, setBroken] = useState(false)
  const startAt = useRef(launch.standing.position)

  useEffect(() => {
    const video = element.current
    if (!video) return
    const player = new Plyr(video, {
      // Its own defaults fetch both from a public address.
      iconUrl,
      blankVideo: iconUrl,
      i18n: words,
      controls: ['play-large', 'play', 'progress', 'current-time', 'duration', 'mute', 'volume', 'settings', 'fullscreen'],
      settings: ['speed'],
      speed: { selected: 1, options: speeds.filter((speed) => speed <= launch.maxRate) },
      storage: { enabled: false },
    })
    const stop = watch(video, beat, startAt.current)
    return () => {
      stop()
      player.destroy()
    }
  }, [beat, launch.maxRate])

  const asking = standing?.asking === true
  useEffect(() => {
    if (asking) element.current?.pause()
  }, [asking])

  return (
    <div className="film">
      {/* biome-ignore lint/a11y/useMediaCaption: captions are brought along by those who make the film, if at all */}
      <video ref={element} src={launch.address} playsInline preload="metadata" onError={() => setBroken(true)} />
      {isBroken && (
        <Alert
          className="gap-top"
          type="error"
          showIcon
          title="这段视频在本浏览器中不能播放。请检查网络后重新打开；仍不能播放时请换用新版 Chrome、Edge 或 360 极速浏览器，并告知课程管理人员。"
          action={<Button onClick={open.again}>重新打开</Button>}
        />
      )}
      <Pieces watched={standing?.watched ?? []} seconds={launch.seconds ?? 0} />
      <p className="hint">已观看的部分见上方色条；拖动跳过的部分不计，最高按 {launch.maxRate} 倍速计。</p>
      <Modal open={asking} title="请确认您正在学习" closable={false} footer={null}>
        <p className="gap-bottom">视频已暂停，点击后继续计时。</p>
        <Button
          type="primary"
          size="large"
          onClick={async () => {
            await present()
            await element.current?.play().catch(() => undefined)
          }}
        >
          我在学习，继续
        </Button>
      </Modal>
    </div>
  )
}

/** A word each ten seconds while it runs, each minute while it stands, and whenever something changes. A jump is told from where it began. */
function watch(video: HTMLVideoElement, beat: OpenLaunch['beat'], startAt: number): () => void {
  let last = startAt
  let quiet = 0
  const say = (position: number, playing: boolean) => {
    quiet = 0
    beat({ position: Math.max(position, 0), playing, rate: video.playbackRate })
  }
  const isPlaying = () => !video.paused && !video.ended && !video.seeking
  const on: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
    loadedmetadata: () => {
      if (startAt > 0 && startAt < video.duration - 2) video.currentTime = startAt
    },
    timeupdate: () => {
      if (!video.seeking) last = video.currentTime
    },
    seeking: () => say(last, false),
    seeked: () => {
      last = video.currentTime
      say(last, isPlaying())
    },
    playing: () => say(video.currentTime, true),
    pause: () => say(video.currentTime, false),
    ended: () => say(video.currentTime, false),
    ratechange: () => isPlaying() && say(video.currentTime, true),
  }
  const names = Object.keys(on) as (keyof typeof on)[] // its own keys
  for (const name of names) video.addEventListener(name, on[name]!)
  const timer = setInterval(() => {
    quiet += 1
    if (isPlaying() || quiet >= 6) say(video.currentTime, isPlaying())
  }, beatSeconds * 1000)
  return () => {
    clearInterval(timer)
    if (isPlaying()) say(video.currentTime, false)
    for (const name of names) video.removeEventListener(name, on[name]!)
  }
}

/** 已观看: which pieces count, under the film. */
function Pieces({ watched, seconds }: { watched: readonly (readonly [number, number])[]; seconds: number }) {
  if (seconds === 0) return null
  return (
    <svg className="film-pieces" viewBox="0 0 1000 8" preserveAspectRatio="none" role="img" aria-label="已观看的部分">
      {watched.map(([from, to]) => (
        <rect key={from} x={(from / seconds) * 1000} width={((to - from) / seconds) * 1000} y={0} height={8} />
      ))}
    </svg>
  )
}
