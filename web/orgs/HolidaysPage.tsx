import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { type HolidayYear, holidaysApi } from '#contract/holidays'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'

/** `10-01 至 10-07` for a run of days. */
function runs(days: readonly string[]): string {
  const parts: string[][] = []
  for (const day of days) {
    const last = parts[parts.length - 1]
    const before = last?.[last.length - 1]
    if (last && before && Date.parse(day) - Date.parse(before) === 86_400_000) last.push(day)
    else parts.push([day])
  }
  return parts.map((run) => (run.length > 1 ? `${run[0]?.slice(5)} 至 ${run[run.length - 1]?.slice(5)}` : run[0]?.slice(5))).join('、')
}

/** 节假日安排: each year, where it comes from, and which one is still 暂定. */
export function HolidaysPage() {
  const years = useQuery(ask(holidaysApi.list, {}))
  const me = useMe()
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div className="page narrow">
      <h1 className="page-title">节假日安排</h1>
      <p className="hint gap-bottom">
        法定期限按国务院办公厅公布的放假和调休安排计算。尚未公布的年份按周一至周五为工作日计算，期限标“暂定”，公布后请在此录入通知。
      </p>
      {years.isPending && <Skeleton active />}
      {years.isError && <ProblemAlert problem={years.error} retry={() => years.refetch()} />}
      <ul className="cards">
        {years.data?.map((year) => (
          <li key={year.year} className="row-card">
            <h2 className="card-title">
              {year.year} 年 {year.covered ? <Tag color="green">{year.entered ? '已录入' : '已公布'}</Tag> : <Tag color="orange">暂定</Tag>}
            </h2>
            <p className="hint">{year.source}</p>
            {year.covered && <p>放假：{runs(year.holidays) || '无'}</p>}
            {year.covered && <p>调休上班：{runs(year.workdays) || '无'}</p>}
            {mayDo(me, 'calendar.manage') && open !== year.year && (
              <Button onClick={() => setOpen(year.year)}>{year.covered ? '更正' : '录入通知'}</Button>
            )}
            {open === year.year && <NoticeForm year={year} close={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** `2027-01-01`, `2027-1-1` or `1月1日`, one or many, a run written with ~ or 至. */
function daysIn(text: string, year: number): string[] {
  const day = (part: string): string | null => {
    const found = /(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?/.exec(part)
    return found ? `${found[1] ?? year}-${String(found[2]).padStart(2, '0')}-${String(found[3]).padStart(2, '0')}` : null
  }
  return text.split(/[\s,，、;；]+/).flatMap((part) => {
    const [from, to] = part.split(/至|~|—/).map(day)
    if (!from) return []
    if (!to) return [from]
    const days: string[] = []
    for (let at = Date.parse(from); at <= Date.parse(to) && days.length < 40; at += 86_400_000)
      days.push(new Date(at).toISOString().slice(0, 10))
    return days
  })
}

function NoticeForm({ year, close }: { year: HolidayYear; close: () => void }) {
  const { message } = App.useApp()
  const enter = useSend(holidaysApi.enter, {
    refreshes: [holidaysApi.list],
    done: () => {
      message.success('已录入，一分钟内各处期限按新安排计算。')
      close()
    },
  })
  return (
    <Form
      layout="vertical"
      className="gap-top"
      initialValues={{ notice: year.notice ?? '', holidays: year.holidays.join(' '), workdays: year.workdays.join(' ') }}
      onFinish={({ notice, holidays, workdays }: { notice: string; holidays: string; workdays?: string }) =>
        enter.mutate({
          params: { year: year.year },
          body: { notice, holidays: daysIn(holidays, year.year), workdays: daysIn(workdays ?? '', year.year) },
        })
      }
    >
      {enter.isError && <ProblemAlert problem={enter.error} />}
      <Alert
        className="gap-bottom"
        type="info"
        showIcon
        title="日期之间用空格或顿号隔开，连续的写“10月1日至10月7日”。调休连休中的周末也写在放假日期里。"
      />
      <Form.Item name="notice" label="通知文号" rules={[{ required: true, message: '请填写通知的文号' }]}>
        <Input placeholder="例如 国办发明电〔2025〕7号" maxLength={100} />
      </Form.Item>
      <Form.Item name="holidays" label="放假日期" rules={[{ required: true, message: '请填写放假日期' }]}>
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item name="workdays" label="调休上班日期">
        <Input.TextArea rows={2} />
      </Form.Item>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          保存
        </Button>
        <Button onClick={close}>取消</Button>
      </div>
    </Form>
  )
}
