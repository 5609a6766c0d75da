import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { roles } from '#contract/authority'
import { limitById } from '#kernel/calendar'
import { type By, openSteps, type Process, placesOf } from '#kernel/process'
import { trackRooms } from './index.ts'

/** Every role of the platform and the clock's own; a table below names those that may do something, all others may do nothing. */
const everyone: readonly By['role'][] = [...(Object.keys(roles) as By['role'][]), 'service'] // the keys of a const object

type Table = Record<string, Partial<Record<By['role'], readonly string[]>>>

const heldTable = (held: Table['held'], end: Table): Table => ({
  proposed: { officer: ['takeAtOnce'], deputyHead: ['approve', 'refuse'], principalHead: ['approve', 'refuse'] },
  approved: { officer: ['take'] },
  held,
  ...end,
})

const decides = { deputyHead: ['confirm', 'disapprove'], principalHead: ['confirm', 'disapprove'] }
const coercionHeads = ['extend', 'disposeEarly', 'release']
const collecting = ['pay', 'settle']
const criminalHeads = ['askReconsideration', 'suggestSupervision', 'acceptDecline']
const ledHearing = ['schedule', 'suspend', 'end']

const tables: Record<string, Table> = {
  preservation: heldTable(
    { officer: ['dispose'], deputyHead: ['release'], principalHead: ['release'], service: ['lapse'] },
    { heldUnapproved: { ...decides, service: ['lapse'] }, lapsed: { officer: ['giveBack'] } },
  ),
  coercion: heldTable(
    { officer: ['commission', 'dispose'], deputyHead: coercionHeads, principalHead: coercionHeads, service: ['expire'] },
    { heldUnapproved: { ...decides, service: ['expire'] }, expired: { deputyHead: ['release'], principalHead: ['release'] } },
  ),
  appraisal: { commissioned: { officer: ['tellPeriod', 'receiveResult', 'withdraw'] }, concluded: { officer: ['tellResult'] } },
  assistance: {
    drafted: { officer: ['send', 'withdraw'] },
    asked: { officer: ['receive', 'withdraw'], unitHead: ['receive'] },
    working: { officer: ['tellDelay', 'answer', 'withdraw'], unitHead: ['tellDelay', 'answer'] },
    answered: { officer: ['accept'] },
  },
  jurisdiction: {
    consulting: { deputyHead: ['agree', 'report', 'withdraw'], principalHead: ['agree', 'report', 'withdraw'] },
    reported: { officer: ['receiveReport'], deputyHead: ['receiveReport', 'withdraw'], principalHead: ['receiveReport', 'withdraw'] },
    received: { deputyHead: ['designate'], principalHead: ['designate'] },
  },
  hearing: {
    requested: { presider: ['end'], deputyHead: ['appointPresider', 'end'], principalHead: ['appointPresider', 'end'] },
    presided: { officer: ['handOver'], presider: ['end'], deputyHead: ['end'], principalHead: ['end'] },
    handedOver: { presider: ledHearing, deputyHead: ['end'], principalHead: ['end'] },
    scheduled: {
      presider: ['schedule', 'notifyParty', 'notifyOfficers', 'announceHearing', 'suspend', 'end'],
      deputyHead: ['end'],
      principalHead: ['end'],
    },
    noticed: {
      presider: ['schedule', 'notifyOfficers', 'announceHearing', 'suspend', 'hold', 'end'],
      deputyHead: ['end'],
      principalHead: ['end'],
    },
    suspended: { presider: ['resume', 'end'], deputyHead: ['end'], principalHead: ['end'] },
    held: { presider: ['report'] },
  },
  service: {
    preparing: {
      officer: [
        'recordAttempt',
        'serveDirect',
        'serveLeaving',
        'serveElectronic',
        'servePost',
        'serveEntrusted',
        'serveForwarded',
        'announce',
        'withdraw',
      ],
    },
    announced: { officer: ['pickUp', 'deemServed', 'withdraw'], service: ['deemServed'] },
  },
  publicity: {
    toPublish: { officer: ['publish', 'push', 'learnChange'] },
    pushed: { officer: ['publish', 'recordReceipt', 'learnChange'] },
    published: { officer: ['applyEarlyNormal', 'applyEarlyKey', 'learnChange'], service: ['stopLow', 'stopNormal', 'stopKey'] },
    applied: { officer: ['acceptEarly', 'returnEarly', 'learnChange'], service: ['stopLow', 'stopNormal', 'stopKey'] },
    accepted: {
      officer: ['learnChange'],
      deputyHead: ['extendEarly', 'grantEarly', 'refuseEarly'],
      principalHead: ['extendEarly', 'grantEarly', 'refuseEarly'],
      service: ['stopLow', 'stopNormal', 'stopKey'],
    },
    stopping: { officer: ['stopEarly', 'learnChange'] },
    changed: { officer: ['withdraw'] },
  },
  collection: {
    due: {
      officer: ['pay', 'startRemedy', 'endRemedy', 'lapseRemedies', 'demand', 'settle'],
      deputyHead: ['defer', 'stop'],
      principalHead: ['defer', 'stop'],
      service: ['lapseRemedies'],
    },
    demanded: {
      officer: ['pay', 'startRemedy', 'endRemedy', 'lapseRemedies', 'settle'],
      deputyHead: ['defer', 'applyCourt', 'stop'],
      principalHead: ['defer', 'applyCourt', 'stop'],
      service: ['lapseRemedies'],
    },
    applied: { officer: ['pay', 'courtAccept', 'courtDecline', 'settle'], deputyHead: ['stop'], principalHead: ['stop'] },
    accepted: { officer: ['pay', 'courtGrant', 'courtRefuse', 'settle'] },
    declined: { officer: collecting, deputyHead: ['askCourtAgain', 'stop'], principalHead: ['askCourtAgain', 'stop'] },
    enforced: { officer: ['pay', 'settle', 'endExecution'] },
  },
  criminalTransfer: {
    reported: { principalHead: ['approve', 'refuse'] },
    approved: { officer: ['send'] },
    sent: { officer: ['receipt'] },
    received: { officer: ['policeFile', 'policeDecline'] },
    notFiled: { deputyHead: criminalHeads, principalHead: criminalHeads },
    reconsidering: { officer: ['reconsiderFile', 'reconsiderDecline'] },
    upheld: {
      deputyHead: ['suggestAfterReconsideration', 'acceptDecline'],
      principalHead: ['suggestAfterReconsideration', 'acceptDecline'],
    },
    supervised: { officer: ['supervisedFile', 'superviseEnd'] },
    filed: { officer: ['handGoods'] },
  },
}

