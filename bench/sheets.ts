import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { casesApi } from '#contract/cases'
import { type ImportApi, type ImportBatch, leadImportsApi, rostersApi } from '#contract/import'
import { ledgerApi } from '#contract/ledger'
import { peopleApi } from '#contract/people'
import { tasksApi } from '#contract/tasks'
import { startWorker } from '#kernel/jobs'
import { allJobs } from '#rooms'
import { getBytes, multipart, postBytes } from '#test/bytes'
import type { PersonKey } from '#test/world'
import { startThrowAway } from '../tools/throw-away.ts'

// npm run bench:sheets [-- --rows 10000 --leads 10000]: tables in and out through the front door. Seconds, processor seconds of this process, and how
// far its memory rises above what it held when the step began. The files are made in a process of their own; the database is not counted.

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' }, leads: { type: 'string', default: '10000' } } })
const folder = mkdtempSync(join(tmpdir(), 'minzhi-sheets-'))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const today = '2026-03-10'

const roster = {
  head: ['姓名', '账号', '工号', '执法证号', '单位', '职责', '职务名称', '任职起始日'],
  row: "['测试员', 't.' + n, String(n).padStart(18, '3'), '证' + n, '甲市子县市场监督管理局', '办案人员', '科员', '2026-01-01']",
}
/** Each cell but the last is wrong. */
const wrong = { ...roster, row: "['', 'x!' + n, 35010219900101 * 1e6, '', '无此单位', '科长', '科员', '二月']" }
const leads = {
  head: ['来源', '发现或者收到之日', '行为发生地区划代码', '行为发生地', '线索内容', '当事人名称', '当事人类别', '统一社会信用代码'],
  row: "['举报', '2026-02-27', '350102', '东街 ' + n + ' 号', '销售涉嫌假冒注册商标的鞋，第 ' + n + ' 条', '测试鞋行' + n, '法人', '91350102MA00000001']",
}

function fileOf({ head, row }: { head: readonly string[]; row: string }, count: number): Buffer {
  const path = join(folder, 'table.xlsx')
  const script = `import { WorkbookWriter } from '@cj-tech-master/excelts'
    const writer = new WorkbookWriter({ filename: ${JSON.stringify(path)} }), sheet = writer.addWorksheet('表')
    await sheet.addRow(${JSON.stringify(head)}).commit()
    for (let n = 0; n < ${count}; n += 1) await sheet.addRow(${row}).commit()
    await sheet.commit(); await writer.commit()`
  const made = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  return readFileSync(path)
}

async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  try {
    return await work()
  } finally {
    clearInterval(timer)
    const { user, system } = process.cpuUsage(cpu)
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(6)} s`
    const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`.padStart(7)
    say(
      `${what.padEnd(36)}${seconds(performance.now() - began)}, processor ${seconds((user + system) / 1000)}, memory +${mb(peak - before)} to ${mb(peak)}`,
    )
  }
}

const database = await startThrowAway()
process.env.MINZHI_TEST_DATABASES = JSON.stringify({ superuserUrl: database.superuserUrl, databases: database.databases })
const { openWorld } = await import('#test/world')
const world = await openWorld(today)
const worker = await startWorker(world.house, world.clone.databases.worker, allJobs, () => new Date(`${today}T10:00:00+08:00`))

async function ended(who: PersonKey, taskId: string | null): Promise<void> {
  for (;;) {
    const task = await world.as(who, tasksApi).read({ params: { taskId: taskId ?? '' } })
    if (task.state === 'done') return
    if (task.state !== 'waiting' && task.state !== 'running') throw new Error(`${task.title}: ${task.said}`)
    await sleep(100)
  }
}

async function checked(who: PersonKey, api: ImportApi, what: string, content: Buffer): Promise<ImportBatch> {
  const batch = await measured(`check ${what}`, () => postBytes(world, who, api.check.path, multipart({}, 'table.xlsx', content)))
  return batch as unknown as ImportBatch // serialised by the endpoint's own schema
}

async function takenIn(who: PersonKey, api: ImportApi, what: string, content: Buffer): Promise<void> {
  const batch = await checked(who, api, what, content)
  const params = { batchId: batch.id }
  const calls = world.as(who, api)
  await measured(`take in ${what}`, async () => {
    const { taskId } = await calls.apply({ params, version: batch.version, body: { only: 'all' } })
    if (taskId !== null) await ended(who, taskId)
  })
  const { made } = await calls.read({ params })
  if (made !== batch.rows) throw new Error(`of ${batch.rows} rows ${made} came in`)
}

const exported = (who: PersonKey, what: string, begin: () => Promise<{ taskId: string }>): Promise<Buffer> =>
  measured(`export ${what}`, async () => {
    const { taskId } = await begin()
    await ended(who, taskId)
    return (await getBytes(world, who, `/tasks/${taskId}/file`)).content
  })

try {
  const [people, cases] = [Number(values.rows), Number(values.leads)]
  const batch = await checked('systemAdmin', rostersApi, `${people} people, all wrong`, fileOf(wrong, people))
  if (batch.wrongRows !== people) throw new Error(`${batch.wrongRows} rows are wrong`)
  await measured('the file with its faults marked', () => getBytes(world, 'systemAdmin', `/rosters/${batch.id}/errors`))
  await takenIn('systemAdmin', rostersApi, `${people} people`, fileOf(roster, people))
  const orgId = world.orgs.get('county') as never // a planted unit's key
  const back = await exported('systemAdmin', 'the roster', () => world.as('systemAdmin', peopleApi).exportRoster({ body: { orgId } }))
  if (people < 9_900) {
    const { rows, sameRows } = await checked('systemAdmin', rostersApi, 'the roster that comes back', back)
    if (rows !== sameRows) throw new Error(`of ${rows} rows ${sameRows} are the same`)
  }
  await takenIn('officer', leadImportsApi, `${cases} leads`, fileOf(leads, cases))
  await exported('officer', 'the leads', () => world.as('officer', casesApi).export({ body: { list: 'leads', filter: {} } }))
  await exported('auditAdmin', 'the ledger of people', () => world.as('auditAdmin', ledgerApi).export({ body: { object: 'person' } }))
} finally {
  await worker.stop()
  await world.close()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
