import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { asProblem } from './problem-error.ts'

/** Fetches a file to keep; a refusal is said and changes nothing on the page. */
export function SaveButton({ title, save }: { title: string; save: () => Promise<void> }) {
  const { message } = App.useApp()
  return (
    <Button icon={<DownloadOutlined />} onClick={() => save().catch((thrown: unknown) => message.error(asProblem(thrown).sentence))}>
      {title}
    </Button>
  )
}
