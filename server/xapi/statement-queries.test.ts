import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openWorld, type World } from '#test/world'
import { learner, openRecordClient, type Store, statement, storeOf } from '#test/xapi'

const idsOf = (answer: { body: { statements: { id: string }[] } }) => answer.body.statements.map(({ id }) => id)

describe('the statements that somebody looks for', () => {
  let world: World
  let store: Store
  before(async () => {
    world = await openWorld('2026-03-03')
    const { basic } = await openRecordClient(world, ['all'])
    store = storeOf(world, basic)
  })
  after(() => world.close())

  const post = async (body: unknown) => {
    const answer = await store({ method: 'POST', path: '/statements', body })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as string[]
  }
  const read = (statementId: string) => store({ path: '/statements', query: { statementId } })

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
})
