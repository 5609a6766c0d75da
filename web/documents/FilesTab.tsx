import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Skeleton } from 'antd'
import type { MatterId } from '#contract/common'
import { filePurposes, filesApi } from '#contract/files'
import { download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { useAct } from './use-act.tsx'
import './documents.css'

/** 材料: photos and files that came with the matter. What serves as evidence is in its own list, with its custody record. */
export function FilesTab({ matterId }: { matterId: MatterId }) {
  const act = useAct()
  const files = useQuery(ask(filesApi.list, { params: { matterId } }))
  if (files.isPending) return <Skeleton active paragraph={{ rows: 4 }} />
  if (files.isError) return <ProblemAlert problem={files.error} retry={() => files.refetch()} />
  const shown = files.data.filter((file) => !filePurposes[file.purpose].evidence)
  if (shown.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有材料。" />
  return (
    <>
      {act.problem}
      <ul className="plain-list paper-rows">
        {shown.map((file) => (
          <li key={file.id}>
            <span className="grow">
              {file.name}
              <div className="hint">
                {filePurposes[file.purpose].title} · {file.by} · {dayTime(file.at)}
              </div>
            </span>
            <Button
              loading={act.busy === file.id}
              onClick={() => act.run(file.id, () => download(filesApi.download, { params: { fileId: file.id } }, file.name))}
            >
              下载
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
