import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BatchAction, Refusals } from './list-types.ts'
import { asProblem } from './problem-error.ts'

interface BatchBarProps<R> {
  rows: readonly R[]
  rowTitle: (row: R) => string
  batch: readonly BatchAction<R>[]
  tools?: ReactNode
  done: () => void
  refresh: () => void
}

/** What can be done with the chosen rows. Of each that did not go, the reason is said. */
export function BatchBar<R>({ rows, rowTitle, batch, tools, done, refresh }: BatchBarProps<R>) {
  const { modal, message } = App.useApp()
  const tell = useOutcome(rowTitle)
  const [busy, setBusy] = useState<string | null>(null)
  async function run(action: BatchAction<R>, fitting: readonly R[]) {
    setBusy(action.title)
    try {
      tell(action.title, fitting.length, (await action.run(fitting)) ?? [])
      done()
    } catch (thrown) {
      message.error(asProblem(thrown).sentence)
    } finally {
      setBusy(null)
      refresh()
    }
  }
  const ask = (action: BatchAction<R>, fitting: readonly R[]) =>
    modal.confirm({
      title: (action.question ?? `对选中的 {n} 条记录${action.title}？`).replace('{n}', String(fitting.length)),
      okText: action.title,
      cancelText: '取消',
      okButtonProps: { danger: action.danger === true },
      onOk: () => run(action, fitting),
    })
  return (
    <div className="batch" role="status">
      <span>已选 {rows.length} 条</span>
      {batch.map((action) => {
        const fitting = rows.filter((row) => action.fits?.(row) ?? true)
        return (
          <Button
            key={action.title}
            danger={action.danger === true}
            disabled={fitting.length === 0}
            loading={busy === action.title}
            onClick={() => ask(action, fitting)}
          >
            {action.title}（{fitting.length}）
          </Button>
        )
      })}
      {tools}
      <Button type="link" onClick={done}>
        取消选择
      </Button>
    </div>
  )
}

/** Says how many went, and of each that did not, why. */
export function useOutcome<R>(rowTitle: (row: R) => string) {
  const { modal, message } = App.useApp()
  return (title: string, count: number, refused: Refusals<R>) => {
    if (refused.length === 0) {
      message.success(`${title}：已完成 ${count} 条。`)
      return
    }
    modal.warning({
      title: `${title}：已完成 ${count - refused.length} 条，未完成 ${refused.length} 条`,
      content: (
        <ul className="plain-list">
          {refused.map(({ row, sentence }) => (
            <li key={rowTitle(row)}>
              {rowTitle(row)}：{sentence}
            </li>
          ))}
        </ul>
      ),
    })
  }
}
