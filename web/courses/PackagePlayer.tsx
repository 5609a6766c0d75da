import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { beatSeconds, type Launch } from '#contract/courses-learning'
import type { OpenLaunch } from './use-launch.ts'

/** What a package may: run, be itself on its own site, send forms to itself, open a window, ask. Never leave its box. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-modals'

/** 课件, on its own site in a sandboxed frame. A SCORM package speaks through the page around it, and that page is believed by its origin and its place. */
export function PackagePlayer({ open, launch }: { open: OpenLaunch; launch: Launch }) {
  const { beat, keep } = open
  const frame = useRef<HTMLIFrameElement>(null)
  const isScorm = launch.kind !== 'cmi5'
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const hear = (event: MessageEvent) => {
      const from = frame.current?.contentWindow
      if (!from || event.source !== from || event.origin !== launch.origin || event.data?.minzhi !== 'course') return
      if (event.data.kind === 'ready') from.postMessage({ minzhi: 'course', kind: 'start', cmi: launch.cmi }, launch.origin)
      if (event.data.kind === 'commit' || event.data.kind === 'finish') keep(event.data.cmi)
      if (event.data.kind === 'finish') setOver(true)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [launch, keep])

  // That somebody is still there; of a cmi5 part also the occasion to look at what it told the record store.
  useEffect(() => {
    const timer = setInterval(() => beat({ position: 0, playing: true, rate: 1 }), isScorm ? 60_000 : beatSeconds * 500)
    return () => clearInterval(timer)
  }, [beat, isScorm])

  return (
    <>
      {isOver && (
        <p className="gap-bottom" role="status">
          课件已结束，学习记录已保存。
          <Button type="link" onClick={open.again}>
            重新打开
          </Button>
        </p>
      )}
      {launch.ownWindow ? (
        <OwnWindow open={open} launch={launch} />
      ) : (
        <iframe
          ref={frame}
          className="package-frame"
          src={isScorm ? `${launch.address}#${encodeURIComponent(window.location.origin)}` : launch.address}
          title={launch.title}
          sandbox={sandbox}
          allow="fullscreen"
          referrerPolicy="no-referrer"
        />
      )}
      <p className="hint">课件由上传单位提供，在独立站点中运行；进度以课件报告并经平台核对的结果为准。</p>
    </>
  )
}

/**
 * A package that asks for a window of its own gets one, by a click (browsers open none by themselves), without a way back to this one. What it runs in is the
 * same box: its site sends the sandbox with every file. Its credential opens once, so that a second window is a second launch.
 */
function OwnWindow({ open, launch }: { open: OpenLaunch; launch: Launch }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="panel own-window gap-bottom" role="status">
      <p>{isOpen ? '课件已在新窗口打开。学习期间请保留本页，进度会在这里更新。' : '这个课件要在单独的窗口中学习。'}</p>
      {isOpen ? (
        <Button onClick={open.again}>窗口关了，重新打开</Button>
      ) : (
        <Button type="primary" href={launch.address} target="_blank" rel="noopener noreferrer" onClick={() => setOpen(true)}>
          在新窗口打开课件
        </Button>
      )}
    </div>
  )
}
