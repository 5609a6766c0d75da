import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { beatSeconds, type Launch } from '#contract/courses-learning'
import { useIsPhone } from '../kit/screen.ts'
import type { OpenLaunch } from './use-launch.ts'

/** 文档. Time counts while the page lies open before somebody; then he says that he has read it. */
export function DocumentPlayer({ open, launch }: { open: OpenLaunch; launch: Launch }) {
  const { beat, read, standing } = open
  const [sending, setSending] = useState(false)
  useEffect(() => {
    const say = () => beat({ position: 0, playing: document.visibilityState === 'visible', rate: 1 })
    say()
    const timer = setInterval(say, beatSeconds * 1000)
    document.addEventListener('visibilitychange', say)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', say)
    }
  }, [beat])
  return (
    <>
      <Sheet launch={launch} />
      {standing && !standing.learned && (
        <div className="actions gap-top">
          <Button
            type="primary"
            loading={sending}
            onClick={async () => {
              setSending(true)
              await read()
              setSending(false)
            }}
          >
            我已读完
          </Button>
          <span className="hint">{standing.missing}</span>
        </div>
      )}
    </>
  )
}

/** Word and PowerPoint are opened by the reader's own program, and so is PDF on a telephone, whose browser shows none in a page. */
function Sheet({ launch: { address, mediaType, title } }: { launch: Launch }) {
  const isPhone = useIsPhone()
  const isPdf = mediaType === 'application/pdf'
  if (mediaType?.startsWith('image/')) return <img className="document-image" src={address} alt={title} />
  return (
    <>
      <p className="gap-bottom">
        <a href={address} target="_blank" rel="noreferrer">
          {isPdf ? '在新窗口打开文档' : '下载文档'}
        </a>
        {!isPdf && <span className="hint">（Word 或演示文稿，下载后用 WPS 或 Office 打开）</span>}
      </p>
      {isPdf && !isPhone && <iframe className="document-frame" src={address} title={title} referrerPolicy="no-referrer" />}
    </>
  )
}
