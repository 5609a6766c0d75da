import { z } from 'zod'
import { Role, roles } from './authority.ts'
import { Instant, LegalDay, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'
import { HoursCode, trainingForms, trainingSubjects } from './hours.ts'

/** How far a rule or a figure may be trusted; it stands beside it on every page. */
export const ruleMarks = { verified: '已核实', secondary: '转载，待复核', unverified: '未核实', assumption: '系统默认，可调整' } as const
export type RuleMark = keyof typeof ruleMarks
export const RuleMark = z.enum(Object.keys(ruleMarks) as [RuleMark, ...RuleMark[]]) // the keys of a const object

/** 人员类别, by which the rule of somebody's hours is chosen; dated, kept by the training officer. */
export const staffCategories = {
  countyUp: '县处级以上（含四级调研员及相当层次）',
  townshipDown: '乡科级以下（含一级主任科员及相当层次）',
  professional: '专业技术人员',
  other: '其他人员',
} as const
export type StaffCategory = keyof typeof staffCategories
export const StaffCategory = z.enum(Object.keys(staffCategories) as [StaffCategory, ...StaffCategory[]]) // likewise
export const staffCategoryShort: Record<StaffCategory, string> = {
  countyUp: '县处级以上',
  townshipDown: '乡科级以下',
  professional: '专业技术人员',
  other: '其他人员',
}

export const trainedKinds = {
  province: '省局',
  city: '设区市局',
  county: '县级局',
  station: '市场监管所',
  department: '处（科）室',
  institution: '直属单位',
  centre: '中心',
} as const
export type TrainedKind = keyof typeof trainedKinds
const TrainedKind = z.enum(Object.keys(trainedKinds) as [TrainedKind, ...TrainedKind[]]) // likewise
export const trainedLevels = { province: '省级', city: '市级', county: '县级', station: '所级' } as const
export type TrainedLevel = keyof typeof trainedLevels

const Code = z.strictObject({
  code: HoursCode.meta({ title: '代码', placeholder: '英文，例如 seminar' }),
  title: z.string().trim().min(2, '请填写名称').max(20).meta({ title: '名称' }),
})
/** 专题. One that is ended (停用) is offered no more; what was filed by it keeps it. */
const Theme = z.strictObject({
  title: z.string().trim().min(2, '请填写专题名称').max(20).meta({ title: '专题' }),
  ended: z.boolean().default(false).meta({ title: '已停用' }),
})
const percent = z.number().min(0).max(100)
const firstOfMonth = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-01$/, '请选择某月 1 日')

/** 折算: what a contest, teaching or a paper is worth. Without a figure nothing is credited by it: no conversion table of the province is known. */
const Conversion = z.strictObject({
  code: HoursCode.meta({ title: '代码', placeholder: '英文，例如 teaching' }),
  title: z.string().trim().min(2, '请填写名称').max(40).meta({ title: '事项' }),
  room: z.enum(['contest', 'teaching', 'manual']).meta({ title: '来源', labels: { contest: '竞赛', teaching: '授课', manual: '其他' } }),
  unit: z.string().trim().min(1, '请填写计量单位').max(10).meta({ title: '计量单位', placeholder: '例如 学时、次、篇' }),
  hoursEach: z.number().min(0.5).max(90).multipleOf(0.5).nullable().meta({ title: '每单位折算学时', nullLabel: '未取得，不折算' }),
})
export type Conversion = z.infer<typeof Conversion>

const suggested = '【建议】系统默认，可由省局培训管理人员调整。'

