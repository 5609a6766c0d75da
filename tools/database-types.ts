import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withClient } from '#embedded'
import { say } from './terminal.ts'
import { startThrowAway } from './throw-away.ts'

// npm run types [-- --check]: Kysely's view of the migrated schema, written to (or compared with) the file below.

export const typesFile = join(import.meta.dirname, '../server/kernel/db/schema.generated.ts')

type Column = { table: string; name: string; type: string; isRequired: boolean; isGenerated: boolean }

/** As the pool's parsers answer: a legal day and a bigint stay text, money is a number. */
const typesInCode: Record<string, string> = {
  ...{ bool: 'boolean', int2: 'number', int4: 'number', float4: 'number', float8: 'number', numeric: 'number' },
  ...{ int8: 'string', text: 'string', varchar: 'string', bpchar: 'string', name: 'string', uuid: 'string', inet: 'string' },
  ...{ date: 'string', time: 'string', interval: 'string', xid8: 'string', daterange: 'string', tstzrange: 'string' },
  ...{ timestamptz: 'Date', timestamp: 'Date', json: 'unknown', jsonb: 'unknown', bytea: 'Buffer' },
}

export async function describeDatabase(ownerUrl: string): Promise<string> {
  const columns = await withClient(ownerUrl, async (client) => (await client.query<Column>(columnsInPublic)).rows)
  const tables = Map.groupBy(columns, (column) => column.table)
  return [
    '// Made by `npm run types` from the migrated schema. Do not edit.',
    "import type { Generated } from 'kysely'",
    '',
    ...[...tables].flatMap(([table, own]) => [`export interface ${interfaceName(table)} {`, ...own.map(columnLine), '}', '']),
    'export interface DB {',
    ...[...tables.keys()].map((table) => `  ${table}: ${interfaceName(table)}`),
    '}',
    '',
  ].join('\n')
}

const columnsInPublic = `
  select c.relname as table, a.attname as name,
         case when t.typelem <> 0 and t.typcategory = 'A' then e.typname || '[]' when t.typtype = 'd' then b.typname else t.typname end as type,
         a.attnotnull or t.typnotnull as "isRequired",
         a.atthasdef or a.attidentity <> '' as "isGenerated"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem
    left join pg_type b on b.oid = t.typbasetype
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
   order by c.relname collate "C", a.attnum`

function columnLine({ table, name, type, isRequired, isGenerated }: Column): string {
  const [element = '', list = ''] = type.split(/(?=\[\])/)
  const plain = typesInCode[element]
  if (plain === undefined) throw new Error(`tools/database-types.ts knows no type for ${table}.${name}: ${type}`)
  const value = `${plain}${list}${isRequired ? '' : ' | null'}`
  return `  ${name}: ${isGenerated ? `Generated<${value}>` : value}`
}

const interfaceName = (table: string): string =>
  table
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

async function main(isCheck: boolean): Promise<void> {
  const database = await startThrowAway({ keepOpen: true })
  try {
    const made = await describeDatabase(database.databases.owner)
    if (!isCheck) writeFileSync(typesFile, made)
    else if (readFileSync(typesFile, 'utf8') !== made) {
      say('server/kernel/db/schema.generated.ts is not what the migrations make: npm run types')
      process.exitCode = 1
    }
  } finally {
    await database.stop()
  }
}

if (import.meta.main) await main(process.argv.includes('--check'))
