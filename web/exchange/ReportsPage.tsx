import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Empty, Skeleton } from 'antd'
import { useState } from 'react'
import { reportsApi } from '#contract/exchange-reports'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { activeDuty, mayDo, useMe } from '../kit/session.ts'

const offices = ['province', 'city', 'county']

/** 年度报告: each edition keeps the figures of its day. */
export function ReportsPage() {
  const me = useMe()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const found = useQuery(ask(reportsApi.list, {}))
  const draft = useSend(reportsApi.draft, { refreshes: [reportsApi.list], done: ({ id }) => navigate({ to: `/exchange/reports/${id}` }) })
  const mayDraft = mayDo(me, 'exchange.manage') && offices.includes(activeDuty(me)?.org.kind ?? '')
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">年度报告</h1>
        <div className="actions">
          {mayDraft && (
            <Button type="primary" onClick={() => setOpen(true)}>
              起草年度报告
            </Button>
          )}
        </div>
      </div>
      {found.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <section className="panel" aria-label="年度报告">
          <p className="hint">由记录起草，数据不能手工填写。起草一次留存一版，以后记录有变化的，再起草另存一版，不改写以前的。</p>
          {found.data.length === 0 && (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有年度报告，由省、市、县局综合协调人员起草。" />
          )}
          <ul className="plain-list">
            {found.data.map(({ id, org, year, edition, by, at }) => (
              <li key={id}>
                <Link to={`/exchange/reports/${id}` as never}>
                  {org}　{year}年　第 {edition} 版
                </Link>{' '}
                <span className="hint">
                  {by} 起草于 {dayTime(at)}
                </span>{' '}
                <SaveButton
                  title={`下载 Word（${year}年第 ${edition} 版）`}
                  save={() => download(reportsApi.word, { params: { reportId: id } }, '年度报告.docx')}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <ActDrawer
        title="起草年度报告"
        body={reportsApi.draft.body}
        open={isOpen}
        close={() => setOpen(false)}
        send={(values) => draft.mutate({ body: reportsApi.draft.body.parse(values) })}
        sending={draft.isPending}
        problem={draft.error}
        initial={{ year: Number(me.today.slice(0, 4)) }}
      />
    </div>
  ) // `never`: the router is not told each page's path
}
