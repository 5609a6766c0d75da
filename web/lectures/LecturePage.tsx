import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions, Form, Input, Radio, Skeleton, Tag } from 'antd'
import { z } from 'zod'
import { hoursApi } from '#contract/hours-people'
import { attendanceModes, type Lecture, lecturesApi } from '#contract/lectures'
import { useAddress } from '../kit/address.ts'
import { dayInWords } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { AttendanceList } from './AttendanceList.tsx'
import { LectureActs } from './LectureActs.tsx'
import { LectureLink, LectureTag, speakerWords } from './LectureListPage.tsx'

/** One lecture: when, who, the link; on its day the sign-in; for its host the acts and the list. */
export function LecturePage() {
  const lectureId = useParam('lectureId', z.uuid())
  const read = useQuery(ask(lecturesApi.read, { params: { lectureId } }))
  usePageTitle(read.data?.title)
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (read.isError) return <ProblemAlert problem={read.error} retry={() => read.refetch()} />
  return <Shown lecture={read.data} />
}

function Shown({ lecture }: { lecture: Lecture }) {
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1 className="page-title">
          {lecture.title} <LectureTag is={lecture.state} />
          {lecture.mine && <Tag color="green">已听（{attendanceModes[lecture.mine]}）</Tag>}
        </h1>
      </div>
      {lecture.maySignIn && <SignIn lecture={lecture} />}
      <section className="panel" aria-label="讲座信息">
        <Descriptions column={1} size="small" items={facts(lecture)} />
        {lecture.summary && <p className="gap-top">{lecture.summary}</p>}
        {lecture.mayManage && <LectureActs lecture={lecture} />}
      </section>
      {lecture.mayManage && <AttendanceList lecture={lecture} />}
    </div>
  )
}

const hoursWords = ({ hours, state }: Lecture) => {
  if (hours === 0) return '时长不足，不计学时'
  return state === 'held' ? `${hours} 学时，已计入听讲人员的学时` : `${hours} 学时，举办后按实际时长计入`
}

const facts = (lecture: Lecture) =>
  [
    { key: 'series', label: '系列', children: lecture.series },
    {
      key: 'when',
      label: '时间',
      children: `${dayInWords(lecture.heldOn ?? lecture.plannedOn)} ${lecture.startsAt}，${lecture.minutes} 分钟`,
    },
    { key: 'postponed', label: '改期', children: lecture.postponedFrom.length > 0 && `原定 ${lecture.postponedFrom.join('、')}` },
    { key: 'reason', label: '取消原因', children: lecture.reason },
    { key: 'host', label: '主办单位', children: lecture.host },
    { key: 'speakers', label: '主讲人', children: speakerWords(lecture) || '待定' },
    { key: 'theme', label: '主题', children: lecture.theme },
    { key: 'place', label: '地点', children: lecture.place },
    { key: 'link', label: '链接', children: <LectureLink lecture={lecture} /> },
    { key: 'hours', label: '学时', children: hoursWords(lecture) },
    {
      key: 'counts',
      label: '计作',
      children: [lecture.countsMonthly && '每月业务培训', lecture.qualifies && '轮训合格培训'].filter(Boolean).join('、'),
    },
  ].filter(({ children }) => children !== null && children !== false && children !== '')

/** 签到, with the code of the screen; a link from its picture brings the code along. */
function SignIn({ lecture }: { lecture: Lecture }) {
  const { message } = App.useApp()
  const [{ code: given }] = useAddress(z.object({ code: z.string().optional() }))
  const sign = useSend(lecturesApi.signIn, {
    refreshes: [lecturesApi.read, lecturesApi.list, hoursApi.mine],
    done: () => void message.success('签到成功，讲座举办后计入学时。'),
  })
  return (
    <section className="panel gap-bottom" aria-label="签到">
      <h2 className="card-title gap-bottom">签到</h2>
      <Form
        layout="vertical"
        initialValues={{ mode: 'onsite', code: given }}
        onFinish={({ code, mode }: { code: string; mode: 'onsite' | 'online' }) =>
          sign.mutate({ params: { lectureId: lecture.id }, body: { code: code.replace(/\s/g, ''), mode } })
        }
      >
        {sign.isError && <ProblemAlert problem={sign.error} />}
        <Form.Item name="mode" label="方式">
          <Radio.Group options={Object.entries(attendanceModes).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name="code"
          label="签到码"
          extra="现场大屏或直播画面上的 8 位数字，每半分钟更换"
          rules={[{ required: true, message: '请填写签到码' }]}
        >
          <Input inputMode="numeric" maxLength={9} autoComplete="off" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={sign.isPending}>
          签到
        </Button>
      </Form>
    </section>
  )
}
