import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { tasksApi } from '#contract/tasks'
import { uploadsApi } from '#contract/uploads'
import { cmi5Structure, filmOf, keepingIn, manifest12, manifest2004, packages, zipOf } from '#test/courses'
import { openWorld, type World } from '#test/world'
import { sweepUploads } from './uploads.ts'

interface Raw {
  name: string
  content?: Buffer
  /** What its line says instead of the truth. */
  unpacked?: number
  crc?: number
  mode?: number
  flags?: number
  method?: number
  /** Points to the bytes of the entry before. */
  shared?: boolean
  /** Bytes behind the packed ones that are counted with them. */
  padding?: number
}

/** A zip by hand, which says of its entries what it likes. */
function rawZip(entries: readonly Raw[]): Buffer {
  const [bodies, lines]: [Buffer[], Buffer[]] = [[], []]
  let [at, last] = [0, 0]
  for (const {
    name,
    content = Buffer.from('x'),
    unpacked,
    crc,
    mode = 0o100644,
    flags = 0x800,
    method = 8,
    shared,
    padding = 0,
  } of entries) {
    const packed = Buffer.concat([deflateRawSync(content), Buffer.alloc(padding)])
    const path = Buffer.from(name)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc ?? crc32(content), 0)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(unpacked ?? content.length, 8)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(method, 8)
    sizes.copy(local, 14)
    local.writeUInt16LE(path.length, 26)
    const line = Buffer.alloc(46)
    line.writeUInt32LE(0x02014b50, 0)
    line.writeUInt16LE(flags, 8)
    line.writeUInt16LE(method, 10)
    sizes.copy(line, 16)
    line.writeUInt16LE(path.length, 28)
    line.writeUInt32LE(mode * 65_536, 38)
    line.writeUInt32LE(shared ? last : at, 42)
    lines.push(line, path)
    if (shared) continue
    bodies.push(local, path, packed)
    last = at
    at += 30 + path.length + packed.length
  }
  const directory = Buffer.concat(lines)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, directory, end])
}

const manifest: Raw = { name: 'imsmanifest.xml', content: Buffer.from(manifest12()) }
const index: Raw = { name: 'sco/index.html', content: Buffer.from('<p>') }
const with_ = (...more: Raw[]) => rawZip([manifest, index, ...more])

