import type { PartyKind, ViolationCode } from '#contract/penalty'
import { procedure } from '../heads.ts'
import { type Violation, violationOf } from './violation.ts'

export type OrgLevel = 'province' | 'city' | 'county' | 'station'

export interface JurisdictionFlags {
  /** Protection of a well-known mark (涉驰名商标保护) is asked for. */
  wellKnownMark?: boolean
  technicalSecret?: boolean
  /** Consent of the national administration to a county that is able (126号令 art. 3). */
  nationalConsent?: boolean
  /** The paper on which the power rests is in the file: 委托书、授权文件、提级决定. */
  authorityDocument?: boolean
  nationwideImpact?: boolean
  /** Foreign, Hong Kong, Macao, Taiwan, or major across prefectures. */
  foreignOrCrossCity?: boolean
  /** Suspension of practice or revocation is intended. */
  suspendOrRevoke?: boolean
  /** Sealing, seizure or account inquiry in an unfair-competition case, and the city head's approval of it. */
  seizureOrAccounts?: boolean
  cityApproval?: boolean
  /** The station acts in its own name, not in the county's. */
  inOwnName?: boolean
  partyKind?: PartyKind
}

export type Jurisdiction =
  | { kind: 'allowed'; article: string; marks: string[] }
  | { kind: 'refused'; article: string; sentence: string; competent: string }
  | { kind: 'warning'; article: string; sentence: string; requires: string; marks: string[] }

interface Question {
  level: OrgLevel
  flags: JurisdictionFlags
}
type Rule = (question: Question) => Jurisdiction

const allowed = (article: string, marks: string[] = []): Jurisdiction => ({ kind: 'allowed', article, marks })
const refused = (article: string, sentence: string, competent: string): Jurisdiction => ({ kind: 'refused', article, sentence, competent })
/** With the paper in the file a warning is answered; its marks stay. */
const unless = (flags: JurisdictionFlags, requires: string, article: string, sentence: string, marks: string[] = []): Jurisdiction =>
  flags.authorityDocument ? allowed(article, marks) : { kind: 'warning', article, sentence, requires, marks }

const isBelowCity = (level: OrgLevel) => level === 'county' || level === 'station'

const localBy =
  (article: string): Rule =>
  ({ level, flags }) =>
    level === 'province'
      ? unless(
          flags,
          '提级管辖或者指定管辖决定',
          `${procedure}第8条、第15条`,
          '本类案件由县级、设区的市级管辖，省级办理须有提级或者指定管辖的决定',
        )
      : allowed(article)

/** The matrix of case kinds and levels (管辖层级矩阵); each row says its article. */
const rules: Record<Violation['jurisdiction'], Rule> = {
  ordinary: localBy(`${procedure}第7条、第8条`),
  badFaithFiling: localBy('《规范商标申请注册行为若干规定》（总局令第17号）第12条'),
  trademarkAgency: localBy('《商标法实施条例》第89条；《商标代理监督管理规定》第34条（查处后通报国家知识产权局）'),
  patentEnforcement: localBy('《专利法》第68条、第69条；《专利法实施细则》第99～101条'),
  platform: localBy(`${procedure}第10条（平台住所地）`),
  patentAdjudication: adjudication,
  patentAgency: ({ level, flags }) => {
    const article = '《专利代理条例》第25～27条；《专利代理管理办法》第46～50条'
    if (flags.suspendOrRevoke) return refused(article, '停止承接业务、吊销由国家知识产权局作出，应当报送', '国家知识产权局')
    if (level === 'province') return allowed(article)
    return unless(flags, '省级的委托书或者协助通知', article, '专利代理违法由省级管理专利工作的部门管辖，下级须有委托或者协助要求')
  },
  nationalOffice: () => refused('法律、行政法规规定由国务院专利（知识产权）行政部门办理', '地方只接收并移送线索', '国家知识产权局'),
  tradeSecret: ({ level, flags }) => {
    const article = '《商业秘密保护规定》（总局令第126号）第3条'
    if (!isBelowCity(level)) return localBy(article)({ level, flags })
    if (flags.technicalSecret === undefined)
      return { kind: 'warning', article, sentence: '须先判明是技术秘密还是经营信息', requires: '涉案信息性质认定', marks: [] }
    if (!flags.technicalSecret || flags.nationalConsent) return allowed(article)
    return refused(article, '技术秘密案件由设区的市级以上管辖，经总局同意的县级除外', '设区的市级市场监管部门')
  },
  copyright: () => refused(`${procedure}第17条`, '不属于市场监管职权，应当移送', '著作权主管部门、文化市场综合执法机构'),
  blacklist: ({ level, flags }) =>
    level === 'province'
      ? allowed('《市场监督管理严重违法失信名单管理办法》第22条')
      : unless(
          flags,
          '上一级市场监管部门同意列入的文件',
          '《市场监督管理严重违法失信名单管理办法》第22条',
          '县级、设区的市级列入须报上一级同意',
        ),
}

