import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { casesApi } from '#contract/cases'
import { MatterId } from '#contract/common'
import type { MatterView } from '#contract/matter'
import { PapersTab } from '../documents/PapersTab.tsx'
import { useParam } from '../kit/param.ts'
import { MatterPage } from '../matter/MatterPage.tsx'

/** Any track beside a case: 送达, 听证, 先行登记保存 … Its own state, terms and papers; the way back to its case on top. */
export function TrackPage() {
  return (
    <MatterPage
      matterId={useParam('matterId', MatterId)}
      refreshes={[casesApi.case, casesApi.lead]}
      actions={(matter) => <BackToCase matter={matter} />}
      opens={(child) => `/tracks/${child.id}`}
      tabs={[{ key: 'papers', title: '文书', content: (matter) => <PapersTab matter={matter} /> }]}
    />
  )
}

const BackToCase = ({ matter }: { matter: MatterView }) =>
  matter.parentId === null ? null : (
    <Link to={`/matters/${matter.parentId}` as never}>
      <Button>返回所属事项</Button>
    </Link>
  )
