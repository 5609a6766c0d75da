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

/** `剩 5 个工作日`, `今天到期`, `超期 3 天`, `暂停计算`. */
export function remainingWords({ kind, actor, paused, remaining, remainingUnit, due }: ShownDeadline): string {
  if (paused) return '暂停计算'
  if (remaining === null) return due === null ? '未设定期限' : `至 ${due}`
  if (remaining === 0 && remainingUnit !== 'hour') return kind === 'minimumWait' ? '今天届满' : '今天到期'
  const amount = `${Math.abs(remaining)} ${units[remainingUnit]}`
  // A party's right has lapsed, nobody is late (程序规定第五十七条).
  if (remaining < 0 && actor !== 'authority' && kind === 'deadline') return '期间已届满'
  return remaining < 0 ? overWords(kind, amount) : leftWords(kind, amount)
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
