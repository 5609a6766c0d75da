import { Alert, Empty, Progress, Tag } from 'antd'
import type { PersonHours, Requirement } from '#contract/hours-people'
import { staffCategoryShort } from '#contract/hours-rules'
import { useMe } from '../kit/session.ts'
import { EntryCard } from './EntryCard.tsx'
import { amount, MarkTag, VerdictTag } from './parts.tsx'

/** 个人学时: what is still missing, with article and arithmetic, and every entry with its source. */
export function PersonSheet({ hours }: { hours: PersonHours }) {
  const { today } = useMe()
  const isOver = hours.asOf < today
  return (
    <>
      <p className="gap-bottom">
        人员类别：{hours.category ? staffCategoryShort[hours.category] : <strong>未登记</strong>}
        {'　'}
        <VerdictTag is={hours.verdict} over={isOver} />
        <span className="hint">　{isOver ? `${hours.year} 年度` : `统计至 ${hours.asOf}`}</span>
      </p>
      {hours.categoryNote && <Alert className="gap-bottom" type="info" showIcon title={hours.categoryNote} />}
      {hours.category === null && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title="还没有登记人员类别，不能判断适用哪一条学时规则。请联系本单位培训管理人员登记；学时照常累计。"
        />
      )}
      {hours.category === 'other' && (
        <Alert className="gap-bottom" type="info" showIcon title="“其他人员”没有法定学时要求，学时照常累计。" />
      )}
      <ul className="requirements">
        {hours.requirements.map((one) => (
          <li key={one.rule + one.from}>
            <RequirementCard requirement={one} over={isOver} />
          </li>
        ))}
      </ul>
      <section className="panel entries" aria-label="学时记录">
        <div className="list-head">
          <h2 className="card-title">{hours.year} 年学时记录</h2>
          <span className="hint">{hours.years.find(({ year }) => year === hours.year) ? `合计 ${totalWords(hours)}` : ''}</span>
        </div>
        {hours.entries.length === 0 && (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={`${hours.year} 年还没有学时记录。参加培训班、网络课程、大讲堂后自动计入。`}
          />
        )}
        {hours.entries.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </section>
    </>
  )
}

const totalWords = ({ years, year }: PersonHours) => {
  const total = years.find((one) => one.year === year)
  return total ? amount(total.hours, total.days) : ''
}

const measures = { hours: '学时', days: '天' } as const

function RequirementCard({ requirement, over }: { requirement: Requirement; over: boolean }) {
  const { title, text, article, mark, note, from, to, of, met, lines } = requirement
  return (
    <article className="row-card" aria-label={title}>
      <p className="card-head">
        <strong className="card-name">{title}</strong>
        {met === null ? (
          <Tag>{lines.length === 0 ? '无法判断' : '只累计'}</Tag>
        ) : (
          <VerdictTag is={met ? 'met' : 'short'} over={over && met === false} />
        )}
      </p>
      <p className="hint">
        {text}　{from} 至 {to}
      </p>
      {lines.map((line, at) => (
        <div key={line.label}>
          {at > 0 && <span className="or-word">{of === 'any' ? '或者' : '并且'}</span>}
          <Line line={line} />
        </div>
      ))}
      <p className="hint">
        依据：{article} <MarkTag mark={mark} />
      </p>
      {note && <p className="hint">{note}</p>}
    </article>
  )
}

function Line({ line }: { line: Requirement['lines'][number] }) {
  const { label, measure, needed, done, missing, carried, counts } = line
  const unit = measures[measure]
  return (
    <div className="requirement-line">
      {label}：<strong>{done}</strong>
      {needed === null ? ` ${unit}（没有规定数量）` : ` / ${needed} ${unit}`}
      {missing !== null && missing > 0 && (
        <strong>
          ，还缺 {missing} {unit}
        </strong>
      )}
      {needed !== null && needed > 0 && (
        <Progress
          aria-label={`${label}完成情况`}
          percent={Math.min(100, Math.floor((done / needed) * 100))}
          showInfo={false}
          size="small"
          status={missing === 0 ? 'success' : 'normal'}
        />
      )}
      <p className="hint">
        {counts}
        {carried > 0 ? `，含上年结转 ${carried} ${unit}` : ''}
      </p>
    </div>
  )
}
