/** 指标: the catalogue, targets, and figures that come from outside. */
export const indicators = { routes: [] }
