import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton, Tag } from 'antd'
import { clauseStates } from '#contract/clause-evidence'
import { type ReportContent, type ReportFigure, ReportId, reportsApi } from '#contract/exchange-reports'
import { marks } from '#contract/orgs'
import { figureWords } from '../kit/chart/words.ts'
import { download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'

/** 年度报告 as it was drafted: chapter by chapter, each figure with its query and time. */
export function ReportPage() {
  const reportId = useParam('reportId', ReportId)
  const found = useQuery(ask(reportsApi.read, { params: { reportId } }))
  usePageTitle(found.data && `${found.data.year}年度报告`)
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const { unit, year, document, treeDay, takenAt, whole, chapters } = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">
          {unit.name}
          {year}年度报告
        </h1>
        <div className="actions no-print">
          <SaveButton title="下载 Word" save={() => download(reportsApi.word, { params: { reportId } }, '年度报告.docx')} />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <section className="panel gap-bottom" aria-label="说明">
        <p className="hint">
          按{document}编排。条款情况自文件施行以来统计至 {treeDay}；指标为 {year} 年数值，取数 {dayTime(takenAt)}
          {whole ? '' : '，年度未完，为暂计'}；“—”为没有数据。
        </p>
      </section>
      {chapters.map((chapter) => (
        <Chapter key={chapter.part + chapter.title} chapter={chapter} />
      ))}
    </div>
  )
}

function Chapter({ chapter: { part, title, clauses, figures } }: { chapter: ReportContent['chapters'][number] }) {
  return (
    <section className="panel gap-bottom" aria-label={title}>
      <h2 className="card-title">
        {part}　{title}
      </h2>
      <ul className="plain-list">
        {clauses.map(({ place, duty, state, records, reason, tasks }) => (
          <li key={place + duty}>
            {place}　{duty}{' '}
            <Tag color={state === 'evidence' ? 'green' : 'default'}>
              {clauseStates[state]}
              {state === 'evidence' ? ` ${records} 条` : ''}
            </Tag>
            {reason && <span className="hint">{reason}</span>}
            {tasks.map((task) => (
              <div key={task.title} className="hint">
                督办任务：{task.title}，{task.lead}，期限 {task.due ?? '—'}，{task.light}
              </div>
            ))}
          </li>
        ))}
      </ul>
      {figures.map((figure) => (
        <Figure key={figure.note} figure={figure} />
      ))}
    </section>
  )
}

function Figure({
  figure: { note, title, value, unit, provisional, derived, target, indicator, records, mark },
}: {
  figure: ReportFigure
}) {
  return (
    <div className="exchange-figure">
      {title} <strong>{figureWords(value, unit)}</strong>
      {value !== null && provisional && (
        <Tag className="gap-left" color="gold">
          暂计
        </Tag>
      )}
      {value !== null && derived && (
        <Tag className="gap-left" color="purple">
          推算
        </Tag>
      )}
      {target && `　目标 ${figureWords(target.value, unit)}`}
      <div className="hint">
        注{note}　查询 {indicator}　记录 {records} 条　口径{marks[mark]}
        {target ? `　目标出处：${target.source}（${marks[target.mark]}）` : ''}
      </div>
    </div>
  )
}
