import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { useRef, useState } from 'react'
import { type FilePurpose, filePurposes } from '#contract/files'
import { type UploadId, uploadsApi } from '#contract/uploads'
import { send } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { TaskProgress } from '../kit/TaskProgress.tsx'
import { type Going, uploadInPieces } from './upload.ts'

type State =
  | { at: 'none' }
  | { at: 'going'; file: File; share: number; going: Going | null }
  | { at: 'paused'; file: File; share: number }
  | { at: 'checking'; uploadId: UploadId; taskId: string }
  | { at: 'failed'; sentence: string; file: File | null }
  | { at: 'done'; said: string }

const accepts: Partial<Record<FilePurpose, { accept: string; words: string }>> = {
  courseVideo: { accept: '.mp4,.m4v', words: 'MP4（H.264），最大 1 GB。' },
  courseDocument: { accept: '.pdf,.docx,.pptx,.jpg,.jpeg,.png', words: 'PDF、Word（docx）、演示文稿（pptx）或图片，最大 100 MB。' },
  coursePackage: { accept: '.zip', words: 'SCORM 1.2、SCORM 2004 或 cmi5 的 zip 课件包，最大 500 MB。' },
}

/** 上传内容: in pieces, with a pause, going on after a cut; then looked at by the server, whose reason is shown. */
export function ContentUpload({ purpose, onTaken }: { purpose: FilePurpose; onTaken: (uploadId: UploadId, fileName: string) => void }) {
  const [state, setState] = useState<State>({ at: 'none' })
  const field = useRef<HTMLInputElement>(null)
  const name = useRef('')
  const { maxBytes, title } = filePurposes[purpose]
  const { accept, words } = accepts[purpose] ?? { accept: '', words: '' }

  async function start(file: File) {
    name.current = file.name
    if (file.size > maxBytes)
      return setState({ at: 'failed', file: null, sentence: `${title}不能超过 ${maxBytes / 1048576} MB，请压缩或拆分后再上传。` })
    setState({ at: 'going', file, share: 0, going: null })
    const patch = (part: Partial<{ share: number; going: Going }>) =>
      setState((before) => (before.at === 'going' ? { ...before, ...part } : before))
    try {
      const uploadId = await uploadInPieces(purpose, file, {
        onProgress: (share) => patch({ share }),
        onBegin: (going) => patch({ going }),
      })
      const { taskId } = await send(uploadsApi.finish, { params: { uploadId } })
      setState({ at: 'checking', uploadId, taskId })
    } catch (thrown) {
      setState({ at: 'failed', sentence: asProblem(thrown).sentence, file })
    }
  }

  return (
    <div className="upload">
      <input
        ref={field}
        type="file"
        className="gone"
        aria-label={`选择${title}`}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void start(file)
        }}
      />
      {(state.at === 'none' || state.at === 'failed' || state.at === 'done') && (
        <div className="actions">
          <Button icon={<UploadOutlined />} onClick={() => field.current?.click()}>
            {state.at === 'done' ? '换一个文件' : `选择${title}`}
          </Button>
          <span className="hint">{words}上传中断后，重新选择同一个文件即从断点继续。</span>
        </div>
      )}
      {(state.at === 'going' || state.at === 'paused') && (
        <>
          <p>{state.file.name}</p>
          <Progress percent={Math.floor(state.share * 100)} aria-label={`${state.file.name} 上传进度`} />
          <div className="actions">
            {state.at === 'going' ? (
              <Button
                disabled={state.going === null}
                onClick={() => {
                  state.going?.pause()
                  setState({ at: 'paused', file: state.file, share: state.share })
                }}
              >
                暂停
              </Button>
            ) : (
              <Button type="primary" onClick={() => start(state.file)}>
                继续上传
              </Button>
            )}
          </div>
        </>
      )}
      {state.at === 'checking' && (
        <p>
          已上传，正在检查内容：
          <TaskProgress
            taskId={state.taskId}
            title="检查进度"
            onEnd={(task) => {
              if (task.state !== 'done') return setState({ at: 'failed', sentence: task.said ?? '检查没有完成，请重新上传。', file: null })
              setState({ at: 'done', said: task.said ?? '检查通过。' })
              onTaken(state.uploadId, name.current)
            }}
          />
        </p>
      )}
      {state.at === 'failed' && (
        <Alert
          className="gap-top"
          type="error"
          showIcon
          title={state.sentence}
          action={state.file && <Button onClick={() => state.file && start(state.file)}>继续上传</Button>}
        />
      )}
      {state.at === 'done' && <Alert className="gap-top" type="success" showIcon title={state.said} />}
    </div>
  )
}
