import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import type { ClauseDocument } from '#contract/clause-documents'
import { type ClauseState, clauseStates, type Evidence } from '#contract/clause-evidence'
import { type ClauseWithState, dutyParts, isUnbound } from '#contract/clauses'
import { marks } from '#contract/orgs'
import './clauses.css'

const colours: Record<ClauseState, string> = { evidence: 'green', none: 'orange', outside: 'default' }
/** The lamp of a clause, in words: colour repeats what they say. */
export const ClauseStateTag = ({ clause }: { clause: Pick<ClauseWithState, 'state' | 'evidence'> }) =>
  isUnbound(clause) ? <Tag>尚未绑定</Tag> : <Tag color={colours[clause.state]}>{clauseStates[clause.state]}</Tag>

const markColours = { verified: 'green', secondary: 'blue', unverified: 'orange', assumption: 'orange' } as const
export const DocumentMark = ({ mark }: Pick<ClauseDocument, 'mark'>) => <Tag color={markColours[mark]}>{marks[mark]}</Tag>

/** 未核实: what of the document was not seen in its text. */
export const Unverified = ({ unverified }: Pick<ClauseDocument, 'unverified'>) =>
  unverified === null ? null : (
    <p>
      <Tag color={markColours.unverified}>{marks.unverified}</Tag>
      {unverified}
    </p>
  )

export const documentName = ({ number, title }: Pick<ClauseDocument, 'number' | 'title'>) => (number ? `${number}　${title}` : title)

export const validWords = ({ validFrom, validTo }: Pick<ClauseDocument, 'validFrom' | 'validTo'>) =>
  `${validFrom} 起${validTo ? `，至 ${validTo}` : ''}`

/** 牵头 stands before the name; where nobody leads, the names alone. */
export const unitWords = (units: ClauseWithState['units']) =>
  units.map(({ name, part }) => (part === 'shared' ? name : `${dutyParts[part]}：${name}`)).join('、')

const days = ({ since, last }: Pick<Evidence, 'since' | 'last'>) => (since === last ? `${since}` : `自 ${since} 起，最近 ${last}`)

/** Which records, how many, since when: each number opens to as many lines. */
export function EvidenceList({ clause, orgId }: { clause: ClauseWithState; orgId: string }) {
  if (clause.evidence.length === 0)
    return <p className="hint">还没有绑定指标或者记录查询，做了也不会显示；由维护单位的综合协调人员在“修改条款”中绑定。</p>
  return (
    <ul className="clause-evidence" aria-label="佐证">
      {clause.evidence.map((one) => (
        <li key={one.source}>
          {one.title}：
          {one.records === 0 ? (
            <span className="hint">尚无记录</span>
          ) : (
            <>
              <Link
                to="/clauses/$clauseId/records"
                params={{ clauseId: clause.id } as never}
                search={{ orgId, source: one.source } as never}
                aria-label={`${one.title} ${one.records} 条记录`}
              >
                {one.records} 条
              </Link>
              <span className="hint">　{days(one)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  ) // `never`: the router is not told each page's parameters
}
