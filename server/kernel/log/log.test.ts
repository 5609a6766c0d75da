import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import Fastify from 'fastify'
import { createLog, requestIdFrom } from '#kernel/log'

function logged(write: (log: ReturnType<typeof createLog>) => void): { text: string; line: Record<string, unknown> } {
  let text = ''
  write(
    createLog({
      to: {
        write: (chunk) => {
          text += chunk
        },
      },
    }),
  )
  return { text, line: JSON.parse(text) }
}

describe('a line of the log', () => {
  test('is one JSON object with level, UTC time and the request id of its logger', () => {
    const { line } = logged((log) => log.child({ requestId: 'r-12345678' }).info({ ms: 12 }, 'answered'))
    assert.deepEqual(Object.keys(line).sort(), ['level', 'ms', 'msg', 'requestId', 'time'])
    assert.equal(line.level, 'info')
    assert.match(String(line.time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  })

  for (const name of [
    'password',
    'newPassword',
    'token',
    'cookie',
    'set-cookie',
    'Authorization',
    'idNumber',
    'id_number',
    'phone',
    'address',
  ])
    test(`hides ${name} at any depth, in a line and in a logger's own fields`, () => {
      const value = 'secret-value-of-a-person'
      assert.ok(!logged((log) => log.info({ body: { list: [{ [name]: value }] } }, 'x')).text.includes(value))
      assert.ok(!logged((log) => log.child({ deep: { [name]: value } }).info('x')).text.includes(value))
      assert.ok(
        !logged((log) =>
          log
            .child({})
            .child({ [name]: value })
            .info('x'),
        ).text.includes(value),
      )
    })

  test('keeps what is no secret', () => {
    const { line } = logged((log) => log.info({ caseNumber: '闽市监案〔2026〕12号', remoteAddress: '10.0.0.8', tokens: 3, passed: 5 }, 'x'))
    const { caseNumber, remoteAddress, tokens, passed } = line
    assert.deepEqual(
      { caseNumber, remoteAddress, tokens, passed },
      { caseNumber: '闽市监案〔2026〕12号', remoteAddress: '10.0.0.8', tokens: 3, passed: 5 },
    )
  })

  test('masks id numbers, mobile numbers and the password of a URL inside sentences', () => {
    const { line } = logged((log) => log.info('%s', '350102199001011234 and 13912345678 at postgres://minzhi_app:hush@db/minzhi'))
    assert.equal(line.msg, '[id number] and [phone] at postgres://minzhi_app:***@db/minzhi')
  })

  test('says of a database error what failed, and not the rows that the database quotes', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'person_key',
      detail: 'Key (name)=(somebody) already exists.',
    })
    const { text, line } = logged((log) => log.error({ err: error }, 'failed'))
    assert.deepEqual(Object.keys(line.err as object).sort(), ['code', 'constraint', 'message', 'stack', 'type'])
    assert.ok(!text.includes('somebody'))
  })

  test('cannot be broken, cleared or turned round by a stranger', () => {
    const { text, line } = logged((log) => log.info({ agent: 'a\u001b[2J\r\n{"level":"error"}\u0085\u2028\u202e\u007f' }, 'x'))
    assert.equal(text.trimEnd().split(/[\r\n\u0085\u2028]/).length, 1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    assert.doesNotMatch(text.trimEnd(), /[\u0000-\u001f\u007f-\u009f\u2028\u202e]/)
    assert.equal(line.agent, 'a\u001b[2J\r\n{"level":"error"}\u0085\u2028\u202e\u007f')
  })
})

test('the web server logs method, path and status of a request, and neither its query nor its headers', async () => {
  let text = ''
  const to = {
    write(chunk: string) {
      text += chunk
    },
  }
  const app = Fastify({ loggerInstance: createLog({ to }) })
  app.get('/cases', () => ({}))
  await app.inject({ url: '/cases?q=somebody', headers: { cookie: 'sid=hush', authorization: 'Bearer hush' } })
  await app.close()
  const [incoming, completed] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(incoming.req, { method: 'GET', path: '/cases', ip: '127.0.0.1' })
  assert.deepEqual(completed.res, { statusCode: 200 })
  assert.doesNotMatch(text, /somebody|hush/)
})

test('a full disk costs lines, and not the service', () => {
  const program = "import { createLog } from '#kernel/log'; createLog().info('x'); setTimeout(() => process.stderr.write('alive'), 50)"
  const script = `exec "$0" --input-type=module -e "$1" 2>&1 >/dev/full`
  const output = execFileSync('/bin/sh', ['-c', script, process.execPath, program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    timeout: 10_000,
  })
  assert.equal(output, 'alive')
})

test('a request id of the proxy is taken only if it is one', () => {
  assert.equal(requestIdFrom('a1b2c3d4-e5'), 'a1b2c3d4-e5')
  for (const bad of [undefined, '', 'short', 'a'.repeat(65), 'new\nline-12345', ['12345678']])
    assert.match(requestIdFrom(bad), /^[0-9a-f-]{36}$/)
})
