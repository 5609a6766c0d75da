import { Alert, Button, Modal, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { MatterId } from '#contract/common'
import { feedsApi } from '#contract/training-certificates'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useSend } from '../kit/query.ts'

/** 日历订阅: the address is shown once and is as good as a key. */
export function FeedButton({ classId, icon }: { classId?: MatterId; icon?: ReactNode }) {
  const make = useSend(feedsApi.make, { refreshes: [feedsApi.list] })
  const address = make.data ? `${window.location.origin}${make.data.path}` : ''
  return (
    <>
      <Button icon={icon} loading={make.isPending} onClick={() => make.mutate({ body: classId ? { classId } : {} })}>
        订阅日历
      </Button>
      {make.isError && <ProblemAlert problem={make.error} />}
      <Modal title="日历订阅地址" open={make.isSuccess} onCancel={() => make.reset()} footer={null} destroyOnHidden>
        <p>在手机或者电脑的日历中“添加订阅日历”，粘贴下面的地址；课程调整后日历会自动更新。</p>
        <Typography.Paragraph copyable={{ text: address }} code>
          {address}
        </Typography.Paragraph>
        <Alert type="warning" showIcon title="这个地址只显示一次，知道它的人都能看到日程，请勿转发；可在“我的培训”中停用。" />
      </Modal>
    </>
  )
}
