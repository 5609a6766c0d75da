import { CameraOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { asProblem } from './problem-error.ts'
import { type FileChoice, useSources } from './sources.ts'
import { useCountUploads } from './uploads.ts'

interface FileUploadProps {
  id?: string
  value?: string[] | string | null
  onChange?: (value: string[] | string | undefined) => void
  many: boolean
  matterId: string | null
}

interface Going {
  name: string
  share: number
  failure?: string
  file: File
}

/** Names of files that this page has uploaded: the form's own value holds ids only. */
const knownNames = new Map<string, FileChoice>()

/** 上传. Type and size are said beforehand; on a phone the camera is one of the choices. */
export function FileUpload({ id, value, onChange, many, matterId }: FileUploadProps) {
  const { uploadFile, fileRules } = useSources()
  const count = useCountUploads()
  const [going, setGoing] = useState<readonly Going[]>([])
  const field = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const ids = Array.isArray(value) ? value : value ? [value] : []
  const latest = useRef(ids)
  latest.current = ids

  const change = (next: string[]) => {
    latest.current = next
    onChange?.(many ? next : next[0])
  }
  const patch = (file: File, part: Partial<Going>) => setGoing((all) => all.map((one) => (one.file === file ? { ...one, ...part } : one)))

  async function start(file: File) {
    if (!uploadFile) return
    setGoing((all) => [...all.filter((one) => one.file !== file), { name: file.name, share: 0, file }])
    const tooBig = fileRules && file.size > fileRules.maxMegabytes * 1048576
    if (tooBig) return patch(file, { failure: `文件超过 ${fileRules.maxMegabytes} MB，请压缩或拆分后再上传。` })
    count(1)
    try {
      const kept = await uploadFile(file, matterId, (share) => patch(file, { share }))
      knownNames.set(kept.id, kept)
      change(many ? [...latest.current, kept.id] : [kept.id])
      setGoing((all) => all.filter((one) => one.file !== file))
    } catch (thrown) {
      patch(file, { failure: asProblem(thrown).sentence })
    } finally {
      count(-1)
    }
  }

  const take = (files: FileList | null) => {
    for (const file of Array.from(files ?? []).slice(0, many ? undefined : 1)) void start(file)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside do the same by keyboard
    <div className="upload" onDragOver={(event) => event.preventDefault()} onDrop={dropped}>
      <div className="actions">
        <Button {...(id ? { id } : {})} icon={<UploadOutlined />} onClick={() => field.current?.click()} disabled={!uploadFile}>
          选择文件
        </Button>
        <Button className="only-phone" icon={<CameraOutlined />} onClick={() => camera.current?.click()} disabled={!uploadFile}>
          拍照
        </Button>
        <span className="hint">{fileRules?.words ?? ''}也可以把文件拖到这里。</span>
      </div>
      <input
        ref={field}
        type="file"
        className="gone"
        aria-label="选择文件"
        multiple={many}
        accept={fileRules?.accept ?? ''}
        onChange={(event) => take(event.target.files)}
      />
      <input
        ref={camera}
        type="file"
        className="gone"
        aria-label="拍照"
        accept="image/*"
        capture="environment"
        onChange={(event) => take(event.target.files)}
      />
      <ul className="plain-list">
        {ids.map((one) => (
          <li key={one} className="upload-row">
            <span>{knownNames.get(one)?.name ?? '已上传的文件'}</span>
            <Button
              size="small"
              type="link"
              onClick={() => change(ids.filter((other) => other !== one))}
              aria-label={`移除 ${knownNames.get(one)?.name ?? '文件'}`}
            >
              移除
            </Button>
          </li>
        ))}
        {going.map((one) => (
          <li key={one.name + one.file.lastModified}>
            {one.failure ? (
              <Alert
                type="error"
                title={`${one.name}：${one.failure}`}
                action={<Button onClick={() => start(one.file)}>再试一次</Button>}
                closable={{ 'aria-label': '关闭', onClose: () => setGoing((all) => all.filter((other) => other !== one)) }}
              />
            ) : (
              <>
                <span>{one.name}</span>
                <Progress percent={Math.round(one.share * 100)} aria-label={`${one.name} 上传进度`} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
