import type { Process } from '#kernel/process'

/**
 * The picture of a process: its states one below the other, the next step between them, forward leaps on the right, ways back on the left. All steps that
 * lead to one state from one side share a line, so that each target has one label. Plain SVG, readable as text.
 */
export function drawProcess(process: Process<unknown>): string {
  const states = Object.keys(process.states)
  const edges = edgesOf(process, states)
  const forward = lanes(edges.filter((edge) => edge.to > edge.from + 1))
  const backward = lanes(edges.filter((edge) => edge.to < edge.from))
  const at = (index: number) => top + index * pitch
  const left = margin + backward.length * lane
  const right = left + box.width
  const width = right + (forward.length + 1) * lane + margin
  const parts = [
    ...lanes(edges.filter((edge) => edge.to === edge.from + 1)).map((bus) => straight(bus, at, left)),
    ...forward.map((bus, i) =>
      drawBus(bus, at, { x: right, out: right + lane * (i + 1), text: right + lane * (forward.length + 1), anchor: 'start' }),
    ),
    ...backward.map((bus, i) =>
      drawBus(bus, at, { x: left, out: left - lane * (i + 1), text: left - lane * (backward.length + 1), anchor: 'end' }),
    ),
    ...states.map((state, i) => node(process.states[state]?.title ?? state, process.states[state]?.end === true, left, at(i))),
  ]
  const height = top + states.length * pitch
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<title>${escaped(process.title)}</title>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#0958d9"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`
}

const top = 20
const pitch = 64
const lane = 22
const margin = 300
const box = { width: 150, height: 34 }

interface Edge {
  from: number
  to: number
  title: string
}

function edgesOf(process: Process<unknown>, states: readonly string[]): Edge[] {
  return Object.values(process.steps).flatMap((rule) =>
    (rule.to ? rule.from : [])
      .map((from) => ({ from: states.indexOf(from), to: states.indexOf(rule.to ?? from), title: rule.title }))
      .filter((edge) => edge.from !== edge.to),
  )
}

/** All steps to one state from one side. */
interface Bus {
  to: number
  froms: number[]
  titles: string[]
}

/** Short ones stay close to the boxes. */
function lanes(edges: readonly Edge[]): Bus[] {
  const byTarget = Map.groupBy(edges, (edge) => edge.to)
  const span = ({ to, froms }: Bus) => Math.max(...froms.map((from) => Math.abs(from - to)))
  return [...byTarget]
    .map(([to, some]) => ({ to, froms: [...new Set(some.map((edge) => edge.from))], titles: [...new Set(some.map((edge) => edge.title))] }))
    .sort((a, b) => span(a) - span(b))
}

/** The step to the next state below. */
function straight({ to, titles }: Bus, at: (index: number) => number, left: number): string {
  const middle = left + box.width / 2
  const leaves = at(to - 1) + box.height
  return `<path d="M${middle} ${leaves} V${at(to)}" stroke="#0958d9" fill="none" marker-end="url(#tip)"/>${text(middle + 8, leaves + 19, 'start', titles.join('／'))}`
}

function drawBus(
  { to, froms, titles }: Bus,
  at: (index: number) => number,
  line: { x: number; out: number; text: number; anchor: 'start' | 'end' },
): string {
  const colour = line.anchor === 'start' ? '#0958d9' : '#874d00'
  const arrives = at(to) + box.height / 2 - 7
  const leaves = froms.map((from) => at(from) + box.height / 2 + 7)
  const trunk = [arrives, ...leaves]
  const paths = [`M${line.out} ${Math.min(...trunk)} V${Math.max(...trunk)}`, ...leaves.map((y) => `M${line.x} ${y} H${line.out}`)].map(
    (d) => `<path d="${d}" stroke="${colour}" fill="none"/>`,
  )
  const arrow = `<path d="M${line.out} ${arrives} H${line.x}" stroke="${colour}" fill="none" marker-end="url(#tip)"/>`
  const guide = `<path d="M${line.text} ${arrives} H${line.out}" stroke="${colour}" fill="none" stroke-dasharray="2 4" opacity="0.5"/>`
  return [...paths, guide, arrow, text(line.text, arrives + 4, line.anchor, titles.join('／'))].join('')
}

/** With a white rim, so that a line behind it does not cross the characters. */
const text = (x: number, y: number, anchor: string, words: string) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#333" stroke="#fff" stroke-width="4" paint-order="stroke">${escaped(words)}</text>`

function node(title: string, isEnd: boolean, x: number, y: number): string {
  return `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="${isEnd ? 17 : 4}" fill="${isEnd ? '#f5f5f5' : '#e6f4ff'}" stroke="${isEnd ? '#595959' : '#0958d9'}"/><text x="${x + box.width / 2}" y="${y + 22}" text-anchor="middle">${escaped(title)}</text>`
}

const escaped = (words: string) => words.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)
