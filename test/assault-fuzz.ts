import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { z } from 'zod'
import type { Route } from '#kernel/http'
import { allRoutes } from '#rooms'
import { fc } from '#test/property'
import { errandApi, errandRoom, errandRoutes } from './errand.ts'
import { openWorld, type PersonKey, type World } from './world.ts'

// S87: whatever arrives, nothing breaks. Half of the bodies are nonsense; the others are what the contract asks for, with nonsense in some places,
// so that they come further than the first check.

const deep = (depth: number): unknown => (depth === 0 ? 'x' : depth % 2 ? [deep(depth - 1)] : { a: deep(depth - 1) })
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '甲\udfff',
    '%',
    '_\\',
    "'; drop table matter; --",
    '0000-01-01',
    '9999-12-31',
    '2026-02-30',
    '2026-03-03',
    'x'.repeat(5000),
    '名'.repeat(70_000),
    `${'a'.repeat(40_000)}!`,
    '=1+1',
    '<script>',
    -1,
    0,
    1.5,
    1e308,
    2 ** 53,
    2 ** 31,
    null,
    true,
    [],
    {},
    deep(9),
    deep(400),
    { $ne: 1 },
    { constructor: { prototype: { polluted: true } } },
    Array.from({ length: 3000 }, (_, i) => i),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 4 }),
)

/** The little of a zod schema that this walk reads. */
interface Def {
  type: string
  format?: string
  entries?: Record<string, string>
  values?: unknown[]
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  options?: z.ZodType[]
  innerType?: z.ZodType
  in?: z.ZodType
  valueType?: z.ZodType
}

/** What the schema might take; now and then something that it should not. */
function likely(schema: z.ZodType | undefined, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  if (!schema || depth > 6) return nasty
  return fc.oneof({ arbitrary: proper(schema._zod.def as unknown as Def, ids, depth), weight: 12 }, { arbitrary: nasty, weight: 1 }) // as above
}

const texts = fc.oneof(
  fc.constantFrom('福州市鼓楼区演示路1号', '甲', '=HYPERLINK("x")', '2026-03-03', '350102', '91350100MA00000000', '%_\\', "'", '🀄'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)

function proper(def: Def, ids: readonly string[], depth: number): fc.Arbitrary<unknown> {
  const inside = (schema: z.ZodType | undefined) => likely(schema, ids, depth + 1)
  switch (def.type) {
    case 'string':
      if (def.format === 'uuid' || def.format === 'guid') return fc.constantFrom(...ids)
      if (def.format === 'date') return fc.constantFrom('2026-03-03', '2026-03-02', '2025-12-31', '2018-11-01', '0001-01-01')
      if (def.format === 'datetime') return fc.constantFrom('2026-03-03T02:00:00Z', '0001-01-01T00:00:00Z')
      return texts
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(-1, 0.001, 1e15, 2 ** 31))
    case 'boolean':
      return fc.boolean()
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? { none: 'none' }))
    case 'literal':
      return fc.constantFrom(...(def.values ?? ['none']))
    case 'array':
      return fc.array(inside(def.element), { maxLength: 4 })
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, value]) => [key, inside(value)])))
    case 'record':
      return fc.dictionary(texts, inside(def.valueType), { maxKeys: 3 })
    case 'union':
      return fc.oneof(...(def.options ?? []).map(inside))
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return fc.oneof(inside(def.innerType), fc.constant(def.type === 'nullable' ? null : undefined))
    case 'pipe':
      return inside(def.in)
    default:
      return nasty
  }
}

interface Shot {
  route: Route
  who: PersonKey | null
  body: unknown
  query: string
  param: string
  version: string
  contentType: string | undefined
}

const shapeOf = (schema: z.ZodType | undefined): Record<string, z.ZodType> => (schema?._zod.def as unknown as Def | undefined)?.shape ?? {} // as above