/** 学时规则's configuration: all that the sources leave open. What they say stands in code with its article and is not here. */
export const HoursSettings = z.strictObject({
  themes: z
    .array(Theme)
    .max(30)
    .refine((themes) => themes.some(({ ended }) => !ended), '至少保留一个在用的专题')
    .refine((themes) => new Set(themes.map(({ title }) => title)).size === themes.length, '专题名称不能重复')
    .meta({
      title: '培训专题',
      description:
        '培训计划、培训班、学时和大讲堂共用。前四项见闽市监知运〔2024〕231号一（一），其余为系统默认。用过的专题不能删除或者改名，请停用。',
    }),
  moreForms: z
    .array(Code)
    .max(10)
    .default([])
    .meta({ title: '增设的培训形式', description: '集中培训、网络培训、实践活动、其他形式固定存在。' }),
  moreSubjects: z.array(Code).max(10).default([]).meta({ title: '增设的科目', description: '公需科目、专业科目固定存在。' }),
  fiveYearsFrom: firstOfMonth.meta({
    title: '五年周期起始日',
    widget: 'day',
    description: '【未核实】周期起止按组织部门公布的届次；每五年自动顺延。',
  }),
  threeMonthsAsDays: z.int().min(1).max(100).nullable().meta({
    title: '“3 个月”按多少天认定',
    nullLabel: '未取得口径，只按学时判断',
    description: '【未核实】条例写“3 个月或者 550 学时”，没有写折合天数。',
  }),
  onlineCounts: z.boolean().meta({
    title: '网络学时是否计入集中培训',
    description: '【建议】默认不计入，以组织部门口径为准。',
  }),
  onlineMinimum: z.number().min(0).max(500).multipleOf(0.5).nullable().meta({
    title: '干部网络培训每年学时',
    nullLabel: '没有统一规定',
    description: '【未核实】条例只写“完成规定学时”，没有写数量。',
  }),
  carryOver: z.boolean().meta({
    title: '专业技术人员超额学时是否结转下一年度',
    description: '【未核实】由省人社部门规定，默认不结转。',
  }),
  conversions: z
    .array(Conversion)
    .max(30)
    .default([])
    .meta({ title: '竞赛、授课等折算表', description: '【未核实】福建省折算办法未取得；没有填写折算学时的事项不能按折算表计学时。' }),
  lecture: z
    .strictObject({
      minutesPerHour: z.int().min(30).max(120).meta({ title: '多少分钟计 1 学时', description: suggested }),
      onsiteForm: HoursCode.meta({ title: '现场听讲计入', labels: trainingForms, description: suggested }),
      onlineForm: HoursCode.meta({ title: '线上听讲计入', labels: trainingForms, description: suggested }),
    })
    .meta({ title: '大讲堂学时' }),
  coverage: z
    .strictObject({
      from: firstOfMonth.meta({ title: '轮训周期起始日', widget: 'day', description: suggested }),
      years: z
        .int()
        .min(1)
        .max(10)
        .meta({ title: '周期年数', description: `${suggested}文件没有规定年数。` }),
      orgKinds: z
        .array(TrainedKind.meta({ labels: trainedKinds }))
        .min(1, '至少选择一类单位')
        .meta({ title: '应训单位类型', labels: trainedKinds }),
      roles: z
        .array(Role.meta({ labels: roles }))
        .min(1, '至少选择一类职责')
        .meta({ title: '应训岗位', labels: roles, description: suggested }),
      target: percent.nullable().meta({
        title: '周期末目标覆盖率（%）',
        nullLabel: '不设目标，也不发进度提醒',
        description: '文件没有规定比例，由省局确定。',
      }),
      levelTargets: z
        .strictObject({
          province: percent.optional().meta({ title: '省级（%）' }),
          city: percent.optional().meta({ title: '市级（%）' }),
          county: percent.optional().meta({ title: '县级（%）' }),
          station: percent.optional().meta({ title: '所级（%）' }),
        })
        .default({})
        .meta({ title: '分层级目标', description: '不填的层级按周期末目标覆盖率比较。' }),
      tolerance: percent.meta({ title: '低于进度多少个百分点才提醒', description: suggested }),
    })
    .meta({ title: '轮训' }),
  monthly: z
    .strictObject({
      from: z
        .string()
        .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '格式为 2024-09')
        .meta({ title: '从哪个月起监测', description: suggested }),
      warnFrom: z
        .int()
        .min(2)
        .max(28)
        .meta({ title: '每月几日起预警', description: `${suggested}第三周按 15 日起计。` }),
      hostOrgId: OrgId.optional().meta({
        title: '主办单位',
        widget: 'orgPicker',
        description: '不填则取单位库中标为“知创福建”省平台的单位。',
      }),
      subPlatforms: z.boolean().meta({
        title: '分平台、工作站举办的是否抵作省平台的期次',
        description: '默认不抵，口径由省局确认。',
      }),
    })
    .meta({ title: '每月培训' }),
})
export type HoursSettings = z.infer<typeof HoursSettings>

