import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { glossary } from '#contract/glossary'
import { registerPapers } from '#kernel/matter'
import { allPapers, allProcesses } from '#rooms'
import { describeProcess } from './describe-process.ts'
import { drawProcess } from './draw-process.ts'
import { openApiText } from './open-api.ts'

/**
 * Prints what is derived from code: each process as table and picture, the glossary, OpenAPI. `--check` compares instead of writing and names what
 * is out of date; a test runs it.
 */
const docs = new URL('../docs/', import.meta.url)

export async function drawn(): Promise<Map<string, string>> {
  registerPapers(allPapers)
  const files = new Map<string, string>()
  for (const { process, forms } of allProcesses) {
    files.set(`processes/${process.name}.svg`, drawProcess(process))
    files.set(`processes/${process.name}.md`, describeProcess(process, forms))
  }
  files.set('glossary.md', glossaryText())
  files.set('openapi.json', await openApiText())
  return files
}

function glossaryText(): string {
  const rows = [...glossary]
    .sort((a, b) => a.term.localeCompare(b.term, 'en'))
    .map(({ term, chinese, meaning }) => `| ${term} | ${chinese} | ${meaning} |`)
  return [
    '# Glossary',
    '',
    'Printed from `contract/glossary.ts` by `npm run draw`.',
    '',
    '| term | 中文 | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

export async function outOfDate(): Promise<string[]> {
  const files = await drawn()
  const old: string[] = []
  for (const [name, text] of files) {
    const present = await readFile(new URL(name, docs), 'utf8').catch(() => '')
    if (present !== text) old.push(`docs/${name}`)
  }
  const present = await readdir(new URL('processes/', docs)).catch(() => [])
  return [...old, ...present.filter((name) => !files.has(`processes/${name}`)).map((name) => `docs/processes/${name} (no such process)`)]
}

async function writeAll(): Promise<void> {
  await rm(new URL('processes/', docs), { recursive: true, force: true })
  await mkdir(new URL('processes/', docs), { recursive: true })
  for (const [name, text] of await drawn()) await writeFile(new URL(name, docs), text)
}

if (import.meta.main) await writeAll()
