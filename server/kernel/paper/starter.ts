import { type Block, type Column, flush, heading, words } from './block.ts'
import type { ComposedPaper, Paper } from './declaration.ts'
import { type Placeholder, placeholdersOf, separatorColumn, serialColumn } from './placeholder.ts'

const typed = (name: string) => `{${name}}`

/**
 * 起始模板: each placeholder of the paper once, with its label, so that an office begins with a template that is whole and moves
 * things to where it wants them.
 */
export function starterOf(paper: Paper): ComposedPaper {
  const all = placeholdersOf(paper)
  const lists = all.filter(({ kind }) => kind === 'list')
  const fields = all.filter(({ kind, list, name }) => kind !== 'list' && list === null && !['org', 'number', 'day', 'title'].includes(name))
  return {
    title: paper.title,
    layout: paper.layout,
    blocks: [
      { kind: 'title', text: typed('title'), org: typed('org') },
      ...(paper.numbering === 'none' ? [] : [{ kind: 'numberLine', align: 'center', text: words(typed('number')) } satisfies Block]),
      ...fields.filter(({ kind }) => kind === 'value').map(({ name, label }) => flush(words(`${label}：${typed(name)}`))),
      ...fields.filter(({ kind }) => kind === 'box').map(({ name, label }) => flush(words(`${typed(name)} ${label}`))),
      ...lists.flatMap((list) => tableOf(list, all)),
      { kind: 'signature', org: typed('org'), day: words(typed('day')) },
    ],
  }
}

/** A row of a table that holds a loop is repeated for each entry. */
function tableOf({ name, label }: Placeholder, all: readonly Placeholder[]): Block[] {
  const list = name.slice(1)
  const own = all.filter((one) => one.list === list && one.kind === 'value' && one.name !== serialColumn && one.name !== separatorColumn)
  const columns: Column[] = [
    { title: '序号', width: 8, align: 'center' },
    ...own.map((one) => ({ title: one.label, width: Math.floor(92 / own.length) })),
  ]
  const cells = own.map((one, at) => words(`${typed(one.name)}${at === own.length - 1 ? typed(`/${list}`) : ''}`))
  return [
    heading(label.replace(/（逐项重复.*$/u, '')),
    { kind: 'list', columns, rows: [[words(`${typed(name)}${typed(serialColumn)}`), ...cells]] },
  ]
}
