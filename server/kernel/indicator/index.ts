export { countFacts, type Fact } from './count.ts'
export { allIndicators, type Indicator, indicatorOf, type NamedRecord, registerIndicators } from './declaration.ts'
export { type FiguresAsked, figuresOf } from './figures.ts'
export { type Evidence, evidenceOf, type RecordsAsked, recordsBehind } from './records.ts'