const queryText = (query: Record<string, unknown>) =>
  Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value === '%ff' ? value : encodeURIComponent(String(value).slice(0, 9000).toWellFormed())}`)
    .join('&')

const people = ['officer', 'principalHead', 'citySupervisor', 'systemAdmin', 'securityAdmin', 'auditAdmin', null] as const
const contents = [
  ...Array<string>(9).fill('application/json'),
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'image/png',
  undefined,
]

const shots = (routes: readonly Route[], ids: readonly string[]): fc.Arbitrary<Shot> =>
  fc.constantFrom(...routes).chain((route) => {
    const { body, query } = route.endpoint
    const fields = Object.entries(shapeOf(query)).map(([key, value]) => [
      key,
      fc.option(likely(value, ids, 3), { nil: undefined, freq: 2 }),
    ])
    return fc.record({
      route: fc.constant(route),
      who: fc.constantFrom<(PersonKey | null)[]>(...people),
      body: fc.oneof(
        nasty,
        fc.dictionary(fc.constantFrom('zzz', ...Object.keys(shapeOf(body))), nasty),
        likely(body, ids),
        likely(body, ids),
      ),
      query: fc.oneof(
        fc.record(Object.fromEntries(fields)).map(queryText),
        fc
          .dictionary(
            fc.constantFrom('zzz', ...Object.keys(shapeOf(query))),
            fc.constantFrom('\u0000', '-1', '1e9', 'x'.repeat(9000), '%ff'),
          )
          .map(queryText),
      ),
      param: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...ids) },
        { weight: 2, arbitrary: fc.constantFrom(randomUUID(), '%00', '%ff', '%ED%A0%80', '..%2f..', 'remark', 'tell', '2026') },
        { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())) },
      ),
      version: fc.constantFrom('"1"', '"1"', '"2"', '*', 'W/"1"', '"99999999999999999999"', ''),
      contentType: fc.constantFrom(...contents),
    })
  })

async function fire(world: World, { route, who, body, query, param, version, contentType }: Shot) {
  const path = route.endpoint.path.replace(/:step\b/, 'remark').replace(/:\w+/g, () => param || 'x')
  const isPost = route.endpoint.method === 'POST'
  return world.app.inject({
    method: route.endpoint.method,
    url: `/api${path}?${query}`,
    headers: {
      ...(who ? { cookie: `sid=${world.people[who].token}` } : {}),
      'idempotency-key': randomUUID(),
      ...(version ? { 'if-match': version } : {}),
      ...(isPost && contentType ? { 'content-type': contentType } : {}),
    },
    ...(isPost ? { payload: JSON.stringify(body) ?? 'null' } : {}),
  })
}

/** The shots hit their own people too: they sign out, switch, suspend each other. Everybody is let in again for the next volley. */
async function letIn(world: World): Promise<void> {
  for (const who of people) {
    if (!who) continue
    const { id, dutyId, token } = world.people[who]
    await world.sql.query("update person set status = 'active' where id = $1 and status <> 'active'", [id])
    await world.sql.query("update duty set status = 'active', to_day = null where id = $1 and (status <> 'active' or to_day is not null)", [
      dutyId,
    ])
    await world.sql.query(
      `update session set ended_at = null, duty_id = $2, token_hash = sha256($3)
        where id = (select id from session where person_id = $1 order by started_at limit 1)`,
      [id, dutyId, Buffer.from(token)],
    )
  }
}

/** Statuses and how often each came, and the longest that the event loop stood still. Fails at the first answer that is an error of ours. */
export async function fuzz(requests: number): Promise<{ statuses: Record<string, number>; stall: number }> {
  const world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  try {
    const { id } = await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })
    const ids = [
      id,
      world.people.officer.id,
      world.people.officer.dutyId,
      ...['county', 'cityA', 'station'].map((key) => world.orgs.get(key) ?? ''),
    ]
    const routes = [...allRoutes, ...errandRoutes].filter(({ name }) => name !== 'errand.break')
    const statuses: Record<string, number> = {}
    const loop = monitorEventLoopDelay({ resolution: 10 })
    loop.enable()
    await fc.assert(
      fc.asyncProperty(fc.array(shots(routes, ids), { minLength: 10, maxLength: 10 }), async (volley) => {
        await letIn(world)
        const answers = await Promise.all(volley.map((shot) => fire(world, shot)))
        for (const { statusCode } of answers) statuses[statusCode] = (statuses[statusCode] ?? 0) + 1
        const broken = answers.flatMap((answer, i) =>
          answer.statusCode < 500 || answer.statusCode === 503 ? [] : [`${volley[i]?.route.name}: ${answer.statusCode} ${answer.body}`],
        )
        assert.deepEqual(broken, [])
      }),
      { numRuns: Math.ceil(requests / 10), endOnFailure: true },
    )
    loop.disable()
    return { statuses, stall: Math.round(loop.max / 1e6) }
  } finally {
    await world.close()
  }
}
