import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { type Lecture, lecturesApi } from '#contract/lectures'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { LectureForm } from './LectureForm.tsx'

const refreshes = [lecturesApi.read, lecturesApi.list, lecturesApi.attendance]
type Act = 'edit' | 'hold' | 'cancel' | 'recording' | null

/** What the host may do to it now. */
export function LectureActs({ lecture }: { lecture: Lecture }) {
  const { today } = useMe()
  const [act, setAct] = useState<Act>(null)
  if (lecture.state === 'cancelled') return null
  const isPlanned = lecture.state === 'planned'
  const close = () => setAct(null)
  return (
    <div className="actions gap-top">
      {isPlanned && lecture.plannedOn <= today && (
        <Button type="primary" onClick={() => setAct('hold')}>
          登记已举办
        </Button>
      )}
      {isPlanned && lecture.plannedOn === today && (
        <Link to="/lectures/$lectureId/code" params={{ lectureId: lecture.id } as never}>
          <Button>显示签到码</Button>
        </Link>
      )}
      {isPlanned && <Button onClick={() => setAct('edit')}>修改或延期</Button>}
      {isPlanned && (
        <Button danger onClick={() => setAct('cancel')}>
          取消讲座
        </Button>
      )}
      {!isPlanned && <Button onClick={() => setAct('recording')}>登记回放链接</Button>}
      <Forms lecture={lecture} act={act} close={close} />
    </div>
  ) // `never`: the router is not told each page's path
}

function Forms({ lecture, act, close }: { lecture: Lecture; act: Act; close: () => void }) {
  const call = { params: { lectureId: lecture.id }, version: lecture.version }
  const edit = useSend(lecturesApi.edit, { refreshes, done: close })
  const hold = useSend(lecturesApi.hold, { refreshes, done: close })
  const cancel = useSend(lecturesApi.cancel, { refreshes, done: close })
  const record = useSend(lecturesApi.setRecording, { refreshes, done: close })
  // Each form's values are judged by the server's own schema.
  return (
    <>
      <LectureForm
        title="修改讲座"
        open={act === 'edit'}
        close={close}
        lecture={lecture}
        sending={edit.isPending}
        problem={edit.error}
        send={(values) => edit.mutate({ ...call, body: values as never })}
      />
      <ActDrawer
        title="登记已举办"
        body={lecturesApi.hold.body}
        open={act === 'hold'}
        close={close}
        initial={{ heldOn: lecture.plannedOn, minutes: lecture.minutes, recordingUrl: lecture.recordingUrl ?? undefined }}
        sending={hold.isPending}
        problem={hold.error}
        above={
          <Alert
            className="gap-bottom"
            type="info"
            showIcon
            title="登记后听讲名单上的人员自动计入学时，讲座内容不能再改。名单可以继续补登。"
          />
        }
        send={(values) => hold.mutate({ ...call, body: values as never })}
      />
      <ActDrawer
        title="取消讲座"
        body={lecturesApi.cancel.body}
        open={act === 'cancel'}
        close={close}
        danger
        sending={cancel.isPending}
        problem={cancel.error}
        send={(values) => cancel.mutate({ ...call, body: values as never })}
      />
      <ActDrawer
        title="登记回放链接"
        body={lecturesApi.setRecording.body}
        open={act === 'recording'}
        close={close}
        initial={{ recordingUrl: lecture.recordingUrl ?? undefined }}
        sending={record.isPending}
        problem={record.error}
        send={(values) => record.mutate({ ...call, body: values as never })}
      />
    </>
  )
}
