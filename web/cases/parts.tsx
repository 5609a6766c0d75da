import { Link } from '@tanstack/react-router'
import { Alert, Descriptions, Empty, Tag } from 'antd'
import type { z } from 'zod'
import type { RelatedMatter, ShownPenalty } from '#contract/case-details'
import type { CaseParty } from '#contract/case-drafts'
import { fineTargetNames, measureNames, partyKindNames, type ViolationSummary } from '#contract/penalty'
import { useIsPhone } from '../kit/screen.ts'
import { pathOf } from './paths.ts'
import './cases.css'
import { yuanText } from '../kit/yuan.ts'

export type Fact = readonly [label: string, value: React.ReactNode]

const isLong = (value: React.ReactNode) => typeof value === 'string' && value.length > 24

/** Facts in two columns, one on a phone; what is long has a line of its own. What is empty says so. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const isPhone = useIsPhone()
  return (
    <Descriptions
      className="facts"
      size="small"
      bordered
      column={isPhone ? 1 : 2}
      items={facts.map(([label, value]) => ({
        key: label,
        label,
        children: value === null || value === undefined || value === '' ? '—' : value,
        ...(isLong(value) && !isPhone ? { span: 'filled' as const } : {}),
      }))}
    />
  )
}

export const ViolationName = ({ violation }: { violation: ViolationSummary }) => (
  <>
    {violation.name} <span className="hint">{violation.code}</span> {violation.unverified && <Tag color="gold">条文未核实</Tag>}
  </>
)

export function Parties({ parties }: { parties: readonly CaseParty[] }) {
  if (parties.length === 0) return <Empty description="还没有登记当事人" />
  return (
    <>
      {parties.map((party) => (
        <section key={party.id} className="gap-bottom" aria-label={party.name}>
          <Facts
            facts={[
              ['名称（姓名）', party.name],
              ['类别', partyKindNames[party.kind]],
              ['统一社会信用代码', party.creditCode],
              ['住所（住址）', party.address],
              ['法定代表人（负责人）', party.representative],
              ['联系电话', party.phone],
              ['登记地', party.outsideProvince ? '外省' : '本省'],
            ]}
          />
        </section>
      ))}
    </>
  )
}

export function Related({ related }: { related: readonly z.infer<typeof RelatedMatter>[] }) {
  if (related.length === 0) return <Empty description="没有关联的线索或者案件" />
  return (
    <ul className="plain-list">
      {related.map((one) => (
        <li key={one.id}>
          <Tag>{one.kind}</Tag>
          <Link to={pathOf(one) as never}>{one.title}</Link>
          <span className="hint">
            　{one.number ?? '尚未编号'} · {one.stateTitle}
            {one.note ? ` · ${one.note}` : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

export const OverlapWarning = () => (
  <Alert
    className="gap-bottom"
    type="warning"
    showIcon
    title="其他单位可能正在办理同一当事人的线索或者案件"
    description="同一违法行为由最先立案的部门管辖（程序规定第十二条）。详情请通过共同的上一级市场监管部门了解，或者提出管辖权争议。"
  />
)

/** 处罚: what was proposed, told, or decided, with the range that the law gave. */
export function Penalties({
  title,
  penalties,
  parties,
}: {
  title: string
  penalties: readonly z.infer<typeof ShownPenalty>[]
  parties: readonly CaseParty[]
}) {
  if (penalties.length === 0) return null
  const name = (id: string) => parties.find((party) => party.id === id)?.name ?? '当事人'
  return (
    <section className="gap-bottom" aria-label={title}>
      <h3>{title}</h3>
      {penalties.map((row) => (
        <div key={`${row.partyId} ${row.target}`} className="penalty">
          <Facts
            facts={[
              ['对象', `${name(row.partyId)}${row.target === 'party' ? '' : `（${fineTargetNames[row.target]}）`}`],
              ['种类', row.measures.map((measure) => measureNames[measure]).join('、')],
              ['罚款', yuanText(row.fine)],
              ['没收', yuanText(row.confiscatedGains + row.confiscatedGoodsValue)],
              ['法定幅度', row.range?.formula],
              ['依据', `${row.law}${row.article}`],
              ...(row.goodFaith ? [['善意销售', '三项条件均已证明，只责令停止销售'] as const] : []),
              ...(row.doubts.length > 0 ? [['须在审核中说明', row.doubts.join('；')] as const] : []),
              ...(row.gainsReason ? [['没收违法所得的理由', row.gainsReason] as const] : []),
              ...(row.otherBasis
                ? [
                    [
                      '另有依据',
                      `${row.otherBasis.law}${row.otherBasis.article}：${row.otherBasis.reason}（由承办人填写，未核实）`,
                    ] as const,
                  ]
                : []),
              ...(row.marks.length > 0 ? [['标注', row.marks.join('；')] as const] : []),
              ['听证', row.hearing ? '当事人有权要求听证' : '不属于听证范围'],
            ]}
          />
        </div>
      ))}
    </section>
  )
}
