import type { Indicator } from '#kernel/indicator'

const told = { clauses: ['3.6'], source: '系统办理记录', mark: 'unverified' } as const

/** What this room counts. Returns are counted on the day they were due, when it is over; items on the day of the act. */
export const exchangeIndicators: readonly Indicator[] = [
  {
    id: 'exchange.due',
    title: '应报送信息交换件',
    unit: '件',
    kind: 'flow',
    definition:
      '信息交换表单规定的截止日已过的报送件，计入截止日当日、报送单位。截止日当日及以前免报的不计；逾期以后免报的仍计，免报不改变曾经应报。',
    ...told,
  },
  {
    id: 'exchange.onTime',
    title: '按时报送信息交换件',
    unit: '件',
    kind: 'flow',
    direction: 'more',
    definition:
      '首次报送不晚于原定截止日的报送件，计入截止日当日、报送单位。按在系统中登记报送之日判断，补填的日期不算；退回补正不改变首次报送的日期。',
    ...told,
  },
  {
    id: 'exchange.onTimeRate',
    title: '信息交换按时报送率',
    unit: '%',
    kind: 'ratio',
    direction: 'more',
    over: { numerator: 'exchange.onTime', denominator: 'exchange.due' },
    definition: '按时报送件数÷应报送件数×100%。公式为系统设定，可核对后调整。',
    ...told,
  },
  {
    id: 'exchange.items',
    title: '报送信息稿件',
    unit: '篇',
    kind: 'flow',
    definition: '首次向上级报送的信息稿件，计入报送当日、撰写单位。',
    ...told,
  },
  {
    id: 'exchange.adopted',
    title: '信息采用、批示',
    unit: '次',
    kind: 'flow',
    direction: 'more',
    definition: '登记的信息采用和批示，计入采用（批示）当日、撰写单位；登记作废的冲回。',
    ...told,
  },
  {
    id: 'exchange.score',
    title: '信息报送采用得分',
    catalogue: 'MG-07',
    unit: '分',
    kind: 'flow',
    direction: 'more',
    definition:
      '按采用当时的信息计分表累计：各级采用的基础分（取最高或者累加由计分表规定）加批示加分，计入采用当日、撰写单位。省局计分办法未取得，未设置计分表时不计分。',
    ...told,
  },
]
