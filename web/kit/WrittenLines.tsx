import type { Line } from './field-words.ts'

/** What was entered with a step, under the labels of its form. */
export function WrittenLines({ lines }: { lines: readonly Line[] }) {
  return lines.map(({ title, words }) => (
    <p key={title} className="step-words">
      <span className="hint">{title}：</span>
      {words}
    </p>
  ))
}
