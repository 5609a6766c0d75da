/** Online courses. */
export const courses = { routes: [] }
