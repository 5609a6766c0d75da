import { sessionRoutes } from './session.routes.ts'

export { hashPassword } from './password.ts'
export { accountsFile } from './start-page.ts'

/** The room of people (三(七)): accounts, duties, sign-in. */
export const people = { routes: [...sessionRoutes] }
