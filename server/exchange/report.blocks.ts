import { clauseStates } from '#contract/clause-evidence'
import type { ReportClause, ReportContent, ReportFigure } from '#contract/exchange-reports'
import { marks } from '#contract/orgs'
import { type Block, body, type ComposedPaper, heading, note, type Text, words } from '#kernel/paper'

/** A number as people read it; what is not known is a dash and never nought. */
export const figureWords = ({ value, unit }: Pick<ReportFigure, 'value' | 'unit'>): string =>
  value === null ? '—' : `${value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })}${unit}`

/** Of what is not known there is nothing to doubt. */
const doubts = ({ value, provisional, derived }: ReportFigure) =>
  value === null ? [] : [...(provisional ? ['暂计'] : []), ...(derived ? ['推算'] : [])]

const figureText = (figure: ReportFigure): string => {
  const doubt = doubts(figure)
  return `${figureWords(figure)}${doubt.length > 0 ? `（${doubt.join('、')}）` : ''}［注${figure.note}］`
}

const figureTable = (figures: readonly ReportFigure[]): Block => ({
  kind: 'list',
  columns: [
    { title: '指标', width: 46 },
    { title: '数值', width: 30 },
    { title: '目标', width: 24 },
  ],
  rows: figures.map((figure): Text[] => [
    words(figure.title),
    words(figureText(figure)),
    words(figure.target ? figureWords({ ...figure, value: figure.target.value }) : '—'),
  ]),
})

const shanghai = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

function clauseBlocks({ place, duty, state, records, reason, tasks }: ReportClause): Block[] {
  const said = state === 'evidence' ? `${clauseStates.evidence} ${records} 条` : `${clauseStates[state]}${reason ? `：${reason}` : ''}`
  return [
    body(words(`${place}：${duty}（${said}）`)),
    ...tasks.map(({ title, lead, light, due }) => body(words(`督办任务：${title}，${lead}，期限 ${due ?? '—'}，${light}。`))),
  ]
}

/** 附注: by what each figure can be asked for again. */
function annex({ unit, from, to, treeDay, takenAt, chapters }: ReportContent): Block[] {
  const of = (figure: ReportFigure) =>
    [
      `注${figure.note}　${figure.title}：查询 ${figure.indicator}`,
      unit.name,
      `${from} 至 ${to}`,
      `各月按当月隶属关系，机构以 ${treeDay} 为准`,
      `取数 ${shanghai(takenAt)}`,
      `记录 ${figure.records} 条`,
      `口径${marks[figure.mark]}`,
      ...(figure.target ? [`目标出处：${figure.target.source}（${marks[figure.target.mark]}）`] : []),
    ].join('；')
  return [heading('附注：数据来源'), ...chapters.flatMap(({ figures }) => figures.map((figure) => note(words(of(figure)))))]
}

/** 年度报告, of the same blocks as every paper. A draft: the office finishes its words in Word. */
export function reportPaper(content: ReportContent): ComposedPaper {
  const { year, unit, document, whole, treeDay, takenAt, chapters } = content
  const begin = whole ? '' : `　${year}年尚未结束，数据截至取数之时，为暂计。`
  let part = ''
  const blocks = chapters.flatMap((chapter): Block[] => {
    const opens = chapter.part !== part
    part = chapter.part
    return [
      ...(opens ? [heading(chapter.part)] : []),
      { kind: 'paragraph', style: 'subheading', text: words(chapter.title) },
      ...chapter.clauses.flatMap(clauseBlocks),
      ...(chapter.figures.length > 0 ? [figureTable(chapter.figures)] : []),
    ]
  })
  return {
    title: `${unit.name}${year}年度报告`,
    layout: 'notice',
    mark: '草稿',
    blocks: [
      { kind: 'title', text: `${year}年度报告`, org: unit.name },
      body(words(`本报告按${document}的条款编排，由平台记录起草。数据均由系统取数，未经手工填写；“—”为没有数据。${begin}`)),
      body(words(`条款情况自文件施行以来统计至 ${treeDay}；指标为 ${year} 年数值，取数时间 ${shanghai(takenAt)}，逐项来源见附注。`)),
      ...blocks,
      ...annex(content),
    ],
  }
}
