/** The learning record store (xAPI). */
export const xapi = { routes: [] }
