import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Progress, Skeleton, Table, Tag } from 'antd'
import { useRef, useState } from 'react'
import { peopleApi, type RosterBatch } from '#contract/people'
import { download, upload } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask, refresh, useSend } from '../kit/query.ts'

const states = { checked: '已校验，未导入', applied: '已导入', undone: '已撤销' } as const

/** 花名册导入: template, check, only the right rows or nothing, and back as one. */
export function RosterPage() {
  const rosters = useQuery(ask(peopleApi.rosters, { query: {} }))
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">花名册导入</h1>
      </div>
      <section className="panel" aria-label="上传花名册">
        <ol className="plain-list">
          <li>1. 下载模板，在 Excel 或 WPS 中填写，列名不要改动。</li>
          <li>2. 上传后先逐行校验，指出有误的行和列，这时还没有导入。</li>
          <li>3. 选择“只导入正确行”或改正后重新上传。导入后账号待启用、职务待安全管理员任命，可整批撤销。</li>
        </ol>
        <div className="actions gap-top">
          <TemplateButton />
          <UploadButton />
        </div>
      </section>
      {rosters.isPending && <Skeleton active />}
      {rosters.isError && <ProblemAlert problem={rosters.error} retry={() => rosters.refetch()} />}
      {rosters.data?.rows.length === 0 && <p className="hint gap-top">还没有导入记录。</p>}
      {rosters.data?.rows.map((batch, at) => (
        <Batch key={batch.id} batch={batch} isLatest={at === 0} />
      ))}
    </div>
  )
}

function TemplateButton() {
  const { message } = App.useApp()
  return (
    <Button
      icon={<DownloadOutlined />}
      onClick={() =>
        download(peopleApi.rosterTemplate, {}, '花名册导入模板.xlsx').catch((thrown: unknown) => message.error(asProblem(thrown).sentence))
      }
    >
      下载模板
    </Button>
  )
}

function UploadButton() {
  const field = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  async function take(file: File | undefined) {
    if (!file) return
    setProblem(null)
    setShare(0)
    try {
      await upload(peopleApi.checkRoster, {}, file, { onProgress: setShare })
      await refresh(peopleApi.rosters)
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
        aria-label="选择花名册文件"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <span className="hint">.xlsx，不超过 10 MB、10,000 行</span>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" />}
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  )
}

function Batch({ batch, isLatest }: { batch: RosterBatch; isLatest: boolean }) {
  const right = batch.rows - batch.wrongRows
  const colour = batch.state === 'applied' ? 'green' : batch.state === 'undone' ? 'default' : 'orange'
  return (
    <section className="panel gap-top" aria-label={batch.fileName}>
      <h2 className="card-title">
        {batch.fileName} <Tag color={colour}>{states[batch.state]}</Tag>
      </h2>
      <p className="hint">
        {batch.by} {dayTime(batch.at)}　共 {batch.rows} 行，正确 {right} 行，有误 {batch.wrongRows} 行
        {batch.state === 'applied' && `，已导入 ${batch.made} 人`}
      </p>
      <BatchActs batch={batch} right={right} />
      {batch.state === 'checked' && batch.faults.length > 0 && (
        <Alert
          className="gap-top"
          type="warning"
          title={`有误的单元格（${batch.faults.length} 处${batch.faults.length >= 200 ? '以上，先列 200 处' : ''}）`}
          description={
            <ul className="plain-list">
              {batch.faults.slice(0, isLatest ? 30 : 5).map((fault) => (
                <li key={`${fault.row}${fault.column}${fault.message}`}>
                  第 {fault.row} 行{fault.column ? ` ${fault.column} 列` : ''}「{fault.title}」：{fault.message}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {isLatest && batch.state === 'checked' && <Preview batch={batch} />}
    </section>
  )
}

function Preview({ batch }: { batch: RosterBatch }) {
  return (
    <Table
      className="gap-top"
      size="small"
      rowKey="row"
      scroll={{ x: 'max-content' }}
      pagination={false}
      dataSource={batch.preview}
      columns={[
        { title: '行', dataIndex: 'row', width: 60 },
        { title: '姓名', dataIndex: 'name' },
        { title: '账号', dataIndex: 'account' },
        { title: '单位', dataIndex: 'org' },
        { title: '职责', dataIndex: 'role' },
        {
          title: '校验',
          dataIndex: 'wrong',
          render: (wrong: boolean) => (wrong ? <Tag color="red">有误</Tag> : <Tag color="green">正确</Tag>),
        },
      ]}
    />
  )
}

function BatchActs({ batch, right }: { batch: RosterBatch; right: number }) {
  const { modal, message } = App.useApp()
  const refreshes = [peopleApi.rosters, peopleApi.list]
  const apply = useSend(peopleApi.applyRoster, { refreshes, done: (done) => message.success(`已导入 ${done.made} 人。`) })
  const undo = useSend(peopleApi.undoRoster, { refreshes, done: () => message.success('已撤销；已启用或已任命的人员保留。') })
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
          <Button
            icon={<DownloadOutlined />}
            onClick={() =>
              download(peopleApi.rosterErrors, { params: { batchId: batch.id } }, '错误标注.xlsx').catch((thrown: unknown) =>
                message.error(asProblem(thrown).sentence),
              )
            }
          >
            下载错误文件
          </Button>
        )}
        {batch.state === 'applied' && (
          <Button
            danger
            loading={undo.isPending}
            onClick={() =>
              modal.confirm({
                title: `撤销导入的 ${batch.made} 人？`,
                content: '尚未启用、尚未任命的账号将被删除，已启用或已任命的保留。',
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
