import type { Indicator } from '#kernel/indicator'

const told = { unit: '件', clauses: ['3.6'], source: '系统办理记录', mark: 'unverified' } as const

/** What this room counts. 到期 and 按时 are counted in the month of the agreed day, when it is over; what is late now is a stock. */
export const taskIndicators: readonly Indicator[] = [
  {
    id: 'supervision.issued',
    title: '交办督办任务',
    kind: 'flow',
    definition: '交办的督办任务，计入交办当日、责任单位。',
    ...told,
  },
  {
    id: 'supervision.due',
    title: '到期督办任务',
    kind: 'flow',
    definition:
      '办理期限已过的督办任务，计入期限当日、责任单位。经批准延期的按延后的期限；期限当日或者以前终止（免除）的不计，逾期以后终止的照计。',
    ...told,
  },
  {
    id: 'supervision.closedOnTime',
    title: '按时销号督办任务',
    kind: 'flow',
    direction: 'more',
    definition: '核验通过并已销号、且通过核验的那次办结申请不晚于办理期限的任务，计入期限当日、责任单位。核验用时不计入责任单位。',
    ...told,
  },
  {
    id: 'supervision.onTimeRate',
    title: '任务按时销号率',
    catalogue: 'MG-06',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'supervision.closedOnTime', denominator: 'supervision.due' },
    definition: '到期任务中按时办结销号的比例。公式为按时销号÷到期×100%（目录原文），“按时”按申请办结之日计为系统设定，可核对后调整。',
    ...told,
    unit: '%',
  },
  {
    id: 'supervision.late',
    title: '逾期未销号任务',
    kind: 'stock',
    direction: 'less',
    definition: '办理期限已过而没有销号、终止或者延期的任务，自期限次日计入，销号、终止或者延期之日转出。',
    ...told,
  },
]
