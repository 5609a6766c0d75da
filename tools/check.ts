import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

// npm run check: format and lint, types of server and page, who may import whom, what nobody uses. Two at a time.

const root = join(import.meta.dirname, '..')

type Check = { name: string; command: readonly string[]; judge?: (output: string) => Verdict }
type Verdict = { isGood: boolean; says: string }

const checks: Check[] = [
  { name: 'format, lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types: server', command: ['tsc', '-p', '.'] },
  ...(globSync('web/**/*.{ts,tsx}', { cwd: root, exclude: ['web/dist'] }).length > 0
    ? [{ name: 'types: page', command: ['tsc', '-p', 'web'] }]
    : []),
  { name: 'rooms', command: ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots()], judge: judgeRooms },
  { name: 'unused', command: ['knip', '--no-progress'] },
]

function roots(): string[] {
  return ['contract', 'server', 'web', 'test', 'bench', 'tools', 'db'].filter((folder) => existsSync(join(root, folder)))
}

type Cruise = { summary: { totalCruised: number; violations: { rule: { name: string; severity: string }; from: string; to: string }[] } }

/** Without a parser for TypeScript it reads nothing and finds nothing wrong: nothing read is a failure. */
function judgeRooms(output: string): Verdict {
  const { summary } = JSON.parse(output) as Cruise // the tool's own documented report
  const wrong = summary.violations.filter(({ rule }) => rule.severity === 'error')
  const lines = wrong.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
  const isBlind = summary.totalCruised === 0
  return { isGood: lines.length === 0 && !isBlind, says: isBlind ? 'no module was read: is @swc/core installed?' : lines.join('\n') }
}

async function perform({ name, command, judge }: Check): Promise<boolean> {
  const began = performance.now()
  const { code, output, complaint } = await execute(command)
  const verdict = judge ? judgeOrComplain(judge, output, complaint) : { isGood: code === 0, says: output + complaint }
  console.log(`${verdict.isGood ? '✔' : '✘'} ${name.padEnd(14)} ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (!verdict.isGood) console.log(verdict.says.trimEnd())
  return verdict.isGood
}

function judgeOrComplain(judge: (output: string) => Verdict, output: string, complaint: string): Verdict {
  try {
    return judge(output)
  } catch {
    return { isGood: false, says: output.slice(0, 4000) + complaint }
  }
}

function execute([program = '', ...args]: readonly string[]): Promise<{ code: number | null; output: string; complaint: string }> {
  return new Promise((resolve, reject) => {
    // Through this very Node: the tools' own first line would take whichever the machine has.
    const child = spawn(process.execPath, [join(root, 'node_modules/.bin', program), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let complaint = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output, complaint }))
  })
}

const waiting = [...checks]
let allGood = true
const lane = async (): Promise<void> => {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) allGood = (await perform(check)) && allGood
}
await Promise.all([lane(), lane()])
process.exitCode = allGood ? 0 : 1
