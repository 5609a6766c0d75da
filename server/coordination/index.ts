/** 协调: the leading group and its meetings, requests between units, partners outside. */
export const coordination = { routes: [] }
