import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { asProblem } from './problem-error.ts'

/** Fetches a file to keep; a refusal is said and changes nothing on the page. */
export function SaveButton({ title, save }: { title: string; save: () => Promise<void> }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const run = () => {
    setBusy(true)
    save()
      .catch((thrown: unknown) => message.error(asProblem(thrown).sentence))
      .finally(() => setBusy(false))
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={run}>
      {title}
    </Button>
  )
}
