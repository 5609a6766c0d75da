import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openProvince } from './province.ts'

describe('the same seed on the same day', () => {
  test('tells the same stories, act by act', async () => {
    const told = async () => {
      const province = await openProvince(3)
      try {
        const worker = await province.start()
        await province.until(3)
        await worker.stop()
        const { rows } = await province.sql.query<{ act: string }>(
          `select concat_ws(' ', m.process, m.number, m.title, s.step, s.happened_on, s.person_name, s.org_name) act
             from matter_step s join matter m on m.id = s.matter_id
            -- What is told after them is cut off somewhere.
            where m.process not in ('exchangeReturn', 'informationItem') order by 1`,
        )
        return rows.map(({ act }) => act)
      } finally {
        await province.close()
      }
    }
    const [once, again] = [await told(), await told()]
    assert.ok(once.length > 20)
    assert.deepEqual(again, once)
  })
})
