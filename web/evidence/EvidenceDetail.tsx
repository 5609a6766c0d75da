import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Skeleton, Timeline } from 'antd'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { carriers, custodyActs, type EvidenceDetail, type EvidenceId, evidenceApi, evidenceKinds } from '#contract/evidence'
import { useAct } from '../documents/use-act.tsx'
import { addressOf, download } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { problemOf } from '../kit/problem-error.ts'
import { ask, refresh, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import type { JsonSchema } from '../kit/step-fields.ts'
import { Flags } from './Flags.tsx'
import { evidenceReads, shortHash, sizeInWords } from './words.ts'

interface PaneProps {
  evidenceId: EvidenceId
  isOurs: boolean
  isClosed: boolean
}

export function EvidenceDetailPane({ evidenceId, isOurs, isClosed }: PaneProps) {
  const detail = useQuery(ask(evidenceApi.read, { params: { evidenceId } }))
  if (detail.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (detail.isError) return <ProblemAlert problem={detail.error} retry={() => detail.refetch()} />
  const item = detail.data
  return (
    <>
      <h2>
        {item.serial}．{item.name} <Flags item={item} />
      </h2>
      {item.withdrawn && <Alert className="gap-bottom" type="warning" showIcon title={`已作废：${item.withdrawn.reason}`} />}
      {item.onSite === 'different' && (
        <Alert className="gap-bottom" type="error" showIcon title="现场校验值与入库时计算的不一致，应当核查并在案卷中说明。" />
      )}
      <Facts item={item} />
      {item.file && <FilePart item={item} file={item.file} />}
      <h3>保管链</h3>
      <Timeline
        items={item.custody.map((entry) => ({
          color: entry.act === 'checkFailed' || entry.act === 'withdrawn' ? 'red' : 'blue',
          content: (
            <>
              {custodyActs[entry.act]} · {entry.person}（{entry.org}）{entry.counterpart && ` · ${entry.counterpart}`}
              <div className="hint">
                {entry.happenedOn} · 记录于 {dayTime(entry.recordedAt)}
                {entry.note && ` · ${entry.note}`}
              </div>
            </>
          ),
        }))}
      />
      {isOurs && <Acts item={item} isClosed={isClosed} />}
    </>
  )
}

function Facts({ item }: { item: EvidenceDetail }) {
  const { electronic } = item
  const rows: [string, string | null | undefined][] = [
    ['种类', evidenceKinds[item.kind]],
    ['来源', item.source],
    ['证明的事实', item.proves],
    ['取得', `${item.takenOn} · ${item.place}`],
    ['取证人员', item.officers.map((officer) => `${officer.name}（${officer.certificateNo ?? ''}）`).join('、')],
    ['原件或者复制件', carriers[item.carrier]],
    ['不是原件的理由', item.copyReason],
    ['复制', [item.copyMethod, item.copiedOn, item.copiedBy].filter(Boolean).join(' · ')],
    ['原始介质', electronic && `${electronic.medium}（${electronic.state}）${electronic.address ?? ''}`],
    [
      '提取',
      electronic && `${electronic.method} · ${electronic.tool} ${electronic.toolVersion} · ${electronic.takenAt} · ${electronic.takenBy}`,
    ],
    ['保管地点', item.keptAt],
    ['入库', `${item.recordedBy} · ${dayTime(item.recordedAt)}`],
  ]
  return (
    <Descriptions
      size="small"
      column={1}
      bordered
      items={rows.filter(([, value]) => value).map(([label, children]) => ({ key: label, label, children }))}
    />
  )
}

function FilePart({ item, file }: { item: EvidenceDetail; file: NonNullable<EvidenceDetail['file']> }) {
  const act = useAct()
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture)), [picture])
  const call = { params: { evidenceId: item.id }, query: { for: 'copy' as const } }
  const copy = async () => {
    await download(evidenceApi.file, call, file.name)
    await refresh(...evidenceReads)
  }
  const view = async () => {
    const answer = await fetch(addressOf(evidenceApi.file, { ...call, query: { for: 'view' } }), { credentials: 'same-origin' })
    if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null))
    setPicture(URL.createObjectURL(await answer.blob()))
    await refresh(...evidenceReads)
  }
  return (
    <section className="gap-top">
      <h3>文件</h3>
      <p>
        {file.name} · {sizeInWords(file.bytes)}
        {item.checkedAt && <span className="hint gap-left">最近校验 {dayTime(item.checkedAt)}</span>}
      </p>
      <Hash label="SHA-256" value={file.sha256} />
      <Hash label="国密 SM3" value={file.sm3} />
      <div className="actions gap-top">
        {file.mediaType.startsWith('image/') && file.mediaType !== 'image/heic' && (
          <Button loading={act.busy === 'view'} onClick={() => act.run('view', view)}>
            查看
          </Button>
        )}
        <Button loading={act.busy === 'copy'} onClick={() => act.run('copy', copy)}>
          下载副本
        </Button>
        <span className="hint">每次查看、复制都会先校验文件，并记入保管链。</span>
      </div>
      {act.problem}
      {picture && <img className="wide gap-top" src={picture} alt={item.name} />}
    </section>
  )
}

function Hash({ label, value }: { label: string; value: string }) {
  const { message } = App.useApp()
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => message.success('校验值已复制'),
      () => message.error('浏览器不允许复制，请手工选取。'),
    )
  return (
    <p>
      {label}：
      <span className="hash" title={value}>
        {shortHash(value)}
      </span>
      <Button type="link" size="small" onClick={copy} aria-label={`复制${label}校验值`}>
        复制
      </Button>
    </p>
  )
}

const schemaOf = (body: z.ZodType) => z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as JsonSchema // zod's type names each dialect

const forms = {
  custody: {
    ...schemaOf(
      evidenceApi.custody.body.safeExtend({ act: evidenceApi.custody.body.shape.act.meta({ title: '保管变动', labels: custodyActs }) }),
    ),
  },
  withdraw: schemaOf(z.strictObject({ reason: evidenceApi.withdraw.body.shape.reason.meta({ title: '作废理由', widget: 'textarea' }) })),
}

/** 移交、退还、处置, and the mark of withdrawal. */
function Acts({ item, isClosed }: { item: EvidenceDetail; isClosed: boolean }) {
  const [open, setOpen] = useState<'custody' | 'withdraw' | null>(null)
  const done = () => setOpen(null)
  const custody = useSend(evidenceApi.custody, { refreshes: evidenceReads, done })
  const withdraw = useSend(evidenceApi.withdraw, { refreshes: evidenceReads, done })
  const params = { evidenceId: item.id }
  if (open === null)
    return (
      <div className="actions">
        <Button onClick={() => setOpen('custody')}>登记移交、退还或者处置</Button>
        {!item.withdrawn && !isClosed && (
          <Button danger onClick={() => setOpen('withdraw')}>
            标记作废
          </Button>
        )}
      </div>
    )
  const act = open === 'custody' ? custody : withdraw
  return (
    <SchemaForm
      key={open}
      schema={forms[open]}
      submitText={open === 'custody' ? '登记' : '标记作废'}
      danger={open === 'withdraw'}
      sending={act.isPending}
      problem={act.error}
      onCancel={done}
      // Drawn from the bodies' own schemas; the server checks them in any case.
      onSubmit={(values) =>
        open === 'custody' ? custody.mutate({ params, body: values as never }) : withdraw.mutate({ params, body: values as never })
      }
    />
  )
}
