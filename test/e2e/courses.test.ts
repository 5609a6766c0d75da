import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { FrameLocator, Page } from 'playwright-core'
import { coursesApi } from '#contract/courses'
import { phone } from '#test/browser'
import { cmi5Structure, contentOf, keepingIn, packages, zipOf } from '#test/courses'
import { planExam } from '#test/exams'
import { inOrder, openSite, type Site } from './site.ts'
import { isSound } from './sound.ts'

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number } // it listens on a port
      probe.close(() => done(port))
    })
  })

/** A part of cmi5 of our own, that speaks to the store by nothing but fetch. */
const speaking = `<!doctype html><meta charset="utf-8"><title>单元</title><p id="where">准备</p><button id="go">完成</button><script>
const asked = Object.fromEntries(new URLSearchParams(location.search))
const category = { id: 'https://w3id.org/xapi/cmi5/context/categories/cmi5' }
;(async () => {
  const token = (await (await fetch(asked.fetch, { method: 'POST' })).json())['auth-token']
  const headers = { Authorization: 'Basic ' + token, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json' }
  const query = new URLSearchParams({ activityId: asked.activityId, agent: asked.actor, registration: asked.registration })
  const data = await (await fetch(asked.endpoint + 'activities/state?stateId=LMS.LaunchData&' + query, { headers })).json()
  const where = asked.endpoint + 'activities/state?stateId=place&' + query
  const before = await fetch(where, { headers })
  const at = before.ok ? (await before.json()).at + 1 : 1
  await fetch(where, { method: 'PUT', headers, body: JSON.stringify({ at }) })
  document.querySelector('#where').textContent = '第 ' + at + ' 页'
  const say = (verb, result) => fetch(asked.endpoint + 'statements', { method: 'POST', headers, body: JSON.stringify({
    actor: JSON.parse(asked.actor), verb: { id: 'http://adlnet.gov/expapi/verbs/' + verb }, object: { id: asked.activityId }, result,
    context: { ...data.contextTemplate, registration: asked.registration, contextActivities: { ...data.contextTemplate.contextActivities, category: [category] } } }) })
  await say('initialized')
  document.querySelector('#go').onclick = async () => { await say('passed', { success: true, score: { scaled: 0.9 } }); await say('completed', { completion: true }); document.querySelector('#where').textContent = '已报告' }
})()
</script>`

