import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { acknowledge, openSite, type Person, query, type Site, signIn } from './assault.ts'

// A candidate writes while server and database are killed with SIGKILL in the middle of it, by turns. What the server has confirmed is there afterwards,
// and the receipt of the hand-in is that of what stands in the database.

const items = 12

interface Answered {
  status: number
  body: Record<string, unknown>
}

async function post(site: Site, who: Person, path: string, body: unknown, more: Record<string, string> = {}): Promise<Answered> {
  try {
    const answer = await fetch(site.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who.cookie, 'idempotency-key': randomUUID(), ...more },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> } // every endpoint answers an object
  } catch {
    return { status: 0, body: {} }
  }
}

/** Sent until it is answered, as the page does. */
async function insist(site: Site, who: Person, path: string, body: unknown, more: Record<string, string> = {}): Promise<Answered> {
  for (let tries = 0; tries < 600; tries++) {
    const answered = await post(site, who, path, body, more)
    if (answered.status === 200) return answered
    if (answered.status === 401) Object.assign(who, await signIn(site, who.role))
    else if (answered.status >= 400 && answered.status < 500)
      throw new Error(`${path}: ${answered.status} ${JSON.stringify(answered.body)}`)
    await sleep(50)
  }
  throw new Error(`${path} was never answered`)
}

/** A paper in the bank of the unit where the training officer stands; its questions come by SQL, the exam by its own endpoints. */
async function openExam(site: Site, trainer: Person): Promise<string> {
  await query(
    site.folder,
    `with place as (select org_id from duty where person_id = '${trainer.personId}' limit 1), writer as (select id from person where account like '%exam%' limit 1),
          author as (select coalesce((select id from writer), '${trainer.personId}'::uuid) as id),
          c as (insert into question_category (org_id, org_at, name) select org_id, 0, '突袭' from place returning id, org_id),
          q as (insert into question (org_id, org_at, category_id) select c.org_id, 0, c.id from c, generate_series(1, ${items}) returning id, org_id),
          v as (insert into question_version (question_id, org_id, org_at, number, kind, content, stem, difficulty, author_id, author_name)
                select q.id, q.org_id, 0, 1, 'short', '{"kind": "short", "stem": "写一句"}', '写一句', 3, author.id, '命题' from q, author returning id, org_id),
          k as (insert into question_key (version_id, org_id, org_at, key, person_id)
                select v.id, v.org_id, 0, '{"kind": "short", "sample": "略", "points": []}', author.id from v, author),
          p as (insert into exam_paper (org_id, org_at, title, marks, items, person_id) select place.org_id, 0, '突袭试卷', ${items}, ${items}, author.id from place, author returning id)
     insert into exam_paper_item (paper_id, number, version_id, org_id, org_at, marks) select p.id, row_number() over (), v.id, v.org_id, 0, 1 from v, p`,
  )
  const { rows } = await query(site.folder, "select id from exam_paper where title = '突袭试卷'")
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const draft = { title: '突袭考试', audience: 'reach', opensAt: at(-5), closesAt: at(120), minutes: 90, paperId: rows[0]?.id }
  const { body } = await insist(site, trainer, '/exams', draft)
  const step = async (name: string, version: number) =>
    insist(site, trainer, `/matters/${body.id}/steps/${name}`, { happenedOn: today(), input: {} }, { 'if-match': `"${version}"` })
  await step('announce', 1)
  await step('open', 2)
  return String(body.id)
}
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

test('after kills of server and database in the middle of an exam no confirmed answer is lost', { timeout: 240_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-exam-kill-'))
  const site = await openSite(folder)
  try {
    const examId = await openExam(site, await signIn(site, 'trainingOfficer'))
    const candidate = await signIn(site, 'officer')
    await insist(site, candidate, `/my-exams/${examId}/start`, {})
    const confirmed = new Map<number, { seq: number; answer: string }>()
    let saves = 0
    const write = async () => {
      for (let seq = 1; site.working; seq++) {
        const item = (seq % items) + 1
        const answer = `第 ${seq} 次`
        const begun = performance.now()
        const { body } = await insist(site, candidate, `/my-exams/${examId}/answers`, {
          items: [{ item, seq, answer: [answer], flagged: false }],
        })
        assert.equal((body.kept as Record<string, number>)[item], seq) // the endpoint's own schema
        confirmed.set(item, { seq, answer })
        acknowledge(site, `${seq}`, begun)
        saves += 1
      }
    }
    const writing = write()
    for (let kill = 0; kill < 6; kill++) {
      await sleep(150 + Math.random() * 350)
      await (kill % 2 === 0 ? site.killServer() : site.killDatabase())
    }
    site.working = false
    await writing
    const { rows } = await query(folder, 'select item, seq, answer from exam_answer')
    const found = new Map(rows.map((row) => [Number(row.item), { seq: Number(row.seq), answer: String((row.answer as string[])[0]) }])) // written above
    assert.deepEqual(found, confirmed)
    assert.ok(saves >= items, `only ${saves} saves were confirmed`)

    const { body } = await insist(site, candidate, `/my-exams/${examId}/hand-in`, { items: [] })
    site.working = true
    const again = (async () => {
      while (site.working) {
        const begun = performance.now()
        await insist(site, candidate, `/my-exams/${examId}/hand-in`, { items: [{ item: 1, seq: 1e12, answer: ['太迟'], flagged: false }] })
        acknowledge(site, 'again', begun)
      }
    })()
    await site.killDatabase()
    site.working = false
    await again
    const closed = (await query(folder, 'select answers_hash, closed_by, authority.answers_hash(id) as hash from exam_attempt')).rows
    assert.deepEqual(closed, [{ answers_hash: body.receipt, closed_by: 'candidate', hash: body.receipt }])
    t.diagnostic(
      `${saves} saves confirmed through 6 kills; back after at most ${Math.round(Math.max(site.slowest.server, site.slowest.database))} ms`,
    )
  } finally {
    site.working = false
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
