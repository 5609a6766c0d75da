export { allIndicators, type Indicator, indicatorOf, type NamedRecord, registerIndicators } from './declaration.ts'
