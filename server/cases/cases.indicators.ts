import type { Indicator } from '#kernel/indicator'

const told = { unit: '件', clauses: ['2.4'], source: '系统办理记录', mark: 'assumption' } as const

/** What the case room counts. Which steps count it stands with their processes. */
export const caseIndicators: readonly Indicator[] = [
  {
    id: 'leads.registered',
    title: '登记线索',
    kind: 'flow',
    definition: '登记的案件线索，计入登记当日、承办单位。',
    ...told,
  },
  {
    id: 'complaints.received',
    title: '收到投诉',
    kind: 'flow',
    definition: '收到的投诉，计入收到当日、承办单位。',
    ...told,
  },
  {
    id: 'cases.filed',
    title: '立案',
    kind: 'flow',
    definition: '按普通程序立案的行政处罚案件，计入立案当日、承办单位。',
    ...told,
  },
  {
    id: 'cases.decided',
    title: '作出处罚决定',
    kind: 'flow',
    // A decision on the spot stands for filing and decision both.
    definition: '作出行政处罚决定的案件，含按简易程序当场作出的决定，计入决定当日、承办单位。',
    ...told,
  },
  {
    id: 'cases.closed',
    title: '结案',
    kind: 'flow',
    definition: '按普通程序办理后结案的案件，计入结案当日、承办单位。',
    ...told,
  },
]
