import { MatterId } from '#contract/common'
import { useParam } from '../kit/param.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { readsOfTraining } from './parts.tsx'

/** 学员请假 before the organiser. */
export function LeavePage() {
  const matterId = useParam('matterId', MatterId)
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfTraining}
      tabs={[
        {
          key: 'leave',
          title: '请假',
          content: (matter) => {
            const { reason, hours } = matter.history[0]?.input ?? {}
            return (
              <>
                <p>事由：{String(reason ?? '')}</p>
                <p>请假 {String(hours ?? '')} 学时</p>
                <p className="hint">累计请假超过总学时七分之一的，原则上应予退学；是否退学由办班单位决定（《干部教育培训工作条例》）。</p>
              </>
            )
          },
        },
      ]}
    />
  )
}
