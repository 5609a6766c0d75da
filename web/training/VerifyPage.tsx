import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Descriptions, Input, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint'
import { certificatesApi, verifyWords } from '#contract/training-certificates'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import './training.css'

/** 证书验证, for strangers: no shell, no account. */
export function VerifyPage() {
  const { code = '' }: { code?: string } = useParams({ strict: false })
  const [typed, setTyped] = useState(code)
  const navigate = useNavigate()
  const found = useQuery({ ...ask(certificatesApi.verify, { params: { code } }), enabled: code !== '' })
  useEffect(() => {
    document.title = '证书验证 · 闽知'
  }, [])
  return (
    <main className="verify">
      <header>
        <h1>培训证书验证</h1>
        <p className="hint">闽知 · 福建省市场监管系统知识产权工作平台</p>
      </header>
      <section className="panel" aria-label="查询">
        <Input.Search
          size="large"
          aria-label="证书验证编码"
          placeholder="证书上的 20 位验证编码"
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          enterButton="验证"
          onSearch={(text) => text.trim() !== '' && navigate({ to: `/verify/${encodeURIComponent(text.trim())}` as never })}
        />
      </section>
      <section className="panel gap-top" aria-label="验证结果" aria-live="polite">
        {code === '' && <p className="hint">请输入证书上的验证编码，或者扫描证书上的二维码。</p>}
        {code !== '' && found.isPending && <Skeleton active />}
        {found.isError && <ProblemAlert problem={found.error} retry={() => found.refetch()} />}
        {found.data && <Verdict found={found.data} />}
      </section>
    </main>
  ) // `never`: the router is not told each page's path
}

const kinds = { valid: 'success', revoked: 'error', unknown: 'warning' } as const

function Verdict({ found: { verdict, certificate } }: { found: AnswerOf<typeof certificatesApi.verify> }) {
  const words = verdict === 'revoked' ? `${verifyWords.revoked}（${certificate?.revokedOn ?? ''}）` : verifyWords[verdict]
  return (
    <>
      <Alert className="gap-bottom" type={kinds[verdict]} showIcon title={words} />
      {certificate && (
        <Descriptions
          column={1}
          bordered
          size="small"
          items={[
            { key: 'number', label: '证书编号', children: certificate.number },
            { key: 'name', label: '姓名', children: certificate.name },
            { key: 'unit', label: '单位', children: certificate.unit },
            { key: 'class', label: '培训班', children: certificate.classTitle },
            { key: 'days', label: '时间', children: `${certificate.startsOn} 至 ${certificate.endsOn}` },
            { key: 'hours', label: '学时', children: `${certificate.hours} 学时${certificate.days > 0 ? `、${certificate.days} 天` : ''}` },
            { key: 'host', label: '主办单位', children: certificate.host },
            { key: 'issuer', label: '发证单位', children: certificate.issuer },
            { key: 'issued', label: '发证日期', children: certificate.issuedOn },
          ]}
        />
      )}
    </>
  )
}
