import { z } from 'zod'
import { LegalDay } from './common.ts'

/** What a limit (期限) is: the day by which, the notice ahead, the least wait, how long a state lasts, how far back one may look. */
export const LimitKind = z.enum(['deadline', 'advanceNotice', 'minimumWait', 'validity', 'lookBack'])
export type LimitKind = z.infer<typeof LimitKind>

export const LimitUnit = z.enum(['day', 'workingDay', 'hour', 'month'])
export type LimitUnit = z.infer<typeof LimitUnit>

/** Whose limit it is. A party's right lapses and a court takes its time; only an authority is late. */
export const LimitActor = z.enum(['authority', 'party', 'other'])
export type LimitActor = z.infer<typeof LimitActor>

/** `none`: nobody can be late for it (a wait, a validity, a look-back). Yellow and red are computed, never set by hand. */
export const Light = z.enum(['none', 'green', 'yellow', 'red', 'paused'])
export type Light = z.infer<typeof Light>

/** One line of the arithmetic as people read it; `day` is the day that the line is about. */
export const ArithmeticStep = z.strictObject({
  kind: z.enum([
    'begun',
    'length',
    'excluded',
    'notExcluded',
    'extended',
    'daysOff',
    'end',
    'rolledOver',
    'notRolledOver',
    'paused',
    'noLength',
    'calendar',
    'provisional',
  ]),
  text: z.string(),
  day: LegalDay.optional(),
})
export type ArithmeticStep = z.infer<typeof ArithmeticStep>

/** Time that is not counted (不计入的期间), both days included; `to` is null while it is still running. */
export const ExcludedInterval = z.strictObject({
  from: LegalDay,
  to: LegalDay.nullable(),
  reason: z.string(),
  paper: z.string().nullable(),
})
export type ExcludedInterval = z.infer<typeof ExcludedInterval>

/** A running limit as a page shows it: the day, the article, and how the day was found. */
export const Deadline = z.strictObject({
  /** The clock of the process, e.g. `decision`. */
  name: z.string(),
  title: z.string(),
  limitId: z.string(),
  kind: LimitKind,
  unit: LimitUnit,
  actor: LimitActor,
  basis: z.string(),
  begun: LegalDay,
  /** Null while an excluded interval is open, or where the law fixes no length. */
  due: LegalDay.nullable(),
  /** Of an agreed day that was put off: the one agreed first (原定期限). */
  firstDue: LegalDay.optional(),
  /** The instant, for a limit in hours only. */
  dueAt: z.iso.datetime({ offset: true }).nullable(),
  paused: z.boolean(),
  /** 暂定: it rests on a year whose holidays the State Council has not published. */
  provisional: z.boolean(),
  /** The article is known; whether it applies is disputed: it warns and never blocks. */
  disputed: z.boolean(),
  /** False: nobody has seen the official text; the page says 未核实. */
  verified: z.boolean(),
  /** False: the text is known, the day from which it holds is not. */
  fromVerified: z.boolean(),
  /** Set where the last day hangs on an unverified rule of roll-over. */
  rollOverMark: z.string().nullable(),
  light: Light,
  /** Left from today, below zero when late, in `remainingUnit`: months are counted down in natural days. */
  remaining: z.number().int().nullable(),
  remainingUnit: z.enum(['day', 'workingDay', 'hour']),
  /** How many extensions were granted. */
  extensions: z.number().int(),
  arithmetic: z.array(ArithmeticStep),
  intervals: z.array(ExcludedInterval),
  note: z.string().nullable(),
})
export type Deadline = z.infer<typeof Deadline>
