import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Popconfirm, Skeleton, Table, Tag, Typography } from 'antd'
import { useRef, useState } from 'react'
import { type PaperTemplate, type TemplateKind, type TemplateLine, templatesApi } from '#contract/documents-templates'
import { download, send, upload } from '../kit/client.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, refresh } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { useIsPhone } from '../kit/screen.ts'
import { useAct } from './use-act.tsx'

interface DrawerProps {
  line: TemplateLine | null
  isManager: boolean
  onClose: () => void
}

/** One kind of paper: what prints it now, the way to an own template, and the names that it may hold. */
export function TemplateDrawer({ line, isManager, onClose }: DrawerProps) {
  const isPhone = useIsPhone()
  return (
    <Drawer
      open={line !== null}
      title={line?.title ?? '文书模板'}
      size={isPhone ? '100%' : 900}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': '关闭' }}
    >
      {line && <Opened line={line} isManager={isManager} />}
    </Drawer>
  )
}

const renew = () => refresh(templatesApi.list)

function Opened({ line, isManager }: { line: TemplateLine; isManager: boolean }) {
  const { kind, template, isOwn, title } = line
  return (
    <>
      <h2 className="card-title">现在使用</h2>
      {template ? <InUse template={template} mayRemove={isManager && isOwn} /> : <p>平台格式（GB/T 9704）。</p>}
      {isManager && (
        <>
          <h2 className="card-title gap-top">{isOwn ? '换用新的模板' : '上传本单位的模板'}</h2>
          <p className="hint">
            先下载起始模板，在 Word 或 WPS 中调整版式，占位符（花括号和其中的名称）照样保留，再上传。上传时检查占位符和法定要素是否齐全。
          </p>
          <div className="actions gap-top">
            <SaveButton title="下载起始模板" save={() => download(templatesApi.starter, { params: { kind } }, `${title} 起始模板.docx`)} />
            <UploadTemplate kind={kind} inUse={isOwn ? (template?.name ?? null) : null} />
          </div>
        </>
      )}
      <Names kind={kind} />
    </>
  )
}

function InUse({ template, mayRemove }: { template: PaperTemplate; mayRemove: boolean }) {
  const act = useAct()
  const call = { params: { templateId: template.id } }
  const remove = () => act.run('remove', () => send(templatesApi.remove, call).then(renew))
  return (
    <>
      <p>
        {template.name}
        <span className="hint">
          　{template.org.name} · {template.by} · {dayTime(template.at)}
        </span>
      </p>
      {act.problem}
      <div className="actions gap-top">
        <SaveButton title="下载模板" save={() => download(templatesApi.download, call, template.name)} />
        <SaveButton title="用示例内容试填" save={() => download(templatesApi.example, call, `示例 ${template.name}`)} />
        {mayRemove && (
          <Popconfirm
            title="停用这份模板？"
            description="以后制发的文书改用上级单位的模板或者平台格式；已经制发的文书不变。"
            okText="停用"
            cancelText="取消"
            onConfirm={remove}
          >
            <Button danger loading={act.busy === 'remove'}>
              停用
            </Button>
          </Popconfirm>
        )}
      </div>
    </>
  )
}

function UploadTemplate({ kind, inUse }: { kind: string; inUse: string | null }) {
  const field = useRef<HTMLInputElement>(null)
  const act = useAct()
  const [taken, setTaken] = useState<string | null>(null)
  const take = (file: File | undefined) => {
    if (!file) return
    setTaken(null)
    void act.run('upload', async () => {
      const { name } = await upload(templatesApi.upload, { params: { kind } }, file)
      await renew()
      setTaken(name)
    })
  }
  return (
    <>
      <Button type="primary" loading={act.busy === 'upload'} onClick={() => field.current?.click()}>
        选择模板上传
      </Button>
      <input
        ref={field}
        type="file"
        className="gone"
        aria-label="选择模板"
        accept=".docx"
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = '' // the same file, mended, may be chosen again
        }}
      />
      <span className="hint">不带宏的 .docx，不超过 5 MB。</span>
      <div className="wide" role="status">
        {taken !== null && taken === inUse && <Tag color="green">{taken} 已通过检查，开始使用</Tag>}
      </div>
      {act.problem && <div className="wide">{act.problem}</div>}
    </>
  )
}

function Names({ kind }: { kind: string }) {
  const names = useQuery(ask(templatesApi.kind, { params: { kind } }))
  if (names.isPending) return <Skeleton className="gap-top" active paragraph={{ rows: 6 }} />
  if (names.isError) return <ProblemAlert problem={names.error} retry={() => names.refetch()} />
  return <NamesTable {...names.data} />
}

const kindWords = { value: '文字', box: '方框 ☑／☐', list: '列表' }

function NamesTable({ placeholders, demands }: TemplateKind) {
  const basisOf = (typed: string) => demands.find(({ anyOf }) => anyOf.indexOf(typed) >= 0)?.basis
  return (
    <>
      <h2 className="card-title gap-top">可以使用的占位符</h2>
      <p className="hint">
        标“必有”的对应必填内容和法定要素，模板中没有的不能上传；选择项有文字或者任一方框即可。列表放在表格的一行里，该行按条目重复。
      </p>
      <Table
        className="gap-top"
        size="small"
        rowKey="typed"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={placeholders}
        columns={[
          {
            title: '占位符',
            dataIndex: 'typed',
            render: (typed: string) => (
              <Typography.Text code copyable={{ text: typed, tooltips: ['复制', '已复制'] }}>
                {typed}
              </Typography.Text>
            ),
          },
          { title: '含义', dataIndex: 'label' },
          { title: '填入', dataIndex: 'kind', render: (one: keyof typeof kindWords) => kindWords[one] },
          {
            title: '要求',
            key: 'needed',
            render: (_: unknown, { typed }) => {
              const basis = basisOf(typed)
              return basis ? (
                <>
                  <Tag color="red">必有</Tag>
                  <span className="hint">{basis}</span>
                </>
              ) : null
            },
          },
        ]}
      />
    </>
  )
}
