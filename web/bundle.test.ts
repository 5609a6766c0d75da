import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build, parseAst } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const read = (path: string) => readFileSync(path, 'utf8')

/** One build for the whole file, in memory: nobody's dist is touched, and nobody waits for it. */
const built = await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'silent', build: { write: false } })
const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
const chunks = outputs.filter((one) => one.type === 'chunk')

const ownSources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|js|css|html)$/.test(name) && !/^dist|\.test\.ts$|\.config\.ts$/.test(name))
  .map((name) => ({ name, text: read(join(here, name)) }))

/** Came after Chromium 83. Types do not stop them: the DOM and Node's own types know newer ones. */
const tooNew = [
  /\.at\(/,
  /\.replaceAll\(/,
  /Object\.hasOwn\b/,
  /structuredClone\(/,
  /randomUUID\(/,
  /\.findLast\(/,
  /\.toSorted\(/,
  /\.toReversed\(/,
]
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

type Node = { type: string } & Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** What each kind of node may hold that Chromium 83 cannot read. */
const newer: Record<string, (node: Node) => string | false> = {
  AssignmentExpression: ({ operator }) => /^(\?\?|\|\||&&)=$/.test(String(operator)) && String(operator),
  StaticBlock: () => 'static block',
  MethodDefinition: ({ key }) => isNode(key) && key.type === 'PrivateIdentifier' && 'private method',
  BinaryExpression: ({ left }) => isNode(left) && left.type === 'PrivateIdentifier' && '#c in x',
  Literal: ({ regex }) => /[dv]/.test((regex as { flags?: string } | undefined)?.flags ?? '') && 'regular expression flag', // the parser's own shape
}

function newerSyntax(root: unknown, inFunction = false, found = new Set<string>()): Set<string> {
  if (Array.isArray(root)) for (const one of root) newerSyntax(one, inFunction, found)
  if (!isNode(root)) return found
  const what = newer[root.type]?.(root) || (root.type === 'AwaitExpression' && !inFunction && 'await outside a function')
  if (what) found.add(what)
  const within = inFunction || /Function/.test(root.type)
  for (const value of Object.values(root)) if (typeof value === 'object' && value !== null) newerSyntax(value, within, found)
  return found
}

describe('the bundle', () => {
  test('has the page and something in it', () => {
    assert.ok(chunks.length > 5)
    assert.ok(ownSources.length > 40)
  })

  test('calls nothing in our own code that Chromium 83 lacks', () => {
    const found = ownSources.flatMap(({ name, text }) =>
      tooNew.filter((call) => call.test(withoutComments(text))).map((call) => `${name}: ${call}`),
    )
    assert.deepEqual(found, [])
  })

  test('uses no syntax that came after that browser', () => {
    const found = chunks.flatMap(({ fileName, code }) => [...newerSyntax(parseAst(code))].map((what) => `${fileName}: ${what}`))
    assert.deepEqual(found, [])
  })

  test('would be caught if it did', () => {
    const sample = 'a ??= 1; class B { #c() {} static {} has(x) { return #c in x } }; /x/d.test(y); await z'
    assert.deepEqual(
      [...newerSyntax(parseAst(sample))].sort(),
      ['#c in x', '??=', 'await outside a function', 'private method', 'regular expression flag', 'static block'].sort(),
    )
  })

  test('holds no question, key or rubric: of exams it knows names of fields alone', () => {
    const story = read(join(here, '../server/demonstration/exam-story.ts'))
    const words = [...story.matchAll(/(?:choice|judgement)\(\s*'([^']{8,})'/g)].flatMap(([, stem]) => stem ?? [])
    assert.ok(words.length >= 5)
    const found = chunks.flatMap(({ fileName, code }) => words.filter((stem) => code.includes(stem)).map((stem) => `${fileName}: ${stem}`))
    assert.deepEqual(found, [])
    const fromServer = ownSources.filter(({ text }) => /from '(#exams|#kernel\/[\w-]+|[./]+\/server\/[^']*)'/.test(text))
    assert.deepEqual(
      fromServer.map(({ name }) => name),
      [],
    )
  })

  test('holds no source map', () => {
    assert.deepEqual(
      outputs.filter(({ fileName }) => fileName.endsWith('.map')).map(({ fileName }) => fileName),
      [],
    )
    assert.deepEqual(
      chunks.filter(({ code }) => code.includes('sourceMappingURL')).map(({ fileName }) => fileName),
      [],
    )
  })

  test('names no other host in our own code', () => {
    const found = ownSources.flatMap(({ name, text }) =>
      (text.match(/https?:\/\/[^\s'"`)]+/g) ?? [])
        .filter((address) => !address.startsWith('http://www.w3.org/'))
        .map((address) => `${name}: ${address}`),
    )
    assert.deepEqual(found, [])
  })

  test('has a hash in the name of every file but the page itself: browsers keep them for a year', () => {
    const unhashed = outputs.filter(({ fileName }) => fileName !== 'index.html' && !/-[\w-]{8,}\.\w+$/.test(fileName))
    assert.deepEqual(
      unhashed.map(({ fileName }) => fileName),
      [],
    )
  })

  test('asks for less than 1.2 MB of script before the sign-in page stands', () => {
    const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
    const needed = new Set<string>()
    const walk = (fileName: string) => {
      const chunk = byName.get(fileName)
      if (!chunk || needed.has(fileName)) return
      needed.add(fileName)
      for (const next of chunk.imports) walk(next)
    }
    for (const chunk of chunks) if (chunk.isEntry || chunk.facadeModuleId?.endsWith('SignInPage.tsx')) walk(chunk.fileName)
    const size = [...needed].reduce((sum, fileName) => sum + (byName.get(fileName)?.code.length ?? 0), 0)
    assert.ok(size > 100_000)
    assert.ok(size < 1_200_000, `${size}`)
  })
})
