import { UploadOutlined } from '@ant-design/icons'
import { Button, Empty, Popconfirm, Upload } from 'antd'
import { type ClassDetail, trainingApi } from '#contract/training'
import { useAct } from '../documents/use-act.tsx'
import { download, upload } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useSend } from '../kit/query.ts'
import { refreshTraining } from './parts.tsx'

const sizeWords = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

export function MaterialList({ own }: { own: ClassDetail }) {
  const { busy, problem, run } = useAct()
  const remove = useSend(trainingApi.removeMaterial, { refreshes: [trainingApi.class] })
  const add = (file: File) =>
    run('add', async () => {
      const title = file.name.replace(/\.\w+$/, '').slice(0, 100)
      await upload(trainingApi.addMaterial, { params: { matterId: own.id } }, file, { fields: { title } })
      await refreshTraining()
    })
  return (
    <>
      {own.runs && (
        <Upload
          showUploadList={false}
          accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
          beforeUpload={(file) => {
            void add(file)
            return false
          }}
        >
          <Button icon={<UploadOutlined />} loading={busy === 'add'}>
            上传资料
          </Button>
        </Upload>
      )}
      {problem}
      {remove.isError && <ProblemAlert problem={remove.error} />}
      {own.materials.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={own.runs ? '还没有资料。上传课件、讲义，录取的学员即可下载。' : '还没有资料。'}
        />
      )}
      <ul className="plain-list">
        {own.materials.map(({ id, title, bytes }) => (
          <li key={id}>
            <Button
              type="link"
              loading={busy === id}
              onClick={() => run(id, () => download(trainingApi.material, { params: { materialId: id } }, title))}
            >
              {title}
            </Button>
            <span className="hint">{sizeWords(bytes)}</span>
            {own.runs && (
              <Popconfirm title="撤下后学员不能再下载。" onConfirm={() => remove.mutate({ params: { materialId: id } })}>
                <Button type="link" danger>
                  撤下
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