describe('an online course in the browser', () => {
  let site: Site
  let content: FastifyInstance
  before(async () => {
    const [port, contentPort] = [await freePort(), await freePort()]
    site = await openSite('2026-11-23', { config: { port, contentPort, contentOrigin: `http://localhost:${contentPort}` } })
    content = await contentOf(site.world)
    await content.listen({ host: '127.0.0.1', port: contentPort })
  })
  after(async () => {
    await content.close()
    await site.close()
  })
  inOrder()

  const inside = (page: Page): FrameLocator => page.frameLocator('iframe.package-frame')
  let address = ''

  test('is made by a training officer: uploaded, looked at, put in order, published', async () => {
    const page = await site.as('trainer', '/course-keeping')
    await page.getByRole('button', { name: '新建课程' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('课程名称').fill('商标法要点')
    await drawer.getByText('商标', { exact: true }).click()
    await drawer.getByLabel('学时', { exact: true }).fill('2')
    // How the hours count is a default, and says so.
    await drawer.getByText('【建议】系统默认计入专业科目').waitFor()
    await drawer.getByText('【建议】系统默认计入，以省局口径为准').waitFor()
    await drawer.getByRole('button', { name: '新建课程' }).click()
    await page.getByText('还没有单元').waitFor()
    const add = async (kind: string, name: string, zip: Buffer, said: string | RegExp) => {
      await page.getByRole('button', { name: '添加单元' }).first().click()
      await page.getByRole('dialog').getByText(kind, { exact: true }).click()
      await page.getByRole('dialog').getByLabel('选择课件包').setInputFiles({ name, mimeType: 'application/zip', buffer: zip })
      await page.getByRole('dialog').getByText(said).waitFor()
    }
    const confirm = async () => {
      await page.getByRole('dialog').getByRole('button', { name: '添加单元' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    // Refused by its reason; the officer mends it and goes on.
    await add('SCORM 1.2 课件', '坏.zip', await zipOf({ 'index.html': '<p>' }), /没有 imsmanifest.xml/)
    await page
      .getByRole('dialog')
      .getByLabel('选择课件包')
      .setInputFiles({ name: '第一课.zip', mimeType: 'application/zip', buffer: await packages.scorm12() })
    await page
      .getByRole('dialog')
      .getByText(/检查通过/)
      .waitFor()
    await confirm()
    await add('SCORM 2004 课件', '第二课.zip', await packages.scorm2004(), /检查通过/)
    await confirm()
    await add('cmi5 课件', '第三课.zip', await zipOf({ 'cmi5.xml': cmi5Structure(), 'au/index.html': speaking }), /检查通过/)
    await confirm()
    await page.getByRole('button', { name: '下移 第一课' }).click()
    await page.getByText('2. 第一课').waitFor()
    await page.getByRole('button', { name: '上移 第一课' }).click()
    await page.getByText('1. 第一课').waitFor()
    await page.getByRole('button', { name: '发布' }).click()
    await page.getByText('已发布', { exact: true }).first().waitFor()
    address = page.url().replace('/course-keeping/', '/courses/').replace(site.address, '')
  })

  test('has for a quiz an exam that is chosen by its title', async () => {
    await planExam(site.world, { paperId: null, title: '商标法结业考试' }, 'trainer', '2026-12-01')
    await planExam(site.world, { paperId: null, title: '另一场考试' }, 'trainer', '2026-12-01')
    const { id } = await keepingIn(site.world).create('trainer', { title: '测验课' })
    const page = await site.as('trainer', `/course-keeping/${id}`)
    await page.getByRole('button', { name: '添加单元' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('测验', { exact: true }).click()
    await drawer.getByLabel('考试').fill('结业')
    await page.getByTitle(/另一场考试/).waitFor({ state: 'detached' })
    await page.getByTitle(/^商标法结业考试（/).click()
    await drawer.getByRole('button', { name: '添加单元' }).click()
    await drawer.waitFor({ state: 'detached' })
    await page.getByText('测验，商标法结业考试').waitFor()
  })

  test('runs its SCORM packages on another site, resumes them on another device, and hears what they report', async () => {
    const desk = await site.as('officer', address)
    await desk.getByRole('button', { name: '开始学习' }).click()
    for (const [unit, next] of [
      ['第一课', '第二课'],
      ['第二课', '第三课'],
    ] as const) {
      await desk.getByRole('button', { name: `学习：${unit}` }).click()
      const first = desk.frameLocator('iframe.package-frame').frameLocator('iframe')
      await first.getByText(/第 1 页，ab-initio/).waitFor()
      const frame = desk.frames().find((one) => one.url().includes('/c/'))
      assert.match(frame?.url() ?? '', /^http:\/\/localhost:/)
      // It sees neither our cookie nor our page.
      assert.equal(await frame?.evaluate('document.cookie'), '')
      assert.equal(
        await frame?.evaluate("(() => { try { return String(window.top.document.title) } catch { return 'kept out' } })()"),
        'kept out',
      )
      await desk.waitForTimeout(500)
      const hand = await site.as('officer', desk.url().replace(site.address, ''), phone)
      const second = hand.frameLocator('iframe.package-frame').frameLocator('iframe')
      await second.getByText(/第 2 页，resume/).waitFor()
      await second.getByRole('button', { name: '完成' }).click()
      await hand.getByText('本单元已学完。').waitFor()
      await hand.close()
      await desk.getByRole('link', { name: '返回课程' }).click()
      await desk.getByRole('article', { name: unit }).getByText('已学完', { exact: true }).waitFor()
      await desk.getByRole('article', { name: next }).waitFor()
    }
  })

  test('hears a cmi5 part through the record store, and is complete with it', async () => {
    const desk = await site.as('officer', address)
    await desk.getByRole('button', { name: '学习：第三课' }).click()
    await inside(desk).getByText('第 1 页').waitFor()
    await desk.reload()
    await inside(desk).getByText('第 2 页').waitFor()
    await inside(desk).getByRole('button', { name: '完成' }).click()
    await desk.getByText('本单元已学完，课程已完成。').waitFor({ timeout: 90_000 })
    const courseId = address.split('/').at(-1) as never // an id of this world
    const { progress } = await site.world.as('officer', coursesApi).read({ params: { courseId } })
    assert.deepEqual([progress.state, progress.completedOn], ['completed', '2026-11-23'])
    for (let i = 0; i < 60; i += 1) {
      const { rows } = await site.world.sql.query("select hours::float from hours_entry where person_id = $1 and source_room = 'courses'", [
        site.world.people.officer.id,
      ])
      if (rows.length > 0) return assert.deepEqual(rows, [{ hours: 2 }])
      await desk.waitForTimeout(500)
    }
    assert.fail('the hours did not come')
  })

  test('opens a part that asks for a window of its own in one, which has no way back, and hears it', async () => {
    const keeping = keepingIn(site.world)
    const zip = await zipOf({ 'cmi5.xml': cmi5Structure(undefined, undefined, 'OwnWindow'), 'au/index.html': speaking })
    const { uploadId } = await keeping.bring('trainer', 'coursePackage', '窗口.zip', zip)
    const offered = await keeping.offer('trainer', { kind: 'cmi5', uploadId }, { title: '独立窗口课件' })
    await site.world.as('officer2', coursesApi).begin({ params: { courseId: offered.courseId } })
    const desk = await site.as('officer2', `/courses/${offered.courseId}/learn/${offered.unitId}`)
    const opened = desk.context().waitForEvent('page')
    await desk.getByRole('link', { name: '在新窗口打开课件' }).click()
    const part = await opened
    await part.getByText('第 1 页').waitFor()
    assert.equal(await part.evaluate('window.opener'), null)
    await part.getByRole('button', { name: '完成' }).click()
    await desk.getByText('本单元已学完，课程已完成。').waitFor({ timeout: 30_000 })
    await part.close()
  })

  test('plays a film that was really watched, from where it stopped', async () => {
    const page = await site.as('trainer', '/courses')
    const film = Buffer.from(await page.evaluate<string>(recordFilm), 'base64')
    const keeping = keepingIn(site.world)
    const { uploadId, said } = await keeping.bring('trainer', 'courseVideo', '短片.mp4', film)
    const { courseId } = await keeping.offer('trainer', { kind: 'video', share: 0.5, uploadId }, { title: `短片 ${said.length}` })
    await site.world.as('officer', coursesApi).begin({ params: { courseId } })
    const desk = await site.as('officer', `/courses/${courseId}`)
    await desk.getByRole('button', { name: /学习：/ }).click()
    await desk.locator('video').waitFor()
    await desk.evaluate("(() => { const video = document.querySelector('video'); video.muted = true; return video.play() })()")
    await desk.getByText('本单元已学完，课程已完成。').waitFor({ timeout: 40_000 })
  })

  test('has pages without a serious fault, on a desk and on a phone', async () => {
    const keeping = keepingIn(site.world)
    const { uploadId } = await keeping.bring('trainer', 'courseDocument', '讲义.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
    const offered = await keeping.offer('trainer', { kind: 'document', minutes: 1, uploadId }, { title: '讲义', clickMinutes: 5 })
    await site.world.as('officer', coursesApi).begin({ params: { courseId: offered.courseId } })
    for (const [who, path] of [
      ['officer', '/courses'],
      ['officer', address],
      ['officer2', address],
      ['officer', `/courses/${offered.courseId}/learn/${offered.unitId}`],
      ['trainer', '/course-keeping'],
      ['trainer', address.replace('/courses/', '/course-keeping/')],
      ['trainer', `${address}/learners`],
      ['cityTrainer', address.replace('/courses/', '/course-keeping/')],
    ] as const) {
      const page = await site.as(who, path)
      await isSound(page, `${who} ${path}`)
      await page.close()
    }
  })
})

/** In the browser: some seconds of a canvas, as it records them. */
const recordFilm = `(async () => {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  const type = ['video/mp4;codecs=vp9', 'video/mp4;codecs=av01', 'video/mp4'].find((one) => MediaRecorder.isTypeSupported(one))
  if (!type) throw new Error('this browser records no mp4')
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: type })
  const parts = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const stopped = new Promise((done) => {
    recorder.onstop = done
  })
  recorder.start()
  for (let i = 0; i < 60; i += 1) {
    pen.fillStyle = 'hsl(' + i * 6 + ' 80% 50%)'
    pen.fillRect(0, 0, 300, 150)
    await new Promise((done) => setTimeout(done, 100))
  }
  recorder.stop()
  await stopped
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
})()`
