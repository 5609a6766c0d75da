import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import type { MatterId, PaperId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { matterApi } from '#contract/matter'
import { type ProcessRoom, registerPapers } from '#kernel/matter'
import { body, line, paperFor } from '#kernel/paper'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'

const declared = paperFor<{ subject: string }>()
const common = { formNo: 1, layout: 'notice', archive: { volume: 'main', place: 1 }, basis: '差事规定第三条' } as const

/** 差事通知书: goes outside and bears a number. */
const summons = declared({
  ...common,
  kind: 'summons',
  title: '差事通知书',
  numbering: { word: '差事告' },
  external: true,
  fields: z.object({
    subject: z.string().max(20).meta({ title: '办理人' }),
    text: z.string().max(200).meta({ title: '内容' }),
    place: z.string().max(40).optional().meta({ title: '地点' }),
  }),
  elements: [{ name: '地点', basis: '差事规定第五条', field: 'place', present: (fields) => Boolean(fields.place) }],
  prefill: ({ subject }) => ({ subject }),
  blocks: (fields) => [body(line`请${fields.subject}于${fields.place}办理：${fields.text}`)],
})
const memo = declared({
  ...common,
  kind: 'memo',
  title: '差事记录',
  numbering: 'internal',
  external: false,
  fields: z.object({ text: z.string().meta({ title: '内容' }) }),
  elements: [],
  blocks: (fields) => [body(line`${fields.text}`)],
})

// The errand waits for its notice; that is all that the small process of the kernel's tests lacks here.
const room: ProcessRoom = {
  ...errandRoom,
  process: {
    ...errandRoom.process,
    steps: { ...errandRoom.process.steps, tell: { ...errandRoom.process.steps.tell!, needs: ['summons'] } },
  },
  paperFacts: async () => ({ subject: '办理人甲' }),
  papers: ['memo'],
} as ProcessRoom // a process is declared with its own names; the kernel's tests widen it too

const complete = { subject: '办理人甲', text: '取回样品', place: '东街' }

describe('a paper of a matter', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [room] })
    registerPapers({ summons, memo })
  })
  after(() => world.close())

  const open = async (who: PersonKey = 'officer') =>
    (await world.as(who, errandApi).open({ body: { title: '一件差事', day: '2026-03-02' } })).id
  const papers = (who: PersonKey = 'officer') => world.as(who, documentsApi)
  const draft = async (matterId: MatterId, fields?: Record<string, unknown>, kind = 'summons') =>
    papers().draft({ params: { matterId }, body: { kind, ...(fields && { fields }) } })
  const issue = async (paperId: PaperId, version: number, issuedOn = '2026-03-03', who: PersonKey = 'officer') =>
    papers(who).issue({ params: { paperId }, body: { issuedOn }, version })
  const issued = async (matterId: MatterId) => {
    const { id, version } = await draft(matterId, complete)
    return issue(id, version)
  }
  const bytes = (who: PersonKey, url: string) =>
    world.app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: `sid=${world.people[who].token}` } })

  test('is offered when a step waits for it, and that one first', async () => {
    const matterId = await open()
    const offers = await papers().offers({ params: { matterId } })
    assert.deepEqual(
      offers.map(({ kind, neededFor, drafts, issued }) => ({ kind, neededFor, drafts, issued })),
      [
        { kind: 'summons', neededFor: ['告知'], drafts: 0, issued: 0 },
        { kind: 'memo', neededFor: [], drafts: 0, issued: 0 },
      ],
    )
    for (const reader of ['citySupervisor', 'cityOfficer'] as const)
      assert.deepEqual(await papers(reader).offers({ params: { matterId } }), [])
  })

  test('begins with what the matter knows, and says what is missing, with the article', async () => {
    const matterId = await open()
    const blank = await papers().blank({ params: { matterId, kind: 'summons' } })
    assert.deepEqual(blank.fields, { subject: '办理人甲' })
    const made = await draft(matterId)
    assert.deepEqual(made.fields, { subject: '办理人甲' })
    assert.deepEqual(
      made.missing.map(({ field, basis }) => ({ field, basis })),
      [
        { field: 'text', basis: '差事规定第三条' },
        { field: 'place', basis: '差事规定第五条' },
      ],
    )
    assert.equal(made.number, null)
    const checked = await papers().check({ params: { paperId: made.id }, body: { fields: complete } })
    assert.deepEqual(checked.missing, [])
    assert.equal((await papers().read({ params: { paperId: made.id } })).version, 1) // checking saves nothing
  })

  test('refuses unknown fields and wrong types at their place', async () => {
    const matterId = await open()
    await assert.rejects(draft(matterId, { subject: 7 }), (refused: { body: { issues?: { path: string }[] } }) => {
      assert.deepEqual(
        refused.body.issues?.map((issue) => issue.path),
        ['fields.subject'],
      )
      return true
    })
    await assert.rejects(draft(matterId, { subject: '甲', extra: 1 }), { code: 'invalid' })
    await assert.rejects(draft(matterId, {}, 'noSuchPaper'), { code: 'notFound' })
  })

  test('is not issued while something is missing, nor for tomorrow, nor before its matter', async () => {
    const made = await draft(await open())
    await assert.rejects(issue(made.id, made.version), {
      code: 'incomplete',
      message: '《差事通知书》还缺：内容、地点（差事规定第三条；差事规定第五条）。请补齐后再办理。',
    })
    const whole = await papers().change({ params: { paperId: made.id }, body: { fields: complete }, version: made.version })
    await assert.rejects(issue(made.id, whole.version, '2026-03-04'), { code: 'invalid' })
    await assert.rejects(issue(made.id, whole.version, '2026-03-01'), { code: 'invalid' })
    assert.equal((await papers().read({ params: { paperId: made.id } })).state, 'draft')
  })

  test('bears a number of its unit, kind and year, and opens the step that waited for it', async () => {
    const matterId = await open()
    const steps = async () => (await world.as('officer', matterApi).read({ params: { matterId } })).steps
    const view = await world.as('officer', matterApi).read({ params: { matterId } })
    await world
      .as('officer', matterApi)
      .take({ params: { matterId, step: 'remark' }, body: { happenedOn: '2026-03-03', input: { text: '看过' } }, version: view.version })
    assert.match((await steps()).find((step) => step.name === 'tell')?.reason ?? '', /差事通知书/u)
    const { number, day, missing } = await issued(matterId)
    assert.match(number ?? '', /^甲子差事告〔2026〕\d+号$/u)
    assert.deepEqual([day, missing], ['2026-03-03', []])
    assert.equal((await steps()).find((step) => step.name === 'tell')?.open, true)
    const inner = await draft(matterId, { text: '电话询问' }, 'memo')
    assert.equal((await issue(inner.id, inner.version)).number, '2026-0001')
  })

  test('does not change once issued, not even behind the application', async () => {
    const paper = await issued(await open())
    await assert.rejects(papers().change({ params: { paperId: paper.id }, body: { fields: complete }, version: paper.version }), {
      code: 'closed',
    })
    await assert.rejects(issue(paper.id, paper.version), { code: 'closed' })
    for (const change of [
      "title = '别的'",
      "issued_by = '别人'",
      'fields_hash = null',
      "number = '甲子差事告〔2026〕9号'",
      "state = 'draft'",
    ])
      await assert.rejects(world.sql.query(`update paper set ${change} where id = $1`, [paper.id]), /final/)
  })

  test('keeps its number when void, with the reason, and the next one gets another', async () => {
    const matterId = await open()
    const first = await issued(matterId)
    await assert.rejects(papers().void({ params: { paperId: first.id }, body: { reason: ' ' }, version: first.version }), {
      code: 'invalid',
    })
    const gone = await papers().void({ params: { paperId: first.id }, body: { reason: '地点有误' }, version: first.version })
    assert.deepEqual([gone.state, gone.number, gone.voidReason], ['void', first.number, '地点有误'])
    const second = await issued(matterId)
    assert.notEqual(second.number, first.number)
    await assert.rejects(papers().void({ params: { paperId: first.id }, body: { reason: '再来一次' }, version: gone.version }), {
      code: 'closed',
    })
    const register = await papers().register({ query: { text: first.number ?? '' } })
    assert.deepEqual(
      register.rows.map(({ number, state, voidReason }) => ({ number, state, voidReason })),
      [{ number: first.number, state: 'void', voidReason: '地点有误' }],
    )
  })

  test('gives up a draft with its reason and without a number', async () => {
    const made = await draft(await open())
    const gone = await papers().void({ params: { paperId: made.id }, body: { reason: '不再需要' }, version: made.version })
    assert.deepEqual([gone.state, gone.number, gone.day], ['void', null, null])
  })

  test('gives twenty-five at once as many numbers without doubles and without gaps', async () => {
    const matters = await Promise.all(Array.from({ length: 5 }, () => open('officerB')))
    const drafts = await Promise.all(
      Array.from({ length: 25 }, (_, at) =>
        papers('officerB').draft({ params: { matterId: matters[at % 5]! }, body: { kind: 'summons', fields: complete } }),
      ),
    )
    const numbers = await Promise.all(drafts.map(async ({ id, version }) => (await issue(id, version, '2026-03-03', 'officerB')).number))
    const serials = numbers.map((number) => Number(/〕(\d+)号/u.exec(number ?? '')?.[1])).sort((a, b) => a - b)
    assert.deepEqual(
      serials,
      Array.from({ length: 25 }, (_, at) => at + 1),
    )
  })

  test('tells the second of two writers that the first was there', async () => {
    const made = await draft(await open())
    const [one, two] = await Promise.allSettled([
      papers().change({ params: { paperId: made.id }, body: { fields: complete }, version: made.version }),
      papers('officer2').change({ params: { paperId: made.id }, body: { fields: { ...complete, text: '别的' } }, version: made.version }),
    ])
    assert.deepEqual([one.status, two.status].sort(), ['fulfilled', 'rejected'])
    await assert.rejects(papers().issue({ params: { paperId: made.id }, body: { issuedOn: '2026-03-03' } }), { code: 'versionNeeded' })
  })

  test('is read from above and written only where its matter is handled or owned', async () => {
    const matterId = await open()
    const made = await draft(matterId, complete)
    for (const who of ['citySupervisor', 'cityOfficer', 'provinceHead'] as const)
      assert.equal((await papers(who).read({ params: { paperId: made.id } })).id, made.id)
    await assert.rejects(papers('cityOfficer').draft({ params: { matterId }, body: { kind: 'summons' } }), { code: 'notAllowed' })
    await assert.rejects(issue(made.id, made.version, '2026-03-03', 'cityHead'), { code: 'notAllowed' })
    await assert.rejects(issue(made.id, made.version, '2026-03-03', 'citySupervisor'), { code: 'notAllowed' })
  })

  test('does not exist for a neighbour: not read, written, previewed, printed, listed or registered', async () => {
    const matterId = await open()
    const made = await issued(matterId)
    const elsewhere = papers('officerElsewhere')
    const ofPaper = { params: { paperId: made.id } }
    const ofMatter = { params: { matterId } }
    for (const attempt of [
      () => elsewhere.read(ofPaper),
      () => elsewhere.check({ ...ofPaper, body: { fields: {} } }),
      () => elsewhere.change({ ...ofPaper, body: { fields: {} }, version: made.version }),
      () => elsewhere.issue({ ...ofPaper, body: { issuedOn: '2026-03-03' }, version: made.version }),
      () => elsewhere.void({ ...ofPaper, body: { reason: '试试看' }, version: made.version }),
      () => elsewhere.list(ofMatter),
      () => elsewhere.offers(ofMatter),
      () => elsewhere.blank({ params: { matterId, kind: 'summons' } }),
      () => elsewhere.draft({ ...ofMatter, body: { kind: 'summons' } }),
    ])
      await assert.rejects(attempt(), { code: 'notFound' })
    for (const form of ['preview', 'docx', 'pdf'])
      assert.equal((await bytes('officerElsewhere', `/papers/${made.id}/${form}`)).statusCode, 404)
    assert.deepEqual((await elsewhere.register({ query: {} })).rows, [])
    assert.equal((await elsewhere.register({ query: { text: made.number ?? '' } })).total, 0)
  })

  test('is closed to writing with its matter, and stays readable', async () => {
    const matterId = await open()
    const made = await draft(matterId)
    const view = await world.as('cityHead', matterApi).read({ params: { matterId } })
    await world
      .as('cityHead', matterApi)
      .take({ params: { matterId, step: 'drop' }, body: { happenedOn: '2026-03-03', input: {} }, version: view.version })
    await assert.rejects(draft(matterId), { code: 'closed' })
    await assert.rejects(papers().change({ params: { paperId: made.id }, body: { fields: {} }, version: made.version }), { code: 'closed' })
    assert.deepEqual(
      (await papers().list({ params: { matterId } })).map((one) => one.id),
      [made.id],
    )
  })

  test('is previewed without a script, marked as a draft, with every text escaped', async () => {
    const made = await draft(await open(), { ...complete, text: '<script>alert(1)</script>' })
    const { headers, body: html } = await bytes('officer', `/papers/${made.id}/preview`)
    assert.match(String(headers['content-security-policy']), /^sandbox allow-same-origin allow-modals; default-src 'none'/)
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'self'$/)
    assert.doesNotMatch(String(headers['content-security-policy']), /allow-scripts|unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(html, /&lt;script&gt;alert/)
    assert.doesNotMatch(html, /<script/)
    assert.match(html, /草稿/)
  })

  test('comes as a Word file under its own name, and the ledger knows who took it', async () => {
    const paper = await issued(await open())
    const { headers, rawPayload } = await bytes('citySupervisor', `/papers/${paper.id}/docx`)
    assert.equal(rawPayload.subarray(0, 2).toString(), 'PK')
    assert.match(String(headers['content-disposition']), new RegExp(`filename\\*=UTF-8''${encodeURIComponent('差事通知书')}`))
    const { rows } = await world.sql.query("select actor from ledger_entry where action = 'download' and object_id = $1", [paper.id])
    assert.deepEqual(rows, [{ actor: '市监督甲' }])
  })

  test('stands in the register by filter and page, newest first', async () => {
    const all = await papers('provinceSupervisor').register({
      query: { kind: 'summons', org: world.orgs.get('countyB') as never, size: 10, page: 3 },
    }) // a planted unit's id
    assert.deepEqual([all.total, all.rows.length], [25, 5])
    assert.equal(all.rows.at(-1)?.number, '乙寅差事告〔2026〕1号')
    const none = await papers('provinceSupervisor').register({ query: { year: 2025 } })
    assert.equal(none.total, 0)
  })

  test('is not read by a duty that reads no matters', async () => {
    await assert.rejects(papers('systemAdmin').register({ query: {} }), { code: 'notAllowed' })
  })
})
