import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { casesApi } from '#contract/cases'
import { MatterId } from '#contract/common'
import { type MatterView, matterApi } from '#contract/matter'
import { tracksApi } from '#contract/tracks'
import { FilesTab } from '../documents/FilesTab.tsx'
import { PapersTab } from '../documents/PapersTab.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { MatterPage, type MatterTab } from '../matter/MatterPage.tsx'
import { CollectionTab } from './CollectionTab.tsx'
import { stepWords } from './step-words.tsx'

const papers: MatterTab = { key: 'papers', title: '文书', content: (matter) => <PapersTab matter={matter} /> }
const files: MatterTab = { key: 'files', title: '材料', content: (matter) => <FilesTab matterId={matter.id} /> }
const money: MatterTab = { key: 'money', title: '缴纳情况', content: (matter) => <CollectionTab matterId={matter.id} /> }

/** Any track beside a case: 送达, 听证, 先行登记保存 … Its own state, terms and papers; the way back to its case on top. */
export function TrackPage() {
  const matterId = useParam('matterId', MatterId)
  // The same read as the page's own: it says what kind of track this is.
  const process = useQuery(ask(matterApi.read, { params: { matterId } })).data?.process
  return (
    <MatterPage
      matterId={matterId}
      refreshes={[casesApi.case, casesApi.lead, tracksApi.collection]}
      actions={(matter) => <BackToCase matter={matter} />}
      opens={(child) => `/tracks/${child.id}`}
      detail={stepWords}
      tabs={process === 'collection' ? [money, papers, files] : [papers, files]}
    />
  )
}

const BackToCase = ({ matter }: { matter: MatterView }) =>
  matter.parentId === null ? null : (
    <Link to={`/matters/${matter.parentId}` as never}>
      <Button>返回所属事项</Button>
    </Link>
  )
