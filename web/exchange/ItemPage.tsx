import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { MatterId } from '#contract/common'
import {
  type Adoption,
  adoptionForms,
  adoptionLevels,
  channels,
  type ItemDetail,
  itemKinds,
  itemSteps,
  itemsApi,
} from '#contract/exchange-items'
import { type MatterView, matterApi } from '#contract/matter'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { FileList } from './parts.tsx'

const reads = [itemsApi.read, itemsApi.list, itemsApi.ranking]

/** 信息稿件: its text, where it lies, and what was adopted of it. */
export function ItemPage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(itemsApi.read, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const { kind, title, text, sources, files } = found.data
  return (
    <MatterPage
      matterId={matterId}
      refreshes={reads}
      initial={(step) => (step === 'amend' ? { kind, title, text, sources, files: files.map(({ id }) => id) } : undefined)}
      tabs={[
        { key: 'text', title: '稿件', content: () => <Text item={found.data} /> },
        { key: 'log', title: '采用和批示', content: (matter) => <Log item={found.data} matter={matter} /> },
      ]}
    />
  )
}

function Text({ item }: { item: ItemDetail }) {
  const facts = [
    { key: 'kind', label: '种类', children: itemKinds[item.kind] },
    { key: 'org', label: '撰写单位', children: item.org.name },
    { key: 'at', label: '现在', children: item.at ?? '撰写单位' },
    { key: 'submitted', label: '报送', children: item.submittedOn ?? '未报送' },
    { key: 'call', label: '对应约稿', children: item.call ?? '无' },
    { key: 'sources', label: '来源', children: item.sources },
  ]
  return (
    <>
      <Descriptions column={{ xs: 1, md: 2 }} items={facts} />
      <p className="exchange-answer">{item.text}</p>
      <FileList files={item.files} />
    </>
  )
}

function Log({ item: { log, score }, matter }: { item: ItemDetail; matter: MatterView }) {
  return (
    <>
      <p className="hint">{score === null ? '尚未计分：没有采用，或者采用时没有设置计分表。' : `得分 ${score} 分，按登记当时的计分表。`}</p>
      {log.length === 0 && <p>还没有采用或者批示。</p>}
      {log.map((one) => (
        <div key={one.id} className="exchange-figure">
          <Tag color={one.voided ? 'default' : 'green'}>{one.what === 'adopted' ? '采用' : '批示'}</Tag>
          {adoptionLevels[one.level]}
          {one.channel ? `　${channels[one.channel]}` : ''}
          {one.form ? `　${adoptionForms[one.form]}` : ''}　{one.place}　{one.on}
          {one.points === null ? '' : `　${one.points} 分`}
          <div className="hint">{one.by}登记</div>
          {one.voided && (
            <div className="hint">
              {one.voided.on} 作废：{one.voided.reason}
            </div>
          )}
          <FileList files={one.files} />
          {one.mayVoid && <Void one={one} matter={matter} />}
        </div>
      ))}
    </>
  )
}

const voidForm = itemSteps.voidAdoption.omit({ adoptionId: true })
function Void({ one, matter }: { one: Adoption; matter: MatterView }) {
  const me = useMe()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const take = useSend(matterApi.take, {
    refreshes: [matterApi.read, ...reads],
    done: () => {
      setOpen(false)
      message.success('已作废。')
    },
  })
  if (!matter.steps.some(({ name, open }) => name === 'voidAdoption' && open)) return null
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        作废
      </Button>
      <ActDrawer
        title="作废登记"
        body={voidForm}
        open={isOpen}
        close={() => setOpen(false)}
        danger
        sending={take.isPending}
        problem={take.error}
        send={(values) =>
          take.mutate({
            params: { matterId: matter.id, step: 'voidAdoption' },
            body: { happenedOn: me.today, input: { ...values, adoptionId: one.id } },
            version: matter.version,
          })
        }
      />
    </>
  )
}
