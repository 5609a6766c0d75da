/** 条款: documents of duties, clause by clause, with the evidence that the records give. */
export const clauses = { routes: [] }
