/** Plans, classes and lectures. */
export const training = { routes: [] }
