import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Select, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import type { ClassDetail } from '#contract/training'
import { type AttendanceLine, attendanceApi } from '#contract/training-attendance'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { clockWords, dayWords, readsOfTraining } from './parts.tsx'

const columns: TableColumnsType<AttendanceLine> = [
  { title: '姓名', dataIndex: 'name', width: 110 },
  { title: '单位', dataIndex: 'unit' },
  {
    title: '到达',
    width: 100,
    render: (_, { arrivedAt, onLeave }) =>
      arrivedAt ? `${clockWords(arrivedAt)} 到` : onLeave ? <Tag color="orange">请假</Tag> : '未签到',
  },
  { title: '离开', width: 110, render: (_, { leftAt }) => (leftAt ? `${clockWords(leftAt)} 离开` : '') },
  { title: '方式', width: 150, render: (_, { how, by }) => (how === 'code' ? '扫码' : how === 'list' ? `名单（${by ?? ''}）` : '') },
]

/** 签到 of one session: the list, and for the organiser those who did not scan. */
export function Attendance({ own }: { own: ClassDetail }) {
  const [chosen, setChosen] = useState(own.sessions[0]?.id)
  const session = own.sessions.find(({ id }) => id === chosen)
  if (!session) return <p className="hint">还没有安排课次。</p>
  return (
    <section aria-label="签到" className="after-facts">
      <div className="actions gap-bottom">
        <Select
          aria-label="课次"
          value={chosen}
          onChange={setChosen}
          options={own.sessions.map(({ id, day, starts, subject }) => ({ value: id, label: `${dayWords(day)} ${starts} ${subject}` }))}
          style={{ minWidth: 260 }}
        />
        <a href={`/api/training/classes/${own.id}/print?sessionId=${session.id}`} target="_blank" rel="noreferrer">
          打印签到表
        </a>
        {own.runs && (
          <>
            <a href={`/api/training/classes/${own.id}/attendance-sheet?sessionId=${session.id}`}>下载登记表</a>
            <a href={`/api/training/classes/${own.id}/attendance-sheet`}>下载全部课次登记表</a>
            <Link to={'/training/attendance/import' as never}>从 Excel 导入</Link>
          </>
        )}
      </div>
      <Marks key={session.id} own={own} sessionId={session.id} starts={session.starts} />
    </section>
  ) // `never`: the router is not told each page's path
}

function Marks({ own, sessionId, starts }: { own: ClassDetail; sessionId: string; starts: string }) {
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<string[]>([])
  const list = useQuery({ ...ask(attendanceApi.list, { params: { sessionId } }), refetchInterval: 15_000 })
  const mark = useSend(attendanceApi.mark, {
    refreshes: [attendanceApi.list, ...readsOfTraining],
    done: ({ marked }) => {
      setChosen([])
      message.success(`已登记 ${marked} 人。`)
    },
  })
  if (list.isError) return <ProblemAlert problem={list.error} retry={() => list.refetch()} />
  const lines = list.data ?? []
  const people = lines
    .filter(({ personId }) => chosen.indexOf(personId) >= 0)
    .map(({ personId }) => ({ personId, arrived: starts, left: null }))
  return (
    <>
      <p className="hint">
        已到 {lines.filter(({ arrivedAt }) => arrivedAt !== null).length} / {lines.length} 人
        {own.runs ? '。勾选没有扫码的学员，按上课时间登记；扫码的时间不会被改写。' : ''}
      </p>
      {own.runs && (
        <div className="actions gap-bottom">
          <Button
            type="primary"
            disabled={chosen.length === 0}
            loading={mark.isPending}
            onClick={() => mark.mutate({ params: { sessionId }, body: { people } })}
          >
            登记所选学员到达（{chosen.length}）
          </Button>
        </div>
      )}
      {mark.isError && <ProblemAlert problem={mark.error} />}
      <div className="wide-table">
        <Table
          size="small"
          rowKey="personId"
          loading={list.isPending}
          pagination={{ pageSize: 100, hideOnSinglePage: true }}
          columns={columns}
          dataSource={lines}
          {...(own.runs
            ? {
                rowSelection: {
                  selectedRowKeys: chosen,
                  onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
                  getCheckboxProps: ({ arrivedAt }: AttendanceLine) => ({ disabled: arrivedAt !== null }),
                },
              }
            : {})}
        />
      </div>
    </>
  )
}
