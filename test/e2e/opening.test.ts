import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { leaveRoom } from '#test/leave'
import { setDay, takeStep, write } from './form.ts'
import { inOrder, openSite, type Site } from './site.ts'

// A process without a page of its own: the declaration of docs/new-process.md, and nothing else, gives all that is clicked here.

describe('a request for leave, through pages that know nothing of leave', () => {
  let site: Site
  let place: string
  inOrder()
  before(async () => {
    site = await openSite('2026-03-03', { processes: [leaveRoom] })
  })
  after(() => site.close())

  test('is begun from the workbench of an officer of the station', async () => {
    const page = await site.as('stationOfficer', '/')
    await page.getByRole('navigation', { name: '新登记' }).getByRole('link', { name: '登记请假' }).click()
    await page.getByRole('heading', { name: '登记请假' }).waitFor()
    await page.getByText('依据：本单位考勤规定').waitFor()
    const form = page.locator('form').last()
    await setDay(form, '自', '2026-03-09')
    await setDay(form, '至', '2026-03-08')
    await write(form, '事由', '回乡探亲')
    await form.getByRole('button', { name: '登记', exact: true }).click()
    // What the fields ask of each other is the server's to say; it comes back to its field.
    await page.getByText('最后一日不能早于第一日').first().waitFor()
    // Enter in a day that stands already would send the form.
    await write(form, '至', '2026-03-11')
    await form.getByLabel('至', { exact: true }).press('Tab')
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: '所办案甲请假 2026-03-09 至 2026-03-11' }).waitFor()
    await page.getByText('回乡探亲').waitFor()
    place = new URL(page.url()).pathname
    assert.match(place, /^\/matters\/[0-9a-f-]{36}$/u)
    await page.goto(`${site.address}/todo/opened`)
    await page.getByRole('link', { name: /所办案甲请假/u }).waitFor()
  })

  test('is found by the head of the station among his work, read and granted', async () => {
    const page = await site.as('stationHead', '/')
    await page
      .getByRole('region', { name: '现在要办的事' })
      .getByRole('link', { name: /所办案甲请假/u })
      .click()
    await page.waitForURL(`${site.address}${place}`)
    await page.getByText('回乡探亲').waitFor()
    await takeStep(page, '批准')
    await page.getByText('已批准').first().waitFor()
    await page.goto(`${site.address}/todo`)
    await page.getByRole('heading', { name: '待办' }).first().waitFor()
    await page.getByRole('link', { name: /所办案甲请假/u }).waitFor({ state: 'detached' })
  })

  test('is offered to no head, and its page tells him so', async () => {
    const page = await site.as('stationHead', '/')
    await page.getByRole('navigation', { name: '新登记' }).waitFor()
    assert.equal(await page.getByRole('link', { name: '登记请假' }).count(), 0)
    await page.goto(`${site.address}/matters/new/leave`)
    await page.getByText('当前职务不能登记这类事项').waitFor()
  })
})
