import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import yazl from 'yazl'
import type { CourseId, UnitId } from '#contract/courses'
import { coursesApi } from '#contract/courses'
import type { CourseDraft, EditionView, UnitDraft } from '#contract/courses-keeping'
import { courseKeepingApi } from '#contract/courses-keeping'
import { type LaunchId, learningApi } from '#contract/courses-learning'
import type { FilePurpose } from '#contract/files'
import { tasksApi } from '#contract/tasks'
import { uploadsApi } from '#contract/uploads'
import { contentRoutes } from '#courses'
import { buildContentServer } from '#kernel/http'
import { allJobs } from '#rooms'
import type { PersonKey, World } from './world.ts'

/** A film by its header alone: nothing to see, and as long as it says. */
export function filmOf(seconds: number, filling = 0): Buffer {
  const box = (name: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length + 8)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(seconds * 1000, 16)
  const kind = Buffer.concat([Buffer.from('isom'), Buffer.alloc(4), Buffer.from('isommp41')])
  return Buffer.concat([box('ftyp', kind), box('moov', box('mvhd', header)), box('mdat', Buffer.alloc(filling, 7))])
}

/** A zip as authoring tools make it. */
export async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), path)
  zip.end()
  return buffer(zip.outputStream)
}

const organization = (items: string) =>
  `<organizations default="org"><organization identifier="org"><title>课件样例</title>${items}</organization></organizations>`
const oneItem = (more = '') => `<item identifier="item-1" identifierref="r1"><title>第一部分</title>${more}</item>`

export const manifest12 = (more = '', items = oneItem(more)) => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>${organization(items)}
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="sco/index.html"><file href="sco/index.html"/></resource></resources></manifest>`

const objectives = `<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><imsss:objectives><imsss:primaryObjective objectiveID="main"/>
<imsss:objective objectiveID="second"/></imsss:objectives></imsss:sequencing>`

export const manifest2004 = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>${organization(oneItem(objectives))}
<resources><resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="sco/index.html"><file href="sco/index.html"/></resource></resources></manifest>`

export const cmi5Structure = (
  url = 'au/index.html',
  moveOn = 'CompletedAndPassed',
  launchMethod = 'AnyWindow',
) => `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/course"><title><langstring lang="zh-CN">cmi5 样例</langstring></title><description><langstring lang="zh-CN">x</langstring></description></course>
<au id="https://example.org/course/au1" moveOn="${moveOn}" masteryScore="0.8" launchMethod="${launchMethod}"><title><langstring lang="zh-CN">单元一</langstring></title><description><langstring lang="zh-CN">x</langstring></description><url>${url}</url></au>
</courseStructure>`

