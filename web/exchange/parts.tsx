import { Button, Tag } from 'antd'
import type { FileId } from '#contract/common'
import { exchangeApi, type ReturnRow, type ReturnState, returnStates } from '#contract/exchange'
import { filesApi } from '#contract/files'
import { type Mark, marks } from '#contract/orgs'
import { useAct } from '../documents/use-act.tsx'
import { download } from '../kit/client.ts'
import './exchange.css'

export const readsOfReturns = [exchangeApi.read, exchangeApi.returns, exchangeApi.calendar]

const tones: Record<ReturnState, string> = {
  open: 'orange',
  sentBack: 'orange',
  submitted: 'blue',
  received: 'blue',
  accepted: 'green',
  waived: 'default',
}
export const StateTag = ({ state }: { state: ReturnState }) => <Tag color={tones[state]}>{returnStates[state]}</Tag>

export const MarkTag = ({ mark }: { mark: Mark }) => <Tag color={mark === 'verified' ? 'green' : 'gold'}>{marks[mark]}</Tag>

const lateWords = (state: ReturnState) =>
  state === 'open' || state === 'sentBack' ? '逾期' : state === 'waived' ? '逾期后免报，逾期' : '迟报'

/** In words, for colour alone says nothing. */
export const LateTag = ({ row: { lateBy, state } }: { row: Pick<ReturnRow, 'lateBy' | 'state'> }) =>
  lateBy === null ? null : (
    <Tag color="red">
      {lateWords(state)} {lateBy} 个工作日
    </Tag>
  )

/** Files as they were brought; each comes by its own door. */
export function FileList({ files }: { files: readonly { id: FileId; name: string }[] }) {
  const act = useAct()
  if (files.length === 0) return null
  return (
    <>
      <ul className="plain-list">
        {files.map(({ id, name }) => (
          <li key={id}>
            <Button
              size="small"
              loading={act.busy === id}
              onClick={() => act.run(id, () => download(filesApi.download, { params: { fileId: id } }, name))}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
      {act.problem}
    </>
  )
}
