import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/common'
import { hoursApi } from '#contract/hours-people'
import { lecturesApi } from '#contract/lectures'
import { asRuntime } from '#test/administrators'
import { openWorld, type PersonKey, type World } from '#test/world'
import { postCredit } from './index.ts'
import { creditLecture } from './lecture.service.ts'
import { postRestored } from './restore.service.ts'

describe('hours of a lecture that were reversed by mistake', () => {
  let world: World
  let lectureId = ''
  before(async () => {
    world = await openWorld('2026-03-10')
    const lectures = world.as('trainer', lecturesApi)
    const seriesId = (await lectures.series({})).find(({ name }) => name === '知创大讲堂')?.id ?? ''
    const draft = { seriesId, title: '商标行政保护实务', plannedOn: '2026-03-10', startsAt: '09:00', minutes: 90 }
    const { id, version } = await lectures.create({
      body: { ...draft, insideSpeakers: [], outsideSpeakers: [{ name: '外请专家', unit: '某大学' }] },
    })
    lectureId = id
    await lectures.attend({ params: { lectureId }, body: { people: [person('officer')], mode: 'onsite' } })
    await lectures.hold({ params: { lectureId }, version, body: { heldOn: '2026-03-10', minutes: 90 } })
    await world.inService((ctx) => creditLecture(ctx, lectureId))
  })
  after(() => world.close())
  const person = (who: PersonKey) => world.people[who].id as PersonId
  const api = (who: PersonKey) => world.as(who, hoursApi)
  const sheet = () => api('trainer').person({ params: { personId: person('officer') }, query: {} })
  const entryOf = async (title: string) =>
    (await sheet()).entries.find(({ source, reverses }) => reverses === null && source.title.includes(title))
  const restore = async (who: PersonKey, id: string) => api(who).restore({ params: { entryId: id }, body: { reason: '冲错了人' } })

  test('are credited again by the training officer, once, with entry and reversal still there', async () => {
    const id = (await entryOf('商标行政保护实务'))?.id ?? ''
    await assert.rejects(restore('trainer', id), { code: 'closed' }, 'it stands')
    await api('trainer').reverse({ params: { entryId: id }, body: { reason: '没有到场' } })
    await world.inService((ctx) => creditLecture(ctx, lectureId))
    assert.equal((await sheet()).years.length === 0 || (await sheet()).years[0]?.hours === 0, true, 'the list alone brings nothing back')
    for (const [who, code] of [
      ['officer', 'notAllowed'],
      ['unitHead', 'notAllowed'],
      ['trainerElsewhere', 'notFound'],
    ] as const)
      await assert.rejects(restore(who, id), { code }, who)
    // A job that nobody decided finds nothing.
    await world.inService((ctx) => postRestored(ctx, { entryId: id }))
    assert.equal((await sheet()).entries.length, 2)
    const restored = (await restore('trainer', id)).entries.find((one) => one.id === id)
    assert.deepEqual([restored?.restored?.reason, restored?.mayRestore], ['冲错了人', false])
    await assert.rejects(restore('trainer', id), { code: 'closed' }, 'once')
    for (const _ of [1, 2]) await world.inService((ctx) => postRestored(ctx, { entryId: id }))
    const { entries, years } = await sheet()
    assert.deepEqual([entries.length, years], [3, [{ year: 2026, hours: 2, days: 0 }]])
    assert.deepEqual(
      entries.map(({ mayReverse, mayRestore }) => [mayReverse, mayRestore]).toSorted(),
      [
        [false, false],
        [false, false],
        [true, false],
      ],
      'the new one can be reversed again',
    )
  })

  test('of another room come back by their own record alone', async () => {
    await world.inService((ctx) =>
      postCredit(ctx, {
        personId: person('officer'),
        form: 'class',
        subject: null,
        theme: null,
        hours: 8,
        days: 0,
        fromDay: '2026-03-10',
        earnedOn: '2026-03-10',
        source: { room: 'training', id: 'one', title: '某班' },
        hostOrgId: null,
        qualifies: true,
      }),
    )
    const twice = await entryOf('某班')
    assert.deepEqual(twice?.mayBeTwice, ['知创大讲堂：商标行政保护实务'], 'a class and a lecture of the same day')
    await api('trainer').reverse({ params: { entryId: twice?.id ?? '' }, body: { reason: '重复' } })
    assert.deepEqual((await entryOf('某班'))?.mayBeTwice, [], 'a reversed one is no double')
    await assert.rejects(restore('trainer', twice?.id ?? ''), { code: 'closed' })
  })

  test('are not brought back by SQL of a person, not his own nor anybody’s without a list', async () => {
    const { rows } = await world.sql.query("select id from hours_entry where source_room = 'training' and reverses is null")
    const write = (id: string) =>
      `insert into hours_restoration (entry_id, person_id, reason, by_person_id, by_name) values ('${id}', '${person('officer')}', '恢复', '${person('trainer')}', 'x')`
    for (const who of ['officer', 'trainer', 'trainerElsewhere'] as const)
      await asRuntime(world, world.people[who].token, async (run) => {
        await assert.rejects(run(write(rows[0].id)), /nothing backs|row-level security/, who)
        await assert.rejects(run('update hours_restoration set reason = reason'), /append-only|permission/, who)
      })
  })
})