function adjudication({ level, flags }: Question): Jurisdiction {
  const article = '《专利纠纷行政裁决和调解办法》（国家知识产权局令第81号）第6～8条；《专利法实施细则》第95条'
  if (flags.nationwideImpact)
    return refused('《专利法》第70条；《专利法实施细则》第96条', '在全国有重大影响的专利侵权纠纷', '国家知识产权局')
  if (flags.foreignOrCrossCity)
    return level === 'province'
      ? allowed(article)
      : refused(article, '涉外、涉港澳台或者跨两个以上地级区有重大影响的，由省级处理', '省级管理专利工作的部门')
  if (level === 'city') return allowed(article, ['本市是否属于“专利管理工作量大又有实际处理能力”的地级市，未核实'])
  if (level === 'province') return unless(flags, '省级处理的依据', article, '不属于涉外、涉港澳台或者跨区重大影响的，一般由地级市处理')
  return unless(flags, '县级办理专利侵权纠纷的权限依据（委托、授权文件）', article, '县级一般无权处理专利侵权纠纷，立案须上传权限依据', [
    '福建县级办结案例的权限来源未核实',
  ])
}

/** May an org of this level take a case of this kind (级别管辖)? */
export function jurisdictionCheck({
  code,
  orgLevel,
  flags = {},
}: {
  code: ViolationCode
  orgLevel: OrgLevel
  flags?: JurisdictionFlags
}): Jurisdiction {
  const question = { level: orgLevel, flags }
  const kind = violationOf(code).jurisdiction
  const answer = ownName(question) ?? wellKnown(code, question) ?? rules[kind](question)
  return answer.kind === 'allowed' ? (seizure(code, question) ?? answer) : answer
}

/** A station acts in the bureau's name (规定 art. 9) but for sole traders and market stalls, and never to revoke (工商行政管理所条例 art. 8). */
function ownName({ level, flags }: Question): Jurisdiction | null {
  if (level !== 'station' || !flags.inOwnName) return null
  if (flags.partyKind === 'soleTrader' && !flags.suspendOrRevoke) return null
  return refused(
    `${procedure}第9条；《工商行政管理所条例》第8条`,
    '市场监管所应当以本局名义处罚；以自己名义只限个体工商户和集市违法，且不得吊销',
    '县级市场监管部门',
  )
}

function wellKnown(code: ViolationCode, { level, flags }: Question): Jurisdiction | null {
  if (!flags.wellKnownMark || !(code.startsWith('TM-') || code === 'GI-201')) return null
  const article = '《驰名商标认定和保护规定》第7条'
  return isBelowCity(level)
    ? refused(article, '涉及驰名商标保护的案件由市（地、州）级以上管辖', '设区的市级市场监管部门')
    : allowed(article)
}

function seizure(code: ViolationCode, { level, flags }: Question): Jurisdiction | null {
  if (!flags.seizureOrAccounts || flags.cityApproval || !code.startsWith('UC-') || !isBelowCity(level)) return null
  return {
    kind: 'warning',
    article: '《反不正当竞争法》（2025修订）第16条',
    sentence: '查封、扣押或者查询账户须经设区的市级以上主要负责人批准',
    requires: '设区的市级以上监督检查部门主要负责人的书面批准',
    marks: [],
  }
}
