import { Button, Empty } from 'antd'
import { z } from 'zod'
import { type MeetingDetail, meetingSteps } from '#contract/coordination-meetings'
import { filesApi } from '#contract/files'
import type { MatterView } from '#contract/matter'
import { useAct } from '../documents/use-act.tsx'
import { download } from '../kit/client.ts'
import { StepAct } from '../matter/StepAct.tsx'
import { readsOfMeetings } from './parts.tsx'

/** 议程: items with who reports, and their papers. */
export function Agenda({ meeting, matter }: { meeting: MeetingDetail; matter: MatterView }) {
  const act = useAct()
  const common = { matter, refreshes: readsOfMeetings }
  if (meeting.items.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有议题。请用上方的“填写议题”逐项填写，再“确定议程”。" />
  return (
    <>
      {act.problem}
      {meeting.items.map(({ id, position, title, reporter, files }) => (
        <article key={id} className="question">
          <h3>
            {position}. {title}
          </h3>
          <p className="hint">汇报：{reporter}</p>
          {files.map((file) => (
            <Button
              key={file.id}
              size="small"
              type="link"
              loading={act.busy === file.id}
              onClick={() => act.run(file.id, () => download(filesApi.download, { params: { fileId: file.id } }, file.name))}
            >
              {file.name}
            </Button>
          ))}
          <div className="actions">
            <StepAct
              {...common}
              step="writeItem"
              title="修改"
              form={meetingSteps.writeItem}
              fixed={{ changes: id }}
              initial={{ title, reporter, files: files.map((file) => file.id) }}
            />
            <StepAct {...common} step="dropItem" title="删除" form={z.object({})} fixed={{ itemId: id }} danger />
          </div>
        </article>
      ))}
    </>
  )
}
