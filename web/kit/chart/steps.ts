/** The borders between the colours of a map: quantiles of what is there, so that one large city does not leave the rest in one colour. */
export function stepsOf(values: readonly (number | null)[], most: number): number[] {
  const known = values.filter((value): value is number => value !== null).sort((a, b) => a - b)
  const different = known.filter((value, at) => value !== known[at - 1])
  if (different.length <= most) return different
  const borders = Array.from({ length: most }, (_, at) => known[Math.floor((at * known.length) / most)] ?? 0)
  return borders.filter((value, at) => value !== borders[at - 1])
}

/** Which step a value stands on: the last one that it reaches. */
export const stepAt = (borders: readonly number[], value: number) =>
  borders.reduce((found, border, at) => (value >= border ? at : found), 0)