const page = (script: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>样例</title></head><body><p id="where"></p><button id="go">完成</button><script src="../shared/sco.js"></script><script>${script}</script></body></html>`

/** Packages of our own that run: each shows where it stopped, goes one page on, and at the third reports that it was passed. */
export const packages = {
  scorm12: (more = '') =>
    zipOf({
      'imsmanifest.xml': manifest12(more),
      'shared/sco.js': 'window.find = (name) => { let w = window; while (!w[name] && w.parent !== w) w = w.parent; return w[name] }',
      'sco/index.html': page(`
        const api = find('API'); api.LMSInitialize('')
        let at = Number(api.LMSGetValue('cmi.core.lesson_location') || 0) + 1
        document.title = api.LMSGetValue('cmi.core.student_name')
        document.querySelector('#where').textContent = '第 ' + at + ' 页，' + api.LMSGetValue('cmi.core.entry')
        api.LMSSetValue('cmi.core.lesson_location', String(at)); api.LMSSetValue('cmi.suspend_data', '断点 ' + at)
        api.LMSSetValue('cmi.core.lesson_status', 'incomplete'); api.LMSSetValue('cmi.core.exit', 'suspend'); api.LMSCommit('')
        document.querySelector('#go').onclick = () => {
          api.LMSSetValue('cmi.core.score.raw', '90'); api.LMSSetValue('cmi.core.lesson_status', 'passed'); api.LMSFinish('') }`),
    }),
  scorm2004: () =>
    zipOf({
      'imsmanifest.xml': manifest2004,
      'shared/sco.js': 'window.find = (name) => { let w = window; while (!w[name] && w.parent !== w) w = w.parent; return w[name] }',
      'sco/index.html': page(`
        const api = find('API_1484_11'); api.Initialize('')
        let at = Number(api.GetValue('cmi.location') || 0) + 1
        document.querySelector('#where').textContent = '第 ' + at + ' 页，' + api.GetValue('cmi.entry')
        api.SetValue('cmi.location', String(at)); api.SetValue('cmi.completion_status', 'incomplete'); api.SetValue('cmi.exit', 'suspend'); api.Commit('')
        document.querySelector('#go').onclick = () => {
          api.SetValue('cmi.score.scaled', '0.95'); api.SetValue('cmi.success_status', 'passed'); api.SetValue('cmi.completion_status', 'completed'); api.Terminate('') }`),
    }),
}

/** The content listener of a world, without a port. */
export const contentOf = (world: World): Promise<FastifyInstance> => buildContentServer(world.house, contentRoutes(world.house))

export const aCourse: CourseDraft = {
  title: '商标法修订要点',
  programme: '商标专题',
  theme: '商标',
  hours: 2,
  subject: 'professional',
  qualifies: true,
  summary: '',
  maxRate: 1.5,
}

/** What a training officer does at his desk, through the front door. */
export function keepingIn(world: World) {
  const address = async () => {
    if (!world.app.server.listening) {
      world.app.server.listen(0, '127.0.0.1')
      await once(world.app.server, 'listening')
    }
    return `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}` // it listens on a port
  }
  const keeping = {
    address,
    /** One piece of an upload, by the protocol. */
    patch: async (who: PersonKey | null, path: string, offset: number, piece: Buffer, more: Record<string, string> = {}) =>
      fetch((await address()) + path, {
        method: 'PATCH',
        headers: {
          ...(who ? { cookie: `sid=${world.people[who].token}` } : {}),
          'tus-resumable': '1.0.0',
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
          ...more,
        },
        body: new Uint8Array(piece),
      }),
    /** Uploaded, looked at by the job: its task's words, and the upload to be used. */
    async bring(who: PersonKey, purpose: FilePurpose, name: string, content: Buffer) {
      const api = world.as(who, uploadsApi)
      const { uploadId, address: path } = await api.begin({ body: { purpose, name, bytes: content.length } })
      const sent = await keeping.patch(who, path, 0, content)
      if (sent.status !== 204) throw new Error(`PATCH ${sent.status}`)
      const { taskId } = await api.finish({ params: { uploadId } })
      await allJobs['courses.take']!.long!(world.house, world.inService, { taskId }, new AbortController().signal)
      const { state, said } = await world.as(who, tasksApi).read({ params: { taskId } })
      return { uploadId, state, said: said ?? '' }
    },
    create: (who: PersonKey, draft: Partial<CourseDraft> = {}) =>
      world.as(who, courseKeepingApi).create({ body: { ...aCourse, ...draft } }),
    addUnit: (who: PersonKey, course: EditionView, unit: Partial<UnitDraft> & Pick<UnitDraft, 'kind'>) =>
      world
        .as(who, courseKeepingApi)
        .addUnit({ params: { courseId: course.id }, version: course.version, body: { title: '第一讲', required: true, ...unit } }),
    publish: (who: PersonKey, course: EditionView) =>
      world.as(who, courseKeepingApi).publish({ params: { courseId: course.id }, version: course.version }),
    /** A published course of one unit: the ids that a learner needs. */
    async offer(
      who: PersonKey,
      unit: Partial<UnitDraft> & Pick<UnitDraft, 'kind'>,
      draft: Partial<CourseDraft> = {},
    ): Promise<{ courseId: CourseId; unitId: UnitId }> {
      const made = await keeping.addUnit(who, await keeping.create(who, draft), unit)
      const { id, content } = await keeping.publish(who, made)
      return { courseId: id, unitId: content[0]!.id }
    },
  }
  return keeping
}

/** What the page of a learner does, and the clock that a test moves. */
export function learningIn(world: () => World, content: () => FastifyInstance) {
  const open = async (who: PersonKey, { courseId, unitId }: { courseId: CourseId; unitId: UnitId }) => {
    await world().as(who, coursesApi).begin({ params: { courseId } })
    return world().as(who, learningApi).launch({ params: { unitId }, body: {} })
  }
  /** As if so many seconds had passed since the last word. */
  const pass = (seconds: number) =>
    world().sql.query(
      'update content_launch set heard_at = heard_at - make_interval(secs => $1), opened_at = opened_at - make_interval(secs => $1)',
      [seconds],
    )
  const beat = (who: PersonKey, launchId: LaunchId, serial: number, position: number, more = {}) =>
    world()
      .as(who, learningApi)
      .beat({ params: { launchId }, body: { serial, position, playing: true, rate: 1, ...more } })
  const get = (address: string, headers: Record<string, string> = {}) =>
    content().inject({ url: new URL(address, 'http://localhost:8350').pathname, headers: { host: 'localhost:8350', ...headers } })

  return { open, pass, beat, get }
}
