import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

// A border that nobody has seen hold is no border: a small house with one trespass of each kind, read by the real configuration.

const root = join(import.meta.dirname, '..')
const house = mkdtempSync(join(tmpdir(), 'minzhi-rooms-'))
after(() => rmSync(house, { recursive: true }))

function cruise(files: Record<string, string>): { read: number; violations: string[] } {
  rmSync(house, { recursive: true })
  for (const [path, text] of Object.entries({ ...packages, ...files })) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  for (const name of ['package.json', '.dependency-cruiser.cjs']) cpSync(join(root, name), join(house, name))
  const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))]
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  let report: string
  try {
    report = execFileSync(process.execPath, args, { cwd: house, encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    report = (error as { stdout: string }).stdout // it ends with the number of violations, and reports all the same
  }
  const { summary } = JSON.parse(report)
  return {
    read: summary.totalCruised,
    violations: summary.violations.map((one: { rule: { name: string }; from: string }) => `${one.rule.name}: ${one.from}`).sort(),
  }
}

const pack = (name: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'module.exports = {}',
})
const packages = { ...pack('zod'), ...pack('pg'), ...pack('fast-check'), ...pack('kysely') }

const lawful = {
  'contract/cases.ts': "import { z } from 'zod'\nexport const a = z",
  'contract/common.ts': "import { a } from './cases.ts'\nexport const b = a",
  'server/main.ts': "import '#kernel/http'\nimport '#cases'\nimport '#orgs'\nimport './embedded/index.ts'\nimport 'pg'",
  'server/embedded/index.ts': "import 'pg'",
  'server/kernel/db/index.ts': "import './pool.ts'",
  'server/kernel/db/pool.ts': "import 'pg'",
  'server/kernel/http/index.ts': "import '#kernel/db'\nimport '#contract/common'\nimport 'pg'",
  'server/cases/index.ts': "import '#kernel/http'\nimport '#contract/cases'\nimport './rules.ts'",
  'server/cases/rules.ts': 'export const limit = 1',
  'server/cases/rules.test.ts': "import './rules.ts'\nimport '#test/world'\nimport 'fast-check'",
  'server/orgs/index.ts': "import '#kernel/db'",
  'server/people/index.ts': "import '#orgs'",
  // A new room stands in no list.
  'server/leave/index.ts': "import '#kernel/http'\nimport '#contract/common'\nimport './leave.process.ts'",
  'server/leave/leave.process.ts': 'export const leave = 1',
  'web/main.ts': "import '#contract/cases'",
  'test/world.ts': "import 'pg'\nimport '#orgs'",
}

test('a house without a trespass is read whole, and found in order', () => {
  const { read, violations } = cruise(lawful)
  assert.deepEqual(violations, [])
  assert.ok(read > Object.keys(lawful).length)
})

const trespasses: [path: string, text: string, rules: string[]][] = [
  ['contract/wide.ts', "import 'kysely'", ['contract-imports-zod-only']],
  ['server/kernel/db/room.ts', "import '#orgs'", ['kernel-imports-no-room']],
  ['server/cases/edge.ts', "import '#orgs'", ['room-cases-edges']],
  ['server/library/index.ts', "import '#orgs'", ['rooms-stand-apart']],
  ['server/orgs/cellar.ts', "import '../embedded/index.ts'", ['rooms-stand-apart']],
  ['server/embedded/curious.ts', "import '#kernel/db'", ['embedded-stands-alone']],
  ['test/window.ts', "import '../server/cases/rules.ts'", ['enter-a-room-by-its-door']],
  ['server/kernel/http/window.ts', "import '../db/index.ts'", ['doors-are-named-not-walked-to']],
  ['tools/window.ts', "import '../server/kernel/db/pool.ts'", ['enter-the-kernel-by-its-doors']],
  ['server/cases/walk.ts', "import '../../contract/cases.ts'", ['doors-are-named-not-walked-to']],
  ['server/cases/upwards.ts', "import '../main.ts'", ['doors-are-named-not-walked-to', 'nothing-imports-composition']],
  ['web/backdoor.ts', "import '#orgs'", ['web-imports-contract-and-web']],
  ['web/disk.ts', "import 'node:fs'", ['web-runs-in-a-browser']],
  ['server/cases/pool.ts', "import 'pg'", ['only-the-edge-holds-the-pool']],
  ['server/cases/shortcut.ts', "import '#test/world'", ['product-imports-no-test']],
  ['server/cases/toy.ts', "import 'fast-check'", ['product-imports-no-development-package']],
  ['server/cases/round.ts', "import './about.ts'", []], // a circle is reported once
  ['server/cases/about.ts', "import './round.ts'", ['no-circle']],
  ['server/cases/lost.ts', "import './nowhere.ts'", ['resolvable']],
]

test('every trespass is found, and by its own rule only', () => {
  const { violations } = cruise({ ...lawful, ...Object.fromEntries(trespasses.map(([path, text]) => [path, text])) })
  const expected = trespasses.flatMap(([path, , rules]) => rules.map((rule) => `${rule}: ${path}`))
  assert.deepEqual(violations, expected.sort())
})
