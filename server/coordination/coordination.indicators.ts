import type { Indicator } from '#kernel/indicator'

const told = { unit: '件', kind: 'flow', clauses: ['2.3', '3.6'], source: '系统办理记录', mark: 'assumption' } as const

/** What this room counts. A transferred lead and what became of it are both counted in the month of the transfer, so that the share is one of the same leads. */
export const coordinationIndicators: readonly Indicator[] = [
  {
    ...told,
    id: 'coordination.requestsSent',
    title: '发出协作请求',
    definition: '发出的协作请求，含跨省函件，计入发出当日、请求单位；撤回的不扣减。',
  },
  {
    ...told,
    id: 'coordination.requestsAccepted',
    title: '受理协作请求',
    direction: 'more',
    definition: '平台内单位受理的协作请求，计入受理当日、被请求单位。',
  },
  {
    ...told,
    id: 'coordination.requestsAnswered',
    title: '答复协作请求',
    definition: '平台内单位首次答复的协作请求，计入首次答复当日、被请求单位；退回后再次答复的不重复计。',
  },
  {
    ...told,
    id: 'coordination.answeredOnTime',
    title: '按期答复协作请求',
    direction: 'more',
    definition: '在约定答复日期当日或者之前首次答复的协作请求，是否按期以系统记录之日为准；计入首次答复当日、被请求单位。',
  },
  {
    ...told,
    id: 'coordination.onTimeRate',
    title: '协作请求按期答复率',
    unit: '%',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'coordination.answeredOnTime', denominator: 'coordination.requestsAnswered' },
    definition: '同一期间首次答复的协作请求中按期答复的比例；没有答复的，没有数值。',
  },
  {
    ...told,
    id: 'coordination.leadsTransferred',
    title: '跨单位移送线索',
    definition: '以协作请求移送的线索，计入移送当日、移送单位；答复前撤回的扣减。',
  },
  {
    ...told,
    id: 'coordination.leadsReported',
    title: '移送线索已回告',
    direction: 'more',
    definition: '已经回告处理结果的移送线索，计入移送当日、移送单位。',
  },
  {
    ...told,
    id: 'coordination.leadReportRate',
    title: '跨区域协作线索回告率',
    catalogue: 'PR-10',
    unit: '%',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'coordination.leadsReported', denominator: 'coordination.leadsTransferred' },
    definition: '移送的线索中已经回告处理结果的比例（已回告÷已移送×100%）；按移送之日归期，之后回告的计入移送当期。',
  },
  {
    ...told,
    id: 'coordination.meetingsHeld',
    title: '召开协调会议',
    unit: '次',
    definition: '登记已召开的协调会议，计入召开当日、办公室所在单位。',
  },
  {
    ...told,
    id: 'coordination.decisionsIssued',
    title: '会议议定事项',
    unit: '项',
    definition: '随会议纪要印发的议定事项，计入印发当日、办公室所在单位。',
  },
]
