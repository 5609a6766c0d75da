import type { LimitId } from './statutes.ts'

/** `[begun, last day]`; the last day is null where no row is in force on the day of beginning. */
type Case = readonly [begun: string, due: string | null]

export interface LimitCase {
  id: LimitId
  plain: Case
  springFestival?: Case
  nationalDay?: Case
  /** Begun as `plain`, with 2026-06-25 to 2026-07-01 not counted for this reason. */
  excluded?: readonly [reason: string, due: string]
  /** Begun as `plain`, after each extension in the article's order. Where the article sets no length: 20. */
  extended?: readonly (readonly [length: number, due: string])[]
}

// Written down from the State Council's notice for 2026 by another reckoning than the one under test (a list of the year's working days,
// read by position). Days off: 1–3 Jan, 15–23 Feb, 4–6 Apr, 1–5 May, 19–21 Jun, 25–27 Sep, 1–7 Oct. Worked: 4 Jan, 14 and 28 Feb, 9 May,
// 20 Sep, 10 Oct. Days and months are begun so that the last day falls into the festival; a validity of a year or more runs across it.
// For an advance notice the first day is that of the event. The file is as long as the law: one row for each limit.
export const limitCases: readonly LimitCase[] = [
  {
    id: 'LEAD-VERIFY',
    plain: ['2026-06-22', '2026-07-13'],
    springFestival: ['2026-02-13', '2026-03-12'],
    nationalDay: ['2026-09-29', '2026-10-26'],
    excluded: ['检测', '2026-07-20'],
    extended: [[15, '2026-08-03']],
  },
  {
    id: 'JUR-DISPUTE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'JUR-DESIGNATE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'TIP-TRANSFER-ASSIST',
    plain: ['2026-06-22', '2026-07-13'],
    springFestival: ['2026-02-13', '2026-03-12'],
    nationalDay: ['2026-09-29', '2026-10-26'],
    extended: [[20, '2026-08-10']],
  },
  {
    id: 'COMPLAINT-ACCEPT',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', null],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'COMPLAINT-MEDIATE',
    plain: ['2026-06-22', '2026-08-21'],
    springFestival: ['2026-02-13', null],
    nationalDay: ['2026-08-04', '2026-10-08'],
    excluded: ['检测', '2026-08-28'],
  },
  {
    id: 'COMPLAINT-END-NOTICE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', null],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'COMPLAINT-LEAD-VERIFY',
    plain: ['2026-06-22', '2026-07-13'],
    springFestival: ['2026-02-13', null],
    nationalDay: ['2026-09-29', '2026-10-26'],
    extended: [[15, '2026-08-03']],
  },
  {
    id: 'TIP-JUR-DISPUTE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', null],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'EVID-REG',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'COERCE-TERM',
    plain: ['2026-06-22', '2026-07-22'],
    springFestival: ['2026-01-23', '2026-02-24'],
    nationalDay: ['2026-09-03', '2026-10-08'],
    excluded: ['检测', '2026-07-29'],
    extended: [[30, '2026-08-21']],
  },
  {
    id: 'PUNISH-LOOKBACK-2Y',
    plain: ['2026-06-22', '2028-06-22'],
    springFestival: ['2024-02-22', '2026-02-22'],
    nationalDay: ['2024-10-03', '2026-10-03'],
  },
  {
    id: 'PUNISH-LOOKBACK-5Y',
    plain: ['2026-06-22', '2031-06-22'],
    springFestival: ['2021-02-22', null],
    nationalDay: ['2021-10-03', '2026-10-03'],
  },
  {
    id: 'REVIEW',
    plain: ['2026-06-22', '2026-07-06'],
    springFestival: ['2026-02-13', '2026-03-05'],
    nationalDay: ['2026-09-29', '2026-10-19'],
    extended: [[20, '2026-08-03']],
  },
  {
    id: 'STATEMENT',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'HEAR-REQUEST',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'HEAR-PRESIDER',
    plain: ['2026-06-22', '2026-06-25'],
    springFestival: ['2026-02-13', '2026-02-25'],
    nationalDay: ['2026-09-29', '2026-10-09'],
  },
  {
    id: 'HEAR-HANDOVER',
    plain: ['2026-06-22', '2026-06-25'],
    springFestival: ['2026-02-13', '2026-02-25'],
    nationalDay: ['2026-09-29', '2026-10-09'],
  },
  {
    id: 'HEAR-SCHEDULE',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'HEAR-NOTICE-PARTY',
    plain: ['2026-07-20', '2026-07-08'],
    springFestival: ['2026-02-26', '2026-02-09'],
    nationalDay: ['2026-10-12', '2026-09-23'],
  },
  {
    id: 'HEAR-NOTICE-OFFICER',
    plain: ['2026-07-20', '2026-07-08'],
    springFestival: ['2026-02-26', '2026-02-09'],
    nationalDay: ['2026-10-12', '2026-09-23'],
  },
  {
    id: 'HEAR-PUBLIC',
    plain: ['2026-07-20', '2026-07-14'],
    springFestival: ['2026-02-26', '2026-02-13'],
    nationalDay: ['2026-10-12', '2026-10-07'],
  },
  {
    id: 'HEAR-REPORT',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'CASE-TERM',
    plain: ['2026-06-22', '2026-09-20'],
    springFestival: ['2025-11-24', '2026-02-24'],
    nationalDay: ['2026-07-05', '2026-10-08'],
    excluded: ['中止', '2026-09-28'],
    extended: [
      [30, '2026-10-20'],
      [20, '2026-11-09'],
    ],
  },
  {
    id: 'SERVE-DECISION',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'SERVE-PUBLIC',
    plain: ['2026-06-22', '2026-07-22'],
    springFestival: ['2026-01-23', '2026-02-24'],
    nationalDay: ['2026-09-03', '2026-10-08'],
  },
  { id: 'SERVE-PUBLIC', plain: ['2022-05-09', '2022-07-08'] }, // the older text: sixty days
  {
    id: 'WITHDRAW-PUBLICITY',
    plain: ['2026-06-22', '2026-06-25'],
    springFestival: ['2026-02-13', '2026-02-25'],
    nationalDay: ['2026-09-29', '2026-10-09'],
  },
  {
    id: 'PUBLISH-SAME-PROV',
    plain: ['2026-06-22', '2026-07-20'],
    springFestival: ['2026-02-13', '2026-03-19'],
    nationalDay: ['2026-09-29', '2026-11-02'],
  },
  {
    id: 'PUBLISH-PUSH',
    plain: ['2026-06-22', '2026-07-06'],
    springFestival: ['2026-02-13', '2026-03-05'],
    nationalDay: ['2026-09-29', '2026-10-19'],
  },
  {
    id: 'PUBLISH-CROSS',
    plain: ['2026-06-22', '2026-07-06'],
    springFestival: ['2026-02-13', '2026-03-05'],
    nationalDay: ['2026-09-29', '2026-10-19'],
  },
  {
    id: 'PUB-STOP-LOW',
    plain: ['2026-06-22', '2026-09-22'],
    springFestival: ['2025-11-22', '2026-02-24'],
    nationalDay: ['2026-07-03', '2026-10-08'],
  },
  {
    id: 'PUB-MIN-NORMAL',
    plain: ['2026-06-22', '2026-09-22'],
    springFestival: ['2025-11-22', '2026-02-24'],
    nationalDay: ['2026-07-03', '2026-10-08'],
  },
  {
    id: 'PUB-MAX-NORMAL',
    plain: ['2026-06-22', '2027-06-22'],
    springFestival: ['2026-02-13', '2027-02-13'],
    nationalDay: ['2026-09-29', '2027-09-29'],
  },
  {
    id: 'PUB-MIN-KEY',
    plain: ['2026-06-22', '2027-06-22'],
    springFestival: ['2026-02-13', '2027-02-13'],
    nationalDay: ['2026-09-29', '2027-09-29'],
  },
  {
    id: 'PUB-MAX-KEY',
    plain: ['2026-06-22', '2029-06-22'],
    springFestival: ['2026-02-13', '2029-02-13'],
    nationalDay: ['2026-09-29', '2029-09-29'],
  },
  {
    id: 'PAY-FINE',
    plain: ['2026-06-22', '2026-07-07'],
    springFestival: ['2026-02-07', '2026-02-24'],
    nationalDay: ['2026-09-18', '2026-10-08'],
  },
  {
    id: 'CASH-HANDIN',
    plain: ['2026-06-22', '2026-06-24'],
    springFestival: ['2026-02-13', '2026-02-24'],
    nationalDay: ['2026-09-29', '2026-10-08'],
  },
  {
    id: 'CASH-BANK',
    plain: ['2026-06-22', '2026-06-24'],
    springFestival: ['2026-02-13', '2026-02-24'],
    nationalDay: ['2026-09-29', '2026-10-08'],
  },
  {
    id: 'SIMPLE-ARCHIVE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'URGE',
    plain: ['2026-06-22', '2026-07-06'],
    springFestival: ['2026-02-13', '2026-03-05'],
    nationalDay: ['2026-09-29', '2026-10-19'],
  },
  {
    id: 'COURT-EXEC',
    plain: ['2026-06-22', '2026-09-22'],
    springFestival: ['2025-11-22', '2026-02-24'],
    nationalDay: ['2026-07-03', '2026-10-08'],
  },
  {
    id: 'COURT-ACCEPT',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'COURT-RULE',
    plain: ['2026-06-22', '2026-07-01'],
    springFestival: ['2026-02-13', '2026-03-02'],
    nationalDay: ['2026-09-29', '2026-10-14'],
  },
  {
    id: 'COURT-RULE-58',
    plain: ['2026-06-22', '2026-07-22'],
    springFestival: ['2026-01-23', '2026-02-24'],
    nationalDay: ['2026-09-03', '2026-10-08'],
  },
  {
    id: 'COURT-NOACCEPT-RECON',
    plain: ['2026-06-22', '2026-07-07'],
    springFestival: ['2026-02-07', '2026-02-24'],
    nationalDay: ['2026-09-18', '2026-10-08'],
  },
  {
    id: 'CLOSE',
    plain: ['2026-06-22', '2026-07-13'],
    springFestival: ['2026-02-13', '2026-03-12'],
    nationalDay: ['2026-09-29', '2026-10-26'],
  },
  {
    id: 'PFAKE-ACCEPT-SELF',
    plain: ['2026-06-22', '2026-06-29'],
    springFestival: ['2026-02-13', '2026-02-27'],
    nationalDay: ['2026-09-29', '2026-10-12'],
  },
  {
    id: 'PFAKE-ACCEPT-TIP',
    plain: ['2026-06-22', '2026-07-06'],
    springFestival: ['2026-02-13', '2026-03-05'],
    nationalDay: ['2026-09-29', '2026-10-19'],
  },
  {
    id: 'PFAKE-TERM',
    plain: ['2026-06-22', '2026-07-22'],
    springFestival: ['2026-01-22', '2026-02-24'],
    nationalDay: ['2026-09-03', '2026-10-08'],
    excluded: ['听证', '2026-07-29'],
    extended: [[15, '2026-08-06']],
  },
  {
    id: 'PFAKE-PUBLISH',
    plain: ['2026-06-22', '2026-07-20'],
    springFestival: ['2026-02-13', '2026-03-19'],
    nationalDay: ['2026-09-29', '2026-11-02'],
  },
]

/** Hours run through the night and through the festival. */
export const hourCases = [
  { id: 'EVID-REG-URGENT', begunAt: '2026-02-16T22:30:00+08:00', dueAt: '2026-02-17T14:30:00.000Z', due: '2026-02-17' },
  { id: 'COERCE-URGENT', begunAt: '2026-10-10T09:00:00+08:00', dueAt: '2026-10-11T01:00:00.000Z', due: '2026-10-11' },
] as const
