import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Empty, Input, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { type TemplateLine, templatesApi } from '#contract/documents-templates'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { mayDo, useMe } from '../kit/session.ts'
import { TemplateDrawer } from './TemplateDrawer.tsx'
import './documents.css'

/** 文书模板: with what the Word of each kind of paper is printed at this unit. */
export function TemplatesPage() {
  const lines = useQuery(ask(templatesApi.list, {}))
  const isManager = mayDo(useMe(), 'template.manage')
  const [text, setText] = useState('')
  const [isUsedOnly, setUsedOnly] = useState(false)
  const [openKind, setOpenKind] = useState<string | null>(null)
  const shown = (lines.data ?? []).filter(({ title, template }) => title.indexOf(text.trim()) >= 0 && (!isUsedOnly || template !== null))
  return (
    <div className="page">
      <h1 className="page-title">文书模板</h1>
      <Alert
        className="gap-bottom"
        type="info"
        showIcon
        title="没有上传模板的文书，Word 按 GB/T 9704 格式制作。上传后，本单位和下级单位（没有自己模板的）制发文书时，Word 用该模板制作。"
        description={`已经制发的文书保留原文件，不随模板变化。网页预览、打印和 PDF 仍为平台格式。${isManager ? '' : '模板由系统管理员或者法制审核人员上传。'}`}
      />
      <div className="actions gap-bottom">
        <Input.Search
          className="template-search"
          aria-label="查找文书"
          placeholder="输入文书名称查找"
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox checked={isUsedOnly} onChange={(event) => setUsedOnly(event.target.checked)}>
          只看有模板的
        </Checkbox>
      </div>
      {lines.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {lines.isError && <ProblemAlert problem={lines.error} retry={() => lines.refetch()} />}
      {lines.data && shown.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有符合条件的文书。" />}
      {shown.length > 0 && (
        <section className="panel" aria-label="文书模板列表">
          <ul className="plain-list paper-rows">
            {shown.map((line) => (
              <Line key={line.kind} line={line} onOpen={() => setOpenKind(line.kind)} />
            ))}
          </ul>
        </section>
      )}
      <TemplateDrawer
        line={lines.data?.find(({ kind }) => kind === openKind) ?? null}
        isManager={isManager}
        onClose={() => setOpenKind(null)}
      />
    </div>
  )
}

function Line({ line, onOpen }: { line: TemplateLine; onOpen: () => void }) {
  const { template, isOwn, formNo, title, basis } = line
  return (
    <li>
      <span className="grow">
        {formNo}．{title}
        <div className="hint">{template ? `${template.name} · ${template.by}` : basis}</div>
      </span>
      <Tag color={template ? (isOwn ? 'green' : 'blue') : 'default'}>
        {template ? (isOwn ? '本单位模板' : `沿用${template.org.name}`) : '平台格式'}
      </Tag>
      <Button onClick={onOpen} aria-label={`${title}：占位符和模板`}>
        占位符和模板
      </Button>
    </li>
  )
}
