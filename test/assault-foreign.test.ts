import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { z } from 'zod'
import { clausesApi } from '#contract/clauses'
import { exchangeApi } from '#contract/exchange'
import { itemsApi } from '#contract/exchange-items'
import { supervisionApi } from '#contract/supervision'
import type { Route } from '#kernel/http'
import { allRoutes } from '#rooms'
import { type CoordinationWorld, openCoordinationWorld } from './coordination-world.ts'
import type { PersonKey } from './world.ts'

// S13 at every address that reads: what lies in another city answers as nonsense does, wherever its id is put. Found by the contracts themselves, so
// that an address of tomorrow is asked too.

/** A value that each part of an address takes, in this order; what none of them fits is left out when it may be. */
const samples = [
  '2026-01',
  '2026-03',
  '2026-01-01',
  '2026',
  2026,
  1,
  'cases.filed',
  'lead',
  'week',
  'self',
  'child',
  'timely',
  'all',
  '名',
  'x',
]
const readsId = (schema: z.ZodType) => schema.safeParse(randomUUID()).success && !schema.safeParse('zzz').success

const partsOf = (schema: z.ZodType | undefined) =>
  schema instanceof z.ZodObject ? Object.entries(schema.shape as Record<string, z.ZodType>) : []

interface Slot {
  route: Route
  name: string
  /** The address with this id in the one place that is tried. */
  url(id: string): string
}

/** Every place of every reading address that takes an id. */
function slots(routes: readonly Route[]): Slot[] {
  return routes.flatMap((route) => {
    const { endpoint } = route
    if (endpoint.method !== 'GET' || endpoint.needs === 'anyone') return []
    const params = partsOf(endpoint.params)
    const query = partsOf(endpoint.query)
    const filled = (parts: typeof params) =>
      parts.flatMap(([name, schema]): [string, string][] => {
        if (schema.safeParse(undefined).success) return []
        const value = readsId(schema) ? randomUUID() : samples.find((sample) => schema.safeParse(sample).success)
        return value === undefined ? [] : [[name, String(value)]]
      })
    return [...params, ...query].flatMap(([name, schema]) =>
      readsId(schema)
        ? [
            {
              ...{ route, name },
              url(id: string) {
                const inPath = new Map([...filled(params), ...(params.some(([part]) => part === name) ? [[name, id] as const] : [])])
                const asked = new URLSearchParams([
                  ...filled(query).filter(([part]) => part !== name),
                  ...(inPath.has(name) ? [] : [[name, id]]),
                ] as [string, string][])
                return `/api${endpoint.path.replace(/:(\w+)/g, (_, part) => inPath.get(part) ?? 'x')}?${asked}`
              },
            },
          ]
        : [],
    )
  })
}

/** The tree of units is no secret inside the house: whom one may ask for help is chosen from it. */
const known = ['orgs.children', 'orgs.read', 'orgs.line']

