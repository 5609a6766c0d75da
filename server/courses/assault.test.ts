import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { coursesApi } from '#contract/courses'
import { learningApi } from '#contract/courses-learning'
import { uploadsApi } from '#contract/uploads'
import { filmOf, keepingIn, manifest12, packages, zipOf } from '#test/courses'
import { openWorld, type World } from '#test/world'
import { joined } from './package/manifest.ts'

test('what stands behind a path comes after it in order, and its fragment last', () => {
  assert.equal(joined('a=1#page2', '?b=2', '&c=3#x'), 'a=1&b=2&c=3#page2')
  assert.equal(joined('#page2', ''), '#page2')
  assert.equal(joined('', ''), '')
})

describe('an assault on the courses', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
  })
  after(() => world.close())

  const offerPackage = async (content: Buffer) => {
    const brought = await keeping.bring('trainer', 'coursePackage', '课件.zip', content)
    assert.equal(brought.state, 'done', brought.said)
    return keeping.offer('trainer', { kind: 'scorm12', uploadId: brought.uploadId })
  }
  const begin = async (courseId: never) => world.as('officer', coursesApi).begin({ params: { courseId } })

  test('two windows that open content at the same moment both get an answer, and one launch stays open', async () => {
    const { courseId, unitId } = await offerPackage(await packages.scorm12())
    await begin(courseId as never)
    const opened = await Promise.allSettled(
      [1, 2, 3, 4].map(() => world.as('officer', learningApi).launch({ params: { unitId }, body: {} })),
    )
    assert.deepEqual(
      opened.map((one) => (one.status === 'rejected' ? one.reason.message : 'open')),
      ['open', 'open', 'open', 'open'],
    )
    const { rows } = await world.sql.query('select count(*)::int n from content_launch where person_id = $1 and ended_at is null', [
      world.people.officer.id,
    ])
    assert.equal(rows[0].n, 1)
  })

  test('what comes every few seconds leaves no key behind, and counts once however often it comes', async () => {
    const film = await keeping.bring('trainer', 'courseVideo', '讲座.mp4', filmOf(60))
    const { courseId, unitId } = await keeping.offer('trainer', { kind: 'video', uploadId: film.uploadId })
    await begin(courseId as never)
    const { launchId } = await world.as('officer', learningApi).launch({ params: { unitId }, body: {} })
    const keys = async () => (await world.sql.query('select count(*)::int n from request_key')).rows[0].n
    const before = await keys()
    const say = (serial: number, position: number) =>
      world.as('officer', learningApi).beat({ params: { launchId }, body: { serial, position, playing: true, rate: 1 } })
    await say(1, 0)
    await world.sql.query(
      "update content_launch set heard_at = heard_at - interval '10 seconds', opened_at = opened_at - interval '10 seconds'",
    )
    const answers = await Promise.all([say(2, 10), say(2, 10), say(2, 10)])
    assert.ok(answers.every(({ watched }) => watched.length === 1 && watched[0]![1] <= 10.5))
    assert.equal(await keys(), before)
  })

  test('the protocol of pieces begins, takes away and reads nothing by another verb in a header', async () => {
    const { uploadId, address } = await world.as('trainer', uploadsApi).begin({
      body: { purpose: 'courseVideo', name: 'a.mp4', bytes: 10 },
    })
    for (const verb of ['POST', 'DELETE', 'GET']) {
      const { status, headers } = await keeping.patch('trainer', address, 0, Buffer.alloc(0), {
        'x-http-method-override': verb,
        'upload-length': '999999999',
      })
      assert.deepEqual([verb, status < 300, headers.get('location')], [verb, false, null])
    }
    assert.equal((await world.as('trainer', uploadsApi).read({ params: { uploadId } })).received, 0)
  })

  test('a part that has no interface is done when it was opened, and holds nobody back', async () => {
    const items =
      '<item identifier="a" identifierref="r1"><title>第一部分</title></item><item identifier="b" identifierref="r2"><title>阅读材料</title></item>'
    const manifest = manifest12('', items).replace(
      '</resources>',
      '<resource identifier="r2" type="webcontent" adlcp:scormtype="asset" href="notes.html"/></resources>',
    )
    const { courseId, unitId } = await offerPackage(await zipOf({ 'imsmanifest.xml': manifest, 'sco/index.html': 'x', 'notes.html': 'x' }))
    await begin(courseId as never)
    const { standing } = await world.as('officer', learningApi).launch({ params: { unitId }, body: { item: 'b' } })
    assert.equal(standing.progress, 0.5)
    const { launchId } = await world.as('officer', learningApi).launch({ params: { unitId }, body: { item: 'a' } })
    const last = await world
      .as('officer', learningApi)
      .keep({ params: { launchId }, body: { serial: 1, cmi: { 'cmi.core.lesson_status': 'completed' } } })
    assert.equal(last.courseCompleted, true)
  })
})
