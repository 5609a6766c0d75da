import { Link } from '@tanstack/react-router'
import { addressees, type ClauseWithState, placeWords } from '#contract/clauses'
import { mayDo, useMe } from '../kit/session.ts'
import { ClauseStateTag, EvidenceList, unitWords } from './parts.tsx'

/** One clause: what is asked, of whom, and what the records say. */
export function ClauseCard({ clause, orgId }: { clause: ClauseWithState; orgId: string }) {
  const me = useMe()
  return (
    <article className="row-card" aria-label={clause.duty}>
      <p className="card-head">
        <span className="card-name">
          <Link to="/clauses/$clauseId" params={{ clauseId: clause.id } as never} search={{ orgId } as never}>
            {clause.duty}
          </Link>
        </span>
        <ClauseStateTag clause={clause} />
      </p>
      <p className="hint">
        {placeWords(clause)}
        {clause.addressees.length > 0 && `　点名：${clause.addressees.map((one) => addressees[one]).join('、')}`}
      </p>
      {clause.state === 'outside' && clause.outside && <p>不在平台办理：{clause.outside.reason}</p>}
      {(clause.state !== 'outside' || clause.evidence.length > 0) && <EvidenceList clause={clause} orgId={orgId} />}
      {clause.units.length > 0 && <p className="hint">责任单位：{unitWords(clause.units)}</p>}
      {mayDo(me, 'task.read') && (
        <p className="no-print">
          <Link to="/supervision" search={{ clause: clause.id } as never}>
            由此产生的督办任务
          </Link>
        </p>
      )}
    </article>
  ) // `never`: the router is not told each page's parameters
}
