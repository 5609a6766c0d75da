import type { Deadline } from '#contract/deadline'
import { DeadlineLight, DeadlineMarks } from './DeadlineTag.tsx'
import { dayInWords } from './day.ts'

const rowWords = ({ from, to, reason, paper }: Deadline['intervals'][number]) =>
  `${from} 至 ${to ?? '今（尚未结束）'}：${reason}${paper ? `，依据文书：${paper}` : '，未附文书'}`

/** 期限: its day, its article, and each line of the arithmetic, so that nobody has to believe it. */
export function DeadlineCard({ deadline }: { deadline: Deadline }) {
  return (
    <article className="deadline-card" aria-label={deadline.title}>
      <h3>{deadline.title}</h3>
      <p className="deadline-line">
        <strong className="number">{deadline.due ? dayInWords(deadline.due) : deadline.paused ? '期限暂停计算' : '法律未定期限'}</strong>
        <DeadlineLight of={deadline} />
        <DeadlineMarks of={deadline} />
      </p>
      {deadline.firstDue && <p>原定期限 {deadline.firstDue}</p>}
      <p className="hint">依据：{deadline.basis}</p>
      {deadline.note && <p className="hint">{deadline.note}</p>}
      {deadline.rollOverMark && <p className="hint">{deadline.rollOverMark}</p>}
      {!deadline.fromVerified && <p className="hint">该规定的施行日期未核实。</p>}
      <details>
        <summary>查看计算过程{deadline.extensions > 0 ? `（已延期 ${deadline.extensions} 次）` : ''}</summary>
        <ol className="arithmetic">
          {deadline.arithmetic.map((line) => (
            <li key={`${line.kind}${line.day ?? ''}${line.text}`} className={line.kind === 'provisional' ? 'warn' : undefined}>
              {line.text}
            </li>
          ))}
        </ol>
        {deadline.intervals.length > 0 && (
          <>
            <p>不计入的期间：</p>
            <ul className="plain-list hint">
              {deadline.intervals.map((interval) => (
                <li key={interval.from + interval.reason}>{rowWords(interval)}</li>
              ))}
            </ul>
          </>
        )}
      </details>
    </article>
  )
}