export const defaultSettings: HoursSettings = {
  themes: ['保护', '专利转化运用', '商标', '地理标志', '综合能力', '其他'].map((title) => ({ title, ended: false })),
  moreForms: [],
  moreSubjects: [],
  fiveYearsFrom: '2023-01-01',
  threeMonthsAsDays: null,
  onlineCounts: false,
  onlineMinimum: null,
  carryOver: false,
  conversions: [
    { code: 'teaching', title: '担任培训班授课教师', room: 'teaching', unit: '学时', hoursEach: null },
    { code: 'contestPrize', title: '业务竞赛获奖', room: 'contest', unit: '次', hoursEach: null },
    { code: 'paper', title: '公开发表论文', room: 'manual', unit: '篇', hoursEach: null },
  ],
  lecture: { minutesPerHour: 45, onsiteForm: 'class', onlineForm: 'online' },
  coverage: {
    from: '2024-01-01',
    years: 3,
    orgKinds: ['province', 'city', 'county', 'station', 'department', 'institution', 'centre'],
    roles: ['officer', 'unitHead', 'caseReviewer', 'legalReviewer'],
    target: null,
    levelTargets: {},
    tolerance: 0,
  },
  monthly: { from: '2024-09', warnFrom: 15, subPlatforms: false },
}

/** Which mark each part of the configuration bears, whatever value is entered: the page shows it. */
export const settingMarks: Record<keyof HoursSettings, { mark: RuleMark; article: string }> = {
  themes: { mark: 'assumption', article: '前四项：闽市监知运〔2024〕231号一（一）；其余为系统默认' },
  moreForms: { mark: 'assumption', article: '' },
  moreSubjects: { mark: 'assumption', article: '' },
  fiveYearsFrom: { mark: 'unverified', article: '以组织部门公布的届次为准' },
  threeMonthsAsDays: { mark: 'unverified', article: '《干部教育培训工作条例》（2023 年修订）' },
  onlineCounts: { mark: 'assumption', article: '按条文结构理解，以组织部门口径为准' },
  onlineMinimum: { mark: 'unverified', article: '《干部教育培训工作条例》（2023 年修订）' },
  carryOver: { mark: 'unverified', article: '由省人社部门规定' },
  conversions: { mark: 'unverified', article: '省级学时认定办法未取得' },
  lecture: { mark: 'assumption', article: '期数、时长无公开规定' },
  coverage: { mark: 'assumption', article: '闽市监知运〔2024〕231号一（一）只写“轮训”' },
  monthly: { mark: 'verified', article: '闽市监知运〔2024〕231号一（一）；预警日为系统默认' },
}

/** A rule as pages show it. */
export const RuleView = z.strictObject({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  article: z.string(),
  mark: RuleMark,
  note: z.string().nullable(),
  from: LegalDay,
  /** How far the day on which it begins may be trusted, which is another question than what it says. */
  fromMark: RuleMark,
  fromNote: z.string(),
  to: LegalDay.nullable(),
})
export type RuleView = z.infer<typeof RuleView>

const Coded = z.strictObject({ code: z.string(), title: z.string() })
export const RulesView = z.strictObject({
  rules: z.array(RuleView),
  settings: HoursSettings,
  /** Of the settings in force; null while they are the system's own. */
  changed: z.strictObject({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  version: z.int(),
  forms: z.array(Coded),
  subjects: z.array(Coded),
  mayChange: z.boolean(),
})
export type RulesView = z.infer<typeof RulesView>

export const codesOf = (fixed: Readonly<Record<string, string>>, more: readonly { code: string; title: string }[]) => [
  ...Object.entries(fixed).map(([code, title]) => ({ code, title })),
  ...more.filter(({ code }) => !(code in fixed)).map(({ code, title }) => ({ code, title })),
]
export const formsOf = (settings: HoursSettings) => codesOf(trainingForms, settings.moreForms)
/** What may be chosen: themes that are not ended, and the one that stands already. */
export const themesOf = (settings: Pick<HoursSettings, 'themes'>, kept?: string | null): string[] =>
  settings.themes.flatMap(({ title, ended }) => (ended && title !== kept ? [] : [title]))
export const subjectsOf = (settings: HoursSettings) => codesOf(trainingSubjects, settings.moreSubjects)

export const hoursRulesApi = {
  read: get('/hours-rules', { title: '学时规则', needs: 'signedIn', answer: RulesView }),
  save: post('/hours-rules', {
    title: '修改学时规则',
    needs: 'training.manage',
    body: z.strictObject({
      settings: HoursSettings,
      reason: z.string().trim().min(2, '请填写修改依据').max(200).meta({ title: '修改依据', widget: 'textarea' }),
    }),
    answer: RulesView,
    versioned: true,
  }),
}
