import { Steps } from 'antd'
import type { MatterView } from '#contract/matter'
import { useIsPhone } from './screen.ts'

/** 办理进度: where it is now. Colour, icon and words say the same. */
export function CourseSteps({ course }: { course: MatterView['course'] }) {
  const isPhone = useIsPhone()
  const shown = course.filter(({ now, been }) => now || been).length > 0 ? course : []
  const at = shown.findIndex(({ now }) => now)
  if (isPhone) {
    const next = shown.slice(at + 1).find(({ been }) => !been)
    return (
      <p className="course-line">
        现在：<strong>{shown[at]?.title ?? '未知'}</strong>
        {next && <span className="hint">　之后通常是：{next.title}</span>}
      </p>
    )
  }
  return (
    <nav className="course" aria-label="办理进度">
      <Steps
        size="small"
        current={at}
        titlePlacement="vertical"
        items={shown.map(({ title, now, been }) => ({
          title: (
            <span aria-current={now ? 'step' : undefined}>
              {title}
              <span className="unseen">{now ? '（当前）' : been ? '（已过）' : '（未到）'}</span>
            </span>
          ),
          status: now ? 'process' : been ? 'finish' : 'wait',
        }))}
      />
    </nav>
  )
}
