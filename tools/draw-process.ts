import type { Process } from '#kernel/process'

/** The picture of a process: its states one below the other, forward steps on the right, backward steps on the left. Plain SVG, readable as text. */
export function drawProcess(process: Process<unknown>): string {
  const states = Object.keys(process.states)
  const y = (state: string) => top + states.indexOf(state) * pitch
  const edges = edgesOf(process, states)
  const forward = lanes(edges.filter((edge) => edge.to > edge.from + 1))
  const backward = lanes(edges.filter((edge) => edge.to < edge.from))
  const right = left(backward.count) + box.width
  const width = right + (forward.count + 1) * lane + 330
  const height = top + states.length * pitch
  const parts = [
    ...edges.filter((edge) => edge.to === edge.from + 1).map((edge) => straight(edge, y, states, left(backward.count))),
    ...forward.placed.map(({ edge, at }) => arc(edge, at, y, states, right, 1)),
    ...backward.placed.map(({ edge, at }) => arc(edge, at, y, states, left(backward.count), -1)),
    ...states.map((state) =>
      node(process.states[state]?.title ?? state, process.states[state]?.end === true, left(backward.count), y(state)),
    ),
  ]
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
const lane = 26
const box = { width: 150, height: 34 }
const left = (backwardLanes: number) => 250 + backwardLanes * lane

interface Edge {
  from: number
  to: number
  titles: string[]
}

/** Steps between the same two states share one arrow. */
function edgesOf(process: Process<unknown>, states: readonly string[]): Edge[] {
  const edges = new Map<string, Edge>()
  for (const rule of Object.values(process.steps)) {
    for (const from of rule.to ? rule.from : []) {
      const edge = { from: states.indexOf(from), to: states.indexOf(rule.to ?? from), titles: [rule.title] }
      const known = edges.get(`${edge.from} ${edge.to}`)
      if (known) known.titles.push(rule.title)
      else if (edge.from !== edge.to) edges.set(`${edge.from} ${edge.to}`, edge)
    }
  }
  return [...edges.values()]
}

/** Arcs that overlap get lanes of their own; short ones stay close to the boxes. */
function lanes(edges: readonly Edge[]): { placed: { edge: Edge; at: number }[]; count: number } {
  const taken: [number, number][][] = []
  const placed = [...edges]
    .sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from))
    .map((edge) => {
      const span: [number, number] = [Math.min(edge.from, edge.to), Math.max(edge.from, edge.to)]
      let at = taken.findIndex((spans) => spans.every(([a, b]) => span[1] < a || span[0] > b))
      if (at < 0) at = taken.push([]) - 1
      taken[at]?.push(span)
      return { edge, at }
    })
  return { placed, count: taken.length }
}

const label = (edge: Edge) => escaped(edge.titles.join('／'))

function straight(edge: Edge, y: (state: string) => number, states: readonly string[], x: number): string {
  const [from, to] = [states[edge.from] ?? '', states[edge.to] ?? '']
  const middle = x + box.width / 2
  return `<path d="M${middle} ${y(from) + box.height} V${y(to)}" stroke="#0958d9" fill="none" marker-end="url(#tip)"/><text x="${middle + 8}" y="${y(from) + box.height + 19}" fill="#333">${label(edge)}</text>`
}

function arc(edge: Edge, at: number, y: (state: string) => number, states: readonly string[], x: number, side: 1 | -1): string {
  const [from, to] = [y(states[edge.from] ?? '') + box.height / 2 + side * 6, y(states[edge.to] ?? '') + box.height / 2 - side * 6]
  const out = x + side * (lane * (at + 1))
  const anchor = side === 1 ? 'start' : 'end'
  return `<path d="M${x} ${from} H${out} V${to} H${x}" stroke="${side === 1 ? '#0958d9' : '#874d00'}" fill="none" marker-end="url(#tip)"/><text x="${out + side * 4}" y="${(side === 1 ? to : from) - 4}" text-anchor="${anchor}" fill="#333" font-size="12">${label(edge)}</text>`
}

function node(title: string, isEnd: boolean, x: number, y: number): string {
  return `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="${isEnd ? 17 : 4}" fill="${isEnd ? '#f5f5f5' : '#e6f4ff'}" stroke="${isEnd ? '#595959' : '#0958d9'}"/><text x="${x + box.width / 2}" y="${y + 22}" text-anchor="middle">${escaped(title)}</text>`
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)
