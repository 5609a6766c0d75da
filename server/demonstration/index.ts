export { staffDemonstration } from './staff.ts'
