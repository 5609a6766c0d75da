export { type MigrationUrls, migrate } from './migrate.ts'
export { type ActorRow, type Database, type Entry, type Moment, openDatabase, type Tx } from './pool.ts'
export type { DB } from './schema.generated.ts'
