export { apart } from './apart.ts'
