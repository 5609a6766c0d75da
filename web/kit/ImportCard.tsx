import { Alert, App, Button, Table, Tag } from 'antd'
import { type ImportBatch, type ImportState, importStates } from '#contract/import'
import { download } from './client.ts'
import { dayTime } from './day.ts'
import type { ImportWords } from './import-words.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { refresh, useSend } from './query.ts'
import { SaveButton } from './SaveButton.tsx'
import { useIsPhone } from './screen.ts'
import { TaskProgress } from './TaskProgress.tsx'

const colours: Record<ImportState, string> = { checked: 'orange', applying: 'blue', applied: 'green', undoing: 'blue', undone: 'default' }
const n = (count: number) => count.toLocaleString('zh-CN')

export const rightRows = ({ rows, wrongRows, sameRows }: ImportBatch) => rows - wrongRows - sameRows

interface CardProps {
  batch: ImportBatch
  words: ImportWords
  isLatest: boolean
}

/** One import: what was found, what can be done with it now, what came of it. */
export function ImportCard({ batch, words, isLatest }: CardProps) {
  const isChecked = batch.state === 'checked'
  return (
    <section className="panel gap-top" aria-label={batch.fileName}>
      <h2 className="card-title">
        {batch.fileName} <Tag color={colours[batch.state]}>{importStates[batch.state]}</Tag>
      </h2>
      <p className="hint">
        {batch.by} {dayTime(batch.at)}　共 {n(batch.rows)} 行，正确 {n(rightRows(batch))} 行，有误 {n(batch.wrongRows)} 行
        {batch.sameRows > 0 && `，与现有记录一致 ${n(batch.sameRows)} 行（不再导入）`}
        {outcome(batch, words.counted)}
      </p>
      {batch.stopped !== null && <Alert className="gap-top" type="warning" title={batch.stopped} />}
      <Acts batch={batch} words={words} />
      {isChecked && batch.faults.length > 0 && <Faults faults={batch.faults} most={isLatest ? 30 : 5} />}
      {isChecked && isLatest && <Preview preview={batch.preview} />}
    </section>
  )
}

function outcome({ state, made, kept }: ImportBatch, counted: string): string {
  if (state === 'applied') return `；已导入 ${n(made)} ${counted}`
  if (state !== 'undone') return ''
  return `；已撤销 ${n(made - kept)} ${counted}${kept > 0 ? `，另有 ${n(kept)} ${counted}已经开始办理，予以保留` : ''}`
}

function Faults({ faults, most }: { faults: ImportBatch['faults']; most: number }) {
  return (
    <Alert
      className="gap-top"
      type="warning"
      title={`有误的单元格（${faults.length} 处${faults.length >= 200 ? '以上，全部列在错误文件中' : ''}）`}
      description={
        <ul className="plain-list">
          {faults.slice(0, most).map((fault) => (
            <li key={`${fault.row}${fault.column}${fault.message}`}>
              第 {fault.row} 行{fault.column ? ` ${fault.column} 列` : ''}「{fault.title}」：{fault.message}
            </li>
          ))}
          {faults.length > most && <li>其余 {faults.length - most} 处见错误文件。</li>}
        </ul>
      }
    />
  )
}

type Previewed = ImportBatch['preview']['rows'][number]

const Verdict = ({ of: { wrong, same } }: { of: Previewed }) => (
  <Tag color={wrong ? 'red' : same ? 'default' : 'green'}>{wrong ? '有误' : same ? '一致' : '正确'}</Tag>
)

/** The first rows as they were read. A sheet is wider than a screen: the keyboard can move it, and a phone shows cards. */
function Preview({ preview: { columns, rows } }: Pick<ImportBatch, 'preview'>) {
  const isPhone = useIsPhone()
  if (rows.length === 0) return null
  if (isPhone)
    return (
      <ul className="cards gap-top">
        {rows.map((row) => (
          <li key={row.row} className="row-card">
            <p className="card-head">
              <strong className="card-name">第 {row.row} 行</strong>
              <Verdict of={row} />
            </p>
            <dl className="card-lines">
              {columns.flatMap((title, at) =>
                row.cells[at] ? (
                  <div key={title}>
                    <dt>{title}</dt>
                    <dd>{row.cells[at]}</dd>
                  </div>
                ) : (
                  []
                ),
              )}
            </dl>
          </li>
        ))}
      </ul>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard (WCAG 2.1.1)
    <section className="sheet gap-top" aria-label="读到的内容" tabIndex={0}>
      <Table
        size="small"
        rowKey="row"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: '行', dataIndex: 'row', width: 60 },
          ...columns.map((title, at) => ({ title, key: title, render: (_: unknown, { cells }: Previewed) => cells[at] })),
          { title: '校验', render: (_: unknown, row: Previewed) => <Verdict of={row} /> },
        ]}
      />
    </section>
  )
}

function Acts({ batch, words }: Omit<CardProps, 'isLatest'>) {
  const { modal } = App.useApp()
  const { api, counted } = words
  const refreshes = [api.list, ...words.refreshes]
  const apply = useSend(api.apply, { refreshes })
  const undo = useSend(api.undo, { refreshes })
  const call = { params: { batchId: batch.id }, version: batch.version }
  const right = rightRows(batch)
  const problem = apply.error ?? undo.error
  const isUnderWay = batch.state === 'applying' || batch.state === 'undoing'
  const askUndo = () =>
    modal.confirm({
      title: `撤销导入的 ${n(batch.made)} ${counted}？`,
      content: words.undoing,
      okText: '撤销导入',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () => undo.mutate(call),
    })
  return (
    <>
      <div className="actions">
        {batch.state === 'checked' && right > 0 && (
          <Button
            type="primary"
            loading={apply.isPending}
            onClick={() => apply.mutate({ ...call, body: { only: batch.wrongRows > 0 ? 'right' : 'all' } })}
          >
            {batch.wrongRows > 0 ? `只导入正确的 ${n(right)} 行` : `导入全部${batch.sameRows > 0 ? '新增' : ''} ${n(right)} 行`}
          </Button>
        )}
        {batch.wrongRows > 0 && (
          <SaveButton title="下载错误文件" save={() => download(api.errors, { params: { batchId: batch.id } }, '错误标注.xlsx')} />
        )}
        {batch.state === 'applied' && batch.made > 0 && (
          <Button danger loading={undo.isPending} onClick={askUndo}>
            撤销整批
          </Button>
        )}
        {isUnderWay && batch.taskId !== null && (
          <TaskProgress taskId={batch.taskId} title={importStates[batch.state]} onEnd={() => void refresh(...refreshes)} />
        )}
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}
