/** Questions, papers and exams. */
export const exams = { routes: [] }
