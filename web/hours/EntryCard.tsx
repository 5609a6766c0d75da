import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { hoursSources } from '#contract/hours'
import { type HoursEntry, hoursApi } from '#contract/hours-people'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { useSend } from '../kit/query.ts'
import { amount, proofWords, SourceLink } from './parts.tsx'

/** One line of the ledger, with its source; reversed and restored in its place. */
export function EntryCard({ entry }: { entry: HoursEntry }) {
  const isGone = entry.reversed !== null || entry.reverses !== null
  return (
    <article className={isGone ? 'row-card entry-gone' : 'row-card'} aria-label={entry.source.title}>
      <p className="card-head">
        <span className="card-name">
          {entry.reverses ? '冲销：' : ''}
          <SourceLink room={entry.source.room} id={entry.source.id} title={entry.source.title} />
        </span>
        {entry.mayBeTwice.length > 0 && <Tag color="orange">可能重复</Tag>}
        <span className="entry-figure">{amount(entry.hours, entry.days)}</span>
      </p>
      <p className="hint">
        {entry.fromDay === entry.earnedOn ? entry.earnedOn : `${entry.fromDay} 至 ${entry.earnedOn}`}　{entry.formTitle}
        {entry.subjectTitle ? `　${entry.subjectTitle}` : ''}
        {entry.theme ? `　${entry.theme}` : ''}　来源：{hoursSources[entry.source.room]}
        {entry.host ? `（${entry.host}）` : ''}
        {proofWords(entry.source) && `（${proofWords(entry.source)}）`}
        {entry.qualifies && !entry.reverses ? '　计作轮训合格培训' : ''}
      </p>
      <Remarks entry={entry} />
      {entry.mayRestore && <RestoreButton entry={entry} />}
      {entry.mayReverse && <ReverseButton entry={entry} />}
    </article>
  )
}

/** What became of it, and what it may be the double of. */
function Remarks({ entry }: { entry: HoursEntry }) {
  return (
    <>
      {entry.reverses && (
        <p className="hint">
          {dayTime(entry.at)} {entry.by} 冲销，原因：{entry.reason}
        </p>
      )}
      {entry.reversed && (
        <p className="hint">
          已于 {dayTime(entry.reversed.at)} 由{entry.reversed.by}冲销，原因：{entry.reversed.reason}
        </p>
      )}
      {entry.mayBeTwice.length > 0 && (
        <p className="hint">
          “{entry.source.title}”与{entry.mayBeTwice.map((title) => `“${title}”`).join('、')}
          时间重叠或者属于同一培训，可能重复计学时。系统不自动扣减，由培训管理人员核对；确属重复的，冲销其中一笔。
        </p>
      )}
      {entry.restored && (
        <p className="hint">
          冲销有误，{dayTime(entry.restored.at)} 由{entry.restored.by}恢复计入，原因：{entry.restored.reason}
        </p>
      )}
    </>
  )
}

function RestoreButton({ entry }: { entry: HoursEntry }) {
  const [isOpen, setOpen] = useState(false)
  const restore = useSend(hoursApi.restore, { refreshes: [hoursApi.person, hoursApi.people], done: () => setOpen(false) })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        恢复计入
      </Button>
      <ActDrawer
        title="恢复误冲销的学时"
        body={hoursApi.restore.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={restore.isPending}
        problem={restore.error}
        above={
          <Alert
            className="gap-bottom"
            type="info"
            showIcon
            title={`“${entry.source.title}”的 ${amount(entry.hours, entry.days)} 将按听讲名单重新计入一笔，原记录和冲销记录都保留。`}
          />
        }
        send={(values) => restore.mutate({ params: { entryId: entry.id }, body: values as never })} // judged by the server's schema
      />
    </>
  )
}

function ReverseButton({ entry }: { entry: HoursEntry }) {
  const [isOpen, setOpen] = useState(false)
  const reverse = useSend(hoursApi.reverse, { refreshes: [hoursApi.person, hoursApi.people], done: () => setOpen(false) })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        冲销
      </Button>
      <ActDrawer
        title="冲销学时"
        body={hoursApi.reverse.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={reverse.isPending}
        problem={reverse.error}
        danger
        above={
          <Alert
            className="gap-bottom"
            type="warning"
            showIcon
            title={`“${entry.source.title}”的 ${amount(entry.hours, entry.days)} 将整笔冲销，原记录和冲销原因都保留。需要改正数额的，冲销后凭证明材料补录。`}
          />
        }
        send={(values) => reverse.mutate({ params: { entryId: entry.id }, body: values as never })} // judged by the server's schema
      />
    </>
  )
}
