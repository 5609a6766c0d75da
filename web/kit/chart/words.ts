/** A number as people read it; what is not known is a dash and never nought. */
export const figureWords = (value: number | null | undefined, unit = '') =>
  value === null || value === undefined ? '—' : `${value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })}${unit}`

/** `2026-03` is 2026年3月; a year stays a year. */
export const monthWords = (month: string) => {
  const [year, number] = month.split('-')
  return number === undefined ? `${year}年` : `${year}年${Number(number)}月`
}

/** Under an axis there is room for less: January names its year. */
export const monthShort = (month: string) => {
  const [year = '', number = ''] = month.split('-')
  return number === '01' ? `${year}年\n1月` : monthAlone(month)
}

/** Of lines that lie over each other, year on year: the month without its year. */
export const monthAlone = (month: string) => `${Number(month.split('-')[1])}月`

export const isNothing = (values: readonly (number | null)[]) => values.every((value) => value === null)
