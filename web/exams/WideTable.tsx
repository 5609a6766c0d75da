import { Table, type TableProps } from 'antd'

/** A table that may be wider than the phone: what holds it is reached and moved by the keyboard, whatever stands in its cells. */
export function WideTable<R extends object>({ label, ...table }: TableProps<R> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus (WCAG 2.1.1)
    <section className="exam-table" aria-label={label} tabIndex={0}>
      <Table<R> size="small" pagination={false} {...table} />
    </section>
  )
}
