import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openWorld, type World } from '#test/world'
import { learner, openRecordClient, type Store, statement, storeOf } from '#test/xapi'
import { readParts, writeParts } from './multipart.ts'
import { voidedVerb } from './statement.ts'

const voiding = (id: string) => statement({ verb: { id: voidedVerb }, object: { objectType: 'StatementRef', id } })
const idsOf = (answer: { body: { statements: { id: string }[] } }) => answer.body.statements.map(({ id }) => id)

describe('the statements', () => {
  let world: World
  let store: Store
  let newer: Store
  before(async () => {
    world = await openWorld('2026-03-03')
    const { basic } = await openRecordClient(world, ['all'])
    store = storeOf(world, basic)
    newer = storeOf(world, basic, '2.0.0')
  })
  after(() => world.close())

  const post = async (body: unknown) => {
    const answer = await store({ method: 'POST', path: '/statements', body })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as string[]
  }
  const read = (statementId: string) => store({ path: '/statements', query: { statementId } })

  test('come back as they were sent, with what the store adds and the client as authority', async () => {
    const sent = statement({ authority: learner('somebody else'), result: { score: { raw: 12.125, scaled: 0.12123434 } } })
    await post(sent)
    const { status, body, headers } = await read(sent.id)
    assert.equal(status, 200)
    assert.deepEqual([body.actor, body.verb, body.object, body.result], [sent.actor, sent.verb, sent.object, sent.result])
    assert.equal(body.authority.name, '兄弟平台')
    assert.equal(body.timestamp, body.stored)
    assert.equal(body.version, '1.0.0')
    assert.equal(new Date(String(headers['last-modified'])).valueOf(), Math.floor(Date.parse(body.stored) / 1000) * 1000)
    assert.ok(Date.parse(String(headers['x-experience-api-consistent-through'])) >= Date.parse(body.stored))
  })

  test('are kept all or none, and never changed: the same twice is one, another under the same id a conflict', async () => {
    const [one, other] = [statement(), statement()]
    assert.equal((await store({ method: 'POST', path: '/statements', body: [one, { ...other, verb: { id: 'x' } }] })).status, 400)
    assert.equal((await read(one.id)).status, 404)
    await post(one)
    await post([one, other])
    for (const method of ['PUT', 'POST'] as const) {
      const changed = { ...one, result: { success: true } }
      const query = method === 'PUT' ? { statementId: one.id } : {}
      assert.equal((await store({ method, path: '/statements', query, body: changed })).status, 409)
    }
    const third = statement()
    assert.equal((await store({ method: 'POST', path: '/statements', body: [third, { ...one, actor: learner() }] })).status, 409)
    assert.equal((await read(third.id)).status, 404)
    assert.equal((await store({ method: 'POST', path: '/statements', body: [third, third] })).status, 400)
  })

  test('that come at once under one id are one or a conflict, never two', async () => {
    const id = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        store({
          method: 'PUT',
          path: '/statements',
          query: { statementId: id },
          body: statement({ id, result: { success: i % 2 === 0 } }),
        }),
      ),
    )
    // Each statement has an actor of its own, so that one alone can win.
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, ...Array(7).fill(409)])
  })

  test('cannot be changed, deleted or emptied by SQL either', async () => {
    await post(statement())
    for (const sql of [
      'update xapi_statement set version = null',
      'delete from xapi_statement',
      'truncate xapi_statement cascade',
      'delete from xapi_mention',
    ])
      await assert.rejects(world.sql.query(sql), /append-only/, sql)
  })

  test('that are voided are read by their own door alone, and what speaks of them is still found', async () => {
    const actor = learner()
    const told = statement({ actor })
    const echo = statement({ object: { objectType: 'StatementRef', id: told.id } })
    await post([told, echo])
    const [voider] = await post(voiding(told.id))
    assert.equal((await read(told.id)).status, 404)
    assert.equal((await store({ path: '/statements', query: { voidedStatementId: told.id } })).status, 200)
    assert.deepEqual(idsOf(await store({ path: '/statements', query: { agent: actor } })), [voider, echo.id])
    // A voiding statement is not voided.
    await post(voiding(voider ?? ''))
    assert.equal((await read(voider ?? '')).status, 200)
  })

  test('may be voided before they come', async () => {
    const told = statement()
    await post(voiding(told.id))
    await post(told)
    assert.equal((await read(told.id)).status, 404)
  })

  test('of others are not voided by a client that may not do everything', async () => {
    const told = statement()
    await post(told)
    const { basic } = await openRecordClient(world, ['statements/write', 'statements/read'])
    const modest = storeOf(world, basic)
    assert.equal((await modest({ method: 'POST', path: '/statements', body: voiding(told.id) })).status, 200)
    assert.equal((await read(told.id)).status, 200)
    const own = statement()
    await modest({ method: 'POST', path: '/statements', body: own })
    await modest({ method: 'POST', path: '/statements', body: voiding(own.id) })
    assert.equal((await read(own.id)).status, 404)
  })

  test('are found by whom and what they name, directly or at all', async () => {
    const [actor, teacher, member] = [learner(), learner(), learner()]
    const [course, programme] = [`https://learn.example/c/${randomUUID()}`, `https://learn.example/p/${randomUUID()}`]
    const registration = randomUUID()
    const [whole] = await post(
      statement({
        actor,
        object: { id: course },
        context: { registration, instructor: teacher, contextActivities: { parent: { id: programme } } },
      }),
    )
    const [group] = await post(statement({ actor: { objectType: 'Group', member: [member] } }))
    const find = async (query: Record<string, unknown>) => idsOf(await store({ path: '/statements', query }))
    for (const [query, found] of [
      [{ agent: actor }, [whole]],
      [{ agent: member }, [group]],
      [{ agent: teacher }, []],
      [{ agent: teacher, related_agents: true }, [whole]],
      [{ activity: course }, [whole]],
      [{ activity: programme }, []],
      [{ activity: programme, related_activities: true }, [whole]],
      [{ registration }, [whole]],
      [{ registration, verb: 'http://adlnet.gov/expapi/verbs/failed' }, []],
      [{ agent: actor, activity: course, verb: 'http://adlnet.gov/expapi/verbs/completed' }, [whole]],
      [{ agent: actor, activity: programme }, []],
    ] as const)
      assert.deepEqual(await find(query), found, JSON.stringify(query))
  })

  test('are found through a chain of references in whatever order it came, each once', async () => {
    const actor = learner()
    const told = statement({ actor })
    const middle = statement({ object: { objectType: 'StatementRef', id: told.id } })
    const end = statement({ object: { objectType: 'StatementRef', id: middle.id } })
    for (const one of [end, told, middle]) await post(one)
    assert.deepEqual(new Set(idsOf(await store({ path: '/statements', query: { agent: actor } }))), new Set([told.id, middle.id, end.id]))
    assert.deepEqual(idsOf(await store({ path: '/statements', query: { agent: actor, limit: '1' } })), [middle.id])
  })

  test('are followed through thirty-two references and no further', async () => {
    const chain = [statement()]
    for (let i = 1; i <= 40; i++) chain.push(statement({ object: { objectType: 'StatementRef', id: chain[i - 1]!.id } }))
    await post(chain)
    const { rows } = await world.sql.query('select count(*)::int n from xapi_target where statement_id = any($1) group by statement_id', [
      chain.map(({ id }) => id),
    ])
    assert.equal(Math.max(...rows.map(({ n }) => n)), 32)
  })

  test('come page by page by a link that neither skips nor repeats while others come in, and is nobody else’s', async () => {
    const actor = learner()
    const sent = Array.from({ length: 7 }, () => statement({ actor }))
    for (const one of sent) await post(one)
    const seen: string[] = []
    let page = await store({ path: '/statements', query: { agent: actor, limit: '3' } })
    const first = page.body.more
    for (;;) {
      seen.push(...idsOf(page))
      if (page.body.more === '') break
      await post(statement({ actor }))
      page = await store({ path: page.body.more })
      assert.equal(page.status, 200)
    }
    assert.deepEqual(seen, sent.map(({ id }) => id).toReversed())
    const { basic } = await openRecordClient(world, ['all'])
    assert.equal((await storeOf(world, basic)({ path: first })).status, 400)
    assert.equal((await store({ path: `${first}x` })).status, 400)
    assert.equal((await store({ path: first, query: { limit: '500' } })).status, 400)
  })

  test('are told in the order of storing, between since (not) and until (with)', async () => {
    const actor = learner()
    const all = [statement({ actor }), statement({ actor }), statement({ actor })]
    for (const one of all) await post(one)
    const stored = (await read(all[1]!.id)).body.stored
    const ids = all.map(({ id }) => id)
    const find = async (query: Record<string, unknown>) => idsOf(await store({ path: '/statements', query: { agent: actor, ...query } }))
    assert.deepEqual(await find({ ascending: true }), ids)
    assert.deepEqual(await find({ since: stored, ascending: true }), ids.slice(2))
    assert.deepEqual(await find({ until: stored }), ids.slice(0, 2).toReversed())
  })

  test('are told by ids alone, or as the store knows things in the language that the reader wants', async () => {
    const id = `https://learn.example/c/${randomUUID()}`
    const actor = { ...learner(), name: '某学员' }
    await post(statement({ object: { id, definition: { name: { 'zh-CN': '旧名' }, type: 'https://learn.example/type' } } }))
    const [told] = await post(statement({ actor, object: { id, definition: { name: { 'en-US': 'Name' } } } }))
    const by = async (format: string, language = '') =>
      (await store({ path: '/statements', query: { statementId: told, format }, headers: { 'accept-language': language } })).body
    const ids = await by('ids')
    assert.deepEqual([ids.actor.name, ids.verb, ids.object], [undefined, { id: 'http://adlnet.gov/expapi/verbs/completed' }, { id }])
    const canonical = await by('canonical', 'en;q=0.5, zh-CN')
    assert.deepEqual(canonical.object.definition, { name: { 'zh-CN': '旧名' }, type: 'https://learn.example/type' })
    assert.deepEqual(canonical.verb.display, { 'zh-CN': '完成' })
    assert.deepEqual((await by('exact')).object.definition, { name: { 'en-US': 'Name' } })
    assert.deepEqual((await store({ path: '/activities', query: { activityId: id } })).body.definition.name, {
      'zh-CN': '旧名',
      'en-US': 'Name',
    })
  })

  for (const [query, why] of [
    [{ statementId: 'x' }, 'an id that is none'],
    [{ StatementId: randomUUID() }, 'a parameter in other letters'],
    [{ statementId: randomUUID(), voidedStatementId: randomUUID() }, 'both ids'],
    [{ statementId: randomUUID(), limit: '1' }, 'an id and a limit'],
    [{ limit: '-1' }, 'a negative limit'],
    [{ agent: { name: '某人' } }, 'an agent without a name by which it is known'],
    [{ agent: '{' }, 'an agent that is no JSON'],
    [{ verb: 'completed' }, 'a verb without scheme'],
    [{ since: 'yesterday' }, 'a day that is none'],
    [{ ascending: 'yes' }, 'a flag that is none'],
    [{ format: 'short' }, 'a format that is none'],
  ] as const)
    test(`are not asked for by ${why}`, async () => {
      const answer = await store({ path: '/statements', query })
      assert.equal(answer.status, 400)
      assert.ok(answer.body.sentence)
      assert.ok(answer.headers['x-experience-api-consistent-through'])
    })

  test('bring attachments, whose bytes are what their hash says, and give them back when asked', async () => {
    const content = Buffer.from('听课笔记\r\n--not a boundary\r\n')
    const sha2 = createHash('sha256').update(content).digest('hex')
    const told = statement({
      attachments: [
        { usageType: 'https://learn.example/note', display: { 'zh-CN': '笔记' }, contentType: 'text/plain', length: content.length, sha2 },
      ],
    })
    const send = (parts: Parameters<typeof writeParts>[0], body = told) => {
      const made = writeParts([{ contentType: 'application/json', content: Buffer.from(JSON.stringify(body)) }, ...parts])
      return store({ method: 'POST', path: '/statements', body: made.body, headers: { 'content-type': made.contentType } })
    }
    assert.equal((await store({ method: 'POST', path: '/statements', body: told })).status, 400)
    assert.equal((await send([{ contentType: 'text/plain', hash: sha2, content: Buffer.from('other') }])).status, 400)
    assert.equal((await send([{ contentType: 'text/plain', hash: sha2, content }], statement())).status, 400)
    assert.equal((await send([{ contentType: 'text/plain', content }])).status, 400)
    assert.equal((await send([{ contentType: 'text/plain', hash: sha2, content }])).status, 200)
    const given = await store({ path: '/statements', query: { statementId: told.id, attachments: true } })
    const [first, second] = readParts(given.raw, String(given.headers['content-type']))
    assert.equal(JSON.parse(String(first?.content)).id, told.id)
    assert.deepEqual([second?.content, second?.headers['x-experience-api-hash']], [content, sha2])
    assert.match(String((await read(told.id)).headers['content-type']), /^application\/json/)
  })

  test('that are signed are verified: by an algorithm that proves something, over what was sent', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const told = statement()
    const send = (head: object, payload: object, contentType = 'application/octet-stream') => {
      const text = [head, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
      const content = Buffer.from(`${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`)
      const sha2 = createHash('sha256').update(content).digest('hex')
      const attachment = {
        usageType: 'http://adlnet.gov/expapi/attachments/signature',
        display: { en: 'Signature' },
        contentType,
        length: content.length,
        sha2,
      }
      const made = writeParts([
        { contentType: 'application/json', content: Buffer.from(JSON.stringify({ ...told, attachments: [attachment] })) },
        { contentType, hash: sha2, content },
      ])
      return store({ method: 'POST', path: '/statements', body: made.body, headers: { 'content-type': made.contentType } })
    }
    assert.equal((await send({ alg: 'none' }, told)).status, 400)
    assert.equal((await send({ alg: 'HS256' }, told)).status, 400)
    assert.equal((await send({ alg: 'RS256' }, { ...told, result: { success: true } })).status, 400)
    assert.equal((await send({ alg: 'RS256', x5c: ['AAAA'] }, told)).status, 400)
    assert.equal((await send({ alg: 'RS256' }, told, 'text/plain')).status, 400)
    assert.equal((await send({ alg: 'RS256' }, told)).status, 200)
  })

  test('of 2.0 are read where 1.0.3 is spoken and the other way, each in its own version', async () => {
    const told = statement({ context: { contextAgents: [{ objectType: 'contextAgent', agent: learner('an observer') }] } })
    assert.equal((await store({ method: 'POST', path: '/statements', body: told })).status, 400)
    assert.equal((await newer({ method: 'POST', path: '/statements', body: told })).status, 200)
    assert.equal((await read(told.id)).body.version, '2.0.0')
    assert.deepEqual(idsOf(await newer({ path: '/statements', query: { agent: learner('an observer'), related_agents: true } })), [told.id])
    const form = {
      method: 'POST',
      path: '/statements?method=GET',
      body: 'limit=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    } as const
    assert.equal((await store(form)).body.statements.length, 1)
    assert.equal((await newer(form)).status, 400)
    assert.equal((await store({ path: '/statements', headers: { 'x-experience-api-version': '2.0.0' } })).status, 400)
    assert.equal((await newer({ path: '/statements', headers: { 'x-experience-api-version': '1.0.3' } })).status, 400)
  })

  test('of one request are one entry of the ledger, with one hash over them all', async () => {
    const [one, other] = [statement(), statement()]
    await post([one, other])
    const { rows } = await world.sql.query("select * from ledger_entry where object = 'xapi_statement' order by id desc limit 1")
    assert.deepEqual([rows[0].actor, rows[0].detail, rows[0].object_id], ['兄弟平台', { statements: 2 }, [one.id, other.id].toSorted()[0]])
    assert.equal(rows[0].after_hash.length, 32)
  })
})
