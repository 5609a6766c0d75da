/** Hours of training, person by person, and what follows from them. */
export const hours = { routes: [] }
