import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { post } from '#contract/endpoint'
import { Problem } from '#kernel/problem'
import { openWorld, type World } from '#test/world'
import { routesOf } from './route.ts'

const api = {
  bring: post('/odd/bring/:word', {
    title: '凭口令上传',
    needs: 'anyone',
    params: z.strictObject({ word: z.string() }),
    kind: 'upload',
    mostBytes: 1024 * 1024,
    answer: z.strictObject({ bytes: z.int() }),
  }),
}
let looked = 0
const routes = routesOf(
  'odd',
  api,
  { bring: async (_ctx, { request }) => ({ bytes: request.upload().content.bytes }) },
  {
    async bring(_ctx, { params }) {
      looked++
      return params.word === 'sesame' ? null : new Problem('notFound', { what: '这个口令' })
    },
  },
)

describe('an upload by whoever has a word', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes })
  })
  after(() => world.close())

  const bring = (word: string, bytes: number) => {
    const body = new FormData()
    body.append('file', new Blob([Buffer.alloc(bytes, 'a')]), '材料.txt')
    return world.app.inject({ method: 'POST', url: `/api/odd/bring/${word}`, payload: body })
  }

  async function filesOnDisk(): Promise<string[]> {
    const entries = await readdir(world.dataFolder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  }

  test('is judged by its room before a byte is read, and nothing of a refused one reaches the disk', async () => {
    const before = await filesOnDisk()
    assert.equal((await bring('sesame', 10)).json().bytes, 10)
    const refused = await bring('wrong', 10)
    assert.deepEqual([refused.statusCode, refused.json().code], [404, 'notFound'])
    assert.equal(looked, 2)
    assert.deepEqual(await filesOnDisk(), before)
  })

  test('is as large as its endpoint says and no larger', async () => {
    assert.equal((await bring('sesame', 1024 * 1024)).statusCode, 200)
    const large = await bring('sesame', 1024 * 1024 + 1)
    assert.equal(large.statusCode, 422)
    assert.match(large.json().sentence, /文件超过 1 MB/)
  })
})
