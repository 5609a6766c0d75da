/** 看板: what units see of themselves and of those below. */
export const boards = { routes: [] }
