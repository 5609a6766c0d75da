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
