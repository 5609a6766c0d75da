/**
 * Published cases as real input (design §6.22): days, amounts and measures stand in the record of each bureau; what a record lacks is filled here and
 * marked 假定. Each recorded act must be open on its day and each fine lawful, or the test names the rule that the record contradicts.
 */
export interface Published {
  id: string
  code: string
  foundOn: string
  filedOn: string
  noticedOn: string
  decidedOn: string
  conduct: [from: string, to: string]
  turnover: number | null
  gains: number | null
  goods: number | null
  kind: 'natural' | 'soleTrader' | 'legal'
  /** How many parties the record names; one unless it says so. */
  parties?: number
  /** A station does the work in its bureau's name (procedure art. 9). */
  byStation?: true
  filing?: object
  penalty: {
    target?: string
    measures: string[]
    fine: number
    confiscatedGains: number
    confiscatedGoodsValue: number
    chosenBasis?: object
    gainsReason?: string
    mitigation?: object
  }
  hearing: boolean
  published: boolean
  /** What the record holds against its own rule; left out: nothing. */
  contradicts?: RegExp
}

export const records: readonly Published[] = [
  {
    id: 'CN-2023-HI-001', // 55 barrels of paint; filed and decided on these days
    code: 'TM-103',
    foundOn: '2023-07-10', // 假定
    filedOn: '2023-07-13',
    noticedOn: '2023-09-01', // 假定
    decidedOn: '2023-09-15',
    conduct: ['2023-05-01', '2023-07-10'], // 假定
    turnover: 19_250,
    gains: null,
    goods: null,
    kind: 'legal', // 假定
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 24_000, confiscatedGains: 0, confiscatedGoodsValue: 19_250 },
    hearing: false,
    published: true,
  },
  {
    id: 'CN-2022-ZJ-001', // a certification mark of origin; the gains were confiscated besides
    code: 'GI-201',
    foundOn: '2022-09-22',
    filedOn: '2022-09-28', // 假定
    noticedOn: '2022-10-14', // 假定
    decidedOn: '2022-10-26',
    conduct: ['2021-03-01', '2022-09-22'], // the last day 假定
    turnover: 32_400,
    gains: 17_800,
    goods: null,
    kind: 'legal', // 假定
    penalty: {
      measures: ['orderStop', 'confiscateGoods', 'confiscateGains'],
      fine: 62_900,
      confiscatedGains: 17_800,
      confiscatedGoodsValue: 0,
      gainsReason: '据公开报道', // 假定
    },
    hearing: false,
    published: true,
    contradicts: /《商标法》.*第60条第2款没有规定没收违法所得/u,
  },
  {
    id: 'CN-2024-SD-002', // one cake box worth 120 yuan, fined 35
    code: 'GI-201',
    foundOn: '2024-09-13',
    filedOn: '2024-09-20', // 假定
    noticedOn: '2024-10-10', // 假定
    decidedOn: '2024-10-24', // 假定
    conduct: ['2024-09-13', '2024-09-13'],
    turnover: 120, // 假定: as much as the goods
    gains: null,
    goods: 120,
    kind: 'soleTrader', // 假定
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 35, confiscatedGains: 0, confiscatedGoodsValue: 120 },
    hearing: false,
    published: true,
  },
  {
    id: 'FJ-2022-FZ-002', // 350 phone cases with the Olympic mascot, from lead to close in thirteen working days
    code: 'SM-101',
    foundOn: '2022-02-14',
    filedOn: '2022-02-15', // 假定
    noticedOn: '2022-02-21', // 假定
    decidedOn: '2022-03-01', // 假定: the day before the recorded close
    conduct: ['2022-01-20', '2022-02-14'], // 假定
    turnover: 20_000, // 假定
    gains: 5801,
    goods: null,
    kind: 'legal', // 假定
    penalty: {
      measures: ['orderStop', 'confiscateGains'],
      fine: 50_000,
      confiscatedGains: 5801,
      confiscatedGoodsValue: 0,
      gainsReason: '据公开报道', // 假定
    },
    hearing: false,
    published: true,
    contradicts: /《奥林匹克标志保护条例》第12条没有规定没收违法所得/u,
  },
  {
    id: 'FJ-2021-FZ-003 a year later', // 233 boxes of a vitamin drink, fined 100,000: its own decision of 2021-05-11 has no rule on that day (below)
    code: 'TM-103',
    foundOn: '2022-03-01', // 假定: the record moved by a year into the rules in force
    filedOn: '2022-03-10',
    noticedOn: '2022-04-20',
    decidedOn: '2022-05-11',
    conduct: ['2022-01-01', '2022-03-01'],
    turnover: 18_200,
    gains: null,
    goods: null,
    kind: 'legal',
    penalty: { measures: ['orderStop', 'confiscateGoods'], fine: 100_000, confiscatedGains: 0, confiscatedGoodsValue: 18_200 },
    hearing: true, // 法人罚款达到十万元
    published: true,
  },
  {
    id: 'FJ-2024-LY-001', // two shops of one market; the order on geographical indications has no penalty of its own, so another law was chosen
    code: 'GI-106',
    foundOn: '2024-11-04',
    filedOn: '2024-11-06', // 假定
    noticedOn: '2024-11-11', // 假定
    decidedOn: '2024-11-20', // 假定
    conduct: ['2024-11-04', '2024-11-04'],
    turnover: null,
    gains: null,
    goods: null,
    kind: 'soleTrader', // 假定
    parties: 2,
    byStation: true,
    penalty: {
      measures: ['orderCorrect', 'warning'],
      fine: 0,
      confiscatedGains: 0,
      confiscatedGoodsValue: 0,
      chosenBasis: { law: '《消费者权益保护法》', article: '第56条第1款', reason: '据公开报道' },
    },
    hearing: false,
    published: false, // 仅警告，不予公示
  },
  {
    id: 'CN-2022-SH-002', // 'the only patented dust cover', for which nobody had applied
    code: 'PT-103',
    foundOn: '2021-12-20', // 假定
    filedOn: '2021-12-22', // 假定
    noticedOn: '2022-02-14', // 假定
    decidedOn: '2022-03-01', // 假定
    conduct: ['2021-11-20', '2021-12-20'], // the last day 假定
    turnover: null,
    gains: null,
    goods: null,
    kind: 'legal',
    penalty: { measures: ['orderCorrect', 'announce'], fine: 5000, confiscatedGains: 0, confiscatedGoodsValue: 0 },
    hearing: false,
    published: true,
  },
  {
    id: 'CN-2024-GD-002', // the licence of a patent agency, lent; by a county it needs the paper on which its power rests (假定)
    code: 'PA-105',
    foundOn: '2024-09-02', // 假定
    filedOn: '2024-09-10', // 假定
    noticedOn: '2024-11-18', // 假定
    decidedOn: '2024-12-02',
    conduct: ['2022-08-01', '2023-06-30'],
    turnover: null,
    gains: 18_481.5,
    goods: null,
    kind: 'legal',
    filing: { authorityDocument: true },
    penalty: {
      target: 'agency',
      measures: ['orderStop', 'confiscateGains'],
      fine: 20_000,
      confiscatedGains: 18_481.5,
      confiscatedGoodsValue: 0,
      gainsReason: '据公开报道', // 假定
    },
    hearing: false,
    published: true,
    contradicts: /《专利代理条例》第25条第1款没有规定没收违法所得/u,
  },
]
