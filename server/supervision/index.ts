/** 督办: supervised tasks from a clause, an instruction or a decision to their closing. */
export const supervision = { routes: [] }