/** Of unfair competition no deputy head says yes; what comes after the measure is the same. */
const byPrincipalOnly = (table: Table): Table => ({
  ...table,
  proposed: { ...table.proposed, deputyHead: [] },
  heldUnapproved: { ...table.heldUnapproved, deputyHead: [] },
})
tables.coercionByCity = byPrincipalOnly(tables.coercion ?? {})
tables.coercionFromAbove = byPrincipalOnly(tables.coercion ?? {})

const processes: readonly Process<never>[] = trackRooms.map((room) => room.process as unknown as Process<never>) // facts are not asked here

for (const process of processes) {
  describe(`the process of ${process.title}`, () => {
    const table = tables[process.name] ?? {}
    test('lets each role take in each state just the steps of the table', () => {
      const states = Object.keys(process.states)
      assert.deepEqual(
        Object.keys(table).filter((state) => !states.includes(state)),
        [],
      )
      for (const state of states)
        for (const role of everyone)
          assert.deepEqual(openSteps(process, state, [role]).toSorted(), [...(table[state]?.[role] ?? [])].toSorted(), `${state}, ${role}`)
    })

    test('leads from its start to every state, and out of every state to an end', () => {
      const moves = Object.values(process.steps).flatMap((rule) => (rule.to ? rule.from.map((from) => [from, rule.to ?? ''] as const) : []))
      const reach = (from: ReadonlySet<string>, pairs: readonly (readonly [string, string])[]): Set<string> => {
        const more = new Set([...from, ...pairs.filter(([a]) => from.has(a)).map(([, b]) => b)])
        return more.size === from.size ? more : reach(more, pairs)
      }
      const all = Object.keys(process.states).toSorted()
      const ends = new Set(all.filter((state) => process.states[state]?.end))
      assert.deepEqual([...reach(new Set([process.start]), moves)].toSorted(), all)
      assert.deepEqual(
        [
          ...reach(
            ends,
            moves.map(([a, b]) => [b, a] as const),
          ),
        ].toSorted(),
        all,
      )
      assert.deepEqual(
        moves.filter(([from]) => ends.has(from)),
        [],
        'an end is an end',
      )
    })

    test('gives every step its article, but those that only take back what was asked', () => {
      const bare = Object.entries(process.steps).filter(([, rule]) => !rule.basis)
      assert.deepEqual(
        bare.filter(([name]) => name !== 'withdraw' && name !== 'stop'),
        [],
      )
    })

    test('names steps and clocks that are there, and states that a clock can leave', () => {
      for (const rule of Object.values(process.clocks)) {
        if (typeof rule.limit === 'string') limitById(rule.limit)
        for (const step of [rule.from.step].flat()) assert.ok(step === 'open' || process.steps[step], String(step))
        assert.ok(rule.until.length > 0)
      }
      for (const rule of Object.values(process.steps)) assert.ok(placesOf(rule).length > 0)
    })
  })
}