describe('a package', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
  })
  after(() => world.close())

  const bring = (content: Buffer) => keeping.bring('trainer', 'coursePackage', '课件.zip', content)
  const folder = (name: string) =>
    readdirSync(join(world.dataFolder, 'files', name), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const left = async () => {
    const { rows } = await world.sql.query(
      'select (select count(*)::int from content_package) packages, (select count(*)::int from content_entry) entries, (select count(*)::int from blob) blobs, (select count(*)::int from upload where package_id is null and file_id is null) uploads',
    )
    return { ...rows[0], kept: folder('blobs').length, temp: folder('temp').length, partial: folder('partial').length }
  }

  for (const [what, content] of [
    ['SCORM 1.2', () => packages.scorm12()],
    ['SCORM 2004', () => packages.scorm2004()],
    ['cmi5', () => zipOf({ 'cmi5.xml': cmi5Structure(), 'au/index.html': '<p>' })],
    [
      'one with Chinese names of Windows',
      async () =>
        rawZip([
          { name: 'imsmanifest.xml', content: Buffer.from(manifest12().replaceAll('sco/index.html', '第一讲/首页.html')) },
          { name: '第一讲/首页.html', content: Buffer.from('<p>') },
        ]),
    ],
    [
      'one that says UTF-16 and writes UTF-8',
      async () => zipOf({ 'imsmanifest.xml': manifest12().replace('UTF-8', 'utf-16'), 'sco/index.html': '<p>' }),
    ],
    [
      'one that is UTF-16 without a mark',
      async () => zipOf({ 'imsmanifest.xml': Buffer.from(manifest12().replace('UTF-8', 'utf-16'), 'utf16le'), 'sco/index.html': '<p>' }),
    ],
    ['one that is packed with backslashes', async () => rawZip([manifest, { ...index, name: 'sco\\index.html' }])],
  ] as const)
    test(`in order is taken: ${what}`, async () => {
      const { state, said } = await bring(await content())
      assert.equal(state, 'done', said)
      const { temp, partial, uploads } = await left()
      assert.deepEqual([temp, partial, uploads], [0, 0, 0])
    })

  for (const [what, content, reason] of [
    ['no zip at all', async () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 1)]), /不是完整的 zip/],
    ['half a zip', async () => (await packages.scorm12()).subarray(0, 700), /不是完整的 zip/],
    ['a bomb by its ratio', async () => with_({ name: 'bomb', content: Buffer.alloc(20 * 1024 * 1024) }), /压缩比超过 100 倍/],
    [
      'a bomb that says more than a gigabyte',
      async () =>
        with_(...Array.from({ length: 12 }, (_, i) => ({ name: `b${i}`, content: Buffer.alloc(2_000_000, 'ab'), unpacked: 99_000_000 }))),
      /压缩比|超过 1 GB/,
    ],
    [
      'a bomb that says less than it holds',
      async () => with_({ name: 'liar', content: Buffer.alloc(3_000_000, 'xyz'), unpacked: 1000 }),
      /更大|无法正确解开/,
    ],
    [
      'entries that share their bytes',
      async () => with_({ name: 'a', content: Buffer.alloc(900, 1) }, { name: 'b', content: Buffer.alloc(900, 1), shared: true }),
      /互相重叠/,
    ],
    [
      'more than ten thousand entries',
      async () => with_(...Array.from({ length: 10_001 }, (_, i) => ({ name: `f${i}` }))),
      /超过 10000 个/,
    ],
    ['a name that leads upwards', async () => with_({ name: '../../evil.html' }), /不允许的文件名/],
    ['a name that leads upwards with backslashes', async () => with_({ name: 'a\\..\\..\\evil.html' }), /不允许的文件名/],
    ['an absolute name', async () => with_({ name: '/etc/passwd' }), /不允许的文件名/],
    ['a name with a drive', async () => with_({ name: 'C:/evil.exe' }), /不允许的文件名/],
    ['a name with a zero byte', async () => with_({ name: 'a\0.html' }), /不允许的文件名/],
    ['a symbolic link', async () => with_({ name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }), /符号链接/],
    ['a locked entry', async () => with_({ name: 'secret', flags: 0x801 }), /设有密码/],
    ['folders without end', async () => with_({ name: `${'d/'.repeat(20)}x` }), /超过 16 层/],
    ['two entries of one name', async () => with_({ name: 'sco/index.html' }), /重名/],
    [
      'a manifest that says a little and fills the memory that reads it',
      async () => with_({ name: 'fat', content: Buffer.from('<p>'), padding: 500_000 }),
      /已损坏：“fat”/,
    ],
    ['a sum that is not right', async () => with_({ name: 'broken', crc: 7 }), /已损坏/],
    ['an unknown way of packing', async () => with_({ name: 'odd', method: 99 }), /压缩方式/],
    ['no manifest', async () => zipOf({ 'index.html': '<p>' }), /没有 imsmanifest.xml 或 cmi5.xml/],
    [
      'its folder packed along',
      async () => zipOf({ 'kj/imsmanifest.xml': manifest12(), 'kj/sco/index.html': '<p>' }),
      /不在压缩包的最外层/,
    ],
    ['a manifest that is broken', async () => zipOf({ 'imsmanifest.xml': manifest12().slice(0, 300) }), /不是完整的 XML/],
    [
      'a manifest with a document type',
      async () => zipOf({ 'imsmanifest.xml': manifest2004.replace('?>', '?><!DOCTYPE m [<!ENTITY a "aaaa">]>') }),
      /DOCTYPE/,
    ],
    ['a manifest that opens what is not there', async () => zipOf({ 'imsmanifest.xml': manifest12() }), /没有这个文件/],
    ['a manifest with nothing to open', async () => zipOf({ 'imsmanifest.xml': manifest12('', '') }), /没有可以打开的内容/],
    ['a cmi5 part on another site', async () => zipOf({ 'cmi5.xml': cmi5Structure('https://elsewhere.example/au') }), /压缩包之外的地址/],
  ] as const)
    test(`is refused by its reason, and nothing stays of it: ${what}`, async () => {
      const before = await left()
      const { state, said } = await bring(await content())
      assert.equal(state, 'failed')
      assert.match(said, reason)
      assert.deepEqual(await left(), before)
    })

  describe('a file on its way', () => {
    const api = () => world.as('trainer', uploadsApi)

    test('is judged before its first byte: by who brings it, what for and how big', async () => {
      const body = { purpose: 'courseVideo' as const, name: 'a.mp4', bytes: 10 }
      for (const who of ['officer', 'principalHead', 'systemAdmin'] as const)
        await assert.rejects(world.as(who, uploadsApi).begin({ body }), { code: 'notAllowed' }, who)
      await assert.rejects(api().begin({ body: { ...body, bytes: 2 ** 31 } }), { code: 'invalid' })
      await assert.rejects(api().begin({ body: { ...body, purpose: 'evidencePhoto' } }), { code: 'invalid' })
    })

    test('goes on where it broke off, and comes out as it went in', async () => {
      const film = filmOf(30, 300_000)
      const { uploadId, address } = await api().begin({ body: { purpose: 'courseVideo', name: '断.mp4', bytes: film.length } })
      assert.equal((await keeping.patch('trainer', address, 0, film.subarray(0, 100_000))).status, 204)
      await assert.rejects(api().finish({ params: { uploadId } }), { code: 'closed' })
      assert.equal((await api().read({ params: { uploadId } })).received, 100_000)
      assert.equal((await keeping.patch('trainer', address, 0, film)).status, 409) // not from the beginning again
      assert.equal((await keeping.patch('trainer', address, 100_000, film.subarray(100_000))).status, 204)
      const { taskId } = await api().finish({ params: { uploadId } })
      const { allJobs } = await import('#rooms')
      await allJobs['courses.take']!.long!(world.house, world.inService, { taskId }, new AbortController().signal)
      assert.equal((await world.as('trainer', tasksApi).read({ params: { taskId } })).state, 'done')
      const { rows } = await world.sql.query(
        'select f.sha256, u.seconds::float from upload u join file f on f.id = u.file_id where u.id = $1',
        [uploadId],
      )
      assert.equal(rows[0].seconds, 30)
      assert.ok(Buffer.concat(await world.house.files.open(rows[0].sha256).toArray()).equals(film))
      assert.ok(Buffer.concat(await world.house.files.open(rows[0].sha256, { start: 10, end: 19 }).toArray()).equals(film.subarray(10, 20)))
    })

    test('is his alone, and takes no more than it said', async () => {
      const { uploadId, address } = await api().begin({ body: { purpose: 'courseVideo', name: 'a.mp4', bytes: 100 } })
      for (const who of ['trainerElsewhere', 'officer', 'systemAdmin'] as const) {
        assert.equal((await keeping.patch(who, address, 0, Buffer.alloc(10))).status, 404, who)
        await assert.rejects(world.as(who, uploadsApi).finish({ params: { uploadId } }), { code: 'notFound' }, who)
      }
      assert.equal((await keeping.patch(null, address, 0, Buffer.alloc(10))).status, 401)
      assert.equal((await keeping.patch('trainer', address, 0, Buffer.alloc(10), { 'sec-fetch-site': 'cross-site' })).status, 403)
      assert.ok((await keeping.patch('trainer', address, 0, Buffer.alloc(101))).status >= 400)
      for (const method of ['GET', 'DELETE', 'POST', 'OPTIONS'])
        assert.equal(
          (await fetch((await keeping.address()) + address, { method, headers: { cookie: `sid=${world.people.trainer.token}` } })).status,
          404,
          method,
        )
      for (const path of ['/uploads/..%2f..%2fpasswd', '/uploads/x', `${address}.json`])
        assert.equal((await keeping.patch('trainer', path, 0, Buffer.alloc(1))).status, 404, path)
      await api().drop({ params: { uploadId } })
      assert.equal(existsSync(join(world.dataFolder, 'files/partial', uploadId)), false)
    })

    test('that is no film by its content is refused, and nothing stays of it', async () => {
      const before = await left()
      for (const content of [Buffer.from('<script>alert(1)</script>'), filmOf(0), await packages.scorm12()])
        assert.equal((await keeping.bring('trainer', 'courseVideo', 'a.mp4', content)).state, 'failed')
      assert.deepEqual(await left(), before)
    })

    test('is told by its name what is wrong with it: another kind of film, another name, no length', async () => {
      const webm = Buffer.concat([Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'), Buffer.alloc(5000)])
      for (const [name, content, why] of [
        ['讲座.mp4', webm, /不能作为课程视频，可以上传的格式：mp4、m4v/],
        ['讲座.webm', webm, /不能作为课程视频，可以上传的格式：mp4、m4v/],
        ['讲座.avi', filmOf(60), /“讲座\.avi”与内容不符/],
        ['无时长.mp4', filmOf(0), /“无时长\.mp4”没有写明时长/],
      ] as const)
        assert.match((await keeping.bring('trainer', 'courseVideo', name, content)).said, why, name)
    })

    test('is swept away when nobody goes on with it for a day', async () => {
      const { uploadId } = await api().begin({ body: { purpose: 'courseVideo', name: 'a.mp4', bytes: 100 } })
      await world.inService(sweepUploads)
      assert.equal((await api().read({ params: { uploadId } })).received, 0)
      const { utimesSync } = await import('node:fs')
      const old = new Date(Date.now() - 25 * 3_600_000)
      utimesSync(join(world.dataFolder, 'files/partial', uploadId), old, old)
      await world.inService(sweepUploads)
      await assert.rejects(api().read({ params: { uploadId } }), { code: 'notFound' })
    })
  })
})
