import { Link } from '@tanstack/react-router'
import { Alert, Empty, Tag } from 'antd'
import { z } from 'zod'
import { type Decision, type MeetingDetail, meetingSteps } from '#contract/coordination-meetings'
import type { MatterView } from '#contract/matter'
import { StepAct } from '../matter/StepAct.tsx'
import { readsOfMeetings } from './parts.tsx'

const tones: Record<string, string> = { green: 'green', yellow: 'gold', red: 'red', grey: 'default' }

/** 议定事项: each with its owner and day, what it lacks in words, and the light of the task that it became. */
export function Decisions({ meeting, matter }: { meeting: MeetingDetail; matter: MatterView }) {
  const lacking = meeting.decisions.filter(({ lacks }) => lacks.length > 0)
  const itemId = meeting.items.map(({ id, position, title }) => ({ value: id, label: `${position}. ${title}` }))
  if (meeting.decisions.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="还没有议定事项。会议召开后，用上方的“填写议定事项”逐项登记责任单位和完成时限。"
      />
    )
  return (
    <>
      {lacking.length > 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title={`${lacking.map(({ position, lacks }) => `第${position}项缺少${lacks.join('和')}`).join('；')}。补齐后纪要才能印发。`}
        />
      )}
      {meeting.decisions.map((decision) => (
        <OneDecision key={decision.id} decision={decision} matter={matter} itemId={itemId} />
      ))}
    </>
  )
}

interface OneProps {
  decision: Decision
  matter: MatterView
  itemId: { value: string; label: string }[]
}

function OneDecision({ decision, matter, itemId }: OneProps) {
  const { id, position, text, item, owner, ownerOrgId, outside, supports, supportOrgIds, due, lacks, task } = decision
  const common = { matter, refreshes: readsOfMeetings }
  const initial = {
    ...{ text, supportOrgIds },
    ...(ownerOrgId ? { ownerOrgId } : owner ? { ownerName: owner } : {}),
    ...(due ? { due } : {}),
  }
  return (
    <article className="decision">
      <strong>
        第{position}项　{text}
      </strong>
      <p className="hint">
        责任单位：{owner ?? '未填写'}
        {outside ? '（平台外，以函件督促）' : ''}　完成时限：{due ?? '未填写'}
        {supports.length > 0 ? `　配合：${supports.join('、')}` : ''}
        {item ? `　议题：${item}` : ''}
      </p>
      <div className="actions">
        {lacks.map((one) => (
          <Tag key={one} color="red">
            缺少{one}
          </Tag>
        ))}
        {task && (
          <>
            <Tag color={tones[task.light] ?? 'default'}>{task.lightTitle}</Tag>
            <Link to={`/supervision/${task.id}` as never}>督办任务 {task.number ?? ''}</Link>
          </>
        )}
        <StepAct
          {...common}
          step="writeDecision"
          title="修改"
          form={meetingSteps.writeDecision}
          fixed={{ changes: id }}
          initial={initial}
          choices={{ itemId }}
        />
        <StepAct {...common} step="dropDecision" title="删除" form={z.object({})} fixed={{ decisionId: id }} danger />
      </div>
    </article>
  ) // `never`: the router is not told each page's path
}
