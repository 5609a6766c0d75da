import { CalendarOutlined, QrcodeOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Empty } from 'antd'
import type { MatterView } from '#contract/matter'
import type { ClassDetail, Session } from '#contract/training'
import { classSteps, SessionDraft } from '#contract/training-steps'
import { StepAct } from '../matter/StepAct.tsx'
import { FeedButton } from './FeedButton.tsx'
import { dayWords, readsOfTraining } from './parts.tsx'

const draftOf = ({ day, starts, ends, subject, hours, room, liveLink, teachers }: Session): Record<string, unknown> => ({
  ...{ day, starts, ends, subject, hours },
  ...(room ? { room } : {}),
  ...(liveLink ? { liveLink } : {}),
  teachers: teachers.map(({ personId, name, unit }) => (personId ? { personId, unit } : { name, unit })),
})

/** 课程表. `matter`: for who may plan it. */
export function Timetable({ own, matter }: { own: ClassDetail; matter: MatterView | null }) {
  return (
    <>
      <div className="actions">
        {matter && (
          <StepAct
            refreshes={readsOfTraining}
            matter={matter}
            step="planSession"
            title="安排课次"
            form={SessionDraft}
            initial={{ day: own.startsOn, teachers: [] }}
            button={{ type: 'primary', size: 'middle' }}
          />
        )}
        {own.sessions.length > 0 && <FeedButton classId={own.id} icon={<CalendarOutlined />} />}
      </div>
      {own.sessions.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有安排课次。" />}
      {own.sessions.map((session) => (
        <section key={session.id} className="session-row" aria-label={session.subject}>
          <span className="when">
            {dayWords(session.day)} {session.starts}–{session.ends}
          </span>
          <span className="what">
            {session.subject}
            <span className="hint">
              {session.hours} 学时{session.room ? `　${session.room}` : ''}
              {session.teachers.length > 0
                ? `　${session.teachers.map(({ name, unit }) => (unit ? `${name}（${unit}）` : name)).join('、')}`
                : ''}
            </span>
            {session.liveLink && (
              <a href={session.liveLink} target="_blank" rel="noreferrer">
                直播
              </a>
            )}
          </span>
          {session.mayShowCode && (
            <Link to={`/training/sessions/${session.id}/code` as never}>
              <Button size="small" icon={<QrcodeOutlined />}>
                签到码
              </Button>
            </Link>
          )}
          {matter && (
            <>
              <StepAct
                refreshes={readsOfTraining}
                matter={matter}
                step="planSession"
                title="修改"
                form={SessionDraft}
                initial={draftOf(session)}
                fixed={{ changes: session.id }}
              />
              <StepAct
                refreshes={readsOfTraining}
                matter={matter}
                step="dropSession"
                title="取消"
                form={classSteps.dropSession.omit({ sessionId: true })}
                fixed={{ sessionId: session.id }}
                danger
              />
            </>
          )}
        </section>
      ))}
    </>
  ) // `never`: the router is not told each page's path
}
