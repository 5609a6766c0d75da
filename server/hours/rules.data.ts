import type { LegalDay } from '#contract/common'
import type { RuleMark, StaffCategory } from '#contract/hours-rules'

/** What counts towards a line: entries of this form, of this subject, or all. */
interface Counted {
  form?: string
  subject?: string
}

export type Line = Counted & { label: string } & (
    | { measure: 'hours' | 'days'; minimum: number }
    /** A figure that the source leaves open, taken from the configuration; null there: not judged. */
    | { measure: 'hours'; setting: 'onlineMinimum' }
    | { measure: 'days'; setting: 'threeMonthsAsDays' }
  )

export interface HoursRule {
  id: string
  title: string
  text: string
  categories: readonly StaffCategory[]
  window: 'year' | 'fiveYears'
  /** 或: one line is enough (PX-01). 并: every one. */
  of: 'any' | 'all'
  lines: readonly Line[]
  article: string
  mark: RuleMark
  note: string | null
  /** In force on these days; the last day of the window that is judged must be among them. */
  from: LegalDay
  fromMark: RuleMark
  fromNote: string
  to: LegalDay | null
}

/** The day on which the text of the revised regulation was read, not one that the text names. */
const revisedDay = { fromMark: 'unverified', fromNote: '修订后文本的学习汇编日期；施行日没有看到，以中共中央印发的文本为准。' } as const

/** Who has to learn how much. The regulation writes 天 or 学时 of 集中培训; 网络培训 stands by itself (PX-02). */
export const hoursRules: readonly HoursRule[] = [
  {
    id: 'CADRE-COUNTY',
    title: '县处级以上干部集中培训',
    text: '每 5 年 3 个月或者 550 学时',
    categories: ['countyUp'],
    window: 'fiveYears',
    of: 'any',
    lines: [
      { label: '集中培训学时', measure: 'hours', minimum: 550, form: 'class' },
      { label: '集中培训天数（3 个月）', measure: 'days', setting: 'threeMonthsAsDays', form: 'class' },
    ],
    article: '《干部教育培训工作条例》（2023 年修订）',
    mark: 'verified',
    note: '“3 个月”没有折合天数的规定，配置后才按天数判断。',
    from: '2023-10-17',
    ...revisedDay,
    to: null,
  },
  {
    id: 'CADRE-TOWNSHIP',
    title: '乡科级以下干部集中培训',
    text: '每年 12 天或者 90 学时',
    categories: ['townshipDown'],
    window: 'year',
    of: 'any',
    lines: [
      { label: '集中培训学时', measure: 'hours', minimum: 90, form: 'class' },
      { label: '集中培训天数', measure: 'days', minimum: 12, form: 'class' },
    ],
    article: '《干部教育培训工作条例》（2023 年修订）',
    mark: 'verified',
    note: '天数、学时分别累计，达到其一即可，不互相折算。',
    from: '2023-10-17',
    ...revisedDay,
    to: null,
  },
  {
    id: 'CADRE-ONLINE',
    title: '干部网络培训',
    text: '结合岗位职责参加网络培训，完成规定学时',
    categories: ['countyUp', 'townshipDown'],
    window: 'year',
    of: 'all',
    lines: [{ label: '网络培训学时', measure: 'hours', setting: 'onlineMinimum', form: 'online' }],
    article: '《干部教育培训工作条例》（2023 年修订）',
    mark: 'verified',
    note: '规定学时由主管部门确定，没有配置时只累计、不判断。',
    from: '2023-10-17',
    ...revisedDay,
    to: null,
  },
  {
    id: 'PROFESSIONAL',
    title: '专业技术人员继续教育',
    text: '每年不少于 90 学时，其中专业科目一般不少于三分之二（60 学时）',
    categories: ['professional'],
    window: 'year',
    of: 'all',
    lines: [
      { label: '总学时', measure: 'hours', minimum: 90 },
      { label: '专业科目学时', measure: 'hours', minimum: 60, subject: 'professional' },
    ],
    article: '《专业技术人员继续教育规定》第八条（人社部令第 25 号）',
    mark: 'secondary',
    note: '专业科目按 90 学时的三分之二计算；实际占比只作展示。',
    from: '2015-10-01',
    fromMark: 'unverified',
    fromNote: '常见说法，没有看到条文，以人社部公布的文本为准。',
    to: null,
  },
]

/** What else is watched, said on the page of rules; each is judged by its own function. */
export const otherRules: readonly Pick<
  HoursRule,
  'id' | 'title' | 'text' | 'article' | 'mark' | 'note' | 'from' | 'fromMark' | 'fromNote' | 'to'
>[] = [
  {
    id: 'PX-04',
    title: '提任前未达标补训',
    text: '提拔担任领导职务，因特殊情况提任前未达标的，提任后 1 年内补足',
    article: '《干部教育培训工作条例》（2023 年修订）',
    mark: 'verified',
    note: '补训学时是否同时计入新周期没有看到规定，本系统同时计入；到期前 90、30、7 日提醒为系统默认。',
    from: '2023-10-17',
    ...revisedDay,
    to: null,
  },
  {
    id: 'ZC-01',
    title: '每月一期',
    text: '“知创福建”平台每月最少开展一期知识产权业务培训，按自然月、按期数计',
    article: '闽市监知运〔2024〕231号一（一）',
    mark: 'verified',
    note: '分平台、工作站举办的默认不抵作省平台期次，口径由省局确认。',
    from: '2024-08-29',
    fromMark: 'unverified',
    fromNote: '局务会议研究同意之日；印发日、执行日没有看到，以文件落款为准。',
    to: null,
  },
]
