import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { contentOf, keepingIn, learningIn, packages } from '#test/courses'
import { openWorld, type World } from '#test/world'

describe('the content site', () => {
  let world: World
  let content: FastifyInstance
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
    content = await contentOf(world)
  })
  after(async () => {
    await content.close()
    await world.close()
  })

  const { open, get } = learningIn(
    () => world,
    () => content,
  )
  const offerPackage = async (kind: 'scorm12' | 'scorm2004') =>
    keeping.offer('trainer', {
      kind,
      uploadId: (await keeping.bring('trainer', 'coursePackage', '课件.zip', await packages[kind]())).uploadId,
    })

  test('gives files of a package to its launch alone, and runs them in a box', async () => {
    const launch = await open('officer', await offerPackage('scorm12'))
    const base = launch.address.replace('/w/', '/c/')
    const wrapper = await get(launch.address)
    assert.match(String(wrapper.headers['content-security-policy']), /script-src 'self';.*frame-ancestors http:\/\/127\.0\.0\.1:8300/)
    assert.match(wrapper.body, /sco\/index\.html/)
    const page = await get(`${base}/sco/index.html`)
    assert.deepEqual(
      [page.statusCode, page.headers['content-type'], page.headers['x-content-type-options'], page.headers['referrer-policy']],
      [200, 'text/html', 'nosniff', 'no-referrer'],
    )
    assert.match(String(page.headers['content-security-policy']), /sandbox allow-scripts.*/)
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'self' http:\/\/127\.0\.0\.1:8300/)
    assert.equal(page.headers['set-cookie'], undefined)
    for (const path of [
      '/../sco/index.html',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/sco',
      '/sco/',
      '/nothing.html',
      '//etc/passwd',
      '/sco/..%2fimsmanifest.xml',
      '/sco/index.html%00',
    ])
      assert.equal(
        (await content.inject({ url: new URL(base).pathname + path, headers: { host: 'localhost:8350' } })).statusCode,
        404,
        path,
      )
    assert.equal((await get(`${base}/sco/index.html`, { 'service-worker': 'script' })).statusCode, 404)
  })

  test('gives nothing without a token, by another’s name, with a cookie, or of /api', async () => {
    const launch = await open('officer', await offerPackage('scorm12'))
    const cookie = `sid=${world.people.officer.token}`
    for (const url of [
      '/',
      '/c/',
      `/c/${'a'.repeat(43)}/sco/index.html`,
      '/c/sco/index.html',
      '/w/x',
      '/api/session',
      '/api/courses',
      '/health/ready',
      '/player/../package.json',
      '/player/passwd',
    ])
      assert.equal((await content.inject({ url, headers: { host: 'localhost:8350', cookie } })).statusCode, 404, url)
    assert.equal((await get(launch.address, { host: 'evil.example' })).statusCode, 404)
    assert.equal(
      (await content.inject({ method: 'POST', url: new URL(launch.address).pathname, headers: { host: 'localhost:8350' } })).statusCode,
      404,
    )
  })

  test('ends with the launch, with its time, and with the session', async () => {
    const offered = await offerPackage('scorm12')
    const first = await open('officer2', offered)
    const answers = async ({ address }: { address: string }) =>
      Promise.all([address, `${address.replace('/w/', '/c/')}/sco/index.html`].map(async (one) => (await get(one)).statusCode))
    assert.deepEqual(await answers(first), [200, 200])
    const second = await open('officer2', offered)
    assert.deepEqual(
      [await answers(first), await answers(second)],
      [
        [404, 404],
        [200, 200],
      ],
    )
    await world.sql.query('update content_launch set expires_at = clock_timestamp() where id = $1', [second.launchId])
    assert.deepEqual(await answers(second), [404, 404])
    const third = await open('officer2', offered)
    await world.sql.query('update session set ended_at = clock_timestamp() where person_id = $1', [world.people.officer2.id])
    assert.deepEqual(await answers(third), [404, 404])
  })

  test('is no address of the platform itself, whose pages frame it and nothing else', async () => {
    const launch = await open('officer', await offerPackage('scorm12'))
    const { pathname } = new URL(launch.address)
    for (const url of [pathname, `${pathname.replace('/w/', '/c/')}/sco/index.html`, '/player/wrapper.js'])
      assert.equal((await world.app.inject({ url, headers: { cookie: `sid=${world.people.officer.token}` } })).statusCode, 404, url)
    const { headers } = await world.app.inject({ url: '/api/session/start' })
    assert.match(String(headers['content-security-policy']), /frame-src 'self' blob: http:\/\/localhost:8350;/)
    assert.doesNotMatch(String(headers['content-security-policy']), /script-src[^;]*8350/)
  })
})
