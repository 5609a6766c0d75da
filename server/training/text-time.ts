/** PostgreSQL writes `09:00:00`; people and the contract write `09:00`. */
export const minute = (time: string) => time.slice(0, 5)
/** An instant of a day in Shanghai, which has kept one offset since 1991. */
export const shanghai = (day: string, time: string) => new Date(`${day}T${minute(time)}:00+08:00`)
export const spanWords = ({ day, starts, ends }: { day: string; starts: string; ends: string }) =>
  `${day} ${minute(starts)}–${minute(ends)}`
