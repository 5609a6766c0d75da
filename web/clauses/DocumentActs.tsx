import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { type ClauseDocument, DocumentDraft } from '#contract/clause-documents'
import { clausesApi } from '#contract/clauses'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { useSend } from '../kit/query.ts'
import { AddClauseButton } from './ClauseForm.tsx'

const refreshes = [clausesApi.view, clausesApi.documents, clausesApi.clause]

const draftOf = ({ title, number, issuer, level, issuedOn, validFrom, validTo, source, mark, unverified }: ClauseDocument) => ({
  title,
  issuer,
  level,
  issuedOn,
  validFrom,
  source,
  mark,
  ...(number ? { number } : {}),
  ...(validTo ? { validTo } : {}),
  ...(unverified ? { unverified } : {}),
})

/** What the office of its unit does with a document. */
export function DocumentActs({ document }: { document: ClauseDocument }) {
  const { message, modal } = App.useApp()
  const navigate = useNavigate()
  const refused = { onError: (thrown: unknown) => void message.error(asProblem(thrown).sentence) }
  const publish = useSend(clausesApi.publish, { refreshes, done: () => void message.success('已发布，下级单位可以看到。') })
  const discard = useSend(clausesApi.discard, {
    refreshes: [clausesApi.documents],
    done: () => void navigate({ to: '/clauses/documents' }),
  })
  const call = { params: { documentId: document.id }, version: document.version }
  return (
    <div className="actions gap-top no-print">
      <DocumentForm document={document} />
      <AddClauseButton document={document} />
      <Link to="/clauses/imports">从 Excel 导入条款</Link>
      {!document.published && (
        <>
          <Button
            type="primary"
            loading={publish.isPending}
            onClick={() =>
              modal.confirm({
                title: '发布这份文件？',
                content: document.replaces ? '发布后上一版自前一日起停用，仍可查阅。' : '发布后下级单位即可看到，条款仍可修改，修改留痕。',
                onOk: () => publish.mutate(call, refused),
              })
            }
          >
            发布
          </Button>
          <Button
            danger
            loading={discard.isPending}
            onClick={() => modal.confirm({ title: '删除这份草稿和它的条款？', onOk: () => discard.mutate(call, refused) })}
          >
            删除草稿
          </Button>
        </>
      )}
      {document.published && !document.replacedBy && <RenewButton document={document} />}
    </div>
  )
}

function DocumentForm({ document }: { document: ClauseDocument }) {
  const [isOpen, setOpen] = useState(false)
  const change = useSend(clausesApi.change, { refreshes, done: () => setOpen(false) })
  return (
    <>
      <Button onClick={() => setOpen(true)}>修改文件信息</Button>
      <ActDrawer
        title="修改文件信息"
        body={DocumentDraft}
        open={isOpen}
        close={() => setOpen(false)}
        initial={draftOf(document)}
        sending={change.isPending}
        problem={change.error}
        send={(values) => change.mutate({ params: { documentId: document.id }, body: values as never, version: document.version })} // judged by the server's schema
      />
    </>
  )
}

function RenewButton({ document }: { document: ClauseDocument }) {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const renew = useSend(clausesApi.renew, {
    refreshes,
    done: ({ id }) => {
      setOpen(false)
      navigate({ to: '/clauses', search: { documentId: id, mine: 'false' } as never }) // `never`: the router is not told each page's search
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>起草新版本</Button>
      <ActDrawer
        title="起草新版本"
        body={DocumentDraft}
        open={isOpen}
        close={() => setOpen(false)}
        initial={draftOf(document)}
        sending={renew.isPending}
        problem={renew.error}
        above={<p className="hint gap-bottom">新版本先是草稿，带着现有条款；发布后上一版停用，仍可查阅。</p>}
        send={(values) => renew.mutate({ params: { documentId: document.id }, body: values as never, version: document.version })} // as above
      />
    </>
  )
}

/** 登记文件. */
export function NewDocumentButton() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const create = useSend(clausesApi.create, {
    refreshes,
    done: ({ id }) => navigate({ to: '/clauses', search: { documentId: id, mine: 'false' } as never }), // as above
  })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记文件
      </Button>
      <ActDrawer
        title="登记文件"
        body={DocumentDraft}
        open={isOpen}
        close={() => setOpen(false)}
        sending={create.isPending}
        problem={create.error}
        above={<p className="hint gap-bottom">登记后是草稿，只有本单位看得到；增加或者导入条款后再发布。</p>}
        send={(values) => create.mutate({ body: values as never })} // as above
      />
    </>
  )
}
