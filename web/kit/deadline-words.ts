import type { LegalDay } from '#contract/common'
import type { Deadline } from '#contract/deadline'

export type ShownDeadline = Pick<
  Deadline,
  | 'title'
  | 'kind'
  | 'actor'
  | 'due'
  | 'dueAt'
  | 'paused'
  | 'provisional'
  | 'disputed'
  | 'verified'
  | 'light'
  | 'remaining'
  | 'remainingUnit'
>

const units: Record<Deadline['remainingUnit'], string> = { day: '天', workingDay: '个工作日', hour: '小时' }

/** A wait and a validity are not raced against: nobody is late for them. */
const leftWords = (kind: Deadline['kind'], amount: string) => {
  if (kind === 'minimumWait' || kind === 'advanceNotice') return `还需等待 ${amount}`
  if (kind === 'validity') return `有效期还有 ${amount}`
  return `剩 ${amount}`
}
const overWords = (kind: Deadline['kind'], amount: string) => {
  if (kind === 'minimumWait' || kind === 'advanceNotice') return '期间已届满'
  if (kind === 'validity') return `已失效 ${amount}`
  return `超期 ${amount}`
}

/** A row of a list knows the day and its light, and counts nothing. */
const uncountedWords = (due: LegalDay | null, light: Deadline['light']) => {
  if (due === null) return '未设定期限'
  return light === 'red' ? `超期（${due}）` : `至 ${due}`
}

/** `剩 5 个工作日`, `今天到期`, `超期 3 天`, `暂停计算`. */
export function remainingWords({ kind, actor, paused, remaining, remainingUnit, due, light }: ShownDeadline, today: string): string {
  if (paused) return '暂停计算'
  if (remaining === null) return uncountedWords(due, light)
  // On the Saturday after a Friday's last day no working day has passed yet, and still it is over.
  const isOver = remaining < 0 || (remainingUnit === 'workingDay' && due !== null && due < today)
  if (remaining === 0 && !isOver && remainingUnit !== 'hour') return kind === 'minimumWait' ? '今天届满' : '今天到期'
  // A party's right has lapsed, nobody is late (程序规定第五十七条).
  if (isOver && actor !== 'authority' && kind === 'deadline') return '期间已届满'
  const amount = remaining === 0 && isOver ? '' : `${Math.abs(remaining)} ${units[remainingUnit]}`
  return isOver ? overWords(kind, amount).trim() : leftWords(kind, amount)
}

/** What a reader must know about the rule itself (design §3): the sign is words, never colour alone. */
export function marksOf({ provisional, disputed, verified }: ShownDeadline): string[] {
  const marks: string[] = []
  if (provisional) marks.push('暂定')
  if (!verified) marks.push('未核实')
  if (disputed) marks.push('有争议')
  return marks
}

const rank: Record<Deadline['light'], number> = { red: 0, yellow: 1, green: 2, paused: 3, none: 4 }

/** The one that presses most: by light, then by day. */
export const mostPressing = <D extends ShownDeadline>(deadlines: readonly D[]): D | undefined =>
  [...deadlines].sort((a, b) => rank[a.light] - rank[b.light] || (a.due ?? '9999').localeCompare(b.due ?? '9999'))[0]

/** What a list's row knows of its earliest deadline; its arithmetic is on the matter's own page. */
export interface ListedDue {
  due: LegalDay | null
  dueName: string | null
  light: Deadline['light']
  provisional: boolean
}

export const listedDeadline = ({ due, dueName, light, provisional }: ListedDue): ShownDeadline[] =>
  due === null
    ? []
    : [
        {
          title: dueName ?? '期限',
          kind: 'deadline',
          actor: 'authority',
          due,
          dueAt: null,
          paused: false,
          provisional,
          disputed: false,
          verified: true,
          light,
          remaining: null,
          remainingUnit: 'day',
        },
      ]
