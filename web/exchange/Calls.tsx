import { Link } from '@tanstack/react-router'
import type { Call } from '#contract/exchange-items'
import { dayInWords } from '../kit/day.ts'

/** 约稿 that are not over: what is wanted, of whom, until when; the number opens what came for it. */
export function Calls({ calls }: { calls: readonly Call[] }) {
  if (calls.length === 0) return null
  return (
    <section className="panel gap-bottom" aria-label="约稿">
      <h2 className="card-title">约稿</h2>
      <ul className="plain-list">
        {calls.map(({ id, title, org, dueOn, to, wanted, items }) => (
          <li key={id}>
            <strong>{title}</strong>　截止 {dayInWords(dueOn)}　
            <Link to={'/exchange/items' as never} search={{ call: id } as never}>
              已报送 {items} 篇
            </Link>
            <br />
            <span className="hint">
              {org}约稿，发给{to.length === 0 ? '所辖全部单位' : to.join('、')}。要求：{wanted}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ) // `never`: the router is not told each page's path and search
}
