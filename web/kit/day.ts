/** Instants come in UTC and are read in Shanghai, whatever the machine's own zone is. */
const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `2026-03-03 09:30` */
export function dayTime(instant: string): string {
  const part: Record<string, string> = {}
  for (const { type, value } of shanghai.formatToParts(new Date(instant))) part[type] = value
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** `2026-03-03（周二）` of a legal day. */
export const dayInWords = (day: string) => `${day}（周${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]}）`
