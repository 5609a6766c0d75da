import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { z } from 'zod'
import { type ActivityCreditDraft, activitiesApi } from '#contract/hours-activities'
import { type Claim, claimsApi, nationalPlatform } from '#contract/hours-claims'
import { hoursApi } from '#contract/hours-people'
import type { ImportBatch } from '#contract/import'
import { type NewCredential, xapiApi } from '#contract/xapi'
import { getBytes, multipart, onePixel, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { basePaths } from '#xapi'
import { settleClaim } from './claim.service.ts'
import { readStatements } from './statements.ts'

const completed = 'http://adlnet.gov/expapi/verbs/completed'
const course = 'https://learn.example.cn/courses/trademark-1'

describe('records of another platform in the record store', () => {
  let world: World
  const keys: NewCredential[] = []
  before(async () => {
    world = await openWorld('2026-03-10')
    for (const [name, scope] of [
      ['远程教育平台', 'all'],
      ['另一平台', 'all'],
      ['只写的平台', 'statements/write'],
    ] as const)
      keys.push(
        await world
          .as('systemAdmin', xapiApi)
          .open({ body: { name, orgId: world.orgs.get('province') as never, scopes: [scope], from: '2026-01-01' } }), // a planted unit's key
      )
  })
  after(() => world.close())

  /** As the platform sends it, through the front door of the store. */
  const send = async (who: PersonKey | string, more: Record<string, unknown> = {}, by = 0): Promise<string> => {
    const id = randomUUID()
    const name = who in world.people ? who.toLowerCase() : who
    const statement = {
      id,
      actor: { objectType: 'Agent', account: { homePage: 'https://learn.example.cn', name } },
      verb: { id: completed },
      object: { objectType: 'Activity', id: course },
      timestamp: '2026-03-05T02:00:00Z',
      ...more,
    }
    const answer = await world.app.inject({
      method: 'POST',
      url: `${basePaths.v1}/statements`,
      headers: {
        authorization: `Basic ${Buffer.from(`${keys[by]?.key}:${keys[by]?.secret}`).toString('base64')}`,
        'x-experience-api-version': '1.0.3',
        'content-type': 'application/json',
      },
      payload: JSON.stringify(statement),
    })
    assert.equal(answer.statusCode, 200, answer.body)
    return id
  }
  const activities = (who: PersonKey) => world.as(who, activitiesApi)
  const draft = (more: Partial<z.input<typeof ActivityCreditDraft>> = {}): z.input<typeof ActivityCreditDraft> => ({
    client: keys[0]?.key ?? '',
    activity: course,
    title: '商标审查实务',
    verbs: [completed],
    hours: 6.5,
    form: 'online',
    subject: 'professional',
    homePage: 'https://learn.example.cn',
    ...more,
  })
  const read = (more: { anew?: boolean } = {}, limit?: number) => world.inService((ctx) => readStatements(ctx, more, limit))
  const earned = async (who: PersonKey) =>
    (await world.as(who, hoursApi).mine({ query: {} })).entries.map(({ hours, earnedOn, source }) => [
      hours,
      earnedOn,
      source.room,
      source.title,
    ])

  test('are worth what the table says, entered by the training officer of the province alone', async () => {
    for (const who of ['trainer', 'cityTrainer', 'provinceHead'] as const)
      await assert.rejects(activities(who).keep({ body: draft() }), { code: 'notAllowed' }, who)
    for (const wrong of [{ hours: 0.3 }, { form: 'unknown' }, { verbs: [] }, { client: 'x' }])
      await assert.rejects(activities('provinceTrainer').keep({ body: draft(wrong) }), { code: 'invalid' }, JSON.stringify(wrong))
    await send('officer')
    await read()
    assert.deepEqual(await earned('officer'), []) // nothing says what it is worth
    await activities('provinceTrainer').keep({ body: draft() })
    await read({ anew: true })
    assert.deepEqual(await earned('officer'), [[6.5, '2026-03-05', 'national', '商标审查实务']])
  })

  test('count once, however often they are told and read', async () => {
    await send('officer', { timestamp: '2026-03-06T02:00:00Z' })
    for (const more of [{}, { anew: true }, {}]) await read(more, 1)
    await read({ anew: true })
    assert.equal((await earned('officer')).length, 1)
  })

  test('count of the client of the table alone, of the verb and the end that it asks for, for people whom we know', async () => {
    await send('officer2', {}, 1) // another client says the same
    await send('officer2', { verb: { id: 'http://adlnet.gov/expapi/verbs/initialized' } })
    await send('officer2', { result: { success: false } })
    await send('officer2', { result: { completion: false } })
    await send('officer2', { object: { objectType: 'Activity', id: `${course}0` } })
    await send('somebody.else')
    // Somebody of the same name elsewhere is somebody else.
    await send('officer2', { actor: { objectType: 'Agent', account: { homePage: 'https://other.example.cn', name: 'officer2' } } })
    await read()
    assert.deepEqual(await earned('officer2'), [])
  })

  test('told of a day that has not come count on the day on which they were told', async () => {
    await send('officer3', { timestamp: '2099-12-31T02:00:00Z' })
    await read()
    const [entry] = await earned('officer3')
    assert.ok(String(entry?.[1]) < '2099-12-31')
  })

  test('that their platform voids take their hours back, and may come again', async () => {
    const first = await send('unitHead')
    const second = await send('unitHead')
    await read()
    const voiding = (id: string) => ({ verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id } })
    await send('unitHead', voiding(first))
    await read()
    assert.deepEqual(
      (await earned('unitHead')).map(([hours]) => hours),
      [6.5],
    ) // the second still vouches for it
    await send('unitHead', voiding(second))
    await read()
    await read({ anew: true })
    assert.deepEqual((await earned('unitHead')).map(([hours]) => hours).sort(), [-6.5, 6.5])
    await send('unitHead')
    await read()
    assert.deepEqual((await earned('unitHead')).map(([hours]) => hours).sort(), [-6.5, 6.5, 6.5])
  })

  test('are taken back by their own platform, and by no other one that may only write', async () => {
    const told = await send('stationOfficer')
    await read()
    await send(
      'stationOfficer',
      { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: told } },
      2,
    )
    await read()
    assert.deepEqual(
      (await earned('stationOfficer')).map(([hours]) => hours),
      [6.5],
    )
  })

  const certificate = async (who: PersonKey, title: string, number: string): Promise<Claim> =>
    (await postBytes(
      world,
      who,
      '/hours-claims',
      multipart(
        {
          kind: 'national',
          title,
          provider: nationalPlatform,
          certificateNo: number,
          form: 'online',
          hours: '8',
          fromDay: '2026-03-01',
          earnedOn: '2026-03-05',
        },
        '证书.png',
        onePixel,
      ),
    )) as unknown as Claim // serialised by the endpoint's own schema
  const pass = (claim: Claim) =>
    world.as('trainer', claimsApi).check({ params: { claimId: claim.id }, version: claim.version, body: { pass: true } })

  test('and its certificate are one course of one year: what the store told first is not brought as a certificate', async () => {
    for (const title of ['商标审查实务', '2026 年提升班：商标审查 实务'])
      await assert.rejects(certificate('stationOfficer', title, `S-${title}`), { code: 'invalid' }, title)
    assert.equal((await certificate('stationOfficer', '专利审查实务', 'S-3')).state, 'pending')
    // Brought before it was told, checked after: the second person cannot pass it either.
    const early = await certificate('stationOfficer2', '商标审查实务', 'S-4')
    await send('stationOfficer2')
    await read()
    await assert.rejects(pass(early), { code: 'closed' })
    assert.deepEqual(
      (await earned('stationOfficer2')).map(([hours]) => hours),
      [6.5],
    )
  })

  test('and what was accepted as a certificate is not told once more by the store; reversed, it may be', async () => {
    const claim = await certificate('stationHead', '提升班：商标审查实务', 'S-5')
    await pass(claim)
    await world.inService((ctx) => settleClaim(ctx, claim.id))
    await send('stationHead')
    await read()
    assert.deepEqual(
      (await earned('stationHead')).map(([hours]) => hours),
      [8],
    )
    const { entries } = await world
      .as('trainer', hoursApi)
      .person({ params: { personId: world.people.stationHead.id as never }, query: {} }) // a hired person's id
    await world.as('trainer', hoursApi).reverse({ params: { entryId: entries[0]?.id ?? '' }, body: { reason: '以平台记录为准' } })
    await read({ anew: true })
    assert.deepEqual((await earned('stationHead')).map(([hours]) => hours).sort(), [-8, 6.5, 8])
  })

  test('in a table are shown at their cell when the store has told them already', async () => {
    const { content } = await getBytes(world, 'trainer', '/hours/national-imports/template')
    const workbook = new Workbook()
    await workbook.xlsx.load(content)
    for (const [course, number] of [
      ['商标审查实务', 'S-6'],
      ['专利代理实务', 'S-7'],
    ])
      workbook.worksheets[0]!.addRow(['stationofficer', '所办案甲', '', course, '8', '2026-03-01', '2026-03-05', '', number])
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    const batch = (await postBytes(world, 'trainer', '/hours/national-imports', multipart({}, '导出.xlsx', file))) as unknown as ImportBatch // as above
    assert.deepEqual(
      batch.faults.map(({ row, column }) => `${row}${column}`),
      ['3D'],
    )
  })
})
