import { useQuery } from '@tanstack/react-query'
import { App, Button, Card, Descriptions, Empty, Segmented, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { apiScopes, type NewCredential, type RecordClient, xapiApi, xapiBases } from '#contract/xapi'
import { useAddress } from '../kit/address.ts'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { asProblem } from '../kit/problem-error.ts'
import { ask, useSend } from '../kit/query.ts'
import { CopyLine } from './CopyLine.tsx'
import { NewClientForm, SecretShown } from './NewClient.tsx'

const states = {
  open: { title: '使用中', color: 'green' },
  waiting: { title: '未到启用日', color: 'blue' },
  over: { title: '已到期', color: 'default' },
  revoked: { title: '已停用', color: 'default' },
} as const

/** 学习记录接口: who may send and read learning records, what came, when last. The records themselves are not shown here. */
export function RecordClientsPage() {
  const [filter, setFilter] = useAddress(xapiApi.clients.query)
  const clients = useQuery(ask(xapiApi.clients, { query: filter }))
  const [isOpening, setOpening] = useState(false)
  const [made, setMade] = useState<NewCredential | null>(null)
  return (
    <div className="page narrow">
      <h1 className="page-title">学习记录接口</h1>
      <p className="hint gap-bottom">
        其他学习平台用自己的账号和密钥，按 xAPI 标准提交或读取学习记录。这里管理接口，不显示任何人的学习记录。
      </p>
      <div className="actions gap-bottom">
        <Button type="primary" onClick={() => setOpening(true)}>
          开通接口
        </Button>
        <Segmented
          value={filter.show}
          onChange={(show) => setFilter({ show })}
          options={[
            { value: 'open', label: '使用中' },
            { value: 'all', label: '全部' },
          ]}
        />
      </div>
      {clients.isPending && <Skeleton active />}
      {clients.isError && <ProblemAlert problem={clients.error} retry={() => clients.refetch()} />}
      {clients.data && (
        <>
          <CopyLine title="xAPI 1.0.3 地址" text={`${window.location.origin}${xapiBases.v1}`} />
          <CopyLine title="xAPI 2.0 地址" text={`${window.location.origin}${xapiBases.v2}`} />
          {clients.data.rows.length === 0 && (
            <Empty
              className="gap-top"
              description="还没有使用中的接口。要让其他平台提交学习记录，请点“开通接口”，把账号和密钥交给对方的管理人员。"
            />
          )}
          <ul className="plain-list" aria-label="接口">
            {clients.data.rows.map((client) => (
              <li key={client.id} className="gap-top">
                <ClientCard client={client} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpening && <NewClientForm close={() => setOpening(false)} done={setMade} />}
      <SecretShown made={made} close={() => setMade(null)} />
    </div>
  )
}

/** The time is noted once a minute, and not in the first one. */
function lastUse({ lastUsedAt, statements }: RecordClient): string {
  if (lastUsedAt) return dayTime(lastUsedAt)
  return statements > 0 ? '开通后一分钟内' : '还没有用过'
}

function ClientCard({ client }: { client: RecordClient }) {
  const { title, color } = states[client.state]
  return (
    <Card
      size="small"
      styles={{ title: { whiteSpace: 'normal', padding: '8px 0' } }}
      title={
        <h2 className="card-title">
          {client.name} <Tag color={color}>{title}</Tag>
        </h2>
      }
      extra={(client.state === 'open' || client.state === 'waiting') && <RevokeButton client={client} />}
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'key', label: '账号', children: <code>{client.key}</code> },
          { key: 'org', label: '所属单位', children: client.org },
          { key: 'days', label: '有效期', children: `${client.from} 至 ${client.to ?? '停用为止'}` },
          { key: 'made', label: '开通', children: `${dayTime(client.madeAt)} ${client.madeBy ?? ''}` },
          { key: 'used', label: '最近使用', children: lastUse(client) },
          { key: 'count', label: '提交记录', children: client.statements >= 100_000 ? '10 万条以上' : `${client.statements} 条` },
          ...(client.revokedAt ? [{ key: 'revoked', label: '停用', children: dayTime(client.revokedAt) }] : []),
          { key: 'scopes', label: '权限', span: 'filled' as const, children: client.scopes.map((scope) => apiScopes[scope]).join('；') },
        ]}
      />
    </Card>
  )
}

function RevokeButton({ client }: { client: RecordClient }) {
  const { modal, message } = App.useApp()
  const revoke = useSend(xapiApi.revoke, { refreshes: [xapiApi.clients], done: () => void message.success('已停用，该密钥立即失效。') })
  const confirm = () =>
    modal.confirm({
      title: `停用“${client.name}”的接口？`,
      content: '停用后密钥立即失效，不能恢复；对方要继续使用须重新开通。已提交的学习记录保留不变。',
      okText: '停用',
      okButtonProps: { danger: true },
      cancelText: '取消',
      onOk: () =>
        revoke.mutateAsync({ params: { clientId: client.id } }).catch((thrown: unknown) => {
          message.error(asProblem(thrown).sentence)
        }),
    })
  return (
    <Button danger onClick={confirm} loading={revoke.isPending} aria-label={`停用${client.name}`}>
      停用
    </Button>
  )
}