describe('what lies in another city', () => {
  let walk: CoordinationWorld
  const foreign = new Map<string, string>()
  before(async () => {
    walk = await openCoordinationWorld('2026-06-10')
    const { world, org } = walk
    foreign.set('unit', org('countyB'))
    foreign.set('city', org('cityB'))
    foreign.set('person', world.people.officerB.id)
    foreign.set(
      'request',
      await walk.open('countyCoordinatorB', { addressee: { channel: 'unit', orgId: org('cityB') } as never, title: '乙市之内的请求' }),
    )
    const task = await world.as('cityCoordinatorB', supervisionApi).create({
      body: {
        ...{
          title: '乙市的督办任务',
          keyTask: '加强地理标志保护',
          measure: '开展一次检查，形成报告',
          source: 'instruction',
          sourceText: '批示',
        },
        ...{ leadOrgId: org('countyB'), supportOrgIds: [], target: { kind: 'reported' }, dueOn: '2026-07-20' },
      },
    })
    foreign.set('task', task.id)
    const document = await world.as('cityCoordinatorB', clausesApi).create({
      body: {
        issuer: '乙市局',
        title: '乙市的草稿文件',
        number: '乙〔2026〕1号',
        issuedOn: '2026-06-01',
        level: 'city',
        validFrom: '2026-06-01',
        source: '本局收文',
        mark: 'verified',
      },
    })
    foreign.set('document', document.id)
    const form = await world.as('cityCoordinatorB', exchangeApi).addForm({
      body: {
        ...{ kind: 'dated', title: '乙市的表单', basis: '本局通知', mark: 'verified', givers: ['county'], indicators: ['cases.filed'] },
        ...{ asks: [{ ask: '主要做法' }], dueDates: ['06-15'], from: '2026-06-01' },
      } as never,
    })
    foreign.set('form', form.id)
    const item = await world.as('countyCoordinatorB', itemsApi).write({
      body: { kind: 'experience', title: '乙市的信息', text: '一段足够长的经验做法文字。', sources: '本局', files: [] } as never,
    })
    foreign.set('item', item.id)
  })
  after(() => walk.close())

  const ids = (name: string) =>
    [...foreign].filter(([what]) => {
      const isUnit = what === 'unit' || what === 'city'
      if (/person/i.test(name)) return what === 'person'
      return /org|unit|parent/i.test(name) ? isUnit : !isUnit && what !== 'person'
    })

  async function answerOf(who: PersonKey, url: string, id: string): Promise<string> {
    const { statusCode, body, rawPayload, headers } = await walk.world.app.inject({
      url,
      headers: { cookie: `sid=${walk.world.people[who].token}` },
    })
    // A table tells when it was made: of it we look for names alone.
    if (!String(headers['content-type']).startsWith('application/json')) return `${statusCode} ${await namesIn(rawPayload)}`
    // What was asked is said back here and there; the number of the request differs always.
    return `${statusCode} ${body.replaceAll(id, '…').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')}`
  }

  /** Whatever of the other city stands in what was downloaded. */
  async function namesIn(content: Buffer): Promise<string> {
    if (!content.subarray(0, 2).equals(Buffer.from('PK')))
      return (
        content
          .toString()
          .match(/乙市|寅县/g)
          ?.join() ?? ''
      )
    const workbook = new Workbook()
    await workbook.xlsx.load(content as never) // the library's own Buffer type
    const cells = workbook.worksheets.flatMap((sheet) => sheet.getSheetValues().flat())
    return cells.filter((cell) => /乙市|寅县/.test(String(cell))).join()
  }

  /** The places where what lies there is told apart from nonsense. */
  async function toldTo(who: PersonKey): Promise<{ told: string[]; asked: number; refused: number }> {
    const told: string[] = []
    let [asked, refused] = [0, 0]
    for (const slot of slots(allRoutes.filter(({ name }) => !known.includes(name)))) {
      const nonsense = randomUUID()
      const expected = await answerOf(who, slot.url(nonsense), nonsense)
      if (expected.startsWith('422')) refused++
      for (const [what, id] of ids(slot.name)) {
        asked++
        const answer = await answerOf(who, slot.url(id), id)
        if (answer !== expected || answer.startsWith('5'))
          told.push(`${slot.route.name} ${slot.name}=${what}: ${answer.slice(0, 160)} instead of ${expected.slice(0, 60)}`)
      }
    }
    return { told, asked, refused }
  }

  for (const who of ['countyCoordinator', 'cityHead'] as const)
    test(`answers ${who} as nonsense does, at every address that reads`, async () => {
      const { told, asked, refused } = await toldTo(who)
      assert.deepEqual(told, [])
      // The addresses were understood, or nothing was asked.
      assert.ok(asked > 300 && refused < asked / 20, `${asked} asked, ${refused} refused`)
    })

  test('is told at many of them to whom it belongs', async () => {
    const { told } = await toldTo('cityCoordinatorB')
    assert.ok(told.length > 25, told.join('\n'))
  })
})
