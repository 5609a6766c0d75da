import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { type ClausesWorld, openClauses } from '#test/clauses-world'
import type { PersonKey } from '#test/world'

describe('the clauses of the province', () => {
  let walk: ClausesWorld
  before(async () => {
    walk = await openClauses()
  })
  after(() => walk.world.close())

  test('stay as they are for straight SQL of the runtime role, in the session of anybody but their office', async () => {
    const { id, documentId } = await walk.found('office', '依法组织查处')
    const attacker = new pg.Client({ connectionString: walk.world.clone.databases.app })
    await attacker.connect()
    const tried = async (who: PersonKey, text: string): Promise<number | string> => {
      await attacker.query('begin')
      try {
        await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-10T10:00:00+08:00')", [walk.world.people[who].token])
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

  test('are exported of units within reach alone', async () => {
    const exported = (who: PersonKey, unit: string) => walk.as(who).export({ body: { orgId: walk.org(unit) } })
    for (const [who, unit] of [
      ['principalHead', 'cityA'],
      ['principalHead', 'neighbour'],
      ['cityCoordinator', 'cityB'],
      ['cityCoordinator', 'province'],
      ['protectionHead', 'county'],
    ] as const)
      await assert.rejects(exported(who, unit), { code: 'notFound' }, `${who} ${unit}`)
    const { rows } = await walk.world.sql.query("select count(*)::int n from task where kind = 'clauses.export'")
    assert.deepEqual(rows, [{ n: 0 }], 'nothing was begun')
    assert.ok((await exported('cityCoordinator', 'county')).taskId)
    assert.ok((await exported('protectionHead', 'province')).taskId, 'a department that answers is told of the whole area')
  })
})
