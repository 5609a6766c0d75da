/** 交换: the calendar of exchanges, information items, the yearly report. */
export const exchange = { routes: [] }
