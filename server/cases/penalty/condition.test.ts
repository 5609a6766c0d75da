import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PenaltyFacts } from '#contract/penalty'
import { holds } from './condition.ts'
import { facts } from './example.ts'
import type { Condition } from './violation.ts'

const rows: [Condition, meets: Partial<PenaltyFacts>[], fails: Partial<PenaltyFacts>[]][] = [
  [{ kind: 'always' }, [{}], []],
  [{ kind: 'turnoverAtLeast', yuan: 50_000 }, [{ turnover: 50_000 }, { turnover: 50_000.01 }], [{ turnover: 49_999.99 }, {}]],
  [{ kind: 'turnoverBelowOrNone', yuan: 50_000 }, [{ turnover: 49_999.99 }, { turnover: 0 }, {}], [{ turnover: 50_000 }]],
  [{ kind: 'gainsAbove', yuan: 50_000 }, [{ illegalGains: 50_000.01 }], [{ illegalGains: 50_000 }, {}]],
  [{ kind: 'gainsAtMostOrNone', yuan: 50_000 }, [{ illegalGains: 50_000 }, {}], [{ illegalGains: 50_000.01 }]],
  [{ kind: 'hasGains' }, [{ illegalGains: 0.01 }], [{ illegalGains: 0 }, {}]],
  [{ kind: 'noGains' }, [{ illegalGains: 0 }, {}], [{ illegalGains: 0.01 }]],
  [{ kind: 'flag', flag: 'serious' }, [{ flags: ['serious', 'overdueCorrection'] }], [{ flags: ['overdueCorrection'] }, {}]],
  [{ kind: 'without', flag: 'serious' }, [{}, { flags: ['overdueCorrection'] }], [{ flags: ['serious'] }]],
  [
    {
      kind: 'all',
      of: [
        { kind: 'flag', flag: 'overdueCorrection' },
        { kind: 'without', flag: 'serious' },
      ],
    },
    [{ flags: ['overdueCorrection'] }],
    [{ flags: ['overdueCorrection', 'serious'] }, {}],
  ],
]

for (const [condition, meets, fails] of rows)
  test(`${JSON.stringify(condition)} holds on its side of the boundary and not on the other`, () => {
    for (const of of meets) assert.equal(holds(condition, facts(of)), true, JSON.stringify(of))
    for (const of of fails) assert.equal(holds(condition, facts(of)), false, JSON.stringify(of))
  })
