import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { plantFoundingDocument } from '#clauses'
import { clauseImportsApi, clausesApi, type DocumentDraft, type DocumentView } from '#contract/clauses'
import type { OrgId } from '#contract/common'
import type { ImportBatch } from '#contract/import'
import { indicatorOf } from '#kernel/indicator'
import { multipart, postBytes } from '#test/bytes'
import { openWorld, type PersonKey, type World } from '#test/world'
import { measures } from './231.ts'

const cityPlan: DocumentDraft = {
  title: '甲市知识产权能力提升方案',
  number: '甲市监知〔2026〕7号',
  issuer: '甲市市场监督管理局',
  level: 'city',
  issuedOn: '2026-02-01',
  validFrom: '2026-02-01',
  source: '本局收文',
  mark: 'verified',
}
const duty = (item: number, more: object = {}) => ({
  part: 1,
  partTitle: '加强队伍建设',
  article: 1,
  articleTitle: '加大办案力度',
  sentence: 1,
  item,
  duty: `第${item}项要求`,
  ...more,
})

describe('the clauses of a document', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10', { office: true })
    await plantFoundingDocument(world.sql)
    await plantFoundingDocument(world.sql) // at every start
  })
  after(() => world.close())
  const as = (who: PersonKey | null) => world.as(who, clausesApi)
  const org = (key: string) => world.orgs.get(key) as OrgId // the keys of the test world
  const view = (who: PersonKey, query: object = {}): Promise<DocumentView> => as(who).view({ query: { mine: false, ...query } })
  const found = async (who: PersonKey, phrase: string, query: object = {}) => {
    const clause = (await view(who, query)).clauses.find((one) => one.phrase === phrase)
    assert.ok(clause, phrase)
    return clause
  }
  /** As the doors of the facts write them. A reversal names what it takes back. */
  const count = async (unit: string, day: string, takesBack?: { id: string; sameMonth: boolean }): Promise<string> => {
    const { rows } = await world.sql.query(
      "insert into indicator_fact (indicator, org_id, org_at, day, value, record, reverses, records) values ('cases.filed', $1, 0, $2, $3, 'r', $4, $5) returning id",
      [org(unit), day, takesBack ? -1 : 1, takesBack?.id ?? null, takesBack?.sameMonth ? -1 : 1],
    )
    return rows[0].id
  }
  /** Behind everyone's back, as no duty of the platform can. */
  const deleteRecords = () =>
    world.sql.query(
      'set session_replication_role = replica; delete from indicator_fact; delete from indicator_month; set session_replication_role = origin',
    )

  test('stand once, as 231号文 states them, with the departments that the tree knows', async () => {
    const { document, clauses, counts } = await view('office')
    assert.equal(document.number, '闽市监知运〔2024〕231号')
    assert.equal(clauses.length, measures.flatMap(({ sentences }) => sentences.flat()).length)
    assert.deepEqual(counts, { all: clauses.length, evidence: 0, none: clauses.length, outside: 0 })
    const { units } = await found('office', '每月最少开展一期')
    assert.deepEqual(
      units.map(({ name, orgId }) => [name, orgId === null]),
      [
        ['知识产权保护处', false],
        ['知识产权运用促进处', false],
        ['商标监督管理处', true],
        ['人事教育处', true],
        ['省知识产权发展保护中心', true],
        ['省知识产权保护中心', true],
      ],
    )
  })

  test('are bound to what somebody counts: to flows alone', () => {
    const bound = measures.flatMap(({ sentences }) => sentences.flat().flatMap(({ indicators = [] }) => indicators))
    assert.deepEqual(
      bound.filter((id) => indicatorOf(id)?.kind !== 'flow'),
      [],
    )
  })

  test('have evidence when records are there, and none again when these are deleted or taken back', async () => {
    assert.equal((await found('office', '依法组织查处')).state, 'none')
    await count('county', '2026-01-20')
    const second = await count('county', '2026-03-05')
    const third = await count('countyB', '2026-02-11')
    const now = async () => {
      const { state, records, since, last, id } = await found('office', '依法组织查处')
      const { rows, total } = await as('office').records({ params: { clauseId: id }, query: { source: 'cases.filed' } })
      assert.deepEqual([total, rows.length], [records, records])
      return [state, records, since, last]
    }
    assert.deepEqual(await now(), ['evidence', 3, '2026-01-20', '2026-03-05'])
    await count('county', '2026-03-06', { id: second, sameMonth: true })
    assert.deepEqual(await now(), ['evidence', 2, '2026-01-20', '2026-02-11'])
    await count('countyB', '2026-03-06', { id: third, sameMonth: false })
    assert.deepEqual(await now(), ['evidence', 1, '2026-01-20', '2026-01-20'])
    await deleteRecords()
    assert.deepEqual(await now(), ['none', 0, null, null])
  })

  test('are not fulfilled by what was done before the document', async () => {
    await count('county', '2024-07-31')
    assert.equal((await found('office', '依法组织查处')).state, 'none')
    await deleteRecords()
  })

  test('say to a county how it stands itself, to a responsible department how the province stands, to nobody else', async () => {
    await count('county', '2026-03-02')
    await count('countyB', '2026-03-03')
    const own = async (who: PersonKey) => (await found(who, '依法组织查处')).records
    assert.deepEqual(
      [await own('principalHead'), await own('cityHead'), await own('headElsewhere'), await own('protectionHead')],
      [1, 1, 0, 2],
    )
    const { clause } = await as('protectionHead').clause({ params: { clauseId: (await found('office', '依法组织查处')).id }, query: {} })
    const behind = await as('protectionHead').records({ params: { clauseId: clause.id }, query: {} })
    assert.deepEqual(
      behind.rows.map(({ orgName, title }) => [orgName, title]),
      [
        ['寅县局', null],
        ['子县局', null],
      ],
    )
    for (const [who, unit] of [
      ['principalHead', 'cityA'],
      ['principalHead', 'neighbour'],
      ['cityHead', 'province'],
      ['protectionHead', 'county'],
    ] as const)
      await assert.rejects(view(who, { orgId: org(unit) }), { code: 'notFound' }, `${who} ${unit}`)
    await deleteRecords()
  })

  test('come first to each reader as his own: a department those that name it, a county those that name its level', async () => {
    const mine = await as('protectionHead').view({ query: {} })
    assert.equal(mine.mine, 'unit')
    assert.ok(mine.clauses.length > 0 && mine.clauses.every(({ units }) => units.some(({ orgId }) => orgId === org('protection'))))
    const county = await as('principalHead').view({ query: {} })
    assert.equal(county.mine, 'level')
    assert.ok(county.clauses.length > 0 && county.clauses.every(({ addressees }) => addressees.includes('county')))
    const promotion = await view('office', { unit: org('promotion') })
    assert.ok(promotion.clauses.every(({ article }) => article !== 4 && article !== 5))
  })

  test('are read by who holds a duty of the business, and by nobody else', async () => {
    for (const who of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(as(who).view({ query: {} }), { code: 'notAllowed' })
    await assert.rejects(as(null).view({ query: {} }), { code: 'signInNeeded' })
  })

  test('of the province are changed by its office alone', async () => {
    const clause = await found('office', '做好知识产权维权援助工作'.slice(2))
    const { units, ...rest } = clause
    const draft = { ...duty(1), part: rest.part, article: rest.article, sentence: rest.sentence, item: rest.item }
    for (const who of [
      'cityCoordinator',
      'countyCoordinator',
      'protectionOfficer',
      'provinceHead',
      'provinceTrainer',
      'officer',
    ] as const) {
      await assert.rejects(as(who).edit({ params: { clauseId: clause.id }, body: draft, version: 1 }), { code: 'notAllowed' }, who)
      await assert.rejects(as(who).setOutside({ params: { clauseId: clause.id }, body: { reason: '在别处办理的事' }, version: 1 }), {
        code: 'notAllowed',
      })
      await assert.rejects(as(who).add({ params: { documentId: clause.documentId }, body: duty(9) }), { code: 'notAllowed' })
    }
    const edited = await as('office').edit({ params: { clauseId: clause.id }, body: draft, version: 1 })
    assert.deepEqual([edited.duty, edited.version, edited.units], ['第1项要求', 2, []])
    await assert.rejects(as('office2').edit({ params: { clauseId: clause.id }, body: draft, version: 1 }), { code: 'stale' })
    assert.ok(units.length > 0)
  })

  test('are outside the platform by a reason alone, and only while there are no records', async () => {
    const clause = await found('office', '依法组织查处')
    const of = { params: { clauseId: clause.id } }
    await assert.rejects(as('office').setOutside({ ...of, body: { reason: ' ' }, version: 1 }), { code: 'invalid' })
    await as('office').setOutside({ ...of, body: { reason: '本项在另一系统办理' }, version: 1 })
    const outside = await found('office', '依法组织查处')
    assert.deepEqual([outside.state, outside.outside?.reason, outside.outside?.on], ['outside', '本项在另一系统办理', '2026-03-10'])
    await count('county', '2026-03-02')
    assert.equal((await found('office', '依法组织查处')).state, 'evidence')
    await deleteRecords()
    await as('office').clearOutside({ ...of, version: 2 })
    assert.equal((await found('office', '依法组织查处')).state, 'none')
  })

  test('of a city come from its office: a draft is its own, published it is read below it and above it, not beside it', async () => {
    for (const who of ['countyCoordinator', 'protectionOfficer', 'cityHead'] as const)
      await assert.rejects(as(who).create({ body: cityPlan }), { code: 'notAllowed' }, who)
    const draft = await as('cityCoordinator').create({ body: cityPlan })
    const of = { params: { documentId: draft.id } }
    await assert.rejects(as('cityCoordinator').create({ body: cityPlan }), { code: 'invalid' })
    await assert.rejects(as('cityCoordinator').publish({ ...of, version: 1 }), { code: 'incomplete' })
    await as('cityCoordinator').add({ ...of, body: duty(1, { indicators: ['cases.filed'], units: [{ name: '子县局', part: 'lead' }] }) })
    await assert.rejects(as('cityCoordinator').add({ ...of, body: duty(1) }), { code: 'invalid' })
    await assert.rejects(as('cityCoordinator').add({ ...of, body: duty(2, { indicators: ['cases.none'] }) }), { code: 'invalid' })
    const reads = async () =>
      Promise.all(
        (['countyCoordinator', 'office', 'cityCoordinatorB', 'countyCoordinatorB'] as const).map((who) =>
          view(who, { documentId: draft.id }).then(
            (seen) => seen.clauses.length,
            (error: { code: string }) => error.code,
          ),
        ),
      )
    assert.deepEqual(await reads(), ['notFound', 'notFound', 'notFound', 'notFound'])
    await as('cityCoordinator').publish({ ...of, version: 1 })
    assert.deepEqual(await reads(), [1, 1, 'notFound', 'notFound'])
    await assert.rejects(as('office').change({ ...of, body: cityPlan, version: 2 }), { code: 'notAllowed' })
    await assert.rejects(as('cityCoordinator').discard({ ...of, version: 2 }), { code: 'closed' })
  })

  test('of a new edition begin as they were; the edition before ends the day before and stays', async () => {
    const { rows } = await as('cityCoordinator').documents({ query: {} })
    const old = rows.find(({ number }) => number === cityPlan.number)
    assert.ok(old)
    const next = { ...cityPlan, validFrom: '2026-03-01', issuedOn: '2026-02-20' }
    await assert.rejects(as('office').renew({ params: { documentId: old.id }, body: next, version: old.version }), { code: 'notAllowed' })
    const made = await as('cityCoordinator').renew({ params: { documentId: old.id }, body: next, version: old.version })
    assert.deepEqual([made.edition, made.published, made.clauses], [2, false, 1])
    await as('cityCoordinator').publish({ params: { documentId: made.id }, version: 1 })
    const [before, now] = [await view('office', { documentId: old.id }), await view('office', { documentId: made.id })]
    assert.deepEqual([before.document.validTo, before.document.replacedBy, before.clauses.length], ['2026-02-28', made.id, 1])
    assert.deepEqual(now.clauses[0]?.units, [{ orgId: org('county'), name: '甲市子县市场监督管理局', part: 'lead' }])
  })

  test('come in from Excel with the row and the column of what is wrong, and go out again as one batch', async () => {
    const plan = await as('cityCoordinator').create({ body: { ...cityPlan, number: '甲市监知〔2026〕9号' } })
    const file = await sheetOf([
      [
        '甲市监知〔2026〕9号',
        '1',
        '队伍',
        '1',
        '培训',
        '1',
        '',
        '每季度组织一次培训',
        '',
        '牵头：子县局、丑县局',
        '县局',
        'cases.filed',
        '',
        '',
      ],
      ['甲市监知〔2026〕9号', '1', '队伍', '1', '培训', '1', '', '同一位置', '', '', '乡局', '', '', ''],
      ['闽市监知运〔2024〕231号', '1', '队伍', '1', '培训', '2', '', '别人的文件', '', '', '', 'no.such', '', ''],
    ])
    for (const who of ['countyCoordinator', 'cityHead'] as const) {
      const refused = await world
        .as(who, clauseImportsApi)
        .list({ query: {} })
        .then(
          () => 'read',
          (error: { code: string }) => error.code,
        )
      assert.equal(refused, who === 'cityHead' ? 'notAllowed' : 'read')
    }
    const batch = (await postBytes(world, 'cityCoordinator', '/clause-imports', multipart({}, '条款.xlsx', file))) as unknown as ImportBatch // by its own schema
    assert.deepEqual(
      batch.faults.map(({ row, title }) => [row, title]),
      [
        [3, '点名的层级'],
        [3, '第几项'],
        [4, '文件'],
      ],
    )
    const imports = world.as('cityCoordinator', clauseImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, body: { only: 'right' }, version: batch.version })
    assert.equal(applied.made, 1)
    const [clause] = (await view('cityCoordinator', { documentId: plan.id })).clauses
    assert.deepEqual(
      clause?.units.map(({ part, orgId }) => [part, orgId]),
      [
        ['lead', org('county')],
        ['shared', org('neighbour')],
      ],
    )
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept], ['undone', 0])
    await as('cityCoordinator').discard({ params: { documentId: plan.id }, version: 1 })
  })

  test('stay as they are for straight SQL of the runtime role, in the session of anybody but their office', async () => {
    const { id, documentId } = await found('office', '依法组织查处')
    const attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
    const tried = async (who: PersonKey, text: string): Promise<number | string> => {
      await attacker.query('begin')
      try {
        await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-10T10:00:00+08:00')", [world.people[who].token])
        return (await attacker.query(text)).rowCount ?? 0
      } catch (error) {
        return (error as { code: string }).code // pg's errors carry their SQLSTATE
      } finally {
        await attacker.query('rollback')
      }
    }
    const acts = [
      `update clause set duty = '改过的要求' where id = '${id}'`,
      `update clause_document set title = '改过的' where id = '${documentId}'`,
      `delete from clause_unit where clause_id = '${id}'`,
      `delete from clause_document where id = '${documentId}'`,
      `insert into clause_unit (clause_id, position, written, part) values ('${id}', 99, '别的单位', 'lead')`,
      `delete from clause where id = '${id}'`,
      `update clause_document set published = false where id = '${documentId}'`,
    ]
    const outcomes = async (who: PersonKey) => {
      const got: (number | string)[] = []
      for (const act of acts) got.push(await tried(who, act))
      return got
    }
    for (const who of ['cityCoordinator', 'countyCoordinator', 'protectionOfficer', 'provinceHead', 'systemAdmin'] as const)
      assert.deepEqual(await outcomes(who), [0, 0, 0, 0, '42501', 0, 0], who)
    // What was published stays for its own office too.
    assert.deepEqual(await outcomes('office'), [1, 1, 3, 0, 1, 0, '42501'])
    await attacker.end()
  })
})

async function sheetOf(rows: string[][]): Promise<Buffer> {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet('条款')
  const head = [
    '文件',
    '部分',
    '部分标题',
    '条',
    '条标题',
    '第几句',
    '第几项',
    '要求',
    '原文关键词',
    '责任单位',
    '点名的层级',
    '佐证指标',
    '记录查询',
    '备注',
  ]
  for (const cells of [head, ...rows]) sheet.addRow(cells)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
