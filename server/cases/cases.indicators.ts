import type { Indicator } from '#kernel/indicator'

const told = { unit: '件', source: '系统办理记录', mark: 'assumption' } as const
const enforcement = { ...told, kind: 'flow', clauses: ['2.4'] } as const
const mediation = { ...told, kind: 'flow', clauses: ['2.5'] } as const
const whose = '当日、承办单位'

const leads: readonly Indicator[] = [
  { ...enforcement, id: 'leads.registered', title: '登记线索', definition: `登记的案件线索，计入登记${whose}；登记后撤销的不扣减，另计。` },
  { ...enforcement, id: 'leads.withdrawn', title: '撤销登记的线索', direction: 'less', definition: `登记后撤销的线索，计入撤销${whose}。` },
  { ...enforcement, id: 'leads.filed', title: '线索转立案', definition: `核查后批准立案的线索，计入批准${whose}。` },
  { ...enforcement, id: 'leads.notFiled', title: '线索不予立案', definition: `核查后批准不予立案的线索，计入批准${whose}。` },
  {
    ...enforcement,
    id: 'leads.open',
    title: '月末在办线索',
    kind: 'stock',
    definition: '月末尚在核查、没有作出立案与否等处理的线索，计入月末承办单位。',
  },
  { ...enforcement, id: 'leads.transferred', title: '移送线索', definition: `移送其他机关或者单位的线索，计入移送${whose}。` },
]

const complaints: readonly Indicator[] = [
  {
    ...mediation,
    id: 'complaints.open',
    title: '月末在办投诉',
    kind: 'stock',
    definition: '月末尚未办结（不予受理、达成协议或者告知终止）的投诉，计入月末承办单位。',
  },
  { ...mediation, id: 'complaints.received', title: '收到投诉', definition: `收到的投诉，计入收到${whose}。` },
  {
    ...mediation,
    id: 'complaints.settled',
    title: '投诉调解成功',
    direction: 'more',
    definition: `达成调解协议的投诉，计入达成${whose}。`,
  },
  { ...mediation, id: 'complaints.mediated', title: '投诉调解办结', definition: `达成协议或者终止调解的投诉，计入${whose}。` },
  {
    ...mediation,
    id: 'complaints.settledRate',
    title: '投诉调解成功率',
    unit: '%',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'complaints.settled', denominator: 'complaints.mediated' },
    definition: '同一期间达成调解协议的投诉占调解办结投诉的比例；没有办结的，没有数值。',
  },
]

const cases: readonly Indicator[] = [
  { ...enforcement, id: 'cases.filed', title: '立案', definition: `按普通程序立案的行政处罚案件，计入立案${whose}。` },
  {
    ...enforcement,
    id: 'cases.decided',
    title: '作出处罚决定',
    // A decision on the spot stands for filing and decision both.
    definition: `作出行政处罚决定的案件，含按简易程序当场作出的决定，计入决定${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.open',
    title: '月末在办案件',
    kind: 'stock',
    definition: '月末尚未结案的普通程序案件，计入月末承办单位；逐月不相加。',
  },
  { ...enforcement, id: 'cases.closed', title: '结案', definition: `按普通程序办理后结案的案件，计入结案${whose}。` },
  {
    ...enforcement,
    id: 'cases.handled',
    title: '商标、专利、地理标志案件查办',
    catalogue: 'PR-02',
    definition: `违反商标、专利、地理标志规定并作出处罚决定的案件，计入决定${whose}；按立案还是按决定计，文件没有规定，暂按决定。`,
  },
  ...(
    [
      ['decidedTrademark', '商标案件', '商标侵权和其他商标违法'],
      ['decidedPatent', '专利案件', '假冒专利和其他专利违法'],
      ['decidedGeographic', '地理标志案件', '假冒地理标志和其他地理标志违法'],
      ['decidedAgency', '代理机构违法案件', '商标代理、专利代理违法'],
    ] as const
  ).map(
    ([word, title, what]): Indicator => ({
      ...enforcement,
      id: `cases.${word}`,
      title,
      definition: `${what}并作出处罚决定的案件，计入决定${whose}。`,
    }),
  ),
  {
    ...enforcement,
    id: 'cases.fined',
    title: '罚没金额',
    unit: '元',
    definition: `处罚决定的罚款、没收违法所得和没收财物价值之和，计入决定${whose}；是否缴清不影响。`,
  },
  {
    ...enforcement,
    id: 'cases.concluded',
    title: '普通程序案件作出处理',
    definition: `作出处罚、不予处罚、违法事实不成立决定的普通程序案件，计入决定${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.concludedInTime',
    title: '期限内作出处理',
    direction: 'more',
    definition: `其中在办案期限（含批准延长，扣除依法不计入的时间）届满以前作出决定的，计入决定${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.inTimeRate',
    title: '办案按期率',
    unit: '%',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'cases.concludedInTime', denominator: 'cases.concluded' },
    definition: '同一期间期限内作出处理的案件占作出处理的普通程序案件的比例；没有作出处理的，没有数值。',
  },
  { ...enforcement, id: 'cases.hearings', title: '举行听证', unit: '次', definition: `举行的听证，计入举行${whose}。` },
  { ...enforcement, id: 'cases.published', title: '处罚信息公示', definition: `公示的处罚决定，计入公示${whose}。` },
  {
    ...enforcement,
    id: 'cases.toPolice',
    title: '移送公安机关',
    clauses: ['2.5'],
    definition: `向公安机关移送的涉嫌犯罪案件，计入移送${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.policeFiled',
    title: '公安机关立案',
    clauses: ['2.5'],
    definition: `移送后公安机关决定立案的案件，计入决定${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.assistanceAsked',
    title: '发出协助调查函',
    clauses: ['2.3'],
    definition: `发出的协助调查函，计入发函${whose}。`,
  },
  {
    ...enforcement,
    id: 'cases.assistanceAnswered',
    title: '协助调查办结',
    clauses: ['2.3'],
    definition: `收到结果并办结的协助调查，计入收到当日、请求单位。`,
  },
]

const deadlines: readonly Indicator[] = [
  {
    ...enforcement,
    id: 'cases.missed',
    title: '逾期的法定期限',
    unit: '个',
    direction: 'less',
    definition: '届满当日仍未办结的机关法定期限，计入届满次日、承办单位；其后依法顺延到尚未届满的，冲销。',
  },
  {
    ...enforcement,
    id: 'cases.overdue',
    title: '月末逾期未办的期限',
    unit: '个',
    kind: 'stock',
    direction: 'less',
    definition: '月末仍逾期未办结的机关法定期限；由每日零时后的核对形成，办结之日起不再计入；计入月末承办单位，案件移交的随之转移。',
  },
]

/** What the case room counts. Which steps count it stands with their processes. */
export const caseIndicators: readonly Indicator[] = [...leads, ...complaints, ...cases, ...deadlines]
