import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Zip } from 'easy-template-x'
import pg from 'pg'
import { z } from 'zod'
import type { MatterId, PaperId } from '#contract/common'
import { documentsApi } from '#contract/documents'
import { type PaperTemplate, templatesApi } from '#contract/documents-templates'
import { type ProcessRoom, registerPapers } from '#kernel/matter'
import { paperFor, renderDocx } from '#kernel/paper'
import { getBytes, multipart, postBytes } from '#test/bytes'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { filedPapers } from './index.ts'

/** 差事函: goes outside, bears a number, and carries one legal element. */
const letter = paperFor<{ subject: string }>()({
  kind: 'errandLetter',
  title: '差事函',
  formNo: 99,
  numbering: { word: '差事函' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 1 },
  basis: '差事规定第三条',
  fields: z.object({
    subject: z.string().max(20).meta({ title: '办理人' }),
    place: z.string().max(40).optional().meta({ title: '地点' }),
  }),
  elements: [{ name: '地点', basis: '差事规定第五条', field: 'place', present: (fields) => Boolean(fields.place) }],
  blocks: () => [],
})

const room = { ...errandRoom, paperFacts: async () => ({ subject: '办理人甲' }), papers: ['errandLetter'] } as ProcessRoom // as in papers.test.ts

const documentOf = (text: string) =>
  renderDocx({ title: '模板', layout: 'letter', blocks: [{ kind: 'paragraph', style: 'body', text: [{ text }] }] })
const whole = (mark: string) => `${mark} {org} {number} {subject} 到 {place} {day}`

