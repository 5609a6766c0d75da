import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Progress, Steps, Table, Tag } from 'antd'
import { useRef, useState } from 'react'
import { casesApi, type ImportBatch } from '#contract/cases'
import { download, upload } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'

const states = { checked: '已校验，未导入', applied: '已导入', undone: '已撤销' } as const

/** 导入线索: template, check, only the right rows or nothing, and back as one. */
export function LeadImportPage() {
  const [batch, setBatch] = useState<ImportBatch | null>(null)
  const at = batch === null ? 1 : batch.state === 'checked' ? 2 : 3
  return (
    <div className="page">
      <h1 className="page-title">从 Excel 导入线索</h1>
      <section className="panel" aria-label="导入步骤">
        <Steps
          className="gap-bottom"
          size="small"
          current={at}
          items={[{ title: '下载模板填写' }, { title: '上传校验' }, { title: '确认导入' }, { title: '完成' }]}
        />
        <p className="hint">列名不要改动。上传后先逐行校验，指出有误的行和列，这时还没有导入；导入以后可以整批撤销。不要填写身份证号码。</p>
        <div className="actions gap-top">
          <SaveButton title="下载模板" save={() => download(casesApi.importTemplate, {}, '线索导入模板.xlsx')} />
          <UploadButton onChecked={setBatch} />
        </div>
      </section>
      {batch && <Batch batch={batch} onChange={setBatch} />}
    </div>
  )
}

function SaveButton({ title, save }: { title: string; save: () => Promise<void> }) {
  const { message } = App.useApp()
  return (
    <Button icon={<DownloadOutlined />} onClick={() => save().catch((thrown: unknown) => message.error(asProblem(thrown).sentence))}>
      {title}
    </Button>
  )
}

function UploadButton({ onChecked }: { onChecked: (batch: ImportBatch) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  async function take(file: File | undefined) {
    if (!file) return
    setProblem(null)
    setShare(0)
    try {
      onChecked(await upload(casesApi.checkImport, {}, file, { onProgress: setShare }))
    } catch (thrown) {
      setProblem(thrown)
    } finally {
      setShare(null)
      if (field.current) field.current.value = ''
    }
  }
  return (
    <>
      <Button type="primary" icon={<UploadOutlined />} loading={share !== null} onClick={() => field.current?.click()}>
        上传并校验
      </Button>
      <input
        ref={field}
        type="file"
        accept=".xlsx"
        hidden
        aria-label="选择线索文件"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <span className="hint">.xlsx，不超过 10 MB、500 行</span>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" />}
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}

function Batch({ batch, onChange }: { batch: ImportBatch; onChange: (batch: ImportBatch) => void }) {
  const right = batch.rows - batch.wrongRows
  const colour = batch.state === 'applied' ? 'green' : batch.state === 'undone' ? 'default' : 'orange'
  return (
    <section className="panel gap-top" aria-label={batch.fileName}>
      <h2 className="card-title">
        {batch.fileName} <Tag color={colour}>{states[batch.state]}</Tag>
      </h2>
      <p className="hint">
        共 {batch.rows} 行，正确 {right} 行，有误 {batch.wrongRows} 行{batch.state === 'applied' && `；已导入 ${batch.made} 条线索`}
        {batch.state === 'undone' && `；已撤销${batch.kept > 0 ? `，其中 ${batch.kept} 条已经开始核查，予以保留` : ''}`}
      </p>
      <BatchActs batch={batch} right={right} onChange={onChange} />
      {batch.state === 'checked' && batch.faults.length > 0 && <Faults batch={batch} />}
      {batch.state === 'checked' && <Preview batch={batch} />}
    </section>
  )
}

const Faults = ({ batch }: { batch: ImportBatch }) => (
  <Alert
    className="gap-top"
    type="warning"
    title={`有误的单元格（${batch.faults.length} 处${batch.faults.length >= 200 ? '以上，先列 200 处' : ''}）`}
    description={
      <ul className="plain-list">
        {batch.faults.slice(0, 30).map((fault) => (
          <li key={`${fault.row}${fault.column}${fault.message}`}>
            第 {fault.row} 行{fault.column ? ` ${fault.column} 列` : ''}「{fault.title}」：{fault.message}
          </li>
        ))}
      </ul>
    }
  />
)

const Preview = ({ batch }: { batch: ImportBatch }) => (
  <Table
    className="gap-top"
    size="small"
    rowKey="row"
    scroll={{ x: 'max-content' }}
    pagination={false}
    dataSource={batch.preview}
    columns={[
      { title: '行', dataIndex: 'row', width: 60 },
      { title: '发现或者收到之日', dataIndex: 'foundOn' },
      { title: '当事人', dataIndex: 'party' },
      { title: '行为发生地', dataIndex: 'place' },
      { title: '线索内容', dataIndex: 'content' },
      {
        title: '校验',
        dataIndex: 'wrong',
        render: (wrong: boolean) => (wrong ? <Tag color="red">有误</Tag> : <Tag color="green">正确</Tag>),
      },
    ]}
  />
)

function BatchActs({ batch, right, onChange }: { batch: ImportBatch; right: number; onChange: (batch: ImportBatch) => void }) {
  const { modal } = App.useApp()
  const apply = useSend(casesApi.applyImport, { refreshes: [casesApi.leads], done: onChange })
  const undo = useSend(casesApi.undoImport, { refreshes: [casesApi.leads], done: onChange })
  const call = { params: { batchId: batch.id }, version: batch.version }
  const problem = apply.error ?? undo.error
  return (
    <>
      <div className="actions">
        {batch.state === 'checked' && right > 0 && (
          <Button
            type="primary"
            loading={apply.isPending}
            onClick={() => apply.mutate({ ...call, body: { only: batch.wrongRows > 0 ? 'right' : 'all' } })}
          >
            {batch.wrongRows > 0 ? `只导入正确的 ${right} 行` : `导入全部 ${right} 行`}
          </Button>
        )}
        {batch.wrongRows > 0 && (
          <SaveButton
            title="下载错误文件"
            save={() => download(casesApi.importErrors, { params: { batchId: batch.id } }, '错误标注.xlsx')}
          />
        )}
        {batch.state === 'applied' && (
          <Button
            danger
            loading={undo.isPending}
            onClick={() =>
              modal.confirm({
                title: `撤销导入的 ${batch.made} 条线索？`,
                content: '尚未分派的线索将撤销登记，已经开始核查的保留。',
                okText: '撤销导入',
                cancelText: '取消',
                okButtonProps: { danger: true },
                onOk: () => undo.mutate(call),
              })
            }
          >
            撤销整批
          </Button>
        )}
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}
