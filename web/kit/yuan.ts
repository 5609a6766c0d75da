/** 1,234.50 元; null is «there is none, or it cannot be calculated». */
export const yuanText = (amount: number | null): string =>
  amount === null ? '没有或者无法计算' : `${amount.toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 })} 元`
