import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { addressesOf, ConfigError, readConfig } from '#kernel/config'

const production = {
  MINZHI_MODE: 'production',
  PUBLIC_ORIGIN: 'https://minzhi.example',
  DATABASE_OWNER_URL: 'postgres://minzhi_owner:a@127.0.0.1/minzhi',
  DATABASE_URL: 'postgres://minzhi_app:b@127.0.0.1/minzhi',
  DATABASE_WORKER_URL: 'postgres://minzhi_worker:c@127.0.0.1/minzhi',
}

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
}

describe('without settings', () => {
  test('it is the demonstration, on loopback, with the database that comes along', () => {
    const { dataFolder, ...config } = readConfig({})
    assert.deepEqual(config, {
      mode: 'demonstration',
      role: 'all',
      host: '127.0.0.1',
      port: 8300,
      contentPort: 8350,
      contentOrigin: 'http://localhost:8350',
      databases: null,
      readUrl: null,
      publicOrigin: null,
      proxies: ['127.0.0.1', '::1'],
    })
    assert.equal(dataFolder, join(import.meta.dirname, '../../../data'))
  })
})

describe('the demonstration', () => {
  for (const HOST of ['0.0.0.0', '::', '10.1.2.3', 'minzhi.example'])
    test(`refuses to listen on ${HOST}`, () => assert.match(problemsOf({ HOST }).join(), /演示模式只能在本机使用/))
  test('takes an outside database only with all three roles', () => {
    assert.deepEqual(
      problemsOf({ DATABASE_URL: production.DATABASE_URL }).map((problem) => problem.match(/DATABASE_\w+/)?.[0]),
      ['DATABASE_OWNER_URL', 'DATABASE_WORKER_URL'],
    )
  })
})

describe('production', () => {
  test('starts with an https origin and three roles', () => {
    const config = readConfig(production)
    assert.equal(config.publicOrigin, 'https://minzhi.example')
    assert.equal(config.databases?.app, production.DATABASE_URL)
  })
  test('runs uploaded content under a name of its own, or not at all', () => {
    assert.equal(readConfig(production).contentOrigin, null)
    const MINZHI_CONTENT_ORIGIN = 'https://content.minzhi.example'
    assert.equal(readConfig({ ...production, MINZHI_CONTENT_ORIGIN }).contentOrigin, MINZHI_CONTENT_ORIGIN)
  })
  test('names everything that is missing at once', () => {
    assert.equal(problemsOf({ MINZHI_MODE: 'production' }).length, 4)
  })
  for (const [what, change] of [
    ['an http origin', { PUBLIC_ORIGIN: 'http://minzhi.example' }],
    ['an origin with a path', { PUBLIC_ORIGIN: 'https://minzhi.example/x' }],
    ['content on its own origin', { MINZHI_CONTENT_ORIGIN: 'https://minzhi.example' }],
    ['content on its own host, at another port', { MINZHI_CONTENT_ORIGIN: 'https://minzhi.example:8443' }],
    ['content in the clear', { MINZHI_CONTENT_ORIGIN: 'http://content.example' }],
    ['the owner as its runtime role', { DATABASE_URL: production.DATABASE_OWNER_URL }],
    ['a database in the clear over the network', { DATABASE_URL: 'postgres://minzhi_app:b@10.0.0.5/minzhi' }],
    ['a replica read as the owner', { DATABASE_READ_URL: 'postgres://minzhi_owner:a@127.0.0.1/minzhi' }],
    ['a replica in the clear over the network', { DATABASE_READ_URL: 'postgres://minzhi_app:b@10.0.0.5/minzhi?sslmode=prefer' }],
    ['to be reached from other machines by whomever', { HOST: '0.0.0.0' }],
    ['a proxy that is anybody', { HOST: '0.0.0.0', TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['a proxy that is no address', { HOST: '10.0.0.2', TRUSTED_PROXIES: '10.0.0.1,proxy' }],
    ['certificates unchecked', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
    ['an open debugger', { NODE_OPTIONS: '--inspect=0.0.0.0:9229' }],
  ] as const)
    test(`refuses ${what}`, () => assert.ok(problemsOf({ ...production, ...change }).length > 0))
  test('listens for a proxy on another machine that it knows, and believes that one alone', () => {
    assert.deepEqual(problemsOf({ ...production, HOST: '0.0.0.0', TRUSTED_PROXIES: '10.1.2.3, 10.1.4.0/28' }), [])
    const isProxy = addressesOf(['10.1.2.3', '10.1.4.0/28', 'fd00::1'])
    const believed = ['10.1.2.3', '::ffff:10.1.2.3', '10.1.4.15', 'fd00::1', '10.1.2.4', '10.1.4.16', '192.0.2.1', 'proxy'].filter((one) =>
      isProxy?.(one),
    )
    assert.deepEqual(believed, ['10.1.2.3', '::ffff:10.1.2.3', '10.1.4.15', 'fd00::1'])
  })
  test('takes a database over the network with TLS', () => {
    assert.deepEqual(problemsOf({ ...production, DATABASE_URL: 'postgres://minzhi_app:b@10.0.0.5/minzhi?sslmode=verify-full' }), [])
  })
})

describe('a wrong value', () => {
  for (const env of [
    { MINZHI_MODE: 'prod' },
    { MINZHI_ROLE: 'server' },
    { MINZHI_MOED: 'production' },
    { PORT: '83OO' },
    { PORT: '70000' },
    { PORT: '-1' },
    { DATABASE_URL: 'mysql://a:b@c/d' },
  ]) {
    const [name = '', value = ''] = Object.entries(env)[0] ?? []
    test(`is refused by name: ${name}=${value}`, () => assert.match(problemsOf(env)[0] ?? '', new RegExp(name)))
  }
  test('of a connection URL is not repeated, for it holds a password', () => {
    assert.doesNotMatch(problemsOf({ DATABASE_URL: 'postgres//x:hush@y' }).join(), /hush/)
  })
})

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-config-'))
  after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'url')
  writeFileSync(path, `${production.DATABASE_URL}\n`)
  const { DATABASE_URL, ...others } = production
  const env = { ...others, DATABASE_URL_FILE: path }

  test('is read when only its owner may read it', () => {
    chmodSync(path, 0o600)
    assert.equal(readConfig(env).databases?.app, DATABASE_URL)
  })
  for (const mode of [0o640, 0o604])
    test(`is refused with mode ${mode.toString(8)}`, () => {
      chmodSync(path, mode)
      assert.match(problemsOf(env).join(), /chmod 600/)
    })
  test('is refused beside the variable itself, and when missing', () => {
    chmodSync(path, 0o600)
    assert.match(problemsOf({ ...env, DATABASE_URL }).join(), /只能设置一个/)
    assert.match(problemsOf({ ...env, DATABASE_URL_FILE: `${path}.none` }).join(), /不存在/)
  })
})
