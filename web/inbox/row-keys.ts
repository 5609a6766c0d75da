import { useNavigate } from '@tanstack/react-router'
import { useKeys } from '../kit/keys.ts'

/** `j` and `k` between the rows of a list that is no table, Enter opens: rows carry their place in `data-row`. */
export function useRowKeys(paths: readonly string[]) {
  const navigate = useNavigate()
  const current = () => Number(document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? -1)
  const go = (at: number) => document.querySelector<HTMLElement>(`[data-row="${Math.min(paths.length - 1, Math.max(0, at))}"]`)?.focus()
  useKeys([
    { key: 'j', title: '下一件', run: () => go(current() + 1) },
    { key: 'k', title: '上一件', run: () => go(current() - 1) },
    {
      key: 'enter',
      title: '打开所在的一件',
      run: (event) => {
        const to = paths[current()]
        // A link or a button inside the row answers Enter itself.
        if (to && event.target instanceof HTMLElement && event.target.hasAttribute('data-row')) void navigate({ to })
      },
    },
  ])
}
