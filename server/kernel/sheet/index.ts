export { faultAt, type SheetColumn, type SheetFault, type SheetPlan, type SheetRead, type SheetRow, sheetLimits } from './plan.ts'
export { markSheet, readSheet } from './sheet.ts'
export { buildTemplate, type SheetTable, writeTable } from './write.ts'
