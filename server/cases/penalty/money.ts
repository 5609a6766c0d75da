/** Cents: no rule here counts in smaller units, and 0.1 + 0.2 shall not refuse a lawful fine. */
export const cents = (yuan: number): number => Math.round(yuan * 100) / 100

const format = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
export const yuanText = (yuan: number): string => `${format.format(yuan)}元`