describe('a Word template of an office’s own', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [room] })
    registerPapers({ errandLetter: letter })
  })
  after(() => world.close())

  const upload = async (who: PersonKey, text: string, name = '本局差事函.docx', kind = 'errandLetter') =>
    (await postBytes(world, who, `/paper-templates/kinds/${kind}`, multipart({}, name, await documentOf(text)))) as PaperTemplate // serialised by the endpoint's schema
  const line = async (who: PersonKey) => {
    const found = (await world.as(who, templatesApi).list({})).find(({ kind }) => kind === 'errandLetter')
    return found && { name: found.template?.name ?? null, own: found.isOwn }
  }
  const openIn = async (who: PersonKey) => (await world.as(who, errandApi).open({ body: { title: '一件差事', day: '2026-03-02' } })).id
  const papers = (who: PersonKey) => world.as(who, documentsApi)
  const draftIn = async (who: PersonKey, matterId: MatterId) =>
    papers(who).draft({ params: { matterId }, body: { kind: 'errandLetter', fields: { subject: '办理人甲', place: '东街' } } })
  const issueIn = async (who: PersonKey) => {
    const { id, version } = await draftIn(who, await openIn(who))
    return papers(who).issue({ params: { paperId: id }, body: { issuedOn: '2026-03-03' }, version })
  }
  const wordsOf = async (who: PersonKey, path: string) => {
    const zip = await Zip.load((await getBytes(world, who, path)).content)
    const read = async (name: string) => ((await zip.getFile(name)?.getContentText()) ?? '').replace(/<[^>]+>/gu, '').trim()
    return { text: await read('word/document.xml'), mark: await read('word/minzhiMark.xml') }
  }
  const wordOf = (who: PersonKey, id: PaperId) => wordsOf(who, `/papers/${id}/docx`)
  /** As the runtime role in somebody's session, around the application: how many rows it changed. */
  const asRuntime = async (who: PersonKey, statement: string) => {
    const client = new pg.Client({ connectionString: world.clone.databases.app })
    await client.connect()
    try {
      await client.query('begin')
      await client.query("select authority.enter($1, 'test', 'test', '2026-03-03T10:00:00+08:00')", [world.people[who].token])
      return (await client.query(statement)).rowCount
    } finally {
      await client.end()
    }
  }
  const clear = () => world.sql.query("update paper_template set removed_at = now(), removed_by = '测试' where removed_at is null")

  test('is uploaded by the legal department or the system administrator of a unit, and by nobody else', async () => {
    await clear()
    for (const who of ['officer', 'unitHead', 'principalHead', 'stationOfficer', 'citySupervisor', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(upload(who, whole('甲')), { code: 'notAllowed' }, who)
    assert.equal((await upload('legalReviewer', whole('县'))).org.id, world.orgs.get('county'))
    assert.equal((await upload('systemAdmin', whole('省'))).org.id, world.orgs.get('province'))
  })

  test('is refused naming each unknown placeholder and each legal element without a place, and the one before stays', async () => {
    await clear()
    await upload('legalReviewer', whole('县'))
    const refused = async (text: string, name?: string) =>
      upload('legalReviewer', text, name).then(
        () => assert.fail('taken'),
        (error: { code: string; message: string; body: { issues?: { message: string }[] } }) => {
          assert.equal(error.code, 'invalid')
          return error.body.issues?.map(({ message }) => message) ?? error.message
        },
      )
    assert.deepEqual(await refused('{org} {number} {subject} {whatever}'), [
      '{whatever} 不是本文书的占位符',
      '缺少“成文日期”，应当有 {day}（差事规定第三条）',
      '缺少“地点”，应当有 {place}（差事规定第五条）',
    ])
    assert.match(String(await refused(whole('县'), '差事函.doc')), /\.docx/u)
    await assert.rejects(
      postBytes(world, 'legalReviewer', '/paper-templates/kinds/errandLetter', multipart({}, 'x.docx', Buffer.from('none'))),
      {
        code: 'invalid',
        message: /不是 Word 文档/u,
      },
    )
    await assert.rejects(upload('legalReviewer', whole('县'), 'x.docx', 'noSuchPaper'), { code: 'notFound' })
    assert.deepEqual(await line('legalReviewer'), { name: '本局差事函.docx', own: true })
  })

  test('serves its unit and those below, until a nearer unit has its own', async () => {
    await clear()
    assert.deepEqual(await line('officer'), { name: null, own: false })
    await upload('systemAdmin', whole('省'), '省局.docx')
    for (const who of ['officer', 'stationOfficer', 'officerB', 'cityOfficer'] as const)
      assert.deepEqual(await line(who), { name: '省局.docx', own: false }, who)
    await upload('legalReviewer', whole('县'), '县局.docx')
    assert.deepEqual(await line('officer'), { name: '县局.docx', own: true })
    assert.deepEqual(await line('stationOfficer'), { name: '县局.docx', own: false })
    for (const who of ['officerElsewhere', 'officerB', 'cityOfficer'] as const)
      assert.deepEqual(await line(who), { name: '省局.docx', own: false }, who)
  })

  test('prints the issued paper of its unit, with its number; elsewhere another one does', async () => {
    await clear()
    const plain = await issueIn('officer')
    assert.equal(plain.wordTemplate, null)
    await upload('systemAdmin', whole('省局样式'), '省局.docx')
    await upload('legalReviewer', whole('县局样式'), '县局.docx')
    const here = await issueIn('officer')
    const there = await issueIn('officerB')
    assert.equal(here.wordTemplate, '甲市子县市场监督管理局《县局.docx》')
    assert.deepEqual(await wordOf('officer', here.id), {
      text: `县局样式 甲市子县市场监督管理局 ${here.number} 办理人甲 到 东街 2026年3月3日`,
      mark: '',
    })
    assert.match((await wordOf('officerB', there.id)).text, /^省局样式 .* 办理人甲 到 东街 2026年3月3日$/u)
    assert.doesNotMatch((await wordOf('officer', plain.id)).text, /样式/u) // what was issued before keeps its form
  })

  test('leaves what was issued as it was, when it is replaced or removed; a void one says so on every page', async () => {
    await clear()
    const first = await upload('legalReviewer', whole('旧样式'))
    const paper = await issueIn('officer')
    const second = await upload('legalReviewer', whole('新样式'))
    assert.match((await wordOf('officer', paper.id)).text, /^旧样式/u)
    await assert.rejects(world.as('legalReviewer', templatesApi).remove({ params: { templateId: first.id } }), { code: 'closed' })
    await world.as('legalReviewer', templatesApi).remove({ params: { templateId: second.id } })
    assert.deepEqual(await line('legalReviewer'), { name: null, own: false })
    assert.equal(
      (await papers('officer').read({ params: { paperId: paper.id } })).wordTemplate,
      '甲市子县市场监督管理局《本局差事函.docx》',
    )
    await papers('officer').void({ params: { paperId: paper.id }, body: { reason: '地点有误' }, version: paper.version })
    assert.deepEqual(
      [(await wordOf('officer', paper.id)).text.startsWith('旧样式'), (await wordOf('officer', paper.id)).mark],
      [true, '作废'],
    )
  })

  test('is used for the draft too, which says on every page that it is one', async () => {
    await clear()
    await upload('legalReviewer', whole('县局样式'))
    const draft = await draftIn('officer', await openIn('officer'))
    assert.match(draft.wordTemplate ?? '', /本局差事函/u)
    const word = await wordOf('officer', draft.id)
    assert.deepEqual([/^县局样式 .*办理人甲/u.test(word.text), word.mark], [true, '草稿'])
  })

  test('is read and tried with made-up words where it serves, and neither from the side nor without a unit’s duty', async () => {
    await clear()
    const own = await upload('legalReviewer', whole('县'))
    assert.match((await wordsOf('stationOfficer', `/paper-templates/${own.id}`)).text, /\{subject\}/u)
    const example = await wordsOf('officer', `/paper-templates/${own.id}/example`)
    assert.match(example.text, /（办理人） 到 （地点）/u)
    assert.equal(example.mark, '示例')
    for (const who of ['officerElsewhere', 'officerB', 'systemAdmin'] as const)
      for (const path of ['', '/example'])
        await assert.rejects(getBytes(world, who, `/paper-templates/${own.id}${path}`), { code: 'notFound' }, who)
    await assert.rejects(world.as('systemAdmin', templatesApi).remove({ params: { templateId: own.id } }), { code: 'notFound' })
    const above = await upload('systemAdmin', whole('省'))
    await clear()
    const again = await upload('systemAdmin', whole('省'))
    assert.notEqual(above.id, again.id)
    await assert.rejects(world.as('legalReviewer', templatesApi).remove({ params: { templateId: again.id } }), {
      code: 'notAllowed',
      message: /只能由该单位停用/u,
    })
  })

  test('begins from a starter with every placeholder, which is itself taken', async () => {
    await clear()
    const { content } = await getBytes(world, 'legalReviewer', '/paper-templates/kinds/errandLetter/starter')
    await postBytes(world, 'legalReviewer', '/paper-templates/kinds/errandLetter', multipart({}, '起始.docx', content))
    const kind = await world.as('officer', templatesApi).kind({ params: { kind: 'errandLetter' } })
    assert.deepEqual(
      kind.placeholders.map(({ typed, label }) => `${typed} ${label}`),
      ['{org} 机关名称', '{number} 文号', '{day} 成文日期', '{title} 文书名称', '{subject} 办理人', '{place} 地点'],
    )
    assert.deepEqual(
      kind.demands.map(({ anyOf }) => anyOf.join()),
      ['{org}', '{number}', '{day}', '{subject}', '{place}'],
    )
  })

  test('goes into the archive as the Word file that was issued', async () => {
    await clear()
    await upload('legalReviewer', whole('县局样式'))
    const paper = await issueIn('officer')
    const [bytes] = await world.inService((ctx) =>
      filedPapers(ctx, paper.matterId).then((all) => Promise.all(all.map((one) => one.render('docx')))),
    )
    assert.deepEqual(bytes, (await getBytes(world, 'officer', `/papers/${paper.id}/docx`)).content)
  })

  test('is not changed, taken back or laid elsewhere behind the application', async () => {
    await clear()
    const own = await upload('legalReviewer', whole('县'))
    for (const statement of [
      `update paper_template set kind = 'other' where id = '${own.id}'`,
      `update paper_template set sha256 = sha256 where id = '${own.id}'`,
      `delete from paper_template where id = '${own.id}'`,
    ])
      await assert.rejects(asRuntime('legalReviewer', statement), /permission denied/u)
    await assert.rejects(
      asRuntime('officer', `update paper_template set removed_at = now(), removed_by = '我' where id = '${own.id}'`),
      /row-level security/u,
    )
    assert.equal(
      await asRuntime('systemAdmin', `update paper_template set removed_at = now(), removed_by = '我' where id = '${own.id}'`),
      0,
    )
    const paper = await issueIn('officer')
    for (const change of ['word_sha256 = null, template_id = null', `word_sha256 = '${'0'.repeat(64)}'`])
      await assert.rejects(world.sql.query(`update paper set ${change} where id = $1`, [paper.id]), /final|violates/u)
  })
})
