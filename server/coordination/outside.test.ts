import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { MatterId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'

describe('a request that leaves the platform', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())

  const form = (id: string) =>
    walk.world.app.inject({
      url: `/api/coordination/requests/${id}/form`,
      headers: { cookie: `sid=${walk.world.people.countyCoordinator.token}` },
    })
  async function filled(
    id: string,
    answers: Record<number, string | null>,
    change?: (sheet: { getCell(row: number, column: number): { value: unknown } }) => void,
  ) {
    const workbook = new Workbook()
    await workbook.xlsx.load((await form(id)).rawPayload as never) // the library's own Buffer type
    const sheet = workbook.getWorksheet(1)
    if (!sheet) throw new Error('the form has no sheet')
    for (const [row, answer] of Object.entries(answers)) sheet.getCell(Number(row), 4).value = answer
    change?.(sheet as never) // a cell's value is whatever Excel holds
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(await workbook.xlsx.writeBuffer())]), '答复表格.xlsx')
    return walk.world.app.inject({
      method: 'POST',
      url: `/api/coordination/requests/${id}/form`,
      headers: { cookie: `sid=${walk.world.people.countyCoordinator.token}`, 'idempotency-key': crypto.randomUUID() },
      payload: body,
    })
  }

  test('goes out as a form and comes back as answers, with every fault at its cell and nothing written before all is right', async () => {
    const id = await walk.open('countyCoordinator', {
      addressee: { channel: 'sheet', name: '某行业协会' },
      questions: [
        { ask: '是否会员？', kind: 'yesNo' },
        { ask: '有几家？', kind: 'number' },
        { ask: '其他', required: false },
      ],
    })
    assert.equal((await filled(id, { 2: '是', 3: '5' })).statusCode, 409, 'before it is sent')
    await walk.take('countyCoordinator', id, 'send')
    const wrong = await filled(id, { 2: '也许', 3: null }, (sheet) => {
      sheet.getCell(4, 1).value = '9'
    })
    assert.deepEqual(
      wrong.json().faults.map(({ row, column, message }: { row: number; column: string; message: string }) => [row, column, message]),
      [
        [2, 'D', '请填写“是”或“否”'],
        [3, 'D', '请填写答复'],
        [4, 'A', '没有第 9 题'],
      ],
    )
    assert.deepEqual(
      (await walk.request('countyCoordinator', id)).questions.map(({ answer }) => answer),
      [null, null, null],
    )
    await assert.rejects(walk.take('countyCoordinator', id, 'registerAnswer', { paper: '表格' }), { code: 'closed' })
    assert.equal((await filled(id, { 2: '是', 3: '5' })).json().written, 2)
    await walk.take('countyCoordinator', id, 'registerAnswer', { paper: '答复表格' })
    const kept = await walk.request('countyCoordinator', id)
    assert.deepEqual([kept.state, kept.questions.map(({ answer }) => answer)], ['answered', ['是', '5', null]])
  })

  test('across provinces is a register entry and a letter: without the issued letter it is not sent', async () => {
    const id = await walk.open('countyCoordinator', { addressee: { channel: 'letter', name: '外省某县市场监督管理局' } })
    await assert.rejects(walk.take('countyCoordinator', id, 'send'), { code: 'closed', message: /跨省/ })
    await assert.rejects(walk.take('countyCoordinator', id, 'sendLetter'), { code: 'incomplete', message: /协作函/ })
    const papers = walk.world.as('countyCoordinator', documentsApi)
    const params = { matterId: id as MatterId }
    const drafted = await papers.draft({ params, body: { kind: 'requestLetter' } })
    assert.deepEqual([drafted.title, drafted.missing], ['关于某商标使用情况核对的协作函', []])
    const issued = await papers.issue({ params: { paperId: drafted.id }, body: { issuedOn: '2026-03-03' }, version: drafted.version })
    assert.equal(issued.number, '甲子协函〔2026〕1号')
    await walk.take('countyCoordinator', id, 'sendLetter')
    await walk.take('countyCoordinator', id, 'registerReceipt', { how: '传真回执' })
    for (const { id: questionId, kind } of (await walk.request('countyCoordinator', id)).questions)
      await walk.take('countyCoordinator', id, 'recordAnswer', { questionId, answer: kind === 'yesNo' ? '是' : '来函所述。' })
    await walk.take('countyCoordinator', id, 'registerAnswer', { paper: '外省函〔2026〕5号' })
    assert.equal((await walk.request('countyCoordinator', id)).state, 'answered')
  })

  test('is never answered by the asker for a unit of the platform', async () => {
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    const [question] = (await walk.request('countyCoordinator', id)).questions
    for (const [step, input] of [
      ['recordAnswer', { questionId: question?.id, answer: '是' }],
      ['registerAccept', { agreedOn: '2026-03-20', how: '电话' }],
      ['registerReceipt', { how: '电话' }],
      ['registerAnswer', { paper: '来函' }],
    ] as const)
      await assert.rejects(walk.take('countyCoordinator', id, step, input), { code: 'closed', message: /由对方自己办理/ }, step)
    assert.equal((await filled(id, { 2: '是', 3: '是' })).statusCode, 409)
  })

  test('or within it: fifteen days without receipt are said once, to both sides, and not on the fourteenth', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    walk.setDay('2026-03-17')
    await walk.runJobs('coordination.remind')
    assert.deepEqual(await walk.messages(`receipt:${id}`), [])
    walk.setDay('2026-03-18')
    await walk.runJobs('coordination.remind')
    await walk.runJobs('coordination.remind')
    const told = await walk.messages(`receipt:${id}`)
    assert.deepEqual(
      told.map(({ account }) => account),
      ['countycoordinator', 'countycoordinatorb', 'unithead'],
    )
    assert.match(told[0]?.body ?? '', /建议值/)
  })
})
