import type { Ctx } from '#kernel/house'

/** Where codes on paper and on the projector lead. The demonstration answers on its own machine alone. */
export const originOf = ({ house }: Ctx) => house.config.publicOrigin ?? `http://127.0.0.1:${house.config.port}`
